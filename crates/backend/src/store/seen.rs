//! Writes down that somebody saw a test card in the channel, and who: what a Workflow does
//! with a card, its answer does not tell. Never asks for a proof; who may change a connector
//! may say so.

use super::owner::Owners;
use super::writer::Write;
use super::{StoreError, seer_cell};
use crate::clock::Millis;
use crate::right::Right;
use crate::secret::Ring;
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;
use wire::EntityId;

/// Somebody saw a test card of this connector.
pub(crate) struct Seen {
    pub(crate) entity_id: EntityId,
    pub(crate) right: Right,
    pub(crate) ring: Arc<Ring>,
}

impl Write for Seen {
    /// The row's own id, which opens nothing; `None` when there is no such connector.
    type Answer = Option<String>;

    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT id FROM connectors WHERE entity_id = ?1");
        let row = row.bind(self.entity_id.as_str());
        let Some(row) = row.fetch_optional(&mut *db).await? else {
            return Ok(None);
        };
        let id: String = row.get("id");
        note(db, &id, &self.right, &self.ring, now).await?;
        Ok(Some(id))
    }
}

/// The same in the transaction of a save, for the row with this id.
pub(super) async fn note(
    db: &mut SqliteConnection,
    id: &str,
    right: &Right,
    ring: &Ring,
    now: Millis,
) -> Result<(), StoreError> {
    let seer = Owners::of(right).and_then(|owners| owners.changer);
    let seer = seer.map(|seer| ring.seal(&seer, &seer_cell(id)));
    sqlx::query("UPDATE connectors SET seen_at = ?2, seer_sealed = ?3 WHERE id = ?1")
        .bind(id)
        .bind(now)
        .bind(seer.transpose()?)
        .execute(db)
        .await?;
    Ok(())
}
