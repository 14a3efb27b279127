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
use std::collections::HashMap;
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

/// What became of a reported event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Stored now.
    New {
        /// The answer.
        accepted: Accepted,
        /// Whether a webhook is to be looked at sooner than was planned.
        sooner: bool,
    },
    /// The same call came before; this was the answer.
    Repeat(Accepted),
    /// The key came before with another body.
    Conflict,
}

/// One event as the statements below read it.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    kind: &'static str,
    task: String,
    about: Option<String>,
    first: &'static str,
    second: &'static str,
    key: Option<&'a str>,
    hash: Option<&'a str>,
    tenant: Option<&'a str>,
}

/// Five statements: (1) insert each event whose key is new; (2) insert one delivery
/// per connector that wants it, already ended where it is stopped or the webhook is disabled;
/// (3) remember the keys; (4) bring forward when the claim looks at their webhooks;
/// (5) select what is stored now. The result is one row, because every row that is
/// fetched wakes the waiting task.
macro_rules! store {
    () => {
        "
    INSERT INTO events (id, kind, task, about, tenant, accepted_at)
        SELECT i.value ->> 'id', i.value ->> 'kind', i.value ->> 'task', i.value ->> 'about',
            i.value ->> 'tenant', ?2
        FROM json_each(?1) i
        WHERE NOT EXISTS (SELECT 1 FROM intake_keys k WHERE k.key = i.value ->> 'key');
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
        CROSS JOIN connectors c ON c.notification_type IN (i.value ->> 'first', i.value ->> 'second')
            AND (e.tenant IS NULL OR c.tenant = e.tenant)
        CROSS JOIN webhooks w ON w.id = c.webhook_id;
    INSERT INTO intake_keys (key, body_hash, event_id, deliveries, created_at)
        SELECT i.value ->> 'key', i.value ->> 'hash', e.id,
            (SELECT COUNT(*) FROM deliveries d WHERE d.event_id = e.id AND d.state = 'queued'), ?2
        FROM json_each(?1) i CROSS JOIN events e ON e.id = i.value ->> 'id'
        WHERE i.value ->> 'key' IS NOT NULL;
    UPDATE webhooks SET wake_at = CASE WHEN not_before > ?2 THEN not_before ELSE ?2 END
        WHERE lease_owner IS NULL AND (wake_at IS NULL OR wake_at > MAX(?2, not_before)) AND id IN
            (SELECT d.webhook_id FROM json_each(?1) i
             CROSS JOIN deliveries d ON d.event_id = i.value ->> 'id' WHERE d.state = 'queued');
    SELECT json_object('sooner', changes(), 'lines', json_group_array(json_array(
            i.value ->> 'id',
            json_object(
                'event_id', COALESCE(k.event_id, i.value ->> 'id'),
                'body_hash', COALESCE(k.body_hash, ''),
                'deliveries', COALESCE(k.deliveries, (SELECT COUNT(*) FROM deliveries d
                    WHERE d.event_id = i.value ->> 'id' AND d.state = 'queued'))))))
        FROM json_each(?1) i LEFT JOIN intake_keys k ON k.key = i.value ->> 'key'"
    };
}

const WITHIN: &str = store!();
/// One message to the database's thread: each takes longer than a statement.
const WHOLE: &str = concat!("BEGIN IMMEDIATE;", store!(), ";COMMIT");

impl Together for Intake {
    type Answer = Taken;

    fn bytes(&self) -> usize {
        self.bytes
    }

    async fn run(
        set: &[&Self],
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Vec<Taken>, StoreError> {
        take(db, set, now, WITHIN).await
    }

    async fn commit(
        set: &[&Self],
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Vec<Taken>, StoreError> {
        take(db, set, now, WHOLE).await
    }
}

/// What is there after a set was stored.
#[derive(Deserialize)]
struct Now {
    /// How many webhooks are to be looked at sooner than was planned.
    sooner: u64,
    lines: Vec<(String, Standing)>,
}

/// What stands under a line's key, or under its id where it has none.
#[derive(Deserialize)]
struct Standing {
    event_id: String,
    body_hash: String,
    deliveries: u64,
}

/// Stores them by one of the texts above; what became of each, in their order.
async fn take(
    db: &mut SqliteConnection,
    intakes: &[&Intake],
    now: Millis,
    store: &'static str,
) -> Result<Vec<Taken>, StoreError> {
    let ids: Vec<String> = intakes.iter().map(|_| new_id()).collect();
    let leaders = leaders(intakes, &ids);
    let each = intakes.iter().zip(&ids).zip(&leaders);
    let lines: Vec<Line<'_>> = each
        .filter(|((_, id), leader)| id == *leader)
        .map(|((intake, id), _)| intake.line(id))
        .collect();
    let lines = serde_json::to_string(&lines).unwrap_or_default();
    let [card, operator] = [Stopper::Card, Stopper::Operator].map(Stopper::sentence);
    let rows = sqlx::query(store).bind(lines).bind(now);
    let rows = rows.bind(card).bind(operator).fetch_all(db).await?;
    let row = rows.first().ok_or(sqlx::Error::RowNotFound)?;
    let now: Now = serde_json::from_str(row.get(0)).map_err(super::unreadable)?;
    let standing: HashMap<String, Standing> = now.lines.into_iter().collect();
    let each = intakes.iter().zip(&ids).zip(leaders);
    let taken = each.map(|((intake, id), leader)| {
        let standing = standing.get(leader).ok_or(sqlx::Error::RowNotFound)?;
        Ok(became(intake, id, standing, now.sooner > 0))
    });
    taken.collect()
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
    fn line<'a>(&'a self, id: &'a str) -> Line<'a> {
        let [first, second] = wanting(self.event.kind);
        let key = self.key.as_ref();
        Line {
            id,
            kind: self.event.kind.code(),
            task: serde_json::to_string(&self.event.task).unwrap_or_default(),
            about: About::of(&self.event),
            first: first.code(),
            second: second.code(),
            key: key.map(|(key, _)| key.as_str()),
            hash: key.map(|(_, hash)| hash.as_str()),
            tenant: self.tenant.as_deref(),
        }
    }
}

/// New if it is the one that stands there; else the call it repeats was accepted
/// before, or at this moment.
fn became(intake: &Intake, id: &str, standing: &Standing, sooner: bool) -> Taken {
    let accepted = Accepted {
        event_id: standing.event_id.clone(),
        deliveries: standing.deliveries,
        cleaned: Vec::new(),
    };
    match &intake.key {
        _ if standing.event_id == id => Taken::New { accepted, sooner },
        Some((_, hash)) if *hash == standing.body_hash => Taken::Repeat(accepted),
        _ => Taken::Conflict,
    }
}

/// The two choices that want an event of this kind.
fn wanting(kind: EventKind) -> [NotificationType; 2] {
    let mut wanting = NotificationType::EACH
        .into_iter()
        .filter(|choice| choice.wants(kind));
    let first = wanting.next().unwrap_or(NotificationType::All);
    [first, wanting.next().unwrap_or(NotificationType::All)]
}
