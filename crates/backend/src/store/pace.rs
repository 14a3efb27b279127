//! When a webhook may be written to next, and when to look at it again.

use crate::clock::Millis;
use crate::policy::pacing;
use sqlx::{Row as _, SqliteConnection};

/// The earliest moment at which one more post stays within every window.
pub(super) async fn opens_at(
    db: &mut SqliteConnection,
    webhook_id: &str,
    now: Millis,
) -> Result<Millis, sqlx::Error> {
    const NTH: &str = "SELECT
        (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?2) AS w0,
        (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?3) AS w1,
        (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?4) AS w2,
        (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?5) AS w3,
        (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?6) AS w4
        FROM webhooks w WHERE w.id = ?1";
    let mut query = sqlx::query(NTH).bind(webhook_id);
    for window in pacing::WINDOWS {
        query = query.bind(window.posts - 1);
    }
    let Some(row) = query.fetch_optional(db).await? else {
        return Ok(now);
    };
    let nth: [Option<Millis>; 5] = std::array::from_fn(|at| row.get(at));
    Ok(pacing::opens_at(nth).max(now))
}

/// When the claim looks at a webhook next: at its first waiting delivery, not before
/// its pace allows.
macro_rules! woken {
    ($not_before:literal) => {
        concat!(
            "(SELECT CASE WHEN MIN(d.due_at) > ",
            $not_before,
            " THEN MIN(d.due_at) WHEN MIN(d.due_at) IS NULL THEN NULL ELSE ",
            $not_before,
            " END FROM deliveries d WHERE d.webhook_id = webhooks.id
                AND d.finished_at IS NULL AND d.state = 'queued')"
        )
    };
}
pub(super) use woken;

/// Sets that; never while it is leased.
pub(super) async fn wake(db: &mut SqliteConnection, webhook_id: &str) -> Result<(), sqlx::Error> {
    const WAKE: &str = concat!(
        "UPDATE webhooks SET wake_at = ",
        woken!("webhooks.not_before"),
        " WHERE id = ?1 AND lease_owner IS NULL"
    );
    sqlx::query(WAKE).bind(webhook_id).execute(db).await?;
    Ok(())
}
