//! Leases webhooks that have something due: at most one post in flight per
//! webhook. A lease that ran out is taken over; its number fences the old
//! owner off.

use super::intake::kind_of;
use super::webhooks::destination_of;
use super::writer::Write;
use super::{StoreError, pace, url_cell};
use crate::clock::{Clock, Millis};
use crate::deliver::pacing::{FOLD_ABOVE, FOLD_AT_MOST, SLOW};
use crate::deliver::policy::FORGIVEN_AFTER;
use crate::secret::Ring;
use secrecy::SecretString;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;
use std::time::{Duration, Instant};
use wire::{Destination, EventKind, NotificationType, Task};

/// How many deliveries one look leases before it ends; one channel's may be more.
const ROWS: u64 = 64;

/// Leases up to `most` webhooks.
pub(crate) struct ClaimDue {
    pub(crate) owner: String,
    pub(crate) lease: Duration,
    pub(crate) most: i64,
    /// How many of them may be webhooks that fail, are slow or were never tried.
    pub(crate) failing: usize,
}

/// The webhooks that one look for due deliveries leased.
pub(crate) struct Look {
    pub(crate) claims: Vec<Claim>,
    /// Its statements alone: not the wait for its turn, not the flush to the disk.
    pub(crate) took: Duration,
}

/// A leased webhook with what to post there.
pub(crate) struct Claim {
    pub(crate) lease: Lease,
    pub(crate) sealed: Vec<u8>,
    pub(crate) destination: Destination,
    /// It may hold its place for long: its last post failed, the last ones were slow, or
    /// there was none yet.
    pub(crate) failing: bool,
    pub(crate) failing_since: Option<Millis>,
    pub(crate) gone_since: Option<Millis>,
    pub(crate) claimed_at: Millis,
    /// The first few; the oldest leads.
    pub(crate) items: Vec<Item>,
    /// How many the post stands for.
    pub(crate) count: u64,
}

/// Who holds a webhook, proven by owner and number.
#[derive(Clone, Debug)]
pub(crate) struct Lease {
    pub(crate) webhook_id: String,
    pub(crate) owner: String,
    pub(crate) number: i64,
}

/// One delivery with what its card needs.
pub(crate) struct Item {
    pub(crate) delivery_id: String,
    pub(crate) event_id: String,
    pub(crate) subject: Subject,
    pub(crate) accepted_at: Millis,
    pub(crate) config_name: String,
    pub(crate) locale: Option<String>,
    /// This attempt's number, from 1.
    pub(crate) attempt: u32,
    pub(crate) short_form: bool,
}

/// What a delivery tells.
pub(crate) enum Subject {
    Task(EventKind, Task),
    /// The connector was saved with this choice.
    Configured(NotificationType),
}

impl Item {
    fn is_task(&self) -> bool {
        matches!(self.subject, Subject::Task(..))
    }
}

impl Claim {
    /// The address in clear, for the one post.
    pub(crate) fn url(&self, ring: &Arc<Ring>) -> Result<SecretString, StoreError> {
        Ok(ring.open_cell(&self.sealed, &url_cell(&self.lease.webhook_id))?)
    }
}

impl Write for ClaimDue {
    type Answer = Look;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<Look, StoreError> {
        let begun = Instant::now();
        let awake = sqlx::query(
            "SELECT id, url_sealed, destination, gone_since, lease_no,
                 CASE WHEN failed_at >= ?1 - ?3 THEN failing_since END AS failing_since,
                 failing_since IS NOT NULL OR took_ms IS NULL OR took_ms > ?5 AS failing,
                 lease_owner IS NOT NULL AS taken_over
             FROM webhooks WHERE wake_at <= ?1 AND state = 'active'
                 AND (?4 OR (failing_since IS NULL AND took_ms <= ?5))
             ORDER BY wake_at LIMIT ?2",
        )
        .bind(now)
        .bind(self.most)
        .bind(FORGIVEN_AFTER)
        .bind(self.failing > 0)
        .bind(SLOW)
        .fetch_all(&mut *db)
        .await?;
        let mut claims: Vec<Claim> = Vec::new();
        let mut room = self.failing;
        for row in awake {
            // Whoever is left is claimed by the next look: intake waits for this one.
            if claims.iter().map(|claim| claim.count).sum::<u64>() >= ROWS {
                break;
            }
            if room == 0 && row.get("failing") {
                continue;
            }
            if let Some(claim) = self.claim(db, &row, now).await? {
                room -= usize::from(claim.failing);
                claims.push(claim);
            }
        }
        Ok(Look {
            claims,
            took: begun.elapsed(),
        })
    }
}

