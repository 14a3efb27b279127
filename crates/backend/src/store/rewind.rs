//! A start with a clock that is behind what is stored. Times in the future would
//! hold channels until they come, so they count as now.

use super::pace;
use crate::clock::{Millis, SECOND};
use sqlx::{Row as _, SqliteConnection};

/// How far behind is told apart from clocks that differ a little.
const SLACK: Millis = 60 * SECOND;

/// Every time that says when something happened.
const PASTS: [(&str, &str); 17] = [
    ("connectors", "created_at"),
    ("connectors", "updated_at"),
    ("connectors", "stopped_at"),
    ("events", "accepted_at"),
    ("intake_keys", "created_at"),
    ("attempts", "at"),
    ("posts", "at"),
    ("makers", "at"),
    ("deliveries", "finished_at"),
    ("deliveries", "created_at"),
    ("pauses", "since"),
    ("presses", "pressed_at"),
    ("presses", "due_at"),
    ("webhooks", "failing_since"),
    ("webhooks", "failed_at"),
    ("webhooks", "gone_since"),
    ("webhooks", "last_success_at"),
];

/// Brings what is stored back to now where it is ahead by more than a minute.
pub(super) async fn heed(db: &mut SqliteConnection, now: Millis) -> Result<(), sqlx::Error> {
    let latest = latest(db).await?;
    if latest <= now + SLACK {
        return Ok(());
    }
    let seconds = (latest - now) / SECOND;
    tracing::warn!(
        seconds,
        "the clock is behind what is stored; the future counts as now"
    );
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *db).await?;
    // What waits was to be tried when its own time had come.
    sqlx::query(
        "UPDATE deliveries SET due_at = ?1
         WHERE finished_at IS NULL AND due_at > ?1 AND created_at > ?1",
    )
    .bind(now)
    .execute(&mut *db)
    .await?;
    for (table, column) in PASTS {
        // The names are ours.
        let sql = format!("UPDATE {table} SET {column} = ?1 WHERE {column} > ?1");
        let set = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(now);
        set.execute(&mut *db).await?;
    }
    open_webhooks(db, now).await?;
    sqlx::query("COMMIT").execute(db).await?;
    Ok(())
}

/// The latest moment at which something was stored, by what is quick to ask.
async fn latest(db: &mut SqliteConnection) -> Result<Millis, sqlx::Error> {
    let row = sqlx::query(
        "SELECT MAX(
             (SELECT COALESCE(MAX(accepted_at), 0) FROM events),
             (SELECT COALESCE(MAX(at), 0) FROM attempts),
             (SELECT COALESCE(MAX(updated_at), 0) FROM connectors),
             (SELECT COALESCE(MAX(MAX(COALESCE(last_success_at, 0), COALESCE(failed_at, 0))), 0)
              FROM webhooks)) AS at",
    )
    .fetch_one(db)
    .await?;
    Ok(row.get("at"))
}

/// Their pace counts the posts as made now; what a pause has left of it nobody
/// knows, so it is over. Whoever holds a lease is given a minute.
async fn open_webhooks(db: &mut SqliteConnection, now: Millis) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE webhooks SET lease_until = ?1, wake_at = ?1 WHERE lease_until > ?1")
        .bind(now + SLACK)
        .execute(&mut *db)
        .await?;
    let held = sqlx::query("SELECT id FROM webhooks WHERE not_before > ?1 OR wake_at > ?1")
        .bind(now)
        .fetch_all(&mut *db)
        .await?;
    for row in held {
        let id: &str = row.get("id");
        let opens = pace::opens_at(db, id, now).await?;
        sqlx::query("UPDATE webhooks SET not_before = ?2, held_until = 0 WHERE id = ?1")
            .bind(id)
            .bind(opens)
            .execute(&mut *db)
            .await?;
        pace::wake(db, id).await?;
    }
    Ok(())
}
