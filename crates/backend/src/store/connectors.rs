//! Saves connectors. A webhook address has one row of its own,
//! shared by every connector that names it.

use super::confirm::{Before, Edited};
use super::owner::{Owned, Owners, Standing};
use super::quota::{self, Full};
use super::remove::forget;
use super::webhooks::{drop_unused, enable, row_for};
use super::writer::Write;
use super::{StoreError, changer_cell, confirm, maker_cell, pace, seen, stop, topics, user_cell};
use crate::clock::Millis;
use crate::quotas::Quotas;
use crate::right::Right;
use crate::secret::{Ring, SealError, random_hex};
use crate::webhook::Webhook;
use secrecy::SecretString;
use sqlx::{Row as _, SqliteConnection};
use std::net::IpAddr;
use std::sync::Arc;
use wire::{EntityId, NotificationType, SaveConnector, Saved, Topic};

/// Creates or changes a connector; re-enables its webhook.
pub(crate) struct Save {
    pub(crate) entity_id: EntityId,
    /// A connector that is not there yet needs more than its id.
    pub(crate) right: Right,
    /// Who asks; it may make so many.
    pub(crate) caller: IpAddr,
    pub(crate) quotas: Quotas,
    /// Without the secrets.
    pub(crate) body: SaveConnector,
    /// Absent: the stored one stays.
    pub(crate) webhook: Option<Webhook>,
    /// Who configured it.
    pub(crate) user: Option<SecretString>,
    pub(crate) ring: Arc<Ring>,
}

/// Why a save changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaveRefusal {
    /// Another edit was stored since.
    Changed,
    /// The record is gone.
    Removed,
    /// No address was sent, and none is stored.
    NoWebhook,
    /// It would make a connector, and the caller may not.
    NotEnrolled,
    /// Somebody else of the tenant made it.
    NotOwner,
    /// It is another tenant's.
    Foreign,
    /// It would make a connector, and there are as many as there may be.
    Full(Full),
}

/// A stored save, and whether it made the connector.
pub(crate) struct SaveDone {
    pub(crate) saved: Saved,
    pub(crate) created: bool,
    /// The row's own id, which opens nothing.
    pub(crate) id: String,
}

pub(super) struct Known {
    pub(super) id: String,
    pub(super) webhook_id: String,
    version: i64,
    editor: Option<String>,
    notification_type: String,
    config_name: String,
    topics: Vec<Topic>,
    pub(super) owned: Owned,
}

impl Known {
    /// What the channel is told that it was, now that its cards go to `webhook_id`.
    fn before(&self, webhook_id: &str) -> Option<Before> {
        Some(Before {
            choice: NotificationType::from_code(&self.notification_type)?,
            name: self.config_name.clone(),
            elsewhere: self.webhook_id != webhook_id,
        })
    }
}

