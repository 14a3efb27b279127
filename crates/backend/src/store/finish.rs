//! Writes an outcome down, only if the lease is still held: who comes late
//! changes nothing.

use super::claim::Lease;
use super::writer::Write;
use super::{StoreError, pace};
use crate::clock::Millis;
use crate::deliver::policy::{FORGIVEN_AFTER, MAX_AGE, MAX_ATTEMPTS, News, Rows, Step};
use sqlx::{Row as _, SqliteConnection};

/// What to log about an attempt. Holds no address and no task text.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) outcome: &'static str,
    pub(crate) detail: String,
    pub(crate) status: Option<u16>,
    /// The start of the answer.
    pub(crate) answer: Option<String>,
    pub(crate) took_ms: i64,
}

/// The outcome of a claim.
pub(crate) struct Finish {
    pub(crate) lease: Lease,
    pub(crate) step: Step,
    pub(crate) record: Record,
}

/// What deliveries became, by how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Became {
    pub(crate) delivered: u64,
    pub(crate) accepted: u64,
    pub(crate) retried: u64,
    /// Refused for good by the channel or by us, as this attempt's outcome says.
    pub(crate) refused: u64,
    /// Tried as often as a card is tried.
    pub(crate) exhausted: u64,
    /// Too old to be news.
    pub(crate) expired: u64,
    /// Waiting when their webhook was switched off.
    pub(crate) disabled: u64,
}

impl Write for Finish {
    /// What became of the deliveries; `None` when the lease was no longer held.
    type Answer = Option<Became>;

    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Option<Became>, StoreError> {
        if !free_webhook(db, &self.lease, self.told(), now).await? {
            return Ok(None);
        }
        log_attempt(db, &self.lease, &self.record, now).await?;
        let mut became = self.move_rows(db, now).await?;
        let took = Some(self.record.took_ms);
        settle_post(db, &self.lease, now, self.step.hold, took).await?;
        if let News::Disabled { reason } = &self.step.news {
            became.disabled = disable_queue(db, &self.lease.webhook_id, reason, now).await?;
        }
        pace::wake(db, &self.lease.webhook_id).await?;
        Ok(Some(became))
    }
}

impl Finish {
    fn told(&self) -> Told<'_> {
        Told {
            news: &self.step.news,
            outcome: self.record.outcome,
        }
    }

    async fn move_rows(
        &self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Became, sqlx::Error> {
        let (state, due, uncount, short) = match self.step.rows {
            Rows::Delivered => ("delivered", None, 0, 0),
            Rows::Accepted => ("accepted", None, 0, 0),
            Rows::Dead => ("dead", None, 0, 0),
            Rows::Again { after } => ("queued", Some(now + after), 0, 0),
            Rows::Uncounted => ("queued", Some(now), 1, 0),
            Rows::Shorter => ("queued", Some(now), 0, 1),
        };
        let rows = sqlx::query(
            "UPDATE deliveries SET
                 state = CASE WHEN ?2 = 'queued' AND (attempts - ?4 >= ?6 OR created_at < ?8 - ?7)
                     THEN 'dead' ELSE ?2 END,
                 finished_at = CASE WHEN ?2 = 'queued' AND attempts - ?4 < ?6 AND created_at >= ?8 - ?7
                     THEN NULL ELSE ?8 END,
                 due_at = COALESCE(MIN(?3, MAX(?8, created_at + ?7)), due_at),
                 attempts = attempts - ?4,
                 short_form = CASE WHEN ?5 = 1 THEN 1 ELSE short_form END,
                 outcome = ?9, detail = ?10
             WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'leased'
             RETURNING state, attempts",
        )
        .bind(&self.lease.webhook_id)
        .bind(state)
        .bind(due)
        .bind(uncount)
        .bind(short)
        .bind(i64::from(MAX_ATTEMPTS))
        .bind(MAX_AGE)
        .bind(now)
        .bind(self.record.outcome)
        .bind(&self.record.detail)
        .fetch_all(db)
        .await?;
        let mut became = Became::default();
        for row in rows {
            *became.count(row.get("state"), row.get("attempts"), self.step.rows) += 1;
        }
        Ok(became)
    }
}

impl Became {
    /// Where a delivery counts that is in this state after so many attempts.
    fn count(&mut self, state: &str, attempts: i64, rows: Rows) -> &mut u64 {
        match (state, rows) {
            ("delivered", _) => &mut self.delivered,
            ("accepted", _) => &mut self.accepted,
            ("queued", _) => &mut self.retried,
            (_, Rows::Dead) => &mut self.refused,
            _ if attempts >= i64::from(MAX_ATTEMPTS) => &mut self.exhausted,
            _ => &mut self.expired,
        }
    }
}

/// What is new about a webhook, and the outcome that told it, by code.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) news: &'a News,
    pub(super) outcome: &'static str,
}

