//! The topics that there are: what events named, and what an operator declared.

use super::writer::Write;
use super::{Store, StoreError};
use crate::clock::{DAY, Millis};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use std::collections::BTreeMap;
use wire::{Declared, EntityId, EventKind, NotificationType, Topic};

/// How far back matching events are counted.
const COUNTED: Millis = wire::topic::COUNTED_DAYS as Millis * DAY;

/// A topic that may be chosen.
pub(crate) struct Known {
    pub(crate) topic: String,
    /// By language; empty where nobody declared one.
    pub(crate) titles: BTreeMap<String, String>,
}

/// Which events to count.
pub(crate) struct Wish {
    pub(crate) notification_type: NotificationType,
    /// Of everything when empty.
    pub(crate) topics: Vec<Topic>,
    pub(crate) tenant: Option<String>,
}

/// An operator's list in place of the one before; what events named stays.
pub(crate) struct Declare {
    pub(crate) tenant: Option<String>,
    pub(crate) topics: Vec<Declared>,
}

impl Write for Declare {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<(), StoreError> {
        let topics = serde_json::to_string(&self.topics).unwrap_or_default();
        for statement in [
            "UPDATE topics SET declared_at = NULL, titles = NULL WHERE tenant = ?1",
            "INSERT INTO topics (tenant, topic, declared_at, titles)
                 SELECT ?1, value ->> 'topic', ?3, value ->> 'titles' FROM json_each(?2) WHERE true
                 ON CONFLICT DO UPDATE SET declared_at = excluded.declared_at,
                     titles = excluded.titles",
            "DELETE FROM topics WHERE tenant = ?1 AND declared_at IS NULL AND seen_at IS NULL",
        ] {
            sqlx::query(statement)
                .bind(self.tenant.as_deref().unwrap_or_default())
                .bind(&topics)
                .bind(now)
                .execute(&mut *db)
                .await?;
        }
        Ok(())
    }
}

impl Store {
    /// Everybody's, and the tenant's own, by their paths.
    pub(crate) async fn topics(&self, tenant: Option<&str>) -> Result<Vec<Known>, StoreError> {
        const TOPICS: &str = "SELECT topic,
                 COALESCE(MAX(CASE WHEN tenant <> '' THEN titles END), MAX(titles)) AS titles
             FROM topics WHERE tenant IN ('', ?1) GROUP BY topic ORDER BY topic";
        let rows = sqlx::query(TOPICS).bind(tenant.unwrap_or_default());
        let rows = rows.fetch_all(&self.readers).await?;
        let known = |row: &SqliteRow| {
            let titles: Option<&str> = row.get("titles");
            Known {
                topic: row.get("topic"),
                titles: titles
                    .and_then(|titles| serde_json::from_str(titles).ok())
                    .unwrap_or_default(),
            }
        };
        Ok(rows.iter().map(known).collect())
    }

    /// Whose events a connector hears; `None` when it is not there.
    pub(crate) async fn tenant_of(
        &self,
        id: &EntityId,
    ) -> Result<Option<Option<String>>, StoreError> {
        const TENANT: &str = "SELECT tenant FROM connectors WHERE entity_id = ?1";
        let row = sqlx::query(TENANT).bind(id.as_str());
        let row = row.fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.get("tenant")))
    }

    /// How many events of the last days a wish would have matched.
    pub(crate) async fn matches(&self, wish: &Wish) -> Result<u64, StoreError> {
        const MATCHES: &str = "SELECT COUNT(*) FROM events e
             WHERE e.accepted_at >= ?1 AND e.configured_for IS NULL
                 AND e.kind IN (SELECT value FROM json_each(?2))
                 AND (e.tenant IS NULL OR e.tenant = ?3)
                 AND (?4 = '[]' OR e.id IN (SELECT t.event_id FROM json_each(?4) h
                     CROSS JOIN event_topics t ON t.topic = h.value))";
        let kinds = EventKind::EACH.into_iter();
        let kinds = kinds.filter(|kind| wish.notification_type.wants(*kind));
        let kinds: Vec<_> = kinds.map(EventKind::code).collect();
        let row = sqlx::query(MATCHES)
            .bind(self.now() - COUNTED)
            .bind(serde_json::to_string(&kinds).unwrap_or_default())
            .bind(&wish.tenant)
            .bind(serde_json::to_string(&wish.topics).unwrap_or_default())
            .fetch_one(&self.readers)
            .await?;
        Ok(row.get::<i64, _>(0).unsigned_abs())
    }
}
