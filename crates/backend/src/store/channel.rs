//! Webhooks that lead to the same channel: their addresses differ in the query alone. Each has
//! its own row and health, since a wrong signature must not switch a right one off; the posts
//! of all count together, and only one of them has a post in flight.

use super::pace::{self, woken};
use super::url_cell;
use crate::clock::Millis;
use crate::secret::Ring;
use crate::webhook::channel;
use secrecy::SecretString;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use std::collections::HashSet;

/// The keyed fingerprint of the channel that an address leads to. Never one of an address.
pub(super) fn mark(ring: &Ring, url: &SecretString) -> String {
    ring.mark(&channel(url))
}

/// Gives what an earlier version stored its channel. What cannot be opened keeps its
/// address's mark.
pub(super) async fn fill(db: &mut SqliteConnection, ring: &Ring) -> Result<(), sqlx::Error> {
    let rows = sqlx::query("SELECT id, mark, url_sealed FROM webhooks WHERE channel = mark")
        .fetch_all(&mut *db)
        .await?;
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *db).await?;
    for row in &rows {
        let id: &str = row.get("id");
        let Ok(url) = ring.open_cell(row.get("url_sealed"), &url_cell(id)) else {
            continue;
        };
        let channel = mark(ring, &url);
        sqlx::query("UPDATE webhooks SET channel = ?2 WHERE id = ?1")
            .bind(id)
            .bind(&channel)
            .execute(&mut *db)
            .await?;
        sqlx::query("UPDATE posts SET channel = ?2 WHERE channel = ?1")
            .bind(row.get::<&str, _>("mark"))
            .bind(&channel)
            .execute(&mut *db)
            .await?;
    }
    sqlx::query("COMMIT").execute(db).await?;
    Ok(())
}

/// Until when another webhook of this one's channel has a post in flight.
pub(super) async fn in_flight(
    db: &mut SqliteConnection,
    webhook_id: &str,
    now: Millis,
) -> Result<Option<Millis>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT MAX(s.lease_until) AS until FROM webhooks w
             JOIN webhooks s ON s.channel = w.channel AND s.id <> w.id
         WHERE w.id = ?1 AND s.lease_until > ?2",
    )
    .bind(webhook_id)
    .bind(now)
    .fetch_one(db)
    .await?;
    Ok(row.get("until"))
}

/// The channels of the webhooks that one look leased already, of those that several webhooks lead to.
pub(super) struct ClaimedChannels {
    channels: HashSet<String>,
    /// Until when what the look leases is in flight.
    until: Millis,
}

impl ClaimedChannels {
    pub(super) fn none(until: Millis) -> Self {
        let channels = HashSet::new();
        Self { channels, until }
    }

    /// Whether the webhook of this row may be posted to now, as far as its channel goes.
    /// Else it sleeps until the channel is open.
    pub(super) async fn is_open(
        &self,
        db: &mut SqliteConnection,
        row: &SqliteRow,
        now: Millis,
    ) -> Result<bool, sqlx::Error> {
        if !row.get::<bool, _>("shared") {
            return Ok(true);
        }
        let id: &str = row.get("webhook_id");
        let opens = match self.channels.contains(row.get::<&str, _>("channel")) {
            true => self.until,
            false => opens_at(db, id, now).await?,
        };
        if opens > now {
            sqlx::query("UPDATE webhooks SET wake_at = ?2 WHERE id = ?1")
                .bind(id)
                .bind(opens)
                .execute(db)
                .await?;
        }
        Ok(opens <= now)
    }

    /// The webhook of this row is leased by this look.
    pub(super) fn add(&mut self, row: &SqliteRow) {
        if row.get("shared") {
            self.channels.insert(row.get("channel"));
        }
    }
}

async fn opens_at(
    db: &mut SqliteConnection,
    webhook_id: &str,
    now: Millis,
) -> Result<Millis, sqlx::Error> {
    let in_flight = in_flight(db, webhook_id, now).await?;
    let opens = pace::opens_at(db, webhook_id, now).await?;
    Ok(in_flight.unwrap_or(now).max(opens))
}

/// After a post, the others of its channel are looked at again. By index for each id.
pub(super) const WAKE_OTHERS: &str = concat!(
    "UPDATE webhooks SET wake_at = ",
    woken!("webhooks.not_before"),
    " WHERE lease_owner IS NULL AND id IN (SELECT s.id FROM json_each(?1) i
        CROSS JOIN webhooks w ON w.id = i.value ->> 'id'
        CROSS JOIN webhooks s ON s.channel = w.channel AND s.id <> w.id)"
);