/// Gives a webhook free with what is new about it; false when the lease is no
/// longer held. A disabled one keeps its reason until somebody saves it.
pub(super) async fn free_webhook(
    db: &mut SqliteConnection,
    lease: &Lease,
    told: Told<'_>,
    now: Millis,
) -> Result<bool, sqlx::Error> {
    // A failure long after the last one begins anew: in between nothing was asked.
    const FAILING: &str = "failing_since = CASE WHEN failed_at >= ?4 - ?6
        THEN COALESCE(failing_since, ?4) ELSE ?4 END, failed_at = ?4";
    const TELLS: &str = "reason = CASE WHEN state = 'disabled' THEN reason ELSE ?5 END,
        outcome = CASE WHEN state = 'disabled' THEN outcome WHEN ?5 IS NULL THEN NULL ELSE ?7 END";
    let (learned, reason) = match told.news {
        News::Good => (
            format!(", failing_since = NULL, gone_since = NULL, {TELLS}, last_success_at = ?4"),
            None,
        ),
        News::Failing { reason } => (
            format!(", gone_since = NULL, {TELLS}, {FAILING}"),
            Some(reason),
        ),
        News::MaybeGone { reason } => (
            format!(", gone_since = COALESCE(gone_since, ?4), {TELLS}, {FAILING}"),
            Some(reason),
        ),
        News::Disabled { reason } => (
            format!(", {TELLS}, state = 'disabled', disabled_at = ?4, {FAILING}"),
            Some(reason),
        ),
        News::Unasked { reason } => (format!(", {TELLS}"), Some(reason)),
        News::Slow => (format!(", {FAILING}"), None),
    };
    // The texts above are all ours.
    let sql = format!(
        "UPDATE webhooks SET lease_owner = NULL, lease_until = NULL{learned}
         WHERE id = ?1 AND lease_owner = ?2 AND lease_no = ?3"
    );
    let done = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(&lease.webhook_id)
        .bind(&lease.owner)
        .bind(lease.number)
        .bind(now)
        .bind(reason)
        .bind(FORGIVEN_AFTER)
        .bind(told.outcome)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

async fn log_attempt(
    db: &mut SqliteConnection,
    lease: &Lease,
    record: &Record,
    now: Millis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO attempts (delivery_id, lease_no, at, outcome, status, answer, took_ms)
         SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM deliveries
         WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'leased'",
    )
    .bind(&lease.webhook_id)
    .bind(lease.number)
    .bind(now)
    .bind(record.outcome)
    .bind(record.status.map(i64::from))
    .bind(&record.answer)
    .bind(record.took_ms)
    .execute(db)
    .await?;
    Ok(())
}

/// The post is over: it counts from now, the latest it can have arrived. The
/// next one waits for the pace, and for `hold` when the receiver asked. How long it
/// took, if it came to an end, is remembered for a few posts: one quick answer makes
/// no slow webhook quick.
pub(super) async fn settle_post(
    db: &mut SqliteConnection,
    lease: &Lease,
    now: Millis,
    hold: Millis,
    took: Option<Millis>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE posts SET at = ?3 WHERE lease_no = ?2
         AND mark = (SELECT mark FROM webhooks WHERE id = ?1)",
    )
    .bind(&lease.webhook_id)
    .bind(lease.number)
    .bind(now)
    .execute(&mut *db)
    .await?;
    let opens = pace::opens_at(db, &lease.webhook_id, now).await?;
    let held = if hold > 0 { now + hold } else { 0 };
    sqlx::query(
        "UPDATE webhooks SET not_before = ?2, held_until = ?3,
             took_ms = CASE WHEN ?4 IS NULL THEN took_ms
                 ELSE MAX(?4, COALESCE(took_ms, 0) * 3 / 4) END
         WHERE id = ?1",
    )
    .bind(&lease.webhook_id)
    .bind(opens.max(held))
    .bind(held)
    .bind(took)
    .execute(db)
    .await?;
    Ok(())
}

async fn disable_queue(
    db: &mut SqliteConnection,
    webhook_id: &str,
    reason: &str,
    now: Millis,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "UPDATE deliveries SET state = 'dead', outcome = 'disabled', detail = ?2, finished_at = ?3
         WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'queued'",
    )
    .bind(webhook_id)
    .bind(reason)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Gives a claim back: the process stops. Its post may have been made, so it
/// counts for the pace.
pub(crate) struct Release {
    pub(crate) lease: Lease,
}

impl Write for Release {
    type Answer = ();

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<(), StoreError> {
        let done = sqlx::query(
            "UPDATE webhooks SET lease_owner = NULL, lease_until = NULL
             WHERE id = ?1 AND lease_owner = ?2 AND lease_no = ?3",
        )
        .bind(&self.lease.webhook_id)
        .bind(&self.lease.owner)
        .bind(self.lease.number)
        .execute(&mut *db)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(());
        }
        sqlx::query(
            "UPDATE deliveries SET state = 'queued', attempts = attempts - 1
             WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'leased'",
        )
        .bind(&self.lease.webhook_id)
        .execute(&mut *db)
        .await?;
        settle_post(db, &self.lease, now, 0, None).await?;
        Ok(pace::wake(db, &self.lease.webhook_id).await?)
    }
}
