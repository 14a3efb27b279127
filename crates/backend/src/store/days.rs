//! How many of a connector's cards arrived, day by day. One read of one index, however many
//! there were; the day is that of whoever asks.

use super::{Store, StoreError};
use crate::clock::{DAY, Millis, rfc3339};
use sqlx::Row as _;
use std::collections::HashMap;
use wire::{DAYS_TOLD, Day, DeliveryDay, EntityId};

/// The caller's midnights are `?3` after ours; a day is so many of them after `?2`.
pub(super) const COUNTED: &str = "SELECT (d.finished_at + ?3 - ?2) / 86400000 AS nth,
         SUM(d.state IN ('delivered', 'accepted')) AS sent,
         SUM(d.state IN ('dead', 'skipped')) AS unsent
     FROM deliveries d WHERE d.connector_id = ?1 AND d.finished_at >= ?2 - ?3
     GROUP BY nth";

impl Store {
    /// The last days up to now in a zone that is so far east of UTC, the oldest first; `None`
    /// when there is no such connector.
    pub(crate) async fn days(
        &self,
        id: &EntityId,
        east: Millis,
    ) -> Result<Option<Vec<DeliveryDay>>, StoreError> {
        let row = sqlx::query("SELECT id FROM connectors WHERE entity_id = ?1").bind(id.as_str());
        let Some(row) = row.fetch_optional(&self.readers).await? else {
            return Ok(None);
        };
        let told = Millis::try_from(DAYS_TOLD).unwrap_or_default();
        let first = (self.now() + east).div_euclid(DAY) - told + 1;
        let rows = sqlx::query(COUNTED)
            .bind(row.get::<&str, _>("id"))
            .bind(first * DAY)
            .bind(east)
            .fetch_all(&self.readers)
            .await?;
        let count =
            |row: &sqlx::sqlite::SqliteRow, name: &str| row.get::<i64, _>(name).unsigned_abs();
        let counted = rows.iter().map(|row| {
            let nth: Millis = row.get("nth");
            (nth, (count(row, "sent"), count(row, "unsent")))
        });
        let counted: HashMap<_, _> = counted.collect();
        let day = |nth: Millis| {
            let (sent, unsent) = counted.get(&nth).copied().unwrap_or_default();
            let day = Day::from_text(rfc3339((first + nth) * DAY).get(..10)?)?;
            Some(DeliveryDay { day, sent, unsent })
        };
        Ok(Some((0..told).filter_map(day).collect()))
    }
}