impl ClaimDue {
    async fn claim(
        &self,
        db: &mut SqliteConnection,
        row: &SqliteRow,
        now: Millis,
    ) -> Result<Option<Claim>, sqlx::Error> {
        let id: String = row.get("id");
        if row.get("taken_over") && !take_over(db, &id, now).await? {
            return Ok(None);
        }
        let rows = due(db, &id, now).await?;
        let items = readable(db, rows, now).await?;
        let Some(lead) = items.first() else {
            pace::wake(db, &id).await?;
            return Ok(None);
        };
        // A confirmation among the first goes out by itself before anything folds.
        let fold = items.iter().filter(|item| item.is_task()).count() > FOLD_ABOVE;
        let count = match fold {
            true => lease_tasks(db, &id, now).await?,
            false => lease_first(db, lead).await?,
        };
        let number = unused_number(db, &id, row.get("lease_no")).await?;
        let lease = Lease {
            webhook_id: id,
            owner: self.owner.clone(),
            number,
        };
        lease_webhook(db, &lease, now, self.lease).await?;
        Ok(Some(Claim {
            lease,
            sealed: row.get("url_sealed"),
            destination: destination_of(row.get("destination")),
            failing: row.get("failing"),
            failing_since: row.get("failing_since"),
            gone_since: row.get("gone_since"),
            claimed_at: now,
            items: items
                .into_iter()
                .take(if fold { FOLD_ABOVE } else { 1 })
                .collect(),
            count,
        }))
    }
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
pub(super) const DUE: &str =
    "SELECT d.id, d.event_id, d.attempts, d.short_form, e.kind, e.task, e.accepted_at,
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
            "UPDATE deliveries SET state = 'dead', outcome = 'unreadable', finished_at = ?2,
                 detail = 'The stored event cannot be read by this version.' WHERE id = ?1",
        )
        .bind(delivery)
        .bind(now)
        .execute(&mut *db)
        .await?;
    }
    Ok(items)
}

fn item(row: &SqliteRow) -> Option<Item> {
    Some(Item {
        delivery_id: row.get("id"),
        event_id: row.get("event_id"),
        subject: subject(row)?,
        accepted_at: row.get("accepted_at"),
        config_name: row.get("config_name"),
        locale: row.get("locale"),
        attempt: u32::try_from(row.get::<i64, _>("attempts") + 1).unwrap_or(u32::MAX),
        short_form: row.get::<i64, _>("short_form") != 0,
    })
}

fn subject(row: &SqliteRow) -> Option<Subject> {
    if row.get("configured") {
        let choice = NotificationType::from_code(row.get("notification_type"))?;
        return Some(Subject::Configured(choice));
    }
    let task = serde_json::from_str(row.get("task")).ok()?;
    Some(Subject::Task(kind_of(row.get("kind")), task))
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
pub(super) const LEASE_TASKS: &str =
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

/// Also notes the post for the pace, at the latest moment it may happen; the
/// outcome corrects it.
pub(super) async fn lease_webhook(
    db: &mut SqliteConnection,
    lease: &Lease,
    now: Millis,
    length: Duration,
) -> Result<(), sqlx::Error> {
    let until = now + Millis::try_from(length.as_millis()).unwrap_or(Millis::MAX / 2);
    sqlx::query(
        "UPDATE webhooks SET lease_owner = ?2, lease_no = ?3, lease_until = ?4, wake_at = ?4
         WHERE id = ?1",
    )
    .bind(&lease.webhook_id)
    .bind(&lease.owner)
    .bind(lease.number)
    .bind(until)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "INSERT INTO posts (mark, lease_no, at) SELECT mark, ?2, ?3 FROM webhooks WHERE id = ?1",
    )
    .bind(&lease.webhook_id)
    .bind(lease.number)
    .bind(until)
    .execute(db)
    .await?;
    Ok(())
}

/// When the next webhook wants to be looked at, without writing anything; where
/// none that fail or are slow may be claimed, the next of the others.
impl super::Store {
    pub(crate) async fn next_wake(&self, failing: usize) -> Result<Option<Millis>, StoreError> {
        let row = sqlx::query(
            "SELECT MIN(wake_at) AS at FROM webhooks
             WHERE state = 'active' AND (?1 OR (failing_since IS NULL AND took_ms <= ?2))",
        )
        .bind(failing > 0)
        .bind(SLOW)
        .fetch_one(&self.readers)
        .await?;
        Ok(row.get("at"))
    }

    pub(crate) fn now(&self) -> Millis {
        let clock: &Clock = &self.clock;
        clock.now()
    }
}