impl Write for Save {
    type Answer = Result<SaveDone, SaveRefusal>;

    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Self::Answer, StoreError> {
        let known = find(db, &self.entity_id).await?;
        if let Some(known) = &known {
            match known.owned.standing(&self.right, &self.ring)? {
                Standing::Free => {}
                Standing::NotOwner => return Ok(Err(SaveRefusal::NotOwner)),
                Standing::Foreign => return Ok(Err(SaveRefusal::Foreign)),
            }
        }
        if let Err(refusal) = agree(known.as_ref(), &self.body) {
            return Ok(Err(refusal));
        }
        if known.is_none() && self.right == Right::ById {
            return Ok(Err(SaveRefusal::NotEnrolled));
        }
        if known.is_none() && self.webhook.is_none() {
            return Ok(Err(SaveRefusal::NoWebhook));
        }
        if known.is_none()
            && let Some(full) = quota::admit(db, self, now).await?
        {
            return Ok(Err(SaveRefusal::Full(full)));
        }
        let webhook_id = match (&self.webhook, &known) {
            (Some(webhook), _) => row_for(db, webhook, &self.ring).await?,
            (None, Some(known)) => known.webhook_id.clone(),
            (None, None) => return Ok(Err(SaveRefusal::NoWebhook)),
        };
        let version = known.as_ref().map_or(1, |known| known.version + 1);
        let id = match &known {
            None => self.insert(db, &webhook_id, now).await?,
            Some(known) => self.update(db, known, &webhook_id, now).await?,
        };
        let repeats = known
            .as_ref()
            .is_some_and(|known| self.repeats(known, &webhook_id));
        self.bind(db, &id).await?;
        if let Some(topics) = &self.body.topics {
            topics::hear(db, &id, topics).await?;
        }
        stop::wanted_again(db, &id).await?;
        if self.body.seen {
            seen::note(db, &id, &self.right, &self.ring, now).await?;
        }
        if self.body.alone {
            self.forget_others(db, &id, &webhook_id).await?;
        }
        if self.body.confirm && !repeats {
            let edited = Edited {
                before: known.as_ref().and_then(|known| known.before(&webhook_id)),
                by: self.right.name().map(str::to_owned),
            };
            confirm::queue(db, &id, &webhook_id, edited, now).await?;
        }
        enable(db, &webhook_id, now).await?;
        Ok(Ok(SaveDone {
            saved: Saved {
                version: version.unsigned_abs(),
            },
            created: known.is_none(),
            id,
        }))
    }
}

/// A save without a version always wins; one with a version only over the
/// record it started from, or over the same editor's own last save, whose
/// answer was lost.
fn agree(known: Option<&Known>, body: &SaveConnector) -> Result<(), SaveRefusal> {
    let (known, version) = match (known, body.version) {
        (_, None) => return Ok(()),
        (None, Some(_)) => return Err(SaveRefusal::Removed),
        (Some(known), Some(version)) => (known, version),
    };
    let stored = known.version.unsigned_abs();
    let editor = body.editor.as_ref().map(EntityId::as_str);
    let own = editor.is_some() && editor == known.editor.as_deref();
    if version == stored || (own && version < stored) {
        return Ok(());
    }
    Err(SaveRefusal::Changed)
}

impl Save {
    /// The same save once more, because its answer was lost: the channel has
    /// been told.
    fn repeats(&self, known: &Known, webhook_id: &str) -> bool {
        let own = self.editor().is_some() && self.editor() == known.editor.as_deref();
        let older = self.body.version < Some(known.version.unsigned_abs());
        let same = known.webhook_id == webhook_id
            && known.notification_type == self.body.notification_type.code()
            && known.config_name == self.body.config_name.as_str()
            && self
                .body
                .topics
                .as_ref()
                .is_none_or(|topics| *topics == known.topics);
        own && older && same
    }

