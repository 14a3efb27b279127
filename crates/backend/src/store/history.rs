//! Reads: what a connector is, what was sent there and why not. Never opens
//! a secret.

use super::webhooks::destination_of;
use super::{Store, StoreError, topics};
use crate::clock::{DAY, Millis, rfc3339};
use crate::stopper::Stopper;
use crate::text::target;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use wire::{Connector, Day, Delivery, DeliveryKind, DeliveryState, Destination, EntityId};
use wire::{EventKind, Health, HealthState, NotificationType, Outcome, QUIET_AFTER_DAYS};
use wire::{StoppedBy, Task};

/// How much of the history is shown.
const SHOWN: i64 = 20;

/// After so long without a card a Workflow is called quiet, and after so long again:
/// Microsoft switches it off after 90 days.
const QUIET: [Millis; 2] = [60 * DAY, 80 * DAY];

/// What the queue looks like, for the metrics.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Gauges {
    pub(crate) queued: i64,
    pub(crate) oldest_due_ms: i64,
    pub(crate) disabled: i64,
    pub(crate) connectors: i64,
    pub(crate) dead: i64,
    /// Workflows that took no card for 60 days, and for 80.
    pub(crate) quiet: [i64; 2],
    /// Whether an operator paused the sending of cards.
    pub(crate) paused: bool,
}

/// What became of events for the connector with the row ?1; conditions follow.
macro_rules! told {
    () => {
        "SELECT e.id, e.kind, e.task, e.accepted_at, e.configured_for, d.state, d.attempts,
             d.outcome, d.detail, d.finished_at, MAX(d.due_at, w.not_before) AS next_at
         FROM events e LEFT JOIN deliveries d
             ON d.event_id = e.id AND d.connector_id = ?1
         LEFT JOIN webhooks w ON w.id = d.webhook_id"
    };
}

