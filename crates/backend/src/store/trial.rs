//! A test card: the same lease and the same pace as any other post, but no
//! delivery row. The address of an unsaved form has a row only meanwhile.

use super::claim::Lease;
use super::health::{Ending, Told, free};
use super::held::held;
use super::lease::{self, Leasing};
use super::webhooks::{destination_of, drop_unused, row_for};
use super::writer::Write;
use super::{StoreError, channel, pace, url_cell};
use crate::clock::Millis;
use crate::policy::decide::WebhookNews;
use crate::right::Right;
use crate::secret::Ring;
use crate::webhook::Webhook;
use secrecy::SecretString;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;
use std::time::Duration;
use wire::{Destination, EntityId, NotificationType, Outcome, TestCard};

/// What somebody wants to see tested.
pub(crate) struct Asked {
    pub(crate) entity_id: EntityId,
    /// Without a connector of this id a test card needs more than the id.
    pub(crate) right: Right,
    pub(crate) card: TestCard,
    /// The form's own address; else the stored one.
    pub(crate) webhook: Option<Webhook>,
}

/// Leases a webhook for one test card.
pub(crate) struct ClaimTrial {
    pub(crate) asked: Asked,
    pub(crate) ring: Arc<Ring>,
    pub(crate) owner: String,
    pub(crate) lease: Duration,
}

/// A lease with what the test card needs.
pub(crate) struct Trial {
    pub(crate) lease: Lease,
    sealed: Vec<u8>,
    pub(crate) destination: Destination,
    /// Not known for an unsaved form that does not tell.
    pub(crate) notification_type: Option<NotificationType>,
    /// The connector's row, where there is one.
    pub(crate) connector: Option<String>,
    pub(crate) config_name: String,
    pub(crate) locale: Option<String>,
    /// The language of who asked.
    pub(crate) asker: Option<String>,
    pub(crate) code: Option<String>,
}

/// Why no test card can be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TrialRefusal {
    NoConnector,
    /// Nothing is stored under the id, and the caller may not make anything.
    NotEnrolled,
    /// The channel may not be written to for so long.
    Busy(Millis),
}

/// What is stored under the id, if anything.
#[derive(Default)]
struct Stored {
    id: Option<String>,
    webhook_id: Option<String>,
    notification_type: Option<NotificationType>,
    config_name: Option<String>,
    locale: Option<String>,
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
        let stored = stored(db, &self.asked.entity_id).await?;
        let webhook_id = match (&self.asked.webhook, &stored.webhook_id) {
            (Some(_), None) if self.asked.right == Right::ById => {
                return Ok(Err(TrialRefusal::NotEnrolled));
            }
            (Some(webhook), _) => row_for(db, webhook, &self.ring).await?,
            (None, Some(id)) => id.clone(),
            (None, None) => return Ok(Err(TrialRefusal::NoConnector)),
        };
        let row = sqlx::query(
            "SELECT id, url_sealed, destination, lease_no, lease_until, not_before
             FROM webhooks WHERE id = ?1",
        )
        .bind(&webhook_id)
        .fetch_one(&mut *db)
        .await?;
        if let Some(wait) = busy(db, &row, now).await? {
            return Ok(Err(TrialRefusal::Busy(wait)));
        }
        let leasing = Leasing {
            webhook: webhook_id.clone(),
            number: row.get::<i64, _>("lease_no") + 1,
            delivery: None,
        };
        let lease = Lease {
            webhook_id,
            owner: self.owner.clone(),
            number: leasing.number,
        };
        let until = lease::until(now, self.lease);
        lease::write(db, &self.owner, &[leasing], until).await?;
        Ok(Ok(self.trial(lease, &row, stored)))
    }
}

impl ClaimTrial {
    fn trial(&self, lease: Lease, row: &SqliteRow, stored: Stored) -> Trial {
        let card = &self.asked.card;
        let name = card.config_name.as_ref().map(|name| name.as_str());
        Trial {
            lease,
            sealed: row.get("url_sealed"),
            destination: destination_of(row.get("destination")),
            notification_type: card.notification_type.or(stored.notification_type),
            connector: stored.id,
            config_name: name
                .map(str::to_owned)
                .or(stored.config_name)
                .unwrap_or_default(),
            asker: card.locale.clone(),
            locale: card.locale.clone().or(stored.locale),
            code: card.code.clone(),
        }
    }
}

async fn stored(db: &mut SqliteConnection, id: &EntityId) -> Result<Stored, sqlx::Error> {
    let row = sqlx::query(
        "SELECT id, webhook_id, notification_type, config_name, locale
         FROM connectors WHERE entity_id = ?1",
    )
    .bind(id.as_str())
    .fetch_optional(db)
    .await?;
    let stored = row.map(|row| Stored {
        id: row.get("id"),
        webhook_id: row.get("webhook_id"),
        notification_type: NotificationType::from_code(row.get("notification_type")),
        config_name: row.get("config_name"),
        locale: row.get("locale"),
    });
    Ok(stored.unwrap_or_default())
}

/// How long the channel may not be written to; `None`: it may now. The posts
/// are asked too, because a new row knows nothing of the past yet.
async fn busy(
    db: &mut SqliteConnection,
    row: &SqliteRow,
    now: Millis,
) -> Result<Option<Millis>, sqlx::Error> {
    // A dead process's test card holds nothing back; its deliveries do, until
    // they are taken over.
    let leased: Option<Millis> = row.get("lease_until");
    let leased = match leased {
        Some(until) if until <= now && !has_leased(db, row.get("id")).await? => None,
        leased => leased,
    };
    let leased = leased.max(channel::in_flight(db, row.get("id"), now).await?);
    let opens = pace::opens_at(db, row.get("id"), now).await?;
    let free = leased.unwrap_or(now).max(row.get("not_before")).max(opens);
    Ok((free > now || leased.is_some()).then(|| (free - now).max(1)))
}

async fn has_leased(db: &mut SqliteConnection, webhook_id: &str) -> Result<bool, sqlx::Error> {
    let row = sqlx::query(
        "SELECT EXISTS (SELECT 1 FROM deliveries
             WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'leased') AS it",
    )
    .bind(webhook_id)
    .fetch_one(db)
    .await?;
    Ok(row.get("it"))
}

/// Ends a trial; its outcome shows in the health.
pub(crate) struct FinishTrial {
    pub(crate) lease: Lease,
    pub(crate) news: WebhookNews,
    /// What the test came to, by code.
    pub(crate) outcome: Outcome,
    /// How long nothing at all may go to this webhook.
    pub(crate) hold: Millis,
    /// How long the post took.
    pub(crate) took_ms: Millis,
}

impl Write for FinishTrial {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<(), StoreError> {
        let Some(held) = held(db, &[&self.lease], now).await?.remove(0) else {
            return Ok(());
        };
        let ending = Ending {
            held: &held,
            told: Some(Told {
                news: &self.news,
                outcome: self.outcome,
            }),
            hold: self.hold,
            took: Some(self.took_ms),
        };
        free(db, &[ending], now).await?;
        // Kept until then, so that the next form waits as well.
        if self.hold == 0 {
            drop_unused(db, &self.lease.webhook_id).await?;
        }
        Ok(())
    }
}
