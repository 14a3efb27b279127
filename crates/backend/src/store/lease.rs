//! Leases webhooks, as many as there are by one statement each.

use crate::clock::Millis;
use serde::Serialize;
use sqlx::SqliteConnection;
use std::time::Duration;

/// A webhook that is leased from now on.
#[derive(Serialize)]
pub(super) struct Leasing {
    pub(super) webhook: String,
    /// Counts its claims.
    pub(super) number: i64,
    /// The delivery that is leased with it, unless some are already.
    pub(super) delivery: Option<String>,
}

/// Also notes the posts for the pace, at the latest moment they may happen; the
/// outcomes correct it.
pub(super) const LEASE: &str = "
    UPDATE deliveries SET state = 'leased', attempts = attempts + 1
        WHERE id IN (SELECT i.value ->> 'delivery' FROM json_each(?1) i);
    UPDATE webhooks SET lease_owner = ?2, lease_no = i.value ->> 'number',
            lease_until = ?3, wake_at = ?3
        FROM json_each(?1) i WHERE webhooks.id = i.value ->> 'webhook';
    INSERT INTO posts (channel, mark, lease_no, at)
        SELECT w.channel, w.mark, w.lease_no, ?3 FROM json_each(?1) i
        CROSS JOIN webhooks w ON w.id = i.value ->> 'webhook'";

/// Until when a lease holds that begins now.
pub(super) fn until(now: Millis, length: Duration) -> Millis {
    now + Millis::try_from(length.as_millis()).unwrap_or(Millis::MAX / 2)
}

/// Leases them for `owner`.
pub(super) async fn write(
    db: &mut SqliteConnection,
    owner: &str,
    leasings: &[Leasing],
    until: Millis,
) -> Result<(), sqlx::Error> {
    if leasings.is_empty() {
        return Ok(());
    }
    let lines = serde_json::to_string(leasings).unwrap_or_default();
    let query = sqlx::query(LEASE).bind(lines).bind(owner).bind(until);
    query.execute(db).await?;
    Ok(())
}
