//! Webhooks as an operator sees them, and how one that was switched off is switched
//! on again. For the command line; the running server sees it at its next look.

use super::webhooks::enable;
use super::writer::Write;
use super::{Store, StoreError};
use crate::clock::{DAY, Millis, rfc3339};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

/// Which of the webhooks that are switched off; every one when nothing is named.
#[derive(Clone, Debug, Default)]
pub(crate) struct Off {
    /// The webhook's own id, as the list has it.
    pub(crate) id: Option<String>,
    /// The webhook of the connector with this entity id.
    pub(crate) entity_id: Option<String>,
    /// The webhook of the connector in this row.
    pub(crate) row: Option<String>,
}

/// Switches them on again: old failures no longer count, the pace does.
pub(crate) struct Enable(pub(crate) Off);

impl Write for Enable {
    /// How many webhooks were disabled and are enabled now.
    type Answer = usize;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<usize, StoreError> {
        let off = sqlx::query(
            "SELECT w.id FROM webhooks w WHERE w.state = 'disabled' AND (?1 IS NULL OR w.id = ?1)
             AND (?2 IS NULL OR EXISTS
                 (SELECT 1 FROM connectors c WHERE c.webhook_id = w.id AND c.entity_id = ?2))
             AND (?3 IS NULL OR EXISTS
                 (SELECT 1 FROM connectors c WHERE c.webhook_id = w.id AND c.id = ?3))",
        )
        .bind(&self.0.id)
        .bind(&self.0.entity_id)
        .bind(&self.0.row)
        .fetch_all(&mut *db)
        .await?;
        for row in &off {
            enable(db, row.get("id"), now).await?;
        }
        Ok(off.len())
    }
}

/// Which webhooks a list has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Listed {
    /// Only those that are switched off.
    pub(crate) disabled: bool,
    /// Only Workflows that are on and took no card for so many days.
    pub(crate) quiet_days: Option<u32>,
}

impl Store {
    /// Lines for an operator: id, state, kind, host, connectors, last card, reason.
    pub(crate) async fn webhooks(&self, listed: Listed) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(
            "SELECT w.id, w.state, w.destination, w.host, w.last_success_at,
                 COALESCE(w.reason, '') AS reason, COUNT(c.id) AS connectors
             FROM webhooks w LEFT JOIN connectors c ON c.webhook_id = w.id
             WHERE (NOT ?1 OR w.state = 'disabled')
             GROUP BY w.id
             HAVING ?2 IS NULL OR (w.state = 'active' AND w.destination = 'workflow'
                 AND COALESCE(w.last_success_at, MIN(c.created_at)) <= ?2)
             ORDER BY COALESCE(w.last_success_at, 0), w.id",
        )
        .bind(listed.disabled)
        .bind(
            listed
                .quiet_days
                .map(|days| self.now() - Millis::from(days) * DAY),
        )
        .fetch_all(&self.readers)
        .await?;
        Ok(rows.iter().map(line).collect())
    }
}

fn line(row: &SqliteRow) -> String {
    let last: Option<Millis> = row.get("last_success_at");
    format!(
        "{}  {:<8}  {:<9}  {}  {} connectors  last card {}  {}",
        row.get::<&str, _>("id"),
        row.get::<&str, _>("state"),
        row.get::<&str, _>("destination"),
        row.get::<&str, _>("host"),
        row.get::<i64, _>("connectors"),
        last.map_or_else(|| "never".to_owned(), rfc3339),
        row.get::<&str, _>("reason"),
    )
}
