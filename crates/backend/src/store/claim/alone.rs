//! Webhooks that are claimed one by one: their owner died, what waits there goes out
//! as one summary, or what is stored cannot be read.

use super::item::{Item, item};
use crate::clock::Millis;
use crate::policy::pacing::{FOLD_ABOVE, FOLD_AT_MOST};
use crate::store::pace;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use wire::Outcome;

/// What one webhook's post stands for; its deliveries are leased.
pub(super) struct Alone {
    pub(super) items: Vec<Item>,
    pub(super) count: u64,
    pub(super) number: i64,
}

/// Leases what is due there, if anything is; `row` is what the look told.
pub(super) async fn claim(
    db: &mut SqliteConnection,
    row: &SqliteRow,
    now: Millis,
) -> Result<Option<Alone>, sqlx::Error> {
    let id: &str = row.get("webhook_id");
    if row.get("taken_over") && !take_over(db, id, now).await? {
        return Ok(None);
    }
    let rows = due(db, id, now).await?;
    let mut items = readable(db, rows, now).await?;
    let Some(lead) = items.first() else {
        pace::wake(db, id).await?;
        return Ok(None);
    };
    // A confirmation among the first goes out by itself before anything folds.
    let fold = items.iter().filter(|item| item.is_task()).count() > FOLD_ABOVE;
    let count = match fold {
        true => lease_tasks(db, id, now).await?,
        false => lease_first(db, lead).await?,
    };
    items.truncate(if fold { FOLD_ABOVE } else { 1 });
    let number = unused_number(db, id, row.get("lease_no")).await?;
    Ok(Some(Alone {
        items,
        count,
        number,
    }))
}

/// The owner died or hangs: its rows wait again, before what came later; its post
/// counts as made.
/// False when the webhook's pace does not allow a post yet.
async fn take_over(db: &mut SqliteConnection, id: &str, now: Millis) -> Result<bool, sqlx::Error> {
    sqlx::query(
        "UPDATE deliveries SET state = 'queued'
         WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'leased'",
    )
    .bind(id)
    .execute(&mut *db)
    .await?;
    let opens = pace::opens_at(db, id, now).await?;
    sqlx::query(
        "UPDATE webhooks SET lease_owner = NULL, lease_until = NULL,
             not_before = CASE WHEN not_before > ?2 THEN not_before ELSE ?2 END
         WHERE id = ?1",
    )
    .bind(id)
    .bind(opens)
    .execute(&mut *db)
    .await?;
    if opens > now {
        pace::wake(db, id).await?;
    }
    Ok(opens <= now)
}

/// What is due for one webhook, the oldest first.
pub(in crate::store) const DUE: &str =
    "SELECT d.id, d.event_id, d.connector_id, d.attempts, d.short_form, e.kind, e.task, e.about,
         e.accepted_at,
         e.configured_for IS NOT NULL AS configured,
         c.notification_type, c.config_name, c.locale
     FROM deliveries d JOIN events e ON e.id = d.event_id
         JOIN connectors c ON c.id = d.connector_id
     WHERE d.webhook_id = ?1 AND d.finished_at IS NULL AND d.due_at <= ?2
         AND d.state = 'queued'
     ORDER BY d.due_at, d.id LIMIT ?3";

/// The first due deliveries, one more than fit before folding.
async fn due(
    db: &mut SqliteConnection,
    id: &str,
    now: Millis,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    sqlx::query(DUE)
        .bind(id)
        .bind(now)
        .bind(FOLD_ABOVE as i64 + 1)
        .fetch_all(db)
        .await
}

/// What another version stored and this one cannot read is a dead letter: it
/// must not hold up what can be read.
async fn readable(
    db: &mut SqliteConnection,
    rows: Vec<SqliteRow>,
    now: Millis,
) -> Result<Vec<Item>, sqlx::Error> {
    let mut items = Vec::new();
    for row in &rows {
        if let Some(item) = item(row) {
            items.push(item);
            continue;
        }
        let delivery: &str = row.get("id");
        tracing::error!(delivery, "a stored event cannot be read");
        sqlx::query(
            "UPDATE deliveries SET state = 'dead', outcome = ?3, finished_at = ?2,
                 detail = 'This version can''t read the stored event.' WHERE id = ?1",
        )
        .bind(delivery)
        .bind(now)
        .bind(Outcome::Unreadable.code())
        .execute(&mut *db)
        .await?;
    }
    Ok(items)
}

/// The next number of this webhook that none of the leased deliveries was tried
/// under before: they may come from another address, which counted further.
async fn unused_number(db: &mut SqliteConnection, id: &str, last: i64) -> Result<i64, sqlx::Error> {
    let row = sqlx::query(
        "SELECT MAX(lease_no) FROM attempts WHERE delivery_id IN
             (SELECT id FROM deliveries
              WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'leased')",
    )
    .bind(id)
    .fetch_one(db)
    .await?;
    let tried: Option<i64> = row.get(0);
    Ok(last.max(tried.unwrap_or(0)) + 1)
}

async fn lease_first(db: &mut SqliteConnection, item: &Item) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "UPDATE deliveries SET state = 'leased', attempts = attempts + 1 WHERE id = ?1",
    )
    .bind(&item.delivery_id)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Leases the deliveries of a webhook that tell of tasks: those that a summary card
/// may tell together.
pub(in crate::store) const LEASE_TASKS: &str =
    "UPDATE deliveries SET state = 'leased', attempts = attempts + 1
     WHERE rowid IN (SELECT d.rowid FROM deliveries d JOIN events e ON e.id = d.event_id
         WHERE d.webhook_id = ?1 AND d.finished_at IS NULL AND d.due_at <= ?2
         AND d.state = 'queued' AND e.configured_for IS NULL
         ORDER BY d.due_at, d.id LIMIT ?3)";

/// For one summary card: only tasks, so that its number is one of tasks.
async fn lease_tasks(db: &mut SqliteConnection, id: &str, now: Millis) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(LEASE_TASKS)
        .bind(id)
        .bind(now)
        .bind(FOLD_AT_MOST)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
