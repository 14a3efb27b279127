//! What becomes of the deliveries of posts that are over, and the log of attempts.

use super::finish::Finish;
use super::held::Leased;
use crate::clock::Millis;
use crate::policy::decide::{DeliveryFate, MAX_AGE};
use crate::policy::fate::AfterAttempt;
use serde::Serialize;
use sqlx::SqliteConnection;
use wire::Outcome;

/// A delivery as it is from now on, with the attempt to log. Each has all of it: a
/// statement that looks into one long line for a thousand of them takes seconds.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    #[serde(skip)]
    pub(super) after: AfterAttempt,
    id: &'a str,
    number: i64,
    state: &'static str,
    finished_at: Option<Millis>,
    /// `None`: as before.
    due_at: Option<Millis>,
    attempts: i64,
    short: bool,
    outcome: Outcome,
    detail: &'a str,
    status: Option<u16>,
    answer: Option<&'a str>,
    took_ms: Millis,
}

/// What an outcome makes of one delivery.
pub(super) fn line<'a>(finish: &'a Finish, row: &'a Leased, now: Millis) -> Line<'a> {
    let fate = finish.step.fate;
    let attempts = row.attempts - i64::from(fate == DeliveryFate::Uncounted);
    let after = fate.for_delivery(attempts, now - row.created_at);
    let due_at = match fate {
        DeliveryFate::Again { after } => Some(now + after),
        DeliveryFate::Uncounted | DeliveryFate::Shorter => Some(now),
        DeliveryFate::Delivered | DeliveryFate::Accepted | DeliveryFate::Dead => None,
    };
    let record = &finish.record;
    Line {
        after,
        id: &row.id,
        number: finish.lease.number,
        state: state(after),
        finished_at: (after != AfterAttempt::Retried).then_some(now),
        due_at: due_at.map(|at| at.min(now.max(row.created_at + MAX_AGE))),
        attempts,
        short: fate == DeliveryFate::Shorter,
        outcome: record.outcome,
        detail: &record.detail,
        status: record.status,
        answer: record.answer.as_deref(),
        took_ms: record.took_ms,
    }
}

fn state(after: AfterAttempt) -> &'static str {
    match after {
        AfterAttempt::Delivered => "delivered",
        AfterAttempt::Accepted => "accepted",
        AfterAttempt::Retried => "queued",
        AfterAttempt::Refused | AfterAttempt::Exhausted | AfterAttempt::Expired => "dead",
    }
}

pub(super) const WRITE: &str = "
    INSERT INTO attempts (delivery_id, lease_no, at, outcome, status, answer, took_ms)
        SELECT i.value ->> 'id', i.value ->> 'number', ?2, i.value ->> 'outcome',
            i.value ->> 'status', i.value ->> 'answer', i.value ->> 'took_ms'
        FROM json_each(?1) i;
    UPDATE deliveries SET state = i.value ->> 'state',
            finished_at = i.value ->> 'finished_at',
            due_at = COALESCE(i.value ->> 'due_at', due_at),
            attempts = i.value ->> 'attempts',
            short_form = MAX(short_form, i.value ->> 'short'),
            outcome = i.value ->> 'outcome', detail = i.value ->> 'detail'
        FROM json_each(?1) i WHERE deliveries.id = i.value ->> 'id'";

/// Writes them.
pub(super) async fn write(
    db: &mut SqliteConnection,
    lines: &[Line<'_>],
    now: Millis,
) -> Result<(), sqlx::Error> {
    if lines.is_empty() {
        return Ok(());
    }
    let lines = serde_json::to_string(lines).unwrap_or_default();
    sqlx::query(WRITE).bind(lines).bind(now).execute(db).await?;
    Ok(())
}
