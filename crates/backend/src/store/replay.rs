//! Sends again what was given up or skipped: new attempts, never new events. For the command
//! line; the running server sees the rows at its next look.

use super::writer::Write;
use super::{Store, StoreError, pace};
use crate::clock::{Millis, rfc3339};
use sqlx::{Row as _, SqliteConnection};

/// Queues again, at ?1, what was given up or skipped and whose webhook and connector are on;
/// more conditions follow.
macro_rules! queue_again {
    () => {
        "UPDATE deliveries SET state = 'queued', attempts = 0, short_form = 0,
             due_at = ?1, created_at = ?1, finished_at = NULL
         WHERE state IN ('dead', 'skipped')
             AND webhook_id IN (SELECT id FROM webhooks WHERE state = 'active')
             AND connector_id IN (SELECT id FROM connectors WHERE stopped_at IS NULL)"
    };
}

pub(super) use queue_again;

/// Which deliveries are replayed: those that fit everything given here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Which {
    /// Of one delivery.
    pub(crate) delivery: Option<String>,
    /// Of one connector.
    pub(crate) entity_id: Option<String>,
    /// Not older than this.
    pub(crate) since: Option<Millis>,
}

/// Puts dead letters back into the queue, and what came while a webhook was
/// disabled or a connector stopped. As long as it is, they stay: somebody must save the
/// connector again, or an operator enable it.
pub(crate) struct Replay(pub(crate) Which);

impl Write for Replay {
    type Answer = u64;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<u64, StoreError> {
        let done = sqlx::query(concat!(
            queue_again!(),
            " AND (?2 IS NULL OR id = ?2) AND (?3 IS NULL OR created_at >= ?3)
             AND (?4 IS NULL OR connector_id IN (SELECT id FROM connectors WHERE entity_id = ?4))",
        ))
        .bind(now)
        .bind(&self.0.delivery)
        .bind(self.0.since)
        .bind(&self.0.entity_id)
        .execute(&mut *db)
        .await?;
        let waiting = sqlx::query(
            "SELECT DISTINCT webhook_id FROM deliveries
             WHERE finished_at IS NULL AND state = 'queued' AND due_at = ?1",
        )
        .bind(now)
        .fetch_all(&mut *db)
        .await?;
        for row in waiting {
            pace::wake(db, row.get("webhook_id")).await?;
        }
        Ok(done.rows_affected())
    }
}

impl Store {
    /// Lines for an operator: id, state, attempts, time, reason.
    pub(crate) async fn list(
        &self,
        which: &Which,
        state: Option<&str>,
    ) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(
            "SELECT d.id, d.state, d.attempts, d.created_at, COALESCE(d.detail, '') AS detail
             FROM deliveries d JOIN connectors c ON c.id = d.connector_id
             WHERE (?1 IS NULL OR d.state = ?1) AND (?2 IS NULL OR d.created_at >= ?2)
             AND (?3 IS NULL OR c.entity_id = ?3)
             ORDER BY d.created_at DESC LIMIT 200",
        )
        .bind(state)
        .bind(which.since)
        .bind(&which.entity_id)
        .fetch_all(&self.readers)
        .await?;
        let line = |row: &sqlx::sqlite::SqliteRow| {
            format!(
                "{}  {:<9}  {:>2}  {}  {}",
                row.get::<&str, _>("id"),
                row.get::<&str, _>("state"),
                row.get::<i64, _>("attempts"),
                rfc3339(row.get("created_at")),
                row.get::<&str, _>("detail"),
            )
        };
        Ok(rows.iter().map(line).collect())
    }

    /// Lines about the attempts of one delivery.
    pub(crate) async fn attempts(&self, delivery: &str) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(
            "SELECT at, outcome, status, took_ms, COALESCE(answer, '') AS answer
             FROM attempts WHERE delivery_id = ?1 ORDER BY at",
        )
        .bind(delivery)
        .fetch_all(&self.readers)
        .await?;
        let line = |row: &sqlx::sqlite::SqliteRow| {
            let status: Option<i64> = row.get("status");
            format!(
                "{}  {:<11}  {}  {} ms  {}",
                rfc3339(row.get("at")),
                row.get::<&str, _>("outcome"),
                status.map_or("---".to_owned(), |status| status.to_string()),
                row.get::<i64, _>("took_ms"),
                row.get::<&str, _>("answer"),
            )
        };
        Ok(rows.iter().map(line).collect())
    }
}
