//! Buttons that were pressed: each once, and kept until the system that owns the task
//! has been told. What it answered is kept too, so that the same press is answered so again.

use super::about::About;
use super::writer::Write;
use super::{Store, StoreError};
use crate::clock::{Millis, SECOND};
use crate::secret::random_hex;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use std::time::Duration;
use wire::{Event, EventKind, Task};

/// How many are claimed at once.
const TOGETHER: i64 = 16;

/// A card's button, by its delivery and by the action's own id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Button {
    pub(crate) delivery: String,
    pub(crate) action: String,
}

/// Presses it, unless that was done already.
pub(crate) struct Press {
    pub(crate) button: Button,
    /// On which page.
    pub(crate) ask: String,
    /// What the system that owns the task is told.
    pub(crate) body: String,
}

/// A button that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pressed {
    pub(crate) id: String,
    /// On which page.
    pub(crate) ask: String,
    /// What that came to, once it is known.
    pub(crate) settled: Option<Settled>,
}

/// What the system that owns the task made of a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) verdict: Verdict,
    /// In its own words.
    pub(crate) sentence: Option<String>,
    /// The task as it is since then.
    pub(crate) task: Option<Box<Task>>,
}

/// The same in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Done,
    /// It does not want this.
    Refused,
    /// It did not answer for days.
    Dead,
}

impl Verdict {
    fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Dead => "dead",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Done, Self::Refused, Self::Dead]
            .into_iter()
            .find(|one| one.code() == code)
    }
}

const FIND: &str = "SELECT id, ask, outcome, sentence, task FROM presses
     WHERE delivery_id = ?1 AND action = ?2";

fn pressed(row: &SqliteRow) -> Pressed {
    let verdict = row.get::<Option<&str>, _>("outcome");
    Pressed {
        id: row.get("id"),
        ask: row.get("ask"),
        settled: verdict.and_then(Verdict::from_code).map(|verdict| Settled {
            verdict,
            sentence: row.get("sentence"),
            task: row
                .get::<Option<&str>, _>("task")
                .and_then(|text| serde_json::from_str(text).ok()),
        }),
    }
}

impl Write for Press {
    type Answer = Pressed;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<Pressed, StoreError> {
        sqlx::query(
            "INSERT INTO presses (id, delivery_id, action, ask, body, pressed_at, due_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
             ON CONFLICT (delivery_id, action) DO NOTHING",
        )
        .bind(format!("press_{}", random_hex::<12>()))
        .bind(&self.button.delivery)
        .bind(&self.button.action)
        .bind(&self.ask)
        .bind(&self.body)
        .bind(now)
        .execute(&mut *db)
        .await?;
        let found = sqlx::query(FIND)
            .bind(&self.button.delivery)
            .bind(&self.button.action);
        Ok(pressed(&found.fetch_one(db).await?))
    }
}

/// A press that is to be told now.
pub(crate) struct DuePress {
    pub(crate) id: String,
    pub(crate) body: String,
    /// This attempt's number, from 1; nobody else has the press as long as it stands.
    pub(crate) attempt: i64,
    pub(crate) pressed_at: Millis,
}

/// Leases what is due. Who dies leaves it to whoever looks after that time.
pub(crate) struct ClaimPresses(pub(crate) Duration);

impl Write for ClaimPresses {
    type Answer = Vec<DuePress>;

    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Vec<DuePress>, StoreError> {
        let lease = Millis::try_from(self.0.as_millis()).unwrap_or(Millis::MAX / 2);
        let rows = sqlx::query(
            "UPDATE presses SET due_at = ?2, attempts = attempts + 1 WHERE id IN
                 (SELECT id FROM presses WHERE finished_at IS NULL AND due_at <= ?1
                  ORDER BY due_at LIMIT ?3)
             RETURNING id, body, attempts, pressed_at",
        )
        .bind(now)
        .bind(now + lease)
        .bind(TOGETHER)
        .fetch_all(db)
        .await?;
        let due = rows.iter().map(|row| DuePress {
            id: row.get("id"),
            body: row.get("body"),
            attempt: row.get("attempts"),
            pressed_at: row.get("pressed_at"),
        });
        Ok(due.collect())
    }
}

/// Writes down what telling it came to; who lost the lease changes nothing.
pub(crate) struct SettlePress {
    pub(crate) id: String,
    pub(crate) attempt: i64,
    pub(crate) end: PressEnd,
}

/// What telling it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PressEnd {
    Settled(Settled),
    /// To be told again after so long.
    Again(Millis),
}

