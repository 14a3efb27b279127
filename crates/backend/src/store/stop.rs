//! A connector that somebody stopped gets no more cards; it stays as it is until somebody
//! starts it again. Its webhook, which others may share, goes on.

use super::owner::{Owned, Standing};
use super::pace;
use super::writer::Write;
use super::{Store, StoreError};
use crate::clock::Millis;
use crate::right::Right;
use crate::secret::Ring;
use crate::stopper::Stopper;
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;
use wire::{EntityId, Outcome};

/// Stops a connector, by its row's own id, for whoever came by a card's link.
pub(crate) struct Stop {
    pub(crate) id: String,
    pub(crate) right: Right,
    pub(crate) ring: Arc<Ring>,
    /// How often it had been started again when the caller was asked.
    pub(crate) starts: i64,
}

/// What became of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// It gets no cards, now or since an earlier call of this kind.
    Yes,
    /// It was started again since the caller was asked.
    Outdated,
    /// Somebody else of the tenant made it.
    NotOwner,
    /// Nothing that is there for the caller.
    Absent,
}

impl Write for Stop {
    type Answer = Stopped;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<Stopped, StoreError> {
        let row = sqlx::query(
            "SELECT id, tenant, maker_sealed, stopped_at, starts FROM connectors WHERE id = ?1",
        );
        let row = row.bind(&self.id).fetch_optional(&mut *db).await?;
        let Some(row) = row else {
            return Ok(Stopped::Absent);
        };
        match Owned::of(&row).standing(&self.right, &self.ring)? {
            Standing::Free => {}
            Standing::NotOwner => return Ok(Stopped::NotOwner),
            Standing::Foreign => return Ok(Stopped::Absent),
        }
        if row.get::<i64, _>("starts") != self.starts {
            return Ok(Stopped::Outdated);
        }
        stop(db, &self.id, Stopper::Card, now).await?;
        Ok(Stopped::Yes)
    }
}

/// Stops connectors, by their rows' own ids, or starts them again, for an operator.
pub(crate) enum Switch {
    Off(Vec<String>),
    On(Vec<String>),
}

impl Write for Switch {
    /// How many were switched.
    type Answer = usize;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<usize, StoreError> {
        let mut count = 0;
        match self {
            Self::Off(ids) => {
                for id in ids {
                    count += stop(db, id, Stopper::Operator, now).await?;
                }
            }
            Self::On(ids) => {
                for id in ids {
                    count += start(db, id, "1").await?;
                }
            }
        }
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }
}

/// Somebody who saves it or enables its webhook wants cards again. What the operator
/// stopped stays stopped.
pub(super) async fn wanted_again(db: &mut SqliteConnection, id: &str) -> Result<(), sqlx::Error> {
    start(db, id, "stopped_by = 'card'").await.map(drop)
}

/// Starts the one with this entity id, as a save does.
pub(crate) struct WantAgain(pub(crate) EntityId);

impl Write for WantAgain {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, _: Millis) -> Result<(), StoreError> {
        let row = sqlx::query("SELECT id FROM connectors WHERE entity_id = ?1");
        let row = row.bind(self.0.as_str()).fetch_optional(&mut *db).await?;
        if let Some(row) = row {
            wanted_again(db, row.get("id")).await?;
        }
        Ok(())
    }
}

async fn start(
    db: &mut SqliteConnection,
    id: &str,
    only: &'static str,
) -> Result<u64, sqlx::Error> {
    // The condition is ours.
    let sql = format!(
        "UPDATE connectors SET stopped_at = NULL, stopped_by = NULL, starts = starts + 1
         WHERE id = ?1 AND stopped_at IS NOT NULL AND {only}"
    );
    let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id);
    Ok(done.execute(db).await?.rows_affected())
}

/// How many were stopped by that. An operator's stop outlasts one by a card. A card in
/// flight is written to again: its outcome finds no delivery and changes nothing.
async fn stop(
    db: &mut SqliteConnection,
    id: &str,
    by: Stopper,
    now: Millis,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "UPDATE connectors SET stopped_at = COALESCE(stopped_at, ?2), stopped_by = ?3
         WHERE id = ?1 AND (stopped_at IS NULL OR (?3 = 'operator' AND stopped_by = 'card'))",
    )
    .bind(id)
    .bind(now)
    .bind(by.code())
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "UPDATE deliveries SET state = 'skipped', outcome = ?3, detail = ?4, finished_at = ?2
         WHERE connector_id = ?1 AND finished_at IS NULL",
    )
    .bind(id)
    .bind(now)
    .bind(Outcome::Disabled.code())
    .bind(by.sentence())
    .execute(&mut *db)
    .await?;
    let webhook = sqlx::query("SELECT webhook_id FROM connectors WHERE id = ?1");
    if let Some(row) = webhook.bind(id).fetch_optional(&mut *db).await? {
        pace::wake(db, row.get("webhook_id")).await?;
    }
    Ok(done.rows_affected())
}

impl Store {
    /// Who stopped the connector, if somebody did.
    pub(crate) async fn stopper(&self, id: &EntityId) -> Result<Option<Stopper>, StoreError> {
        let row = sqlx::query("SELECT stopped_by FROM connectors WHERE entity_id = ?1");
        let row = row.bind(id.as_str()).fetch_optional(&self.readers).await?;
        let code = row.and_then(|row| row.get::<Option<String>, _>("stopped_by"));
        Ok(code.and_then(|code| Stopper::from_code(&code)))
    }
}
