//! A connector as the page shows it that a card's link leads to: what it sends and whether
//! it does, no address and no id.

use super::history::health;
use super::owner::{Owned, Standing};
use super::{Store, StoreError};
use crate::clock::Millis;
use crate::right::Right;
use crate::stopper::Stopper;
use sqlx::Row as _;
use wire::{HealthState, NotificationType};

/// What is configured.
pub(crate) struct Managed {
    pub(crate) config_name: String,
    pub(crate) notification_type: Option<NotificationType>,
    pub(crate) locale: Option<String>,
    pub(crate) made_at: Millis,
    pub(crate) last_card_at: Option<Millis>,
    pub(crate) state: HealthState,
    pub(crate) stopper: Option<Stopper>,
    /// How often it was started again after a stop.
    pub(crate) starts: i64,
    /// Whether the caller may stop it.
    pub(crate) may_stop: bool,
}

impl Store {
    /// The connector with this row's id, if it is there for the caller.
    pub(crate) async fn managed(
        &self,
        id: &str,
        right: &Right,
    ) -> Result<Option<Managed>, StoreError> {
        let row = sqlx::query(
            "SELECT c.id, c.tenant, c.maker_sealed, c.config_name, c.notification_type, c.locale,
                 c.created_at, c.updated_at, c.stopped_at, c.stopped_by, c.starts,
                 w.destination, w.state, w.reason, w.outcome, w.failing_since, w.disabled_at,
                 w.last_success_at
             FROM connectors c JOIN webhooks w ON w.id = c.webhook_id WHERE c.id = ?1",
        );
        let row = row.bind(id).fetch_optional(&self.readers).await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let standing = Owned::of(&row).standing(right, &self.ring)?;
        if standing == Standing::Foreign {
            return Ok(None);
        }
        let stopper = row.get::<Option<&str>, _>("stopped_by");
        Ok(Some(Managed {
            config_name: row.get("config_name"),
            notification_type: NotificationType::from_code(row.get("notification_type")),
            locale: row.get("locale"),
            made_at: row.get("created_at"),
            last_card_at: row.get("last_success_at"),
            state: health(&row, self.now()).state,
            stopper: stopper.and_then(Stopper::from_code),
            starts: row.get("starts"),
            may_stop: standing == Standing::Free,
        }))
    }
}
