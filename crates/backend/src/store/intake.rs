//! Takes events: the event, its idempotency key and one delivery per connector
//! that wants it are stored together or not at all. Events that wait at the same
//! time are stored by the same statements: asking the database costs more than
//! what it then does.

use super::StoreError;
use super::about::About;
use super::writer::Together;
use crate::clock::Millis;
use crate::stopper::Stopper;
use serde::{Deserialize, Serialize};
use sqlx::{Row as _, SqliteConnection};
use std::collections::{BTreeSet, HashMap};
use wire::topic::heard_by;
use wire::{Accepted, Event, EventKind, NotificationType};

/// An event on its way in.
pub(crate) struct Intake {
    pub(crate) event: Event,
    /// The caller's key and the hash of the body it came with.
    pub(crate) key: Option<(String, String)>,
    /// How long that body was.
    pub(crate) bytes: usize,
    /// Whose connectors hear of it; everybody's when absent.
    pub(crate) tenant: Option<String>,
}

/// Whether a reported event is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Acceptance {
    /// Stored now.
    Stored {
        /// The answer.
        accepted: Accepted,
        /// Whether a webhook is to be looked at sooner than was planned.
        sooner: bool,
    },
    /// The same call came before; this was the answer.
    Repeated(Accepted),
    /// The key came before with another body.
    Conflict,
}

/// One event as the statements below read it.
#[derive(Serialize)]
struct IntakeRow<'a> {
    id: &'a str,
    kind: &'static str,
    task: String,
    about: Option<String>,
    /// Its topics and everything above them.
    heard_by: BTreeSet<&'a str>,
    /// One of the two notification types that want it.
    notification_type: &'static str,
    /// The other.
    or_notification_type: &'static str,
    key: Option<&'a str>,
    hash: Option<&'a str>,
    tenant: Option<&'a str>,
}

/// One delivery for each connector that `$wanting` finds for an event, already ended
/// where it is stopped or the webhook is disabled.
macro_rules! deliver {
    ($wanting:literal) => {
        concat!(
            "
    INSERT INTO deliveries
            (id, event_id, connector_id, webhook_id, state, due_at, created_at,
             outcome, detail, finished_at)
        SELECT e.id || '.' || c.id, e.id, c.id, c.webhook_id,
            CASE WHEN w.state = 'active' AND c.stopped_by IS NULL THEN 'queued'
                ELSE 'skipped' END, ?2, ?2,
            CASE WHEN w.state = 'active' AND c.stopped_by IS NULL THEN NULL
                ELSE 'disabled' END,
            CASE WHEN c.stopped_by = 'card' THEN ?3 WHEN c.stopped_by IS NOT NULL THEN ?4
                WHEN w.state = 'active' THEN NULL ELSE w.reason END,
            CASE WHEN w.state = 'active' AND c.stopped_by IS NULL THEN NULL ELSE ?2 END
        FROM json_each(?1) i
        CROSS JOIN events e ON e.id = i.value ->> 'id'
        ",
            $wanting,
            "
            AND c.notification_type IN (i.value ->> 'notification_type',
                i.value ->> 'or_notification_type')
            AND (e.tenant IS NULL OR c.tenant = e.tenant)
        CROSS JOIN webhooks w ON w.id = c.webhook_id
        WHERE true ON CONFLICT (id) DO NOTHING;"
        )
    };
}

/// Eight statements: (1) insert each event whose key is new, (2) the paths that hear of it,
/// and (3) that these were seen, once a day; (4) insert one delivery per connector that
/// wants it because it hears of everything, and (5) because it hears one of the paths, which
/// it may by several; (6) remember the keys; (7) bring forward when the claim looks at their
/// webhooks; (8) select what is stored now. The result is one row, because every row that
/// is fetched wakes the waiting task.
macro_rules! store {
    () => {
        concat!(
            "
    INSERT INTO events (id, kind, task, about, tenant, accepted_at)
        SELECT i.value ->> 'id', i.value ->> 'kind', i.value ->> 'task', i.value ->> 'about',
            i.value ->> 'tenant', ?2
        FROM json_each(?1) i
        WHERE NOT EXISTS (SELECT 1 FROM intake_keys k WHERE k.key = i.value ->> 'key');
    INSERT INTO event_topics (topic, event_id)
        SELECT t.value, e.id FROM json_each(?1) i
        CROSS JOIN json_each(i.value -> 'heard_by') t
        CROSS JOIN events e ON e.id = i.value ->> 'id';
    INSERT INTO topics (tenant, topic, seen_at)
        SELECT COALESCE(i.value ->> 'tenant', ''), t.value, ?2 FROM json_each(?1) i
        CROSS JOIN json_each(i.value -> 'heard_by') t WHERE true
        ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at
            WHERE seen_at IS NULL OR seen_at < excluded.seen_at - 86400000;",
            deliver!("CROSS JOIN connectors c ON c.hears = 'all'"),
            deliver!(
                "CROSS JOIN event_topics t ON t.event_id = e.id
        CROSS JOIN connector_topics h ON h.topic = t.topic
        CROSS JOIN connectors c ON c.id = h.connector_id"
            ),
            "
    INSERT INTO intake_keys (key, body_hash, event_id, deliveries, created_at)
        SELECT i.value ->> 'key', i.value ->> 'hash', e.id,
            (SELECT COUNT(*) FROM deliveries d WHERE d.event_id = e.id AND d.state = 'queued'), ?2
        FROM json_each(?1) i CROSS JOIN events e ON e.id = i.value ->> 'id'
        WHERE i.value ->> 'key' IS NOT NULL;
    UPDATE webhooks SET wake_at = CASE WHEN not_before > ?2 THEN not_before ELSE ?2 END
        WHERE lease_owner IS NULL AND (wake_at IS NULL OR wake_at > MAX(?2, not_before)) AND id IN
            (SELECT d.webhook_id FROM json_each(?1) i
             CROSS JOIN deliveries d ON d.event_id = i.value ->> 'id' WHERE d.state = 'queued');
    SELECT json_object('sooner', changes(), 'events', json_group_array(json_array(
            i.value ->> 'id',
            json_object(
                'event_id', COALESCE(k.event_id, i.value ->> 'id'),
                'body_hash', COALESCE(k.body_hash, ''),
                'deliveries', COALESCE(k.deliveries, (SELECT COUNT(*) FROM deliveries d
                    WHERE d.event_id = i.value ->> 'id' AND d.state = 'queued'))))))
        FROM json_each(?1) i LEFT JOIN intake_keys k ON k.key = i.value ->> 'key'"
        )
    };
}

