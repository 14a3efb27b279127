//! Takes events: the event, its idempotency key and one delivery per connector
//! that wants it are stored together or not at all. Events that wait at the same
//! time are stored by the same statements: asking the database costs more than
//! what it then does.

use super::StoreError;
use crate::clock::Millis;
use serde::Serialize;
use sqlx::{Row as _, SqliteConnection};
use std::collections::{HashMap, HashSet};
use wire::{Accepted, Event, EventKind, NotificationType};

/// An event on its way in.
pub(crate) struct Intake {
    pub(crate) event: Event,
    /// The caller's key and the hash of the body it came with.
    pub(crate) key: Option<(String, String)>,
    /// How long that body was.
    pub(crate) bytes: usize,
}

/// What became of it.
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
    first: &'static str,
    second: &'static str,
    key: Option<&'a str>,
    hash: Option<&'a str>,
}

/// What was known of their keys; then each event that is not a repeat, one
/// delivery per connector that wants it (to a disabled webhook it is only
/// written down that nothing was sent), a look by the claim at every webhook
/// that just got something, the new keys; last, what was stored.
macro_rules! store {
    () => {
        "
    SELECT json_group_array(json_array(k.key, k.body_hash, k.event_id, k.deliveries))
        FROM json_each(?1) i JOIN intake_keys k ON k.key = i.value ->> 'key';
    INSERT INTO events (id, kind, task, accepted_at)
        SELECT i.value ->> 'id', i.value ->> 'kind', i.value ->> 'task', ?2
        FROM json_each(?1) i
        WHERE NOT EXISTS (SELECT 1 FROM intake_keys k WHERE k.key = i.value ->> 'key');
    INSERT INTO deliveries
            (id, event_id, connector_id, webhook_id, state, due_at, created_at, outcome, detail)
        SELECT e.id || '.' || c.id, e.id, c.id, c.webhook_id,
            CASE w.state WHEN 'active' THEN 'queued' ELSE 'skipped' END, ?2, ?2,
            CASE w.state WHEN 'active' THEN NULL ELSE 'disabled' END,
            CASE w.state WHEN 'active' THEN NULL ELSE w.reason END
        FROM json_each(?1) i
        CROSS JOIN events e ON e.id = i.value ->> 'id'
        CROSS JOIN connectors c ON c.notification_type IN (i.value ->> 'first', i.value ->> 'second')
        CROSS JOIN webhooks w ON w.id = c.webhook_id;
    UPDATE webhooks SET wake_at = CASE WHEN not_before > ?2 THEN not_before ELSE ?2 END
        WHERE lease_owner IS NULL AND (wake_at IS NULL OR wake_at > MAX(?2, not_before)) AND id IN
            (SELECT d.webhook_id FROM json_each(?1) i
             CROSS JOIN deliveries d ON d.event_id = i.value ->> 'id' WHERE d.state = 'queued');
    SELECT CAST(changes() AS TEXT);
    INSERT INTO intake_keys (key, body_hash, event_id, deliveries, created_at)
        SELECT i.value ->> 'key', i.value ->> 'hash', e.id,
            (SELECT COUNT(*) FROM deliveries d WHERE d.event_id = e.id AND d.state = 'queued'), ?2
        FROM json_each(?1) i CROSS JOIN events e ON e.id = i.value ->> 'id'
        WHERE i.value ->> 'key' IS NOT NULL;
    SELECT json_group_array(json_array(e.id,
            (SELECT COUNT(*) FROM deliveries d WHERE d.event_id = e.id AND d.state = 'queued')))
        FROM json_each(?1) i CROSS JOIN events e ON e.id = i.value ->> 'id'"
    };
}

const WITHIN: &str = store!();
/// One message to the database's thread: each takes longer than a statement.
const WHOLE: &str = concat!("BEGIN IMMEDIATE;", store!(), ";COMMIT");

/// What a set of events is committed with.
#[derive(Clone, Copy)]
pub(super) enum Transaction {
    /// Nothing else.
    Own,
    /// The changes around it; they begin it and end it.
    Shared,
}

/// Stores them; what became of each, in their order. After an error a
/// transaction of its own may still be open.
pub(super) async fn take(
    db: &mut SqliteConnection,
    intakes: &[&Intake],
    now: Millis,
    transaction: Transaction,
) -> Result<Vec<Taken>, StoreError> {
    let ids: Vec<String> = intakes.iter().map(|_| new_id()).collect();
    let lines = serde_json::to_string(&lines(intakes, &ids)).unwrap_or_default();
    let store = match transaction {
        Transaction::Own => WHOLE,
        Transaction::Shared => WITHIN,
    };
    let rows = sqlx::query(store).bind(lines).bind(now).fetch_all(db);
    let rows = rows.await?;
    let list = |at: usize| rows.get(at).map_or("[]", |row| row.get::<&str, _>(0));
    let mut known: HashMap<String, (String, Accepted)> = HashMap::new();
    for (key, hash, event_id, deliveries) in read(list(0))? {
        known.insert(
            key,
            (
                hash,
                Accepted {
                    event_id,
                    deliveries,
                },
            ),
        );
    }
    let sooner = list(1) != "0";
    let stored: HashMap<String, u64> = read(list(2))?.into_iter().collect();
    let taken = intakes.iter().zip(ids).map(|(intake, event_id)| {
        let accepted = Accepted {
            deliveries: stored.get(&event_id).copied().unwrap_or(0),
            event_id,
        };
        became(intake, (accepted, sooner), &mut known)
    });
    Ok(taken.collect())
}

fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

fn read<T: serde::de::DeserializeOwned>(list: &str) -> Result<Vec<T>, sqlx::Error> {
    serde_json::from_str(list).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// One line per event; of those that share a key, the first.
fn lines<'a>(intakes: &[&'a Intake], ids: &'a [String]) -> Vec<Line<'a>> {
    let mut seen = HashSet::new();
    let each = intakes.iter().zip(ids);
    let each = each.filter(|(intake, _)| match &intake.key {
        Some((key, _)) => seen.insert(key.as_str()),
        None => true,
    });
    each.map(|(intake, id)| intake.line(id)).collect()
}

impl Intake {
    fn line<'a>(&'a self, id: &'a str) -> Line<'a> {
        let [first, second] = wanting(self.event.kind);
        let key = self.key.as_ref();
        Line {
            id,
            kind: kind_code(self.event.kind),
            task: serde_json::to_string(&self.event.task).unwrap_or_default(),
            first: first.code(),
            second: second.code(),
            key: key.map(|(key, _)| key.as_str()),
            hash: key.map(|(_, hash)| hash.as_str()),
        }
    }
}

/// The first call with a key was `accepted`; the next ones hear the same.
fn became(
    intake: &Intake,
    (accepted, sooner): (Accepted, bool),
    known: &mut HashMap<String, (String, Accepted)>,
) -> Taken {
    let Some((key, hash)) = &intake.key else {
        return Taken::New { accepted, sooner };
    };
    match known.get(key) {
        Some((before, earlier)) if before == hash => Taken::Repeat(earlier.clone()),
        Some(_) => Taken::Conflict,
        None => {
            known.insert(key.clone(), (hash.clone(), accepted.clone()));
            Taken::New { accepted, sooner }
        }
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