impl Write for SettlePress {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<(), StoreError> {
        let (due, settled) = match &self.end {
            PressEnd::Settled(settled) => (now, Some(settled)),
            PressEnd::Again(after) => (now + after, None),
        };
        sqlx::query(
            "UPDATE presses SET due_at = ?3, outcome = ?4, sentence = ?5, task = ?7,
                 finished_at = CASE WHEN ?4 IS NULL THEN NULL ELSE ?6 END
             WHERE id = ?1 AND attempts = ?2 AND finished_at IS NULL",
        )
        .bind(&self.id)
        .bind(self.attempt)
        .bind(due)
        .bind(settled.map(|settled| settled.verdict.code()))
        .bind(settled.and_then(|settled| settled.sentence.as_deref()))
        .bind(now)
        .bind(settled.and_then(|settled| serde_json::to_string(settled.task.as_ref()?).ok()))
        .execute(db)
        .await?;
        Ok(())
    }
}

/// What a button's card tells, and whose it is.
pub(crate) struct Carded {
    pub(crate) event_id: String,
    pub(crate) event: Event,
    pub(crate) accepted_at: Millis,
    /// The connector's row.
    pub(crate) connector_id: String,
    pub(crate) config_name: String,
    pub(crate) locale: Option<String>,
    pub(crate) tenant: Option<String>,
}

impl Store {
    /// The card of a delivery.
    pub(crate) async fn carded(&self, delivery: &str) -> Result<Option<Carded>, StoreError> {
        let row = sqlx::query(
            "SELECT e.id, e.kind, e.task, e.about, e.accepted_at, c.id AS connector_id,
                 c.config_name, c.locale, c.tenant
             FROM deliveries d JOIN events e ON e.id = d.event_id
                 JOIN connectors c ON c.id = d.connector_id
             WHERE d.id = ?1 AND e.configured_for IS NULL",
        );
        let row = row.bind(delivery).fetch_optional(&self.readers).await?;
        Ok(row.as_ref().and_then(carded))
    }

    /// Whether a button was pressed, and what that came to.
    pub(crate) async fn pressed(&self, button: &Button) -> Result<Option<Pressed>, StoreError> {
        let row = sqlx::query(FIND)
            .bind(&button.delivery)
            .bind(&button.action);
        let row = row.fetch_optional(&self.readers).await?;
        Ok(row.as_ref().map(pressed))
    }

    /// Which actions of a delivery's card were pressed, in that order.
    pub(crate) async fn presses_of(
        &self,
        delivery: &str,
    ) -> Result<Vec<(String, Pressed)>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, ask, outcome, sentence, task, action FROM presses
             WHERE delivery_id = ?1 ORDER BY pressed_at, id",
        );
        let rows = rows.bind(delivery).fetch_all(&self.readers).await?;
        Ok(rows
            .iter()
            .map(|row| (row.get("action"), pressed(row)))
            .collect())
    }

    /// In how long the next press is to be told; none where none waits.
    pub(crate) async fn next_press(&self) -> Result<Option<Duration>, StoreError> {
        let row = sqlx::query("SELECT MIN(due_at) AS at FROM presses WHERE finished_at IS NULL");
        let row = row.fetch_one(&self.readers).await?;
        let at: Option<Millis> = row.get("at");
        let wait = |at: Millis| Duration::from_millis((at - self.now()).max(0).unsigned_abs());
        Ok(at.map(wait))
    }
}

fn carded(row: &SqliteRow) -> Option<Carded> {
    let about = About::read(row.get("about"))?;
    let kind = EventKind::from_code(row.get("kind"))?;
    let task = serde_json::from_str(row.get("task")).ok()?;
    Some(Carded {
        event_id: row.get("id"),
        event: about.event(kind, task),
        accepted_at: row.get("accepted_at"),
        connector_id: row.get("connector_id"),
        config_name: row.get("config_name"),
        locale: row.get("locale"),
        tenant: row.get("tenant"),
    })
}

/// After how long a press that nobody answered is told again; at last never.
pub(crate) fn again(attempt: i64, pressed_at: Millis, now: Millis) -> PressEnd {
    const MINUTE: Millis = 60 * SECOND;
    /// Then nobody waits for it any more.
    const LIFE: Millis = 3 * 24 * 60 * MINUTE;
    const PAUSES: [Millis; 5] = [
        5 * SECOND,
        30 * SECOND,
        2 * MINUTE,
        10 * MINUTE,
        60 * MINUTE,
    ];
    let nth = usize::try_from(attempt - 1)
        .unwrap_or(0)
        .min(PAUSES.len() - 1);
    match now - pressed_at > LIFE {
        true => PressEnd::Settled(Settled {
            verdict: Verdict::Dead,
            sentence: None,
            task: None,
        }),
        false => PressEnd::Again(PAUSES[nth]),
    }
}
