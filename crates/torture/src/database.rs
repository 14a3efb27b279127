//! Looks into a server's database, read-only, to see what it really stored.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _, SqliteConnection};
use std::path::Path;

/// A database of a server, running or dead.
pub(crate) struct Database(SqliteConnection);

impl Database {
    pub(crate) async fn open(file: &Path) -> anyhow::Result<Self> {
        // Not `read_only`: after a kill the log has to be folded in first.
        let options = SqliteConnectOptions::new().filename(file);
        Ok(Self(options.connect().await?))
    }

    /// The one number a statement answers.
    pub(crate) async fn count(&mut self, sql: &'static str) -> anyhow::Result<u64> {
        let row = sqlx::query(sql).fetch_one(&mut self.0).await?;
        Ok(row.get::<i64, _>(0).unsigned_abs())
    }

    /// How many deliveries an event has.
    pub(crate) async fn deliveries_of(&mut self, event: &str) -> anyhow::Result<u64> {
        let row = sqlx::query("SELECT COUNT(*) FROM deliveries WHERE event_id = ?1")
            .bind(event)
            .fetch_one(&mut self.0)
            .await?;
        Ok(row.get::<i64, _>(0).unsigned_abs())
    }

    /// Posts whose outcome was written down, by a pattern for the outcome.
    pub(crate) async fn posts_noted(&mut self, outcome: &str) -> anyhow::Result<u64> {
        let row = sqlx::query(
            "SELECT COUNT(*) FROM (SELECT DISTINCT d.webhook_id, a.lease_no
                 FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
                 WHERE a.outcome LIKE ?1)",
        )
        .bind(outcome)
        .fetch_one(&mut self.0)
        .await?;
        Ok(row.get::<i64, _>(0).unsigned_abs())
    }
}
