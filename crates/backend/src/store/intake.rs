//! Takes an event: the event, its idempotency key and one delivery per
//! connector that wants it are stored together or not at all.

use super::StoreError;
use super::writer::Write;
use crate::clock::Millis;
use sqlx::{Row as _, SqliteConnection};
use wire::{Accepted, Event, EventKind, NotificationType};

/// An event on its way in.
pub(crate) struct Intake {
    pub(crate) event: Event,
    /// The caller's key and the hash of the body it came with.
    pub(crate) key: Option<(String, String)>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Stored now.
    New(Accepted),
    /// The same call came before; this was the answer.
    Repeat(Accepted),
    /// The key came before with another body.
    Conflict,
}

impl Write for Intake {
    type Answer = Taken;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<Taken, StoreError> {
        if let Some((key, hash)) = &self.key
            && let Some(earlier) = earlier(db, key, hash).await?
        {
            return Ok(earlier);
        }
        let event_id = uuid::Uuid::now_v7().to_string();
        self.store_event(db, &event_id, now).await?;
        let deliveries = self.queue(db, &event_id, now).await?;
        let accepted = Accepted {
            event_id,
            deliveries,
        };
        if let Some((key, hash)) = &self.key {
            remember(db, key, hash, &accepted, now).await?;
        }
        Ok(Taken::New(accepted))
    }
}

impl Intake {
    async fn store_event(
        &self,
        db: &mut SqliteConnection,
        event_id: &str,
        now: Millis,
    ) -> Result<(), sqlx::Error> {
        let task = serde_json::to_string(&self.event.task).unwrap_or_default();
        sqlx::query("INSERT INTO events (id, kind, task, accepted_at) VALUES (?1, ?2, ?3, ?4)")
            .bind(event_id)
            .bind(kind_code(self.event.kind))
            .bind(task)
            .bind(now)
            .execute(db)
            .await?;
        Ok(())
    }

    /// One delivery per connector that wants this kind; to a disabled webhook
    /// it is only written down that nothing was sent.
    async fn queue(
        &self,
        db: &mut SqliteConnection,
        event_id: &str,
        now: Millis,
    ) -> Result<u64, sqlx::Error> {
        let [first, second] = wanting(self.event.kind);
        let rows = sqlx::query(
            "INSERT INTO deliveries
                 (id, event_id, connector_id, webhook_id, state, due_at, created_at, outcome, detail)
             SELECT ?1 || '.' || c.id, ?1, c.id, c.webhook_id,
                 CASE w.state WHEN 'active' THEN 'queued' ELSE 'skipped' END, ?2, ?2,
                 CASE w.state WHEN 'active' THEN NULL ELSE 'disabled' END,
                 CASE w.state WHEN 'active' THEN NULL ELSE w.reason END
             FROM connectors c JOIN webhooks w ON w.id = c.webhook_id
             WHERE c.notification_type IN (?3, ?4)
             RETURNING state",
        )
        .bind(event_id)
        .bind(now)
        .bind(first.code())
        .bind(second.code())
        .fetch_all(&mut *db)
        .await?;
        let queued = rows
            .iter()
            .filter(|row| row.get::<&str, _>("state") == "queued");
        let queued = queued.count() as u64;
        if queued > 0 {
            wake(db, event_id, now).await?;
        }
        Ok(queued)
    }
}

/// Has the claim look at every webhook that just got something.
async fn wake(db: &mut SqliteConnection, event_id: &str, now: Millis) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE webhooks SET wake_at = CASE WHEN not_before > ?2 THEN not_before ELSE ?2 END
         WHERE id IN (SELECT webhook_id FROM deliveries WHERE event_id = ?1 AND state = 'queued')
         AND lease_owner IS NULL AND (wake_at IS NULL OR wake_at > ?2)",
    )
    .bind(event_id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// The two choices that want an event of this kind.
fn wanting(kind: EventKind) -> [NotificationType; 2] {
    let mut wanting = NotificationType::EACH
        .into_iter()
        .filter(|choice| choice.wants(kind));
    let first = wanting.next().unwrap_or(NotificationType::All);
    [first, wanting.next().unwrap_or(NotificationType::All)]
}

async fn earlier(
    db: &mut SqliteConnection,
    key: &str,
    hash: &str,
) -> Result<Option<Taken>, sqlx::Error> {
    let row = sqlx::query("SELECT body_hash, event_id, deliveries FROM intake_keys WHERE key = ?1")
        .bind(key)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| {
        if row.get::<&str, _>("body_hash") != hash {
            return Taken::Conflict;
        }
        Taken::Repeat(Accepted {
            event_id: row.get("event_id"),
            deliveries: row.get::<i64, _>("deliveries").unsigned_abs(),
        })
    }))
}

async fn remember(
    db: &mut SqliteConnection,
    key: &str,
    hash: &str,
    accepted: &Accepted,
    now: Millis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO intake_keys (key, body_hash, event_id, deliveries, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )
    .bind(key)
    .bind(hash)
    .bind(&accepted.event_id)
    .bind(i64::try_from(accepted.deliveries).unwrap_or(i64::MAX))
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) fn kind_code(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Created => "created",
        EventKind::Updated => "updated",
    }
}

pub(super) fn kind_of(code: &str) -> EventKind {
    match code {
        "updated" => EventKind::Updated,
        _ => EventKind::Created,
    }
}