impl Store {
    pub(crate) async fn connector(&self, id: &EntityId) -> Result<Option<Connector>, StoreError> {
        let row = sqlx::query(
            "SELECT c.notification_type, c.config_name, c.version, c.locale, c.created_at,
                 (SELECT json_group_array(t.topic) FROM connector_topics t
                  WHERE t.connector_id = c.id) AS topics,
                 c.updated_at, c.seen_at, c.stopped_at, c.stopped_by, w.destination, w.host, w.state,
                 w.reason, w.outcome, w.failing_since, w.disabled_at, w.last_success_at
             FROM connectors c JOIN webhooks w ON w.id = c.webhook_id WHERE c.entity_id = ?1",
        )
        .bind(id.as_str())
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.as_ref().and_then(|row| connector(row, self.now())))
    }

    /// The mark of a connector's address: equal for equal addresses.
    pub(crate) async fn mark(&self, id: &EntityId) -> Result<Option<String>, StoreError> {
        const MARK: &str = "SELECT w.mark FROM connectors c JOIN webhooks w ON w.id = c.webhook_id
             WHERE c.entity_id = ?1";
        let row = sqlx::query(MARK).bind(id.as_str());
        let row = row.fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.get("mark")))
    }

    /// The last events since the connector was made, newest first: also those
    /// it did not want, but none of another tenant or about other topics.
    pub(crate) async fn deliveries(
        &self,
        id: &EntityId,
    ) -> Result<Option<Vec<Delivery>>, StoreError> {
        let known = sqlx::query(
            "SELECT id, created_at, tenant, hears FROM connectors WHERE entity_id = ?1",
        )
        .bind(id.as_str())
        .fetch_optional(&self.readers)
        .await?;
        let Some(known) = known else {
            return Ok(None);
        };
        let rows = sqlx::query(concat!(
            told!(),
            " WHERE e.accepted_at >= ?2 AND (e.configured_for IS NULL OR e.configured_for = ?1)
                 AND (e.tenant IS NULL OR e.tenant = ?4)
                 AND (?5 = 'all' OR d.id IS NOT NULL OR EXISTS
                     (SELECT 1 FROM event_topics t JOIN connector_topics h ON h.topic = t.topic
                      WHERE t.event_id = e.id AND h.connector_id = ?1))
             ORDER BY e.accepted_at DESC, e.id DESC LIMIT ?3",
        ))
        .bind(known.get::<&str, _>("id"))
        .bind(known.get::<Millis, _>("created_at"))
        .bind(SHOWN)
        .bind(known.get::<Option<&str>, _>("tenant"))
        .bind(known.get::<&str, _>("hears"))
        .fetch_all(&self.readers)
        .await?;
        Ok(Some(rows.iter().map(delivery).collect()))
    }

    /// What became of one event for one connector that it was for.
    pub(crate) async fn delivery(
        &self,
        id: &EntityId,
        event_id: &str,
    ) -> Result<Option<Delivery>, StoreError> {
        let row = sqlx::query(concat!(told!(), " WHERE e.id = ?2 AND d.id IS NOT NULL",));
        let connector = sqlx::query("SELECT id FROM connectors WHERE entity_id = ?1");
        let connector = connector.bind(id.as_str());
        let Some(connector) = connector.fetch_optional(&self.readers).await? else {
            return Ok(None);
        };
        let row = row.bind(connector.get::<&str, _>("id")).bind(event_id);
        let row = row.fetch_optional(&self.readers).await?;
        Ok(row.as_ref().map(delivery))
    }

    pub(crate) async fn gauges(&self) -> Result<Gauges, StoreError> {
        let now = self.now();
        let row = sqlx::query(
            "SELECT
                 (SELECT COUNT(*) FROM deliveries WHERE finished_at IS NULL) AS queued,
                 (SELECT COUNT(*) FROM deliveries WHERE state = 'dead') AS dead,
                 (SELECT MIN(MAX(w.held_until, (SELECT MIN(d.due_at) FROM deliveries d
                         WHERE d.webhook_id = w.id AND d.finished_at IS NULL)))
                  FROM webhooks w WHERE w.wake_at IS NOT NULL) AS oldest,
                 (SELECT COUNT(*) FROM webhooks w WHERE w.destination = 'workflow'
                      AND w.state = 'active' AND COALESCE(w.last_success_at,
                          (SELECT MIN(c.created_at) FROM connectors c WHERE c.webhook_id = w.id))
                      <= ?1) AS quiet_60,
                 (SELECT COUNT(*) FROM webhooks w WHERE w.destination = 'workflow'
                      AND w.state = 'active' AND COALESCE(w.last_success_at,
                          (SELECT MIN(c.created_at) FROM connectors c WHERE c.webhook_id = w.id))
                      <= ?2) AS quiet_80,
                 EXISTS (SELECT 1 FROM pauses) AS paused,
                 (SELECT COUNT(*) FROM webhooks WHERE state = 'disabled') AS disabled,
                 (SELECT COUNT(*) FROM connectors) AS connectors",
        )
        .bind(now - QUIET[0])
        .bind(now - QUIET[1])
        .fetch_one(&self.counter)
        .await?;
        let oldest: Option<Millis> = row.get("oldest");
        Ok(Gauges {
            queued: row.get("queued"),
            oldest_due_ms: oldest.map_or(0, |oldest| (now - oldest).max(0)),
            disabled: row.get("disabled"),
            connectors: row.get("connectors"),
            dead: row.get("dead"),
            quiet: [row.get("quiet_60"), row.get("quiet_80")],
            paused: row.get("paused"),
        })
    }
}

fn connector(row: &SqliteRow, now: Millis) -> Option<Connector> {
    Some(Connector {
        notification_type: NotificationType::from_code(row.get("notification_type"))?,
        topics: topics::read(row.get("topics")),
        config_name: row.get("config_name"),
        destination: Destination::from_code(row.get("destination"))?,
        webhook_host: row.get("host"),
        ended_since: None, // what an operator allows is not known here
        health: health(row, now),
        version: row.get::<i64, _>("version").unsigned_abs(),
        locale: row.get("locale"),
        created_at: rfc3339(row.get("created_at")),
        updated_at: rfc3339(row.get("updated_at")),
        configured_by: None, // names are sealed
        seen_at: row.get::<Option<Millis>, _>("seen_at").map(rfc3339),
        seen_by: None,
        read_only: false, // who asks is not known here
    })
}

/// Days since a Workflow took its last card, or was saved.
fn quiet_days(row: &SqliteRow, last: Option<Millis>, now: Millis) -> Option<u64> {
    let since = last.unwrap_or_else(|| row.get("created_at"));
    let days = u64::try_from((now - since) / DAY).ok()?;
    let flow = destination_of(row.get("destination")) == Destination::Workflow;
    (flow && days >= QUIET_AFTER_DAYS).then_some(days)
}

/// From a connector's and its webhook's columns.
pub(super) fn health(row: &SqliteRow, now: Millis) -> Health {
    let health = of_webhook(row, now);
    let stopper = row.get::<Option<&str>, _>("stopped_by");
    match stopper.and_then(Stopper::from_code) {
        Some(stopper) => Health {
            state: HealthState::Disabled,
            failing_since: None,
            stopped_by: StoppedBy::from_code(stopper.code()),
            quiet_days: None,
            reason: Some(stopper.sentence().to_owned()),
            outcome: None,
            since: row.get::<Option<Millis>, _>("stopped_at").and_then(day),
            ..health
        },
        None => health,
    }
}

