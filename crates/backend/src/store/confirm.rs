//! Queues the card that tells a channel of a save: an event for one connector, and
//! its delivery, in the transaction of the save.

use crate::clock::Millis;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use wire::NotificationType;

/// What a confirmation tells of a save besides what is in force: the column `about` of its
/// row, which is null where there is nothing to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Edited {
    /// Absent for a connector that is new.
    #[serde(flatten)]
    pub(crate) before: Option<Before>,
    /// What the organisation calls who saved it, where people sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<String>,
}

/// A connector as the channel knew it before an edit.
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
    edited: Edited,
    now: Millis,
) -> Result<(), sqlx::Error> {
    let edited = match replaced(db, connector_id).await? {
        Some(untold) => untold.joined(edited),
        None => edited,
    };
    let about = edited.column();
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
) -> Result<Option<Edited>, sqlx::Error> {
    let about: Option<Option<String>> = sqlx::query_scalar(
        "DELETE FROM events WHERE configured_for = ?1 AND EXISTS
             (SELECT 1 FROM deliveries WHERE event_id = events.id AND state = 'queued')
         RETURNING about",
    )
    .bind(connector_id)
    .fetch_optional(db)
    .await?;
    Ok(about.map(|about| Edited::read(about.as_deref())))
}

impl Edited {
    /// As it was stored.
    pub(super) fn read(about: Option<&str>) -> Self {
        let read = about.and_then(|text| serde_json::from_str(text).ok());
        read.unwrap_or_default()
    }

    fn column(&self) -> Option<String> {
        let tells = self.before.is_some() || self.by.is_some();
        tells.then(|| serde_json::to_string(self).ok()).flatten()
    }

    /// What the channel was last told, when a later edit comes before the card; whoever made
    /// that one is named.
    fn joined(self, later: Self) -> Self {
        let moved = later.before.is_some_and(|later| later.elsewhere);
        let before = self.before.map(|before| Before {
            elsewhere: before.elsewhere || moved,
            ..before
        });
        Self {
            before,
            by: later.by,
        }
    }
}
