//! Connectors with all that an operator may know of them, for a list that leaves the
//! server: whose they are and whether they work. No address, and no id that opens anything.

use super::history::health;
use super::roster::Entry;
use super::{Store, StoreError, changer_cell, maker_cell};
use crate::clock::{Millis, rfc3339};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::collections::HashMap;

/// One connector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Described {
    /// The row's own id.
    #[serde(skip)]
    pub(crate) row: String,
    /// The beginning of its entity id.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) notification_type: String,
    pub(crate) destination: String,
    /// Masked, as everywhere.
    pub(crate) host: String,
    pub(crate) state: &'static str,
    pub(crate) reason: Option<String>,
    /// Since which day nothing is sent.
    pub(crate) off_since: Option<String>,
    /// `card` or `operator`.
    pub(crate) stopped_by: Option<String>,
    pub(crate) tenant: Option<String>,
    /// The object id of who made it.
    pub(crate) creator: Option<String>,
    /// The object id of who saved it last.
    pub(crate) changed_by: Option<String>,
    /// What their organisation calls them.
    pub(crate) changer_name: Option<String>,
    pub(crate) made: String,
    pub(crate) saved: String,
    pub(crate) last_card: Option<String>,
    /// How many cards wait.
    pub(crate) waiting: i64,
}

impl Store {
    /// The records of these entries, in the order of a list.
    pub(crate) async fn inventory(&self, entries: &[Entry]) -> Result<Vec<Described>, StoreError> {
        let shorts: HashMap<_, _> = entries
            .iter()
            .map(|entry| (entry.id.as_str(), entry.short.as_str()))
            .collect();
        let ids: Vec<_> = entries.iter().map(|entry| entry.id.as_str()).collect();
        let rows = sqlx::query(
            "SELECT c.id, c.config_name, c.notification_type, c.created_at, c.updated_at,
                 c.tenant, c.maker_sealed, c.changer_sealed, c.stopped_at, c.stopped_by,
                 w.host, w.destination, w.state, w.reason, w.outcome, w.failing_since,
                 w.disabled_at, w.last_success_at,
                 (SELECT COUNT(*) FROM deliveries d
                  WHERE d.connector_id = c.id AND d.finished_at IS NULL) AS waiting
             FROM connectors c JOIN webhooks w ON w.id = c.webhook_id
             WHERE c.id IN (SELECT value FROM json_each(?1)) ORDER BY c.created_at, c.id",
        )
        .bind(serde_json::to_string(&ids).unwrap_or_default())
        .fetch_all(&self.readers)
        .await?;
        let record = |row: &SqliteRow| {
            let short = shorts.get(row.get::<&str, _>("id")).copied();
            self.record(row, short.unwrap_or_default())
        };
        rows.iter().map(record).collect()
    }

    fn record(&self, row: &SqliteRow, short: &str) -> Result<Described, StoreError> {
        let id: &str = row.get("id");
        let opened = |column: &str, cell: String| {
            let sealed: Option<&[u8]> = row.get(column);
            let person = sealed.map(|sealed| self.ring.open_cell(sealed, &cell));
            let person = person.transpose()?;
            Ok::<_, StoreError>(person.map(|person| person.expose_secret().to_owned()))
        };
        let health = health(row, self.now());
        let last: Option<Millis> = row.get("last_success_at");
        let changer = opened("changer_sealed", changer_cell(id))?;
        let (changed_by, changer_name) = changer.map_or((None, None), called);
        Ok(Described {
            row: id.to_owned(),
            id: short.to_owned(),
            name: row.get("config_name"),
            notification_type: row.get("notification_type"),
            destination: row.get("destination"),
            host: row.get("host"),
            state: health.state.code(),
            reason: health.reason,
            off_since: health.since.map(|day| day.to_string()),
            stopped_by: row.get("stopped_by"),
            tenant: row.get("tenant"),
            creator: opened("maker_sealed", maker_cell(id))?,
            changed_by,
            changer_name,
            made: rfc3339(row.get("created_at")),
            saved: rfc3339(row.get("updated_at")),
            last_card: last.map(rfc3339),
            waiting: row.get("waiting"),
        })
    }
}

/// An id, and after a blank what the person is called where that is known.
fn called(changer: String) -> (Option<String>, Option<String>) {
    match changer.split_once(' ') {
        Some((id, name)) => (Some(id.to_owned()), Some(name.to_owned())),
        None => (Some(changer), None),
    }
}
