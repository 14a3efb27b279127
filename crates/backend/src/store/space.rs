//! Gives the disk back what a clean-up freed. SQLite keeps free pages for
//! itself; copying what is left is cheap where little is left.

use super::{Store, StoreError};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

/// Free pages that are worth it: 16 MB.
const WORTH: i64 = 4096;
/// Pages in use that may be copied: 64 MB take about a second, and whoever writes
/// waits for it.
const MOST: i64 = 16_384;

impl Store {
    /// Shrinks the file where most of it is free and what is left is small.
    /// Answers whether it did.
    pub(crate) async fn give_space_back(&self) -> Result<bool, StoreError> {
        let pages = self.number("PRAGMA page_count").await?;
        let free = self.number("PRAGMA freelist_count").await?;
        let used = pages - free;
        if free < WORTH || used > MOST || used > free {
            return Ok(false);
        }
        // Not the writer's connection: that is always in a transaction.
        let mut db = self.options.connect().await?;
        sqlx::raw_sql("VACUUM").execute(&mut db).await?;
        sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut db)
            .await?;
        db.close().await?;
        tracing::info!(free, used, "pages of the database were given back");
        Ok(true)
    }

    async fn number(&self, pragma: &'static str) -> Result<i64, StoreError> {
        let row = sqlx::query(pragma).fetch_one(&self.readers).await?;
        Ok(row.get(0))
    }
}