const WITHIN: &str = store!();
/// One message to the database's thread: each takes longer than a statement.
const WHOLE: &str = concat!("BEGIN IMMEDIATE;", store!(), ";COMMIT");

impl Together for Intake {
    type Answer = Acceptance;

    fn bytes(&self) -> usize {
        self.bytes
    }

    async fn run(
        set: &[&Self],
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Vec<Acceptance>, StoreError> {
        store_events(db, set, now, WITHIN).await
    }

    async fn commit(
        set: &[&Self],
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Vec<Acceptance>, StoreError> {
        store_events(db, set, now, WHOLE).await
    }
}

/// What the last statement says of a set that was stored.
#[derive(Deserialize)]
struct IntakeResult {
    /// How many webhooks are to be looked at sooner than was planned.
    sooner: u64,
    events: Vec<(String, StoredEvent)>,
}

/// The event that is stored under a row's key, or under its id where it has none.
#[derive(Deserialize)]
struct StoredEvent {
    event_id: String,
    body_hash: String,
    deliveries: u64,
}

/// Stores events by one of the texts above; whether each is accepted, in their order.
async fn store_events(
    db: &mut SqliteConnection,
    intakes: &[&Intake],
    now: Millis,
    statements: &'static str,
) -> Result<Vec<Acceptance>, StoreError> {
    let ids: Vec<String> = intakes.iter().map(|_| new_id()).collect();
    let leaders = leaders(intakes, &ids);
    let each = intakes.iter().zip(&ids).zip(&leaders);
    let rows: Vec<IntakeRow<'_>> = each
        .filter(|((_, id), leader)| id == *leader)
        .map(|((intake, id), _)| intake.row(id))
        .collect();
    let rows = serde_json::to_string(&rows).unwrap_or_default();
    let [card, operator] = [Stopper::Card, Stopper::Operator].map(Stopper::sentence);
    let answers = sqlx::query(statements).bind(rows).bind(now);
    let answers = answers.bind(card).bind(operator).fetch_all(db).await?;
    let answer = answers.first().ok_or(sqlx::Error::RowNotFound)?;
    let result: IntakeResult = serde_json::from_str(answer.get(0)).map_err(super::unreadable)?;
    let stored: HashMap<String, StoredEvent> = result.events.into_iter().collect();
    let each = intakes.iter().zip(&ids).zip(leaders);
    let acceptances = each.map(|((intake, id), leader)| {
        let stored = stored.get(leader).ok_or(sqlx::Error::RowNotFound)?;
        Ok(intake.accepted_as(id, stored, result.sooner > 0))
    });
    acceptances.collect()
}

fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// For each event the id of the one that stands for it: its own, or that of the
/// first with its key.
fn leaders<'a>(intakes: &[&Intake], ids: &'a [String]) -> Vec<&'a String> {
    let mut first = HashMap::new();
    let each = intakes.iter().zip(ids);
    each.map(|(intake, id)| match &intake.key {
        Some((key, _)) => *first.entry(key.as_str()).or_insert(id),
        None => id,
    })
    .collect()
}

impl Intake {
    fn row<'a>(&'a self, id: &'a str) -> IntakeRow<'a> {
        let [notification_type, or_notification_type] = wanting(self.event.kind);
        let key = self.key.as_ref();
        let topics = self.event.topics.iter();
        IntakeRow {
            id,
            kind: self.event.kind.code(),
            task: serde_json::to_string(&self.event.task).unwrap_or_default(),
            about: About::of(&self.event),
            heard_by: topics.flat_map(|topic| heard_by(topic)).collect(),
            notification_type: notification_type.code(),
            or_notification_type: or_notification_type.code(),
            key: key.map(|(key, _)| key.as_str()),
            hash: key.map(|(_, hash)| hash.as_str()),
            tenant: self.tenant.as_deref(),
        }
    }

    /// Stored now if its id is the stored one's; else the call that it repeats was
    /// accepted before, or at this moment.
    fn accepted_as(&self, id: &str, stored: &StoredEvent, sooner: bool) -> Acceptance {
        let accepted = Accepted {
            event_id: stored.event_id.clone(),
            deliveries: stored.deliveries,
            cleaned: Vec::new(),
        };
        match &self.key {
            _ if stored.event_id == id => Acceptance::Stored { accepted, sooner },
            Some((_, hash)) if *hash == stored.body_hash => Acceptance::Repeated(accepted),
            _ => Acceptance::Conflict,
        }
    }
}

/// The two notification types that want an event of this kind.
fn wanting(kind: EventKind) -> [NotificationType; 2] {
    let mut wanting = NotificationType::EACH
        .into_iter()
        .filter(|choice| choice.wants(kind));
    let first = wanting.next().unwrap_or(NotificationType::All);
    [first, wanting.next().unwrap_or(NotificationType::All)]
}
