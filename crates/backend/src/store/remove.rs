//! Removes connectors.

use super::connectors::find;
use super::owner::Standing;
use super::webhooks::drop_unused;
use super::writer::Write;
use super::{StoreError, pace};
use crate::clock::Millis;
use crate::right::Right;
use crate::secret::Ring;
use sqlx::SqliteConnection;
use std::sync::Arc;
use wire::EntityId;

/// Removes a connector, its queue and, when nobody else uses it, its webhook.
/// What is not there for the caller stays, as if it were not there.
pub(crate) struct Remove {
    pub(crate) entity_id: EntityId,
    pub(crate) right: Right,
    pub(crate) ring: Arc<Ring>,
}

/// What a removal found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Removed {
    /// The row's own id, which opens nothing.
    Gone(String),
    /// Nothing that is there for the caller.
    Absent,
    /// Somebody else of the tenant made it; it stays.
    NotOwner,
}

impl Write for Remove {
    type Answer = Removed;

    async fn run(&mut self, db: &mut SqliteConnection, _: Millis) -> Result<Removed, StoreError> {
        let Some(known) = find(db, &self.entity_id).await? else {
            return Ok(Removed::Absent);
        };
        match known.owned.standing(&self.right, &self.ring)? {
            Standing::Free => {}
            Standing::NotOwner => return Ok(Removed::NotOwner),
            Standing::Foreign => return Ok(Removed::Absent),
        }
        discard(db, &known.id, &known.webhook_id).await?;
        Ok(Removed::Gone(known.id))
    }
}

/// Removes a connector's row with all that hangs on it.
pub(super) async fn discard(
    db: &mut SqliteConnection,
    id: &str,
    webhook_id: &str,
) -> Result<(), sqlx::Error> {
    forget(db, id).await?;
    drop_unused(db, webhook_id).await?;
    pace::wake(db, webhook_id).await
}

/// The same, and its webhook stays.
pub(super) async fn forget(db: &mut SqliteConnection, id: &str) -> Result<(), sqlx::Error> {
    for statement in [
        "DELETE FROM deliveries WHERE connector_id = ?1",
        "DELETE FROM events WHERE configured_for = ?1",
        "DELETE FROM connectors WHERE id = ?1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *db).await?;
    }
    Ok(())
}
