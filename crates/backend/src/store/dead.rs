//! Dead letters page by page: what was given up, why, and whether it could be sent again.
//! Tells the task's id, and nothing else of it.

use super::cursor::{Cursor, Paged};
use super::history::subject;
use super::{Store, StoreError};
use crate::clock::{Millis, rfc3339};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use wire::Outcome;
use wire::admin::DeadLetter;

impl Store {
    /// At most so many, the newest first.
    pub(crate) async fn dead_letters(
        &self,
        after: Option<Cursor>,
        most: usize,
    ) -> Result<Paged<DeadLetter>, StoreError> {
        let after = after.unwrap_or_else(Cursor::newest);
        let rows = sqlx::query(
            "SELECT d.id, d.attempts, d.outcome, COALESCE(d.detail, '') AS detail, d.created_at,
                 c.config_name, e.kind, e.task, e.configured_for,
                 w.state = 'active' AND c.stopped_at IS NULL AS can_be_replayed
             FROM deliveries d JOIN connectors c ON c.id = d.connector_id
             JOIN webhooks w ON w.id = d.webhook_id JOIN events e ON e.id = d.event_id
             WHERE d.state = 'dead' AND d.created_at <= ?1 AND (d.created_at < ?1 OR d.id < ?2)
             ORDER BY d.created_at DESC, d.id DESC LIMIT ?3",
        )
        .bind(after.at)
        .bind(&after.id)
        .bind(i64::try_from(most + 1).unwrap_or(i64::MAX))
        .fetch_all(&self.readers)
        .await?;
        let page = Paged::of(rows, most, cursor);
        Ok(Paged {
            entries: page.entries.iter().map(letter).collect(),
            next: page.next,
        })
    }
}

fn cursor(row: &SqliteRow) -> Cursor {
    Cursor {
        at: row.get("created_at"),
        id: row.get("id"),
    }
}

fn letter(row: &SqliteRow) -> DeadLetter {
    let (kind, task) = subject(row);
    let outcome: Option<&str> = row.get("outcome");
    DeadLetter {
        id: row.get("id"),
        connector: row.get("config_name"),
        kind,
        task_id: task.map(|task| task.id),
        attempts: row.get::<i64, _>("attempts").unsigned_abs(),
        outcome: outcome.and_then(Outcome::from_code),
        reason: row.get("detail"),
        created_at: rfc3339(row.get::<Millis, _>("created_at")),
        can_be_replayed: row.get("can_be_replayed"),
    }
}
