//! Saves and removes connectors. A webhook address has one row of its own,
//! shared by every connector that names it.

use super::writer::Write;
use super::{StoreError, pace, url_cell, user_cell};
use crate::clock::Millis;
use crate::secret::{Ring, random_hex};
use crate::webhook::Webhook;
use secrecy::SecretString;
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;
use wire::{Destination, EntityId, SaveConnector, Saved};

/// Creates or changes a connector; re-enables its webhook.
pub(crate) struct Save {
    pub(crate) entity_id: EntityId,
    pub(crate) body: SaveConnector,
    pub(crate) webhook: Webhook,
    pub(crate) ring: Arc<Ring>,
}

/// Why a save changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaveRefusal {
    /// Another edit was stored since.
    Changed,
    /// The record is gone.
    Removed,
}

/// A stored save, and whether it made the connector.
pub(crate) struct SaveDone {
    pub(crate) saved: Saved,
    pub(crate) created: bool,
}

struct Known {
    id: String,
    webhook_id: String,
    version: i64,
}

impl Write for Save {
    type Answer = Result<SaveDone, SaveRefusal>;

    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Self::Answer, StoreError> {
        let known = find(db, &self.entity_id).await?;
        if let Err(refusal) = agree(known.as_ref(), self.body.version) {
            return Ok(Err(refusal));
        }
        let webhook_id = self.webhook_row(db).await?;
        let version = known.as_ref().map_or(1, |known| known.version + 1);
        match &known {
            None => self.insert(db, &webhook_id, now).await?,
            Some(known) => self.update(db, known, &webhook_id, now).await?,
        }
        enable(db, &webhook_id, now).await?;
        Ok(Ok(SaveDone {
            saved: Saved {
                version: version.unsigned_abs(),
            },
            created: known.is_none(),
        }))
    }
}

/// A save without a version always wins; one with a version only over the
/// record it started from.
fn agree(known: Option<&Known>, version: Option<u64>) -> Result<(), SaveRefusal> {
    match (known, version) {
        (_, None) => Ok(()),
        (None, Some(_)) => Err(SaveRefusal::Removed),
        (Some(known), Some(version)) if known.version.unsigned_abs() == version => Ok(()),
        (Some(_), Some(_)) => Err(SaveRefusal::Changed),
    }
}

impl Save {
    async fn webhook_row(&self, db: &mut SqliteConnection) -> Result<String, StoreError> {
        let mark = self.ring.mark(&self.webhook.url);
        let found = sqlx::query("SELECT id FROM webhooks WHERE mark = ?1")
            .bind(&mark)
            .fetch_optional(&mut *db)
            .await?;
        if let Some(row) = found {
            return Ok(row.get("id"));
        }
        let id = random_hex::<8>();
        sqlx::query(
            "INSERT INTO webhooks (id, mark, url_sealed, host, destination)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )
        .bind(&id)
        .bind(&mark)
        .bind(self.ring.seal(&self.webhook.url, &url_cell(&id)))
        .bind(&self.webhook.host)
        .bind(destination_code(self.webhook.destination))
        .execute(&mut *db)
        .await?;
        Ok(id)
    }

    async fn insert(
        &self,
        db: &mut SqliteConnection,
        webhook_id: &str,
        now: Millis,
    ) -> Result<(), StoreError> {
        let id = random_hex::<8>();
        sqlx::query(
            "INSERT INTO connectors (id, entity_id, webhook_id, notification_type, config_name,
                 content_url, app_type, user_sealed, locale, version, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, ?10)",
        )
        .bind(&id)
        .bind(self.entity_id.as_str())
        .bind(webhook_id)
        .bind(self.body.notification_type.code())
        .bind(self.body.config_name.as_str())
        .bind(&self.body.content_url)
        .bind(&self.body.app_type)
        .bind(self.sealed_user(&id))
        .bind(&self.body.locale)
        .bind(now)
        .execute(db)
        .await?;
        Ok(())
    }

