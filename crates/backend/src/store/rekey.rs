//! Seals every stored secret with the newest key, and drops the keys that
//! nothing needs. Both under the database's own lock: nobody seals meanwhile.

use super::open::keys_in_use;
use super::writer::Write;
use super::{StoreError, changer_cell, maker_cell, seer_cell, url_cell, user_cell};
use crate::clock::Millis;
use crate::secret::{KeyFileError, Ring, key_id_of};
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;

/// Seals again what an older key sealed.
pub(crate) struct Reseal(pub(crate) Arc<Ring>);

/// What sealing everything again came to.
#[derive(Debug, Default)]
pub(crate) struct Resealed {
    /// How many cells have the newest key now.
    pub(crate) changed: u64,
    /// Cells that do not open; they stay as they are, and their keys are kept.
    pub(crate) damaged: Vec<String>,
}

impl Write for Reseal {
    type Answer = Resealed;

    async fn run(&mut self, db: &mut SqliteConnection, _: Millis) -> Result<Resealed, StoreError> {
        let mut done = Resealed::default();
        self.column(
            db,
            &mut done,
            "SELECT id, url_sealed AS cell FROM webhooks",
            "UPDATE webhooks SET url_sealed = ?2 WHERE id = ?1",
            url_cell,
        )
        .await?;
        self.column(
            db,
            &mut done,
            "SELECT id, user_sealed AS cell FROM connectors WHERE user_sealed IS NOT NULL",
            "UPDATE connectors SET user_sealed = ?2 WHERE id = ?1",
            user_cell,
        )
        .await?;
        self.column(
            db,
            &mut done,
            "SELECT id, maker_sealed AS cell FROM connectors WHERE maker_sealed IS NOT NULL",
            "UPDATE connectors SET maker_sealed = ?2 WHERE id = ?1",
            maker_cell,
        )
        .await?;
        self.column(
            db,
            &mut done,
            "SELECT id, changer_sealed AS cell FROM connectors WHERE changer_sealed IS NOT NULL",
            "UPDATE connectors SET changer_sealed = ?2 WHERE id = ?1",
            changer_cell,
        )
        .await?;
        self.column(
            db,
            &mut done,
            "SELECT id, seer_sealed AS cell FROM connectors WHERE seer_sealed IS NOT NULL",
            "UPDATE connectors SET seer_sealed = ?2 WHERE id = ?1",
            seer_cell,
        )
        .await?;
        Ok(done)
    }
}

impl Reseal {
    async fn column(
        &self,
        db: &mut SqliteConnection,
        done: &mut Resealed,
        read: &'static str,
        write: &'static str,
        cell: fn(&str) -> String,
    ) -> Result<(), StoreError> {
        for row in sqlx::query(read).fetch_all(&mut *db).await? {
            let (id, sealed): (String, Vec<u8>) = (row.get("id"), row.get("cell"));
            let newest = key_id_of(&sealed).is_some_and(|id| self.0.seals_with(id));
            let clear = match self.0.open_cell(&sealed, &cell(&id)) {
                Ok(clear) => clear,
                Err(error) => {
                    done.damaged.push(format!("{}: {error}", cell(&id)));
                    continue;
                }
            };
            if newest {
                continue;
            }
            let fresh = self.0.seal(&clear, &cell(&id))?;
            sqlx::query(write)
                .bind(&id)
                .bind(fresh)
                .execute(&mut *db)
                .await?;
            done.changed += 1;
        }
        Ok(())
    }
}

/// Drops the keys that nothing in the database needs.
pub(crate) struct DropKeys(pub(crate) Arc<Ring>);

impl Write for DropKeys {
    type Answer = Result<(), KeyFileError>;

    /// Who seals meanwhile waits for the lock, and then finds the new file.
    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        _: Millis,
    ) -> Result<Self::Answer, StoreError> {
        let needed = keys_in_use(db).await?;
        Ok(self.0.drop_keys_but(&needed))
    }
}
