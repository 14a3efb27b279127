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

    /// The attempts of every delivery, each in order: when, in milliseconds.
    pub(crate) async fn attempts(&mut self) -> anyhow::Result<Vec<Vec<i64>>> {
        let rows = sqlx::query("SELECT delivery_id, at FROM attempts ORDER BY delivery_id, at")
            .fetch_all(&mut self.0)
            .await?;
        let mut all: Vec<(String, Vec<i64>)> = Vec::new();
        for row in rows {
            let (id, at): (String, i64) = (row.get(0), row.get(1));
            match all.last_mut() {
                Some((last, times)) if *last == id => times.push(at),
                _ => all.push((id, vec![at])),
            }
        }
        Ok(all.into_iter().map(|(_, times)| times).collect())
    }

    /// When each webhook was posted to, in order.
    pub(crate) async fn posts(&mut self) -> anyhow::Result<Vec<Vec<i64>>> {
        let rows = sqlx::query("SELECT mark, at FROM posts ORDER BY mark, at")
            .fetch_all(&mut self.0)
            .await?;
        let mut all: Vec<(String, Vec<i64>)> = Vec::new();
        for row in rows {
            let (mark, at): (String, i64) = (row.get(0), row.get(1));
            match all.last_mut() {
                Some((last, times)) if *last == mark => times.push(at),
                _ => all.push((mark, vec![at])),
            }
        }
        Ok(all.into_iter().map(|(_, times)| times).collect())
    }

    /// Webhooks that are being posted to, or should be by now.
    pub(crate) async fn unsettled(&mut self, now: i64) -> anyhow::Result<u64> {
        let row = sqlx::query(
            "SELECT COUNT(*) FROM webhooks
             WHERE lease_owner IS NOT NULL OR (state = 'active' AND wake_at <= ?1)",
        )
        .bind(now)
        .fetch_one(&mut self.0)
        .await?;
        Ok(row.get::<i64, _>(0).unsigned_abs())
    }

    /// Runs a statement.
    pub(crate) async fn change(&mut self, sql: &'static str) -> anyhow::Result<()> {
        sqlx::query(sql).execute(&mut self.0).await?;
        Ok(())
    }

    /// What `SQLite` itself says of the file: `ok`.
    pub(crate) async fn integrity(&mut self) -> anyhow::Result<String> {
        let row = sqlx::query("PRAGMA integrity_check").fetch_one(&mut self.0);
        Ok(row.await?.get(0))
    }

    /// How many deliveries an event has.
    pub(crate) async fn deliveries_of(&mut self, event: &str) -> anyhow::Result<u64> {
        let row = sqlx::query("SELECT COUNT(*) FROM deliveries WHERE event_id = ?1")
            .bind(event)
            .fetch_one(&mut self.0)
            .await?;
        Ok(row.get::<i64, _>(0).unsigned_abs())
    }

    /// Posts whose outcome was written down, by a pattern for the outcome. One
    /// post may stand for many deliveries, and its connector may have moved since.
    pub(crate) async fn posts_noted(&mut self, outcome: &str) -> anyhow::Result<u64> {
        let row = sqlx::query(
            "SELECT COUNT(*) FROM (SELECT DISTINCT d.connector_id, a.lease_no, a.at
                 FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
                 WHERE a.outcome LIKE ?1)",
        )
        .bind(outcome)
        .fetch_one(&mut self.0)
        .await?;
        Ok(row.get::<i64, _>(0).unsigned_abs())
    }
}
