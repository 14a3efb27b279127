//! Queues the card that confirms a save: an event for one connector, and its
//! delivery, in the transaction of the save.

use crate::clock::Millis;
use sqlx::SqliteConnection;

/// Queues a connector's confirmation; one that still waits is replaced.
pub(super) async fn queue(
    db: &mut SqliteConnection,
    connector_id: &str,
    webhook_id: &str,
    now: Millis,
) -> Result<(), sqlx::Error> {
    // Its deliveries go with it.
    sqlx::query(
        "DELETE FROM events WHERE configured_for = ?1 AND EXISTS
             (SELECT 1 FROM deliveries WHERE event_id = events.id AND state = 'queued')",
    )
    .bind(connector_id)
    .execute(&mut *db)
    .await?;
    let event_id = uuid::Uuid::now_v7().to_string();
    sqlx::query(
        "INSERT INTO events (id, kind, task, accepted_at, configured_for)
         VALUES (?1, 'created', '{}', ?2, ?3)",
    )
    .bind(&event_id)
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
