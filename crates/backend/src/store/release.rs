//! Gives a claim back: the process stops. Its post may have been made, so it
//! counts for the pace.

use super::StoreError;
use super::claim::Lease;
use super::health::{Ending, free};
use super::held::held;
use super::writer::Write;
use crate::clock::Millis;
use sqlx::SqliteConnection;

/// A claim that nobody knows the end of.
pub(crate) struct Release {
    pub(crate) lease: Lease,
}

impl Write for Release {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<(), StoreError> {
        let Some(held) = held(db, &[&self.lease], now).await?.remove(0) else {
            return Ok(());
        };
        sqlx::query(
            "UPDATE deliveries SET state = 'queued', attempts = attempts - 1
             WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'leased'",
        )
        .bind(&self.lease.webhook_id)
        .execute(&mut *db)
        .await?;
        let ending = Ending {
            held: &held,
            told: None,
            hold: 0,
            took: None,
        };
        Ok(free(db, &[ending], now).await?)
    }
}
