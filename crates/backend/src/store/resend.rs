//! Sends one card again that was given up or skipped, for a person who looks at it. However
//! often it is asked for, there is one: what waits, flies or arrived is left alone.

use super::replay::queue_again;
use super::writer::Write;
use super::{StoreError, pace};
use crate::clock::Millis;
use sqlx::{Row as _, SqliteConnection};
use wire::EntityId;

/// An event's card for one connector.
pub(crate) struct Resend {
    pub(crate) entity_id: EntityId,
    pub(crate) event_id: String,
}

/// A delivery that was there to be sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resent {
    /// The connector's row, whose id opens nothing.
    pub(crate) connector: String,
    /// Whether it is queued now and was not before: not where it needs none, nor where the
    /// webhook or the connector is off.
    pub(crate) queued: bool,
}

impl Write for Resend {
    /// `None` when there is no such delivery.
    type Answer = Option<Resent>;

    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Option<Resent>, StoreError> {
        let row = sqlx::query(
            "SELECT d.id, d.connector_id, d.webhook_id FROM connectors c
             JOIN deliveries d ON d.id = ?2 || '.' || c.id WHERE c.entity_id = ?1",
        );
        let row = row.bind(self.entity_id.as_str()).bind(&self.event_id);
        let Some(row) = row.fetch_optional(&mut *db).await? else {
            return Ok(None);
        };
        let done = sqlx::query(concat!(queue_again!(), " AND id = ?2"))
            .bind(now)
            .bind(row.get::<&str, _>("id"))
            .execute(&mut *db)
            .await?;
        pace::wake(db, row.get("webhook_id")).await?;
        Ok(Some(Resent {
            connector: row.get("connector_id"),
            queued: done.rows_affected() > 0,
        }))
    }
}
