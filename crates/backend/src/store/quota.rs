//! Whether one more connector may be made, asked in the transaction that makes it.

use super::connectors::Save;
use super::{StoreError, channel};
use crate::clock::{DAY, Millis};
use crate::secret::Ring;
use secrecy::SecretString;
use sqlx::{Row as _, SqliteConnection};
use std::net::IpAddr;

/// Which quota is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    /// The webhook has as many connectors as it may have.
    Webhook,
    /// The caller made as many in a day as it may; until it may again.
    Caller(Millis),
    /// The server keeps as many as it may.
    All,
}

/// Counts a connector that is about to be made, unless a quota is reached.
pub(super) async fn admit(
    db: &mut SqliteConnection,
    save: &Save,
    now: Millis,
) -> Result<Option<Full>, StoreError> {
    let (on_channel, on_webhook) = on_webhook(db, save).await?;
    // It takes the place of those.
    let replaces = save.body.alone && on_webhook > 0;
    if !replaces && on_channel >= i64::from(save.quotas.of_webhook) {
        return Ok(Some(Full::Webhook));
    }
    if !replaces && in_all(db).await? >= i64::from(save.quotas.in_all) {
        return Ok(Some(Full::All));
    }
    let mark = mark(&save.ring, save.caller);
    if let Some(wait) = wait(db, &mark, save.quotas.new_of_caller, now).await? {
        return Ok(Some(Full::Caller(wait)));
    }
    sqlx::query("INSERT INTO makers (mark, at) VALUES (?1, ?2)")
        .bind(mark)
        .bind(now)
        .execute(db)
        .await?;
    Ok(None)
}

/// How many post to the channel of the address, and how many of them to the address itself.
async fn on_webhook(db: &mut SqliteConnection, save: &Save) -> Result<(i64, i64), sqlx::Error> {
    let Some(webhook) = &save.webhook else {
        return Ok((0, 0));
    };
    let row = sqlx::query(
        "SELECT COUNT(*) AS channel, COUNT(*) FILTER (WHERE w.mark = ?2) AS webhook
         FROM webhooks w JOIN connectors c ON c.webhook_id = w.id WHERE w.channel = ?1",
    )
    .bind(channel::mark(&save.ring, &webhook.url))
    .bind(save.ring.mark(&webhook.url))
    .fetch_one(db)
    .await?;
    Ok((row.get("channel"), row.get("webhook")))
}

async fn in_all(db: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let row = sqlx::query("SELECT COUNT(*) AS count FROM connectors");
    Ok(row.fetch_one(db).await?.get("count"))
}

/// How long the caller has to wait: until so many of its last day's are a day old
/// that one more fits.
async fn wait(
    db: &mut SqliteConnection,
    mark: &str,
    most: u32,
    now: Millis,
) -> Result<Option<Millis>, sqlx::Error> {
    let Some(nth) = most.checked_sub(1) else {
        return Ok(Some(DAY));
    };
    let row = sqlx::query(
        "SELECT at FROM makers WHERE mark = ?1 AND at > ?2 ORDER BY at DESC LIMIT 1 OFFSET ?3",
    )
    .bind(mark)
    .bind(now - DAY)
    .bind(nth)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.get::<Millis, _>("at") + DAY - now))
}

/// The caller's address is not kept, only whether it is the same.
fn mark(ring: &Ring, caller: IpAddr) -> String {
    ring.mark(&SecretString::from(format!("caller {caller}")))
}
