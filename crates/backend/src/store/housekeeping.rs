//! Forgets what is old, and probes whether writing works.

use super::StoreError;
use super::roster::{self, Sought};
use super::writer::Write;
use crate::clock::{DAY, Millis};
use sqlx::SqliteConnection;

/// How long idempotency keys are remembered.
const KEYS: Millis = 8 * DAY;
/// How long history is kept.
const HISTORY: Millis = 30 * DAY;
/// How long a press is remembered: a link that counts may be pressed again.
const LINKS: Millis = 31 * DAY;
/// How long a topic may be chosen that no event names any longer.
const TOPICS: Millis = 90 * DAY;
/// The longest of Teams' windows.
const POSTS: Millis = DAY;
/// What a caller's quota counts.
const MAKERS: Millis = DAY;
/// DeliveryFate per round, so that nobody waits long for the writer.
const ROUND: i64 = 2000;

/// Connectors per round: each is removed with all that hangs on it.
const EXPIRING: i64 = 200;

/// Forgets a round of old rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CleanUp {
    /// Also connectors that were never used and not saved for so many days.
    pub(crate) expire_unused: Option<u32>,
}

/// What a round forgot.
pub(crate) struct Cleaned {
    /// DeliveryFate and connectors; the last round forgets none.
    pub(crate) gone: u64,
    /// The connectors among them, by short id.
    pub(crate) expired: Vec<String>,
}

impl Write for CleanUp {
    type Answer = Cleaned;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<Cleaned, StoreError> {
        let mut gone = 0;
        for (statement, age) in [
            (
                "DELETE FROM intake_keys WHERE key IN
                     (SELECT key FROM intake_keys WHERE created_at < ?1 LIMIT ?2)",
                KEYS,
            ),
            (
                "DELETE FROM posts WHERE rowid IN
                     (SELECT rowid FROM posts WHERE at < ?1 LIMIT ?2)",
                POSTS,
            ),
            (
                "DELETE FROM makers WHERE rowid IN
                     (SELECT rowid FROM makers WHERE at < ?1 LIMIT ?2)",
                MAKERS,
            ),
            (
                "DELETE FROM attempts WHERE rowid IN
                     (SELECT rowid FROM attempts WHERE at < ?1 LIMIT ?2)",
                HISTORY,
            ),
            (
                "DELETE FROM presses WHERE rowid IN
                     (SELECT rowid FROM presses
                      WHERE pressed_at < ?1 AND finished_at IS NOT NULL LIMIT ?2)",
                LINKS,
            ),
            (
                "DELETE FROM topics WHERE (tenant, topic) IN
                     (SELECT tenant, topic FROM topics
                      WHERE seen_at < ?1 AND declared_at IS NULL LIMIT ?2)",
                TOPICS,
            ),
            // What still waits is kept, however old it is. An event's deliveries
            // go first: they may be thousands.
            (
                "DELETE FROM deliveries WHERE rowid IN
                     (SELECT d.rowid FROM events e JOIN deliveries d ON d.event_id = e.id
                      WHERE e.accepted_at < ?1 AND d.finished_at IS NOT NULL LIMIT ?2)",
                HISTORY,
            ),
            (
                "DELETE FROM events WHERE id IN
                     (SELECT e.id FROM events e WHERE e.accepted_at < ?1 AND NOT EXISTS
                         (SELECT 1 FROM deliveries d WHERE d.event_id = e.id) LIMIT ?2)",
                HISTORY,
            ),
        ] {
            let done = sqlx::query(statement)
                .bind(now - age)
                .bind(ROUND)
                .execute(&mut *db)
                .await?;
            gone += done.rows_affected();
        }
        gone += forget_unused(db, now).await?;
        let expired = self.expire(db, now).await?;
        gone += expired.len() as u64;
        Ok(Cleaned { gone, expired })
    }
}

impl CleanUp {
    async fn expire(
        self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Vec<String>, sqlx::Error> {
        let Some(days) = self.expire_unused else {
            return Ok(Vec::new());
        };
        let sought = Sought {
            never_used: true,
            saved_before: Some(now - Millis::from(days) * DAY),
            ..Sought::default()
        };
        let expired = roster::select(&mut *db, &sought, None, EXPIRING, now).await?;
        roster::remove(db, &expired).await?;
        Ok(expired.into_iter().map(|entry| entry.short).collect())
    }
}

/// Addresses that only a test card named: the process died under it, or the
/// receiver asked for a pause, which is over.
async fn forget_unused(db: &mut SqliteConnection, now: Millis) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "DELETE FROM webhooks WHERE id IN
             (SELECT w.id FROM webhooks w WHERE w.not_before <= ?1
                 AND (w.lease_owner IS NULL OR w.lease_until <= ?1) AND NOT EXISTS
                     (SELECT 1 FROM connectors c WHERE c.webhook_id = w.id) LIMIT ?2)",
    )
    .bind(now)
    .bind(ROUND)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Room for the largest event.
const ROOM: usize = 256 * 1024;

/// Writes something that needs space, and takes it back.
pub(crate) struct Probe;

impl Write for Probe {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<(), StoreError> {
        const KEY: &str = " probe";
        sqlx::query(
            "INSERT INTO intake_keys (key, body_hash, event_id, deliveries, created_at)
             VALUES (?1, ?2, '', 0, ?3)",
        )
        .bind(KEY)
        .bind("x".repeat(ROOM))
        .bind(now)
        .execute(&mut *db)
        .await?;
        sqlx::query("DELETE FROM intake_keys WHERE key = ?1")
            .bind(KEY)
            .execute(db)
            .await?;
        Ok(())
    }
}