    async fn insert(
        &self,
        db: &mut SqliteConnection,
        webhook_id: &str,
        now: Millis,
    ) -> Result<String, StoreError> {
        let id = random_hex::<8>();
        sqlx::query(
            "INSERT INTO connectors (id, entity_id, webhook_id, notification_type, config_name,
                 content_url, app_type, user_sealed, locale, editor, version, created_at,
                 updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11, ?11)",
        )
        .bind(&id)
        .bind(self.entity_id.as_str())
        .bind(webhook_id)
        .bind(self.body.notification_type.code())
        .bind(self.body.config_name.as_str())
        .bind(&self.body.content_url)
        .bind(&self.body.app_type)
        .bind(self.sealed_user(&id)?)
        .bind(&self.body.locale)
        .bind(self.editor())
        .bind(now)
        .execute(db)
        .await?;
        Ok(id)
    }

    async fn update(
        &self,
        db: &mut SqliteConnection,
        known: &Known,
        webhook_id: &str,
        now: Millis,
    ) -> Result<String, StoreError> {
        sqlx::query(
            "UPDATE connectors SET webhook_id = ?2, notification_type = ?3, config_name = ?4,
                 content_url = ?5, app_type = ?6, user_sealed = ?7, locale = ?8,
                 editor = ?9, version = version + 1, updated_at = ?10,
                 seen_at = CASE WHEN webhook_id = ?2 THEN seen_at END,
                 seer_sealed = CASE WHEN webhook_id = ?2 THEN seer_sealed END
             WHERE id = ?1",
        )
        .bind(&known.id)
        .bind(webhook_id)
        .bind(self.body.notification_type.code())
        .bind(self.body.config_name.as_str())
        .bind(&self.body.content_url)
        .bind(&self.body.app_type)
        .bind(self.sealed_user(&known.id)?)
        .bind(&self.body.locale)
        .bind(self.editor())
        .bind(now)
        .execute(&mut *db)
        .await?;
        if known.webhook_id != webhook_id {
            move_queue(db, known, webhook_id, now).await?;
            drop_unused(db, &known.webhook_id).await?;
        }
        Ok(known.id.clone())
    }

    /// Who saves is written down, and an unbound connector is theirs from now on.
    async fn bind(&self, db: &mut SqliteConnection, id: &str) -> Result<(), StoreError> {
        let Some(owners) = Owners::of(&self.right) else {
            return Ok(());
        };
        let sealed = |text: &Option<SecretString>, cell: String| {
            text.as_ref().map(|text| self.ring.seal(text, &cell))
        };
        sqlx::query(
            "UPDATE connectors SET tenant = COALESCE(tenant, ?2),
                 maker_sealed = COALESCE(maker_sealed, ?3), changer_sealed = ?4
             WHERE id = ?1",
        )
        .bind(id)
        .bind(owners.tenant)
        .bind(sealed(&owners.maker, maker_cell(id)).transpose()?)
        .bind(sealed(&owners.changer, changer_cell(id)).transpose()?)
        .execute(db)
        .await?;
        Ok(())
    }

    /// Whoever else posts to this address was saved for the same configuration
    /// under an id that nobody knows any longer (`SaveConnector::alone`). What the
    /// caller may not change stays.
    async fn forget_others(
        &self,
        db: &mut SqliteConnection,
        id: &str,
        webhook_id: &str,
    ) -> Result<(), StoreError> {
        const OTHERS: &str = "SELECT id, tenant, maker_sealed FROM connectors
             WHERE webhook_id = ?1 AND id <> ?2";
        let others = sqlx::query(OTHERS)
            .bind(webhook_id)
            .bind(id)
            .fetch_all(&mut *db)
            .await?;
        for other in others {
            if Owned::of(&other).may_be_replaced(&self.right, &self.ring)? {
                forget(db, other.get("id")).await?;
            }
        }
        Ok(pace::wake(db, webhook_id).await?)
    }

    fn editor(&self) -> Option<&str> {
        self.body.editor.as_ref().map(EntityId::as_str)
    }

    fn sealed_user(&self, id: &str) -> Result<Option<Vec<u8>>, SealError> {
        let user = self.user.as_ref();
        user.map(|user| self.ring.seal(user, &user_cell(id)))
            .transpose()
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

pub(super) async fn find(
    db: &mut SqliteConnection,
    entity_id: &EntityId,
) -> Result<Option<Known>, sqlx::Error> {
    const FIND: &str = "SELECT id, webhook_id, version, editor, notification_type, config_name,
             (SELECT json_group_array(t.topic) FROM connector_topics t
              WHERE t.connector_id = connectors.id) AS topics, tenant, maker_sealed
         FROM connectors WHERE entity_id = ?1";
    let row = sqlx::query(FIND)
        .bind(entity_id.as_str())
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| Known {
        id: row.get("id"),
        webhook_id: row.get("webhook_id"),
        version: row.get("version"),
        editor: row.get("editor"),
        notification_type: row.get("notification_type"),
        config_name: row.get("config_name"),
        topics: topics::read(row.get("topics")),
        owned: Owned::of(&row),
    }))
}
