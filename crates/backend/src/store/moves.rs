//! What becomes of the deliveries of posts that are over, and the log of attempts.

use super::finish::Finish;
use super::held::Leased;
use crate::clock::Millis;
use crate::policy::decide::{MAX_AGE, MAX_ATTEMPTS, Rows};
use serde::Serialize;
use sqlx::SqliteConnection;
use wire::Outcome;

/// A delivery as it is from now on, with the attempt to log. Each has all of it: a
/// statement that looks into one long line for a thousand of them takes seconds.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    id: &'a str,
    number: i64,
    pub(super) state: &'static str,
    finished_at: Option<Millis>,
    /// `None`: as before.
    due_at: Option<Millis>,
    pub(super) attempts: i64,
    short: bool,
    outcome: Outcome,
    detail: &'a str,
    status: Option<u16>,
    answer: Option<&'a str>,
    took_ms: Millis,
}

/// What an outcome makes of one delivery.
pub(super) fn line<'a>(finish: &'a Finish, row: &'a Leased, now: Millis) -> Line<'a> {
    let (state, due_at, uncount) = match finish.step.rows {
        Rows::Delivered => ("delivered", None, 0),
        Rows::Accepted => ("accepted", None, 0),
        Rows::Dead => ("dead", None, 0),
        Rows::Again { after } => ("queued", Some(now + after), 0),
        Rows::Uncounted => ("queued", Some(now), 1),
        Rows::Shorter => ("queued", Some(now), 0),
    };
    let attempts = row.attempts - uncount;
    let over = attempts >= i64::from(MAX_ATTEMPTS) || row.created_at < now - MAX_AGE;
    let state = if state == "queued" && over {
        "dead"
    } else {
        state
    };
    let record = &finish.record;
    Line {
        id: &row.id,
        number: finish.lease.number,
        state,
        finished_at: (state != "queued").then_some(now),
        due_at: due_at.map(|at| at.min(now.max(row.created_at + MAX_AGE))),
        attempts,
        short: finish.step.rows == Rows::Shorter,
        outcome: record.outcome,
        detail: &record.detail,
        status: record.status,
        answer: record.answer.as_deref(),
        took_ms: record.took_ms,
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
