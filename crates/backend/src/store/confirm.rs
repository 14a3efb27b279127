//! Queues the card that tells a channel of a save: an event for one connector, and
//! its delivery, in the transaction of the save.

use crate::clock::Millis;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use wire::NotificationType;

/// A connector as the channel knew it before an edit: what `about` holds in the row
/// of a confirmation. The column is null for a connector that is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Before {
    pub(crate) choice: NotificationType,
    pub(crate) name: String,
    /// Whether its cards went to another webhook.
    pub(crate) elsewhere: bool,
}

/// Queues a connector's confirmation; one that still waits is replaced, and what it
/// would have told of goes into this one.
pub(super) async fn queue(
    db: &mut SqliteConnection,
    connector_id: &str,
    webhook_id: &str,
    before: Option<Before>,
    now: Millis,
) -> Result<(), sqlx::Error> {
    let before = match replaced(db, connector_id).await? {
        Some(untold) => untold.map(|untold| untold.joined(before)),
        None => before,
    };
    let about = before.and_then(|before| serde_json::to_string(&before).ok());
    let event_id = uuid::Uuid::now_v7().to_string();
    sqlx::query(
        "INSERT INTO events (id, kind, task, about, accepted_at, configured_for)
         VALUES (?1, 'created', '{}', ?2, ?3, ?4)",
    )
    .bind(&event_id)
    .bind(about)
    .bind(now)
    .bind(connector_id)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "INSERT INTO deliveries
             (id, event_id, connector_id, webhook_id, state, due_at, created_at)
         VALUES (?1 || '.' || ?2, ?1, ?2, ?3, 'queued', ?4, ?4)",
    )
    .bind(&event_id)
    .bind(connector_id)
    .bind(webhook_id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes away the confirmation that still waits, with its delivery, and answers what
/// it would have told.
async fn replaced(
    db: &mut SqliteConnection,
    connector_id: &str,
) -> Result<Option<Option<Before>>, sqlx::Error> {
    let about: Option<Option<String>> = sqlx::query_scalar(
        "DELETE FROM events WHERE configured_for = ?1 AND EXISTS
             (SELECT 1 FROM deliveries WHERE event_id = events.id AND state = 'queued')
         RETURNING about",
    )
    .bind(connector_id)
    .fetch_optional(db)
    .await?;
    Ok(about.map(|about| Before::read(about.as_deref())))
}

impl Before {
    /// As it was stored; `None` for a connector that was new.
    pub(super) fn read(about: Option<&str>) -> Option<Self> {
        serde_json::from_str(about?).ok()
    }

    /// What the channel was last told, when a later edit comes before the card.
    fn joined(self, later: Option<Self>) -> Self {
        let elsewhere = self.elsewhere || later.is_some_and(|later| later.elsewhere);
        Self { elsewhere, ..self }
    }
}