fn of_webhook(row: &SqliteRow, now: Millis) -> Health {
    let last: Option<Millis> = row.get("last_success_at");
    // Only asked to wait is not failing: it gives no reason.
    let failing = row
        .get::<Option<Millis>, _>("failing_since")
        .filter(|_| row.get::<Option<&str>, _>("reason").is_some());
    let state = match (row.get("state"), failing.is_some(), last) {
        ("disabled", _, _) => HealthState::Disabled,
        (_, true, _) => HealthState::Failing,
        (_, false, Some(_)) => HealthState::Ok,
        (_, false, None) => HealthState::Unproven,
    };
    Health {
        state,
        quiet_days: quiet_days(row, last, now).filter(|_| state != HealthState::Disabled),
        reason: row.get("reason"),
        outcome: outcome(row),
        since: off_since(row).filter(|_| state == HealthState::Disabled),
        failing_since: failing
            .filter(|_| state == HealthState::Failing)
            .map(rfc3339),
        stopped_by: None,
        last_delivered_at: last.map(rfc3339),
    }
}

/// What a post came to, where there was one.
fn outcome(row: &SqliteRow) -> Option<Outcome> {
    Outcome::from_code(row.get::<Option<&str>, _>("outcome")?)
}

/// The day, in UTC, on which a webhook was disabled. Early versions did not store it;
/// then the day of the last save stands in, when the webhook was still enabled.
fn off_since(row: &SqliteRow) -> Option<Day> {
    let off: Option<Millis> = row.get("disabled_at");
    day(off.unwrap_or_else(|| row.get("updated_at")))
}

/// The day of a moment, in UTC.
fn day(at: Millis) -> Option<Day> {
    Day::from_text(rfc3339(at).get(..10)?)
}

fn delivery(row: &SqliteRow) -> Delivery {
    let code: Option<String> = row.get("state");
    let state = state_of(code.as_deref());
    let (kind, task) = subject(row);
    let (id, title, url) = task.map_or((None, None, None), |task| {
        (Some(task.id), Some(task.title), task.url)
    });
    let waits = state == DeliveryState::Queued;
    Delivery {
        event_id: row.get("id"),
        kind,
        task_id: id,
        task_title: title,
        task_url: url.and_then(|url| Some(target(&url)?.into())),
        accepted_at: rfc3339(row.get("accepted_at")),
        state,
        attempts: row
            .get::<Option<i64>, _>("attempts")
            .unwrap_or(0)
            .unsigned_abs(),
        reason: reason(row, state),
        outcome: outcome(row),
        next_attempt_at: row
            .get::<Option<Millis>, _>("next_at")
            .filter(|_| waits)
            .map(rfc3339),
        finished_at: row.get::<Option<Millis>, _>("finished_at").map(rfc3339),
    }
}

/// What the card tells, and of which task.
pub(super) fn subject(row: &SqliteRow) -> (DeliveryKind, Option<Task>) {
    if row.get::<Option<&str>, _>("configured_for").is_some() {
        return (DeliveryKind::Configured, None);
    }
    let task: Option<Task> = serde_json::from_str(row.get("task")).ok();
    let kind = match EventKind::from_code(row.get("kind")) {
        Some(EventKind::Updated) => DeliveryKind::Updated,
        Some(EventKind::Created) | None => DeliveryKind::Created,
    };
    (kind, task)
}

fn state_of(code: Option<&str>) -> DeliveryState {
    match code {
        None => DeliveryState::NotWanted,
        Some("queued") => DeliveryState::Queued,
        Some("leased") => DeliveryState::Sending,
        Some("delivered") => DeliveryState::Delivered,
        Some("accepted") => DeliveryState::Accepted,
        Some("skipped") => DeliveryState::Skipped,
        Some(_) => DeliveryState::Failed,
    }
}

fn reason(row: &SqliteRow, state: DeliveryState) -> String {
    let detail: Option<String> = row.get("detail");
    match state {
        DeliveryState::NotWanted => {
            "Not sent: this channel isn't set up for this kind of event.".to_owned()
        }
        DeliveryState::Skipped => format!(
            "Not sent: this webhook link is turned off. {}",
            detail.unwrap_or_default()
        ),
        _ => detail.unwrap_or_else(|| "Waiting to be sent.".to_owned()),
    }
}
