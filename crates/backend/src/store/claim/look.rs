//! Which webhooks have something due, with the first of it.

use super::ClaimDue;
use super::item::{Item, item};
use crate::clock::Millis;
use crate::policy::decide::FORGIVEN_AFTER;
use crate::policy::pacing::{FOLD_ABOVE, SLOW};
use crate::store::pause::paused;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

/// A webhook with more waiting than goes out card by card is told by `many`, without
/// a first one: however long its queue is, no more of it is read here. Under `number`
/// the first delivery was never tried before: it may come from another address, which
/// counted further.
pub(in crate::store) const LOOK: &str = concat!(
    "
    SELECT w.id AS webhook_id, w.url_sealed, w.destination, w.gone_since, w.lease_no,
        CASE WHEN w.failed_at >= ?1 - ?3 THEN w.failing_since END AS failing_since,
        w.failing_since IS NOT NULL OR w.took_ms IS NULL OR w.took_ms > ?5 AS failing,
        w.lease_owner IS NOT NULL AS taken_over, w.channel,
        EXISTS (SELECT 1 FROM webhooks s WHERE s.channel = w.channel AND s.id <> w.id) AS shared,
        MAX(w.lease_no, COALESCE((SELECT MAX(lease_no) FROM attempts
            WHERE delivery_id = d.id), 0)) + 1 AS number,
        d.id, d.event_id, d.connector_id, d.attempts, d.short_form, e.kind, e.task, e.about,
        e.accepted_at,
        e.configured_for IS NOT NULL AS configured,
        c.notification_type, c.config_name, c.locale
    FROM (SELECT *, EXISTS (SELECT 1 FROM deliveries m WHERE m.webhook_id = webhooks.id
                AND m.finished_at IS NULL AND m.due_at <= ?1 AND m.state = 'queued'
                LIMIT 1 OFFSET ?6) AS many
        FROM webhooks WHERE wake_at <= ?1 AND state = 'active' AND NOT ",
    paused!(),
    "
            AND (?4 OR (failing_since IS NULL AND took_ms <= ?5))
        ORDER BY wake_at LIMIT ?2) w
    LEFT JOIN deliveries d ON d.rowid = CASE
        WHEN w.many OR w.lease_owner IS NOT NULL THEN NULL
        ELSE (SELECT f.rowid FROM deliveries f
            WHERE f.webhook_id = w.id AND f.finished_at IS NULL AND f.due_at <= ?1
                AND f.state = 'queued' ORDER BY f.due_at, f.id LIMIT 1) END
    LEFT JOIN events e ON e.id = d.event_id
    LEFT JOIN connectors c ON c.id = d.connector_id
    ORDER BY w.wake_at"
);

/// The webhooks to look at, in their order.
pub(super) async fn awake(
    db: &mut SqliteConnection,
    claim: &ClaimDue,
    now: Millis,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    sqlx::query(LOOK)
        .bind(now)
        .bind(claim.most)
        .bind(FORGIVEN_AFTER)
        .bind(claim.failing > 0)
        .bind(SLOW)
        .bind(FOLD_ABOVE as i64)
        .fetch_all(db)
        .await
}

/// What goes out first, where it goes out by itself and can be read.
pub(super) fn lead(row: &SqliteRow) -> Option<Item> {
    let first: Option<&str> = row.get("id");
    first.and_then(|_| item(row))
}
