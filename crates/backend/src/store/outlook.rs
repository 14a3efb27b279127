//! What an operator sees at a glance: the queue, and what the last hours' attempts
//! came to.

use super::{Store, StoreError};
use crate::clock::{HOUR, Millis, rfc3339};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use wire::Outcome;
use wire::admin::{Hour, Queue};

impl Store {
    /// What waits, and what was given up.
    pub(crate) async fn queue(&self) -> Result<Queue, StoreError> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS waiting, COALESCE(SUM(state = 'leased'), 0) AS leased,
                 COALESCE(SUM(state = 'queued' AND attempts > 0), 0) AS retrying
             FROM deliveries WHERE finished_at IS NULL",
        )
        .fetch_one(&self.counter)
        .await?;
        let gauges = self.gauges().await?;
        let count = |name| row.get::<i64, _>(name).unsigned_abs();
        let (leased, retrying) = (count("leased"), count("retrying"));
        Ok(Queue {
            due: count("waiting") - leased - retrying,
            leased,
            retrying,
            dead: gauges.dead.unsigned_abs(),
            oldest_due_seconds: gauges.oldest_due_ms.unsigned_abs() / 1000,
        })
    }

    /// So many hours up to now, the oldest first, each with what its attempts came to.
    pub(crate) async fn hours(&self, count: usize) -> Result<Vec<Hour>, StoreError> {
        let count = Millis::try_from(count).unwrap_or(0).max(1);
        let first = self.now() / HOUR - count + 1;
        let rows = sqlx::query(
            "SELECT at / ?2 AS hour, outcome, COUNT(*) AS count FROM attempts
             WHERE at >= ?1 * ?2 GROUP BY hour, outcome",
        )
        .bind(first)
        .bind(HOUR)
        .fetch_all(&self.readers)
        .await?;
        let begun = |hour: Millis| Hour {
            begins: rfc3339(hour * HOUR),
            ..Hour::default()
        };
        let mut hours: Vec<Hour> = (first..first + count).map(begun).collect();
        for row in &rows {
            let at = usize::try_from(row.get::<Millis, _>("hour") - first);
            if let Some(hour) = at.ok().and_then(|at| hours.get_mut(at)) {
                add(hour, row);
            }
        }
        Ok(hours)
    }
}

fn add(hour: &mut Hour, row: &SqliteRow) {
    let outcome = Outcome::from_code(row.get("outcome"));
    *match outcome {
        Some(Outcome::Delivered) => &mut hour.delivered,
        Some(Outcome::Accepted) => &mut hour.accepted,
        Some(Outcome::Throttled | Outcome::Transient | Outcome::Unconfirmed) => &mut hour.delayed,
        _ => &mut hour.refused,
    } += row.get::<i64, _>("count").unsigned_abs();
}