    async fn update(
        &self,
        db: &mut SqliteConnection,
        known: &Known,
        webhook_id: &str,
        now: Millis,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE connectors SET webhook_id = ?2, notification_type = ?3, config_name = ?4,
                 content_url = ?5, app_type = ?6, user_sealed = ?7, locale = ?8,
                 version = version + 1, updated_at = ?9
             WHERE id = ?1",
        )
        .bind(&known.id)
        .bind(webhook_id)
        .bind(self.body.notification_type.code())
        .bind(self.body.config_name.as_str())
        .bind(&self.body.content_url)
        .bind(&self.body.app_type)
        .bind(self.sealed_user(&known.id))
        .bind(&self.body.locale)
        .bind(now)
        .execute(&mut *db)
        .await?;
        if known.webhook_id != webhook_id {
            move_queue(db, known, webhook_id, now).await?;
            drop_unused_webhook(db, &known.webhook_id).await?;
        }
        Ok(())
    }

    fn sealed_user(&self, id: &str) -> Option<Vec<u8>> {
        let user = self.body.user_object_id.clone().map(SecretString::from);
        user.map(|user| self.ring.seal(&user, &user_cell(id)))
    }
}

/// What waits for the old address goes to the new one. A post in flight is
/// written to again: its outcome finds no lease and changes nothing.
async fn move_queue(
    db: &mut SqliteConnection,
    known: &Known,
    webhook_id: &str,
    now: Millis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE deliveries SET webhook_id = ?2,
             due_at = CASE WHEN state = 'leased' THEN ?3 ELSE due_at END,
             state = CASE WHEN state = 'leased' THEN 'queued' ELSE state END
         WHERE connector_id = ?1",
    )
    .bind(&known.id)
    .bind(webhook_id)
    .bind(now)
    .execute(&mut *db)
    .await?;
    pace::wake(db, &known.webhook_id).await
}

async fn drop_unused_webhook(db: &mut SqliteConnection, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM webhooks WHERE id = ?1
         AND NOT EXISTS (SELECT 1 FROM connectors WHERE webhook_id = ?1)",
    )
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody vouches for the address again: old failures no longer count, but
/// the channel's pace does.
async fn enable(db: &mut SqliteConnection, id: &str, now: Millis) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE webhooks SET state = 'active', reason = NULL, failing_since = NULL,
             gone_since = NULL, not_before = ?2
         WHERE id = ?1",
    )
    .bind(id)
    .bind(pace::opens_at(db, id, now).await?)
    .execute(&mut *db)
    .await?;
    pace::wake(db, id).await
}

/// Removes a connector, its queue and, when nobody else uses it, its webhook.
pub(crate) struct Remove {
    pub(crate) entity_id: EntityId,
}

impl Write for Remove {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, _: Millis) -> Result<(), StoreError> {
        let Some(known) = find(db, &self.entity_id).await? else {
            return Ok(());
        };
        for statement in [
            "DELETE FROM deliveries WHERE connector_id = ?1",
            "DELETE FROM connectors WHERE id = ?1",
        ] {
            sqlx::query(statement)
                .bind(&known.id)
                .execute(&mut *db)
                .await?;
        }
        drop_unused_webhook(db, &known.webhook_id).await?;
        pace::wake(db, &known.webhook_id).await?;
        Ok(())
    }
}

async fn find(
    db: &mut SqliteConnection,
    entity_id: &EntityId,
) -> Result<Option<Known>, sqlx::Error> {
    let row = sqlx::query("SELECT id, webhook_id, version FROM connectors WHERE entity_id = ?1")
        .bind(entity_id.as_str())
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| Known {
        id: row.get("id"),
        webhook_id: row.get("webhook_id"),
        version: row.get("version"),
    }))
}

pub(super) fn destination_code(destination: Destination) -> &'static str {
    match destination {
        Destination::Connector => "connector",
        Destination::Workflow => "workflow",
    }
}

pub(super) fn destination_of(code: &str) -> Destination {
    match code {
        "workflow" => Destination::Workflow,
        _ => Destination::Connector,
    }
}
