//! Keys that were handed out by name, as hashes.

use super::writer::Write;
use super::{Store, StoreError};
use crate::clock::{Millis, rfc3339};
use crate::grants::{Grant, Purpose};
use crate::secret::random_hex;
use sqlx::{Row as _, SqliteConnection};
use wire::Topic;

/// Writes a new key's hash down.
pub(crate) struct HandOut {
    pub(crate) purpose: Purpose,
    pub(crate) name: String,
    pub(crate) tenant: Option<String>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) hash: String,
}

impl Write for HandOut {
    /// Whether the name was free.
    type Answer = bool;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "INSERT INTO grants (id, purpose, name, tenant, hash, made_at, topics)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULLIF(?7, '[]')) ON CONFLICT (purpose, name) DO NOTHING",
        )
        .bind(random_hex::<8>())
        .bind(self.purpose.code())
        .bind(&self.name)
        .bind(&self.tenant)
        .bind(&self.hash)
        .bind(now)
        .bind(serde_json::to_string(&self.topics).unwrap_or_default())
        .execute(db)
        .await?;
        Ok(done.rows_affected() > 0)
    }
}

/// Takes a key back.
pub(crate) struct TakeBack {
    pub(crate) purpose: Purpose,
    pub(crate) name: String,
}

impl Write for TakeBack {
    /// Whether there was one.
    type Answer = bool;

    async fn run(&mut self, db: &mut SqliteConnection, _: Millis) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM grants WHERE purpose = ?1 AND name = ?2")
            .bind(self.purpose.code())
            .bind(&self.name)
            .execute(db)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

impl Store {
    /// Everything that is handed out.
    pub(crate) async fn grants(&self) -> Result<Vec<Grant>, StoreError> {
        let rows = sqlx::query("SELECT id, purpose, name, tenant, topics, hash FROM grants")
            .fetch_all(&self.readers)
            .await?;
        let grant = |row: &sqlx::sqlite::SqliteRow| {
            Some(Grant {
                id: row.get("id"),
                purpose: Purpose::from_code(row.get("purpose"))?,
                name: row.get("name"),
                tenant: row.get("tenant"),
                topics: topics(row)?,
                hash: row.get("hash"),
            })
        };
        Ok(rows.iter().filter_map(grant).collect())
    }

    /// For an operator: name, tenant, when it was made; the oldest first.
    pub(crate) async fn granted(&self, purpose: Purpose) -> Result<Vec<String>, StoreError> {
        const GRANTED: &str = "SELECT name, tenant, topics, made_at FROM grants WHERE purpose = ?1
             ORDER BY made_at, name";
        let rows = sqlx::query(GRANTED).bind(purpose.code());
        let rows = rows.fetch_all(&self.readers).await?;
        let line = |row: &sqlx::sqlite::SqliteRow| {
            let tenant: Option<&str> = row.get("tenant");
            let made = rfc3339(row.get("made_at"));
            let name: &str = row.get("name");
            let topics: Option<&str> = row.get("topics");
            let topics = topics.map_or_else(String::new, |topics| format!("  about {topics}"));
            format!(
                "{name}  {}  made {made}{topics}",
                tenant.unwrap_or("every tenant")
            )
        };
        Ok(rows.iter().map(line).collect())
    }
}

/// Those of which its holder may report. What cannot be read makes the grant no good:
/// without topics it would be good for all of them.
fn topics(row: &sqlx::sqlite::SqliteRow) -> Option<Vec<Topic>> {
    match row.get::<Option<&str>, _>("topics") {
        None => Some(Vec::new()),
        Some(topics) => serde_json::from_str(topics).ok(),
    }
}
