//! The rows of addresses: one per distinct address, made when somebody names
//! it, gone when nobody does.

use super::{StoreError, channel, pace, url_cell};
use crate::clock::Millis;
use crate::secret::{Ring, random_hex};
use crate::webhook::Webhook;
use sqlx::{Row as _, SqliteConnection};
use wire::Destination;

/// The id of the address's row, which is made when there is none. Its numbers
/// go on where an earlier row for the same address stopped.
pub(super) async fn row_for(
    db: &mut SqliteConnection,
    webhook: &Webhook,
    ring: &Ring,
) -> Result<String, StoreError> {
    let mark = ring.mark(&webhook.url);
    let found = sqlx::query("SELECT id FROM webhooks WHERE mark = ?1")
        .bind(&mark)
        .fetch_optional(&mut *db)
        .await?;
    if let Some(row) = found {
        return Ok(row.get("id"));
    }
    let id = random_hex::<8>();
    sqlx::query(
        "INSERT INTO webhooks (id, mark, url_sealed, host, destination, channel, lease_no)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, COALESCE(
             (SELECT MAX(lease_no) FROM posts WHERE channel = ?6 AND mark = ?2), 0))",
    )
    .bind(&id)
    .bind(&mark)
    .bind(ring.seal(&webhook.url, &url_cell(&id))?)
    .bind(&webhook.host)
    .bind(webhook.destination.code())
    .bind(channel::mark(ring, &webhook.url))
    .execute(db)
    .await?;
    Ok(id)
}

/// Forgets an address that no connector names. A post in flight finds no
/// lease when it ends.
pub(super) async fn drop_unused(db: &mut SqliteConnection, id: &str) -> Result<(), sqlx::Error> {
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
/// the channel's pace does, and so does the pause that a working one asked for.
pub(super) async fn enable(
    db: &mut SqliteConnection,
    id: &str,
    now: Millis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE webhooks SET state = 'active', reason = NULL, outcome = NULL,
             disabled_at = NULL, failing_since = NULL, gone_since = NULL,
             not_before = CASE WHEN state = 'active' AND gone_since IS NULL AND not_before > ?2
                 THEN not_before ELSE ?2 END,
             held_until = CASE WHEN state = 'active' AND gone_since IS NULL
                 THEN held_until ELSE 0 END
         WHERE id = ?1",
    )
    .bind(id)
    .bind(pace::opens_at(db, id, now).await?)
    .execute(&mut *db)
    .await?;
    pace::wake(db, id).await
}

/// What takes the cards. The column is written from the same codes, and a program
/// refuses the database of a newer one.
pub(super) fn destination_of(code: &str) -> Destination {
    Destination::from_code(code).unwrap_or(Destination::Connector)
}
