//! What a set of leases still holds: who comes after a lease learns that it holds
//! nothing.

use super::StoreError;
use super::claim::Lease;
use super::health::Health;
use crate::clock::Millis;
use crate::policy::pacing::WINDOWS;
use serde::{Deserialize, Serialize};
use sqlx::{Row as _, SqliteConnection};

/// A leased webhook whose post is over.
#[derive(Deserialize)]
pub(super) struct Held {
    /// Which of the leases, in their order.
    at: usize,
    pub(super) webhook_id: String,
    /// When the n-th latest post was, for each window's n; this one counts from now,
    /// the latest it can have arrived.
    pub(super) nth: [Option<Millis>; 5],
    pub(super) health: Health,
    pub(super) rows: Vec<Leased>,
}

/// A delivery in flight.
#[derive(Deserialize)]
pub(super) struct Leased {
    pub(super) id: String,
    pub(super) attempts: i64,
    pub(super) created_at: Millis,
}

#[derive(Serialize)]
struct Line<'a> {
    webhook: &'a str,
    owner: &'a str,
    number: i64,
}

/// Both statements ask by index for each lease, in the order written here. Told in
/// one row: each wakes whoever waits.
pub(super) const HELD: &str = "
    UPDATE posts SET at = ?2 WHERE rowid IN (SELECT p.rowid FROM json_each(?1) i
        CROSS JOIN webhooks w ON w.id = i.value ->> 'webhook'
            AND w.lease_owner = i.value ->> 'owner' AND w.lease_no = i.value ->> 'number'
        CROSS JOIN posts p ON p.channel = w.channel AND p.mark = w.mark
            AND p.lease_no = w.lease_no);
    SELECT json_group_array(json_object('at', i.key, 'webhook_id', w.id,
        'nth', json_array(
            (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?3),
            (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?4),
            (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?5),
            (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?6),
            (SELECT at FROM posts WHERE channel = w.channel ORDER BY at DESC LIMIT 1 OFFSET ?7)),
        'health', json_object('state', w.state, 'reason', w.reason,
            'outcome', w.outcome, 'disabled_at', w.disabled_at,
            'failing_since', w.failing_since, 'failed_at', w.failed_at,
            'gone_since', w.gone_since, 'last_success_at', w.last_success_at,
            'took_ms', w.took_ms),
        'rows', json((SELECT json_group_array(json_object(
                'id', d.id, 'attempts', d.attempts, 'created_at', d.created_at))
            FROM deliveries d
            WHERE d.webhook_id = w.id AND d.finished_at IS NULL AND d.state = 'leased'))))
    FROM json_each(?1) i CROSS JOIN webhooks w ON w.id = i.value ->> 'webhook'
        AND w.lease_owner = i.value ->> 'owner' AND w.lease_no = i.value ->> 'number'";

/// What each lease holds, in their order; `None` where it is no longer held.
pub(super) async fn held(
    db: &mut SqliteConnection,
    leases: &[&Lease],
    now: Millis,
) -> Result<Vec<Option<Held>>, StoreError> {
    let lines: Vec<Line<'_>> = leases.iter().map(|lease| lease.line()).collect();
    let lines = serde_json::to_string(&lines).unwrap_or_default();
    let mut query = sqlx::query(HELD).bind(lines).bind(now);
    for window in WINDOWS {
        query = query.bind(window.posts - 1);
    }
    let rows = query.fetch_all(db).await?;
    let row = rows.first().ok_or(sqlx::Error::RowNotFound)?;
    let found: Vec<Held> = serde_json::from_str(row.get(0)).map_err(super::unreadable)?;
    let mut held: Vec<Option<Held>> = leases.iter().map(|_| None).collect();
    for one in found {
        if let Some(place) = held.get_mut(one.at) {
            *place = Some(one);
        }
    }
    Ok(held)
}

impl Lease {
    fn line(&self) -> Line<'_> {
        Line {
            webhook: &self.webhook_id,
            owner: &self.owner,
            number: self.number,
        }
    }
}
