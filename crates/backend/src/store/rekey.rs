//! Seals every stored secret with the newest key.

use super::writer::Write;
use super::{StoreError, url_cell, user_cell};
use crate::clock::Millis;
use crate::secret::{Ring, key_id_of};
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;

/// Seals again what an older key sealed; answers how many cells that were.
pub(crate) struct Reseal(pub(crate) Arc<Ring>);

impl Write for Reseal {
    type Answer = u64;

    async fn run(&mut self, db: &mut SqliteConnection, _: Millis) -> Result<u64, StoreError> {
        let urls = self
            .column(
                db,
                "SELECT id, url_sealed AS cell FROM webhooks",
                "UPDATE webhooks SET url_sealed = ?2 WHERE id = ?1",
                url_cell,
            )
            .await?;
        let users = self
            .column(
                db,
                "SELECT id, user_sealed AS cell FROM connectors WHERE user_sealed IS NOT NULL",
                "UPDATE connectors SET user_sealed = ?2 WHERE id = ?1",
                user_cell,
            )
            .await?;
        Ok(urls + users)
    }
}

impl Reseal {
    async fn column(
        &self,
        db: &mut SqliteConnection,
        read: &'static str,
        write: &'static str,
        cell: fn(&str) -> String,
    ) -> Result<u64, StoreError> {
        let mut changed = 0;
        for row in sqlx::query(read).fetch_all(&mut *db).await? {
            let (id, sealed): (String, Vec<u8>) = (row.get("id"), row.get("cell"));
            if key_id_of(&sealed).is_some_and(|id| self.0.seals_with(id)) {
                continue;
            }
            let clear = self.0.open_cell(&sealed, &cell(&id))?;
            let fresh = self.0.seal(&clear, &cell(&id));
            sqlx::query(write)
                .bind(&id)
                .bind(fresh)
                .execute(&mut *db)
                .await?;
            changed += 1;
        }
        Ok(changed)
    }
}
