//! A test card: the same lease and the same pace as any other post, but no
//! delivery row.

use super::claim::{Lease, lease_webhook};
use super::connectors::destination_of;
use super::finish::settle_post;
use super::writer::Write;
use super::{StoreError, pace, url_cell};
use crate::clock::Millis;
use crate::secret::Ring;
use secrecy::SecretString;
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;
use std::time::Duration;
use wire::{Destination, EntityId, NotificationType};

/// Leases a connector's webhook for one test card.
pub(crate) struct ClaimTrial {
    pub(crate) entity_id: EntityId,
    pub(crate) owner: String,
    pub(crate) lease: Duration,
}

/// A lease with what the test card needs.
pub(crate) struct Trial {
    pub(crate) lease: Lease,
    sealed: Vec<u8>,
    pub(crate) destination: Destination,
    pub(crate) notification_type: NotificationType,
    pub(crate) config_name: String,
    pub(crate) locale: Option<String>,
}

/// Why no test card can be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TrialRefusal {
    NoConnector,
    /// The channel may not be written to for so long.
    Busy(Millis),
}

impl Trial {
    pub(crate) fn url(&self, ring: &Arc<Ring>) -> Result<SecretString, StoreError> {
        Ok(ring.open_cell(&self.sealed, &url_cell(&self.lease.webhook_id))?)
    }
}

impl Write for ClaimTrial {
    type Answer = Result<Trial, TrialRefusal>;

    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Self::Answer, StoreError> {
        let row = sqlx::query(
            "SELECT w.id, w.url_sealed, w.destination, w.lease_no, w.lease_until, w.not_before,
                 c.notification_type, c.config_name, c.locale
             FROM connectors c JOIN webhooks w ON w.id = c.webhook_id WHERE c.entity_id = ?1",
        )
        .bind(self.entity_id.as_str())
        .fetch_optional(&mut *db)
        .await?;
        let Some(row) = row else {
            return Ok(Err(TrialRefusal::NoConnector));
        };
        let busy = row.get::<Option<Millis>, _>("lease_until").unwrap_or(now);
        let free = busy.max(row.get("not_before"));
        if free > now || row.get::<Option<Millis>, _>("lease_until").is_some() {
            return Ok(Err(TrialRefusal::Busy((free - now).max(1))));
        }
        let lease = Lease {
            webhook_id: row.get("id"),
            owner: self.owner.clone(),
            number: row.get::<i64, _>("lease_no") + 1,
        };
        lease_webhook(db, &lease, now, self.lease).await?;
        Ok(Ok(Trial {
            lease,
            sealed: row.get("url_sealed"),
            destination: destination_of(row.get("destination")),
            notification_type: NotificationType::from_code(row.get("notification_type"))
                .unwrap_or(NotificationType::All),
            config_name: row.get("config_name"),
            locale: row.get("locale"),
        }))
    }
}

/// Ends a trial; its outcome shows in the health, but disables nothing.
pub(crate) struct FinishTrial {
    pub(crate) lease: Lease,
    pub(crate) success: bool,
    pub(crate) detail: String,
}

impl Write for FinishTrial {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE webhooks SET lease_owner = NULL, lease_until = NULL,
                 last_success_at = CASE WHEN ?4 THEN ?5 ELSE last_success_at END,
                 failing_since = CASE WHEN ?4 THEN NULL ELSE COALESCE(failing_since, ?5) END,
                 reason = CASE WHEN state = 'disabled' THEN reason WHEN ?4 THEN NULL ELSE ?6 END
             WHERE id = ?1 AND lease_owner = ?2 AND lease_no = ?3",
        )
        .bind(&self.lease.webhook_id)
        .bind(&self.lease.owner)
        .bind(self.lease.number)
        .bind(self.success)
        .bind(now)
        .bind(&self.detail)
        .execute(&mut *db)
        .await?;
        if done.rows_affected() == 1 {
            settle_post(db, &self.lease, now, 0).await?;
            pace::wake(db, &self.lease.webhook_id).await?;
        }
        Ok(())
    }
}
