//! Keys that were handed out by name, as hashes.

use super::cursor::{Cursor, Paged};
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

/// A key that was handed out, without anything by which it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Granted {
    pub(crate) name: String,
    /// The only tenant for which it is good.
    pub(crate) tenant: Option<String>,
    /// The only topics of which it may report; none: any.
    pub(crate) topics: Vec<Topic>,
    pub(crate) made_at: Millis,
}

impl Granted {
    /// When it was made, RFC 3339 in UTC.
    pub(crate) fn made(&self) -> String {
        rfc3339(self.made_at)
    }
}

impl std::fmt::Display for Granted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenant = self.tenant.as_deref().unwrap_or("every tenant");
        write!(f, "{}  {tenant}  made {}", self.name, self.made())?;
        match serde_json::to_string(&self.topics) {
            Ok(topics) if !self.topics.is_empty() => write!(f, "  about {topics}"),
            _ => Ok(()),
        }
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

    /// For an operator: at most so many, the oldest first.
    pub(crate) async fn granted(
        &self,
        purpose: Purpose,
        after: Option<Cursor>,
        most: usize,
    ) -> Result<Paged<Granted>, StoreError> {
        let after = after.unwrap_or_else(Cursor::oldest);
        let rows = sqlx::query(
            "SELECT name, tenant, topics, made_at FROM grants WHERE purpose = ?1
                 AND (made_at > ?2 OR (made_at = ?2 AND name > ?3))
             ORDER BY made_at, name LIMIT ?4",
        )
        .bind(purpose.code())
        .bind(after.at)
        .bind(&after.id)
        .bind(i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX))
        .fetch_all(&self.readers)
        .await?;
        let granted = |row: &sqlx::sqlite::SqliteRow| Granted {
            name: row.get("name"),
            tenant: row.get("tenant"),
            topics: topics(row).unwrap_or_default(),
            made_at: row.get("made_at"),
        };
        let all = rows.iter().map(granted).collect();
        Ok(Paged::of(all, most, |last: &Granted| Cursor {
            at: last.made_at,
            id: last.name.clone(),
        }))
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
