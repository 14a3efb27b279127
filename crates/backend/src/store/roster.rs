//! Connectors as an operator sees them, and how several are removed at once: by id,
//! or by what they have in common. Shows no address, and of an id no more than names
//! one connector.

use super::history::health;
use super::remove::discard;
use super::short::short;
use super::writer::Write;
use super::{Store, StoreError};
use crate::clock::{Millis, rfc3339};
use sqlx::sqlite::SqliteRow;
use sqlx::{Executor, Row as _, Sqlite, SqliteConnection};

/// Which connectors: those that fit everything given here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sought {
    /// No card ever reached the channel, and none waits.
    pub(crate) never_used: bool,
    /// Made before then.
    pub(crate) made_before: Option<Millis>,
    /// Saved last before then.
    pub(crate) saved_before: Option<Millis>,
    /// Their webhook's host, as the list has it, or what follows the mask in it.
    pub(crate) host: Option<String>,
    /// The tenant whose they are.
    pub(crate) tenant: Option<String>,
}

/// A connector in a list.
pub(crate) struct Entry {
    /// The row's own id, which opens nothing.
    pub(crate) id: String,
    webhook_id: String,
    /// The first eight letters of the entity id, or as many as name it alone.
    pub(super) short: String,
    line: String,
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.line)
    }
}

/// Removes connectors with their queues, and the webhooks that nobody else uses.
pub(crate) struct Dismiss {
    /// By the rows' own ids.
    pub(crate) ids: Vec<String>,
    /// Whoever does not fit any longer stays.
    pub(crate) sought: Sought,
}

impl Write for Dismiss {
    /// How many were removed.
    type Answer = usize;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<usize, StoreError> {
        let entries = select(&mut *db, &self.sought, Some(&self.ids), i64::MAX, now).await?;
        remove(db, &entries).await?;
        Ok(entries.len())
    }
}

pub(super) async fn remove(
    db: &mut SqliteConnection,
    entries: &[Entry],
) -> Result<(), sqlx::Error> {
    for entry in entries {
        discard(db, &entry.id, &entry.webhook_id).await?;
    }
    Ok(())
}

impl Store {
    /// The connectors that fit, the oldest first.
    pub(crate) async fn roster(&self, sought: &Sought) -> Result<Vec<Entry>, StoreError> {
        let found = select(&self.readers, sought, None, i64::MAX, self.now()).await;
        Ok(found?)
    }

    /// The rows' own ids of the connectors whose entity id begins so; a whole id is
    /// nobody else's beginning.
    pub(crate) async fn begin_with(&self, start: &str) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, entity_id = ?1 AS whole FROM connectors
             WHERE substr(entity_id, 1, length(?1)) = ?1 ORDER BY whole DESC",
        )
        .bind(start)
        .fetch_all(&self.readers)
        .await?;
        let whole = rows.first().is_some_and(|row| row.get("whole"));
        let most = if whole { 1 } else { rows.len() };
        Ok(rows.iter().take(most).map(|row| row.get("id")).collect())
    }
}

/// At most so many that fit, the oldest first; only these rows when any are named.
pub(super) async fn select<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    sought: &Sought,
    ids: Option<&[String]>,
    most: i64,
    now: Millis,
) -> Result<Vec<Entry>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT c.id, c.entity_id, c.webhook_id, c.config_name, c.notification_type,
             c.created_at, c.updated_at, c.tenant, c.stopped_at, c.stopped_by, w.host, w.destination, w.state, w.reason, w.outcome,
             w.failing_since, w.disabled_at, w.last_success_at,
             (SELECT MAX(o.entity_id) FROM connectors o WHERE o.entity_id < c.entity_id) AS prior,
             (SELECT MIN(o.entity_id) FROM connectors o WHERE o.entity_id > c.entity_id) AS next
         FROM connectors c JOIN webhooks w ON w.id = c.webhook_id
         WHERE (?1 IS NULL OR c.id IN (SELECT value FROM json_each(?1)))
             AND (NOT ?2 OR (w.last_success_at IS NULL AND NOT EXISTS
                 (SELECT 1 FROM deliveries d
                  WHERE d.connector_id = c.id AND d.finished_at IS NULL)))
             AND (?3 IS NULL OR c.created_at < ?3) AND (?4 IS NULL OR c.updated_at < ?4)
             AND (?5 IS NULL OR w.host = ?5 OR substr(w.host, 2) = '…' || ?5)
             AND (?7 IS NULL OR c.tenant = ?7)
         ORDER BY c.created_at, c.id LIMIT ?6",
    )
    .bind(ids.map(|ids| serde_json::to_string(ids).unwrap_or_default()))
    .bind(sought.never_used)
    .bind(sought.made_before)
    .bind(sought.saved_before)
    .bind(&sought.host)
    .bind(most)
    .bind(&sought.tenant)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(|row| entry(row, now)).collect())
}

fn entry(row: &SqliteRow, now: Millis) -> Entry {
    let neighbours = [row.get("prior"), row.get("next")];
    let short = short(row.get("entity_id"), neighbours).to_owned();
    let last: Option<Millis> = row.get("last_success_at");
    let line = format!(
        "{short}  {:<6}  {}  {:<8}  last card {}  made {}  of {}  {}",
        row.get::<&str, _>("notification_type"),
        row.get::<&str, _>("host"),
        health(row, now).state.code(),
        last.map_or_else(|| "never".to_owned(), rfc3339),
        rfc3339(row.get("created_at")),
        row.get::<Option<&str>, _>("tenant").unwrap_or("nobody"),
        row.get::<&str, _>("config_name"),
    );
    Entry {
        id: row.get("id"),
        webhook_id: row.get("webhook_id"),
        short,
        line,
    }
}
