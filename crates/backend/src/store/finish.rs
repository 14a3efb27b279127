//! Writes outcomes down, each only if its lease is still held: who comes late
//! changes nothing.

use super::StoreError;
use super::claim::Lease;
use super::health::{Ending, Told, free};
use super::held::{Held, held};
use super::moves::{Line, line, write};
use super::writer::Together;
use crate::clock::Millis;
use crate::policy::decide::{Step, WebhookNews};
use crate::policy::fate::AfterAttempt;
use sqlx::SqliteConnection;
use wire::Outcome;

/// What to log about an attempt. Holds no address and no task text.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) outcome: Outcome,
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

impl Together for Finish {
    /// What became of the deliveries; `None` when the lease was no longer held.
    type Answer = Option<Became>;

    fn bytes(&self) -> usize {
        self.record.answer.as_ref().map_or(0, String::len) + self.record.detail.len()
    }

    async fn run(
        set: &[&Self],
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<Vec<Option<Became>>, StoreError> {
        let leases: Vec<&Lease> = set.iter().map(|finish| &finish.lease).collect();
        let held = held(db, &leases, now).await?;
        let (mut lines, mut endings) = (Vec::new(), Vec::new());
        let mut became = Vec::new();
        for (finish, held) in set.iter().zip(&held) {
            became.push(held.as_ref().map(|held| {
                let from = lines.len();
                lines.extend(held.rows.iter().map(|row| line(finish, row, now)));
                endings.push(finish.ending(held));
                Became::of(&lines[from..])
            }));
        }
        write(db, &lines, now).await?;
        for (finish, became) in set.iter().zip(&mut became) {
            if let (WebhookNews::Disabled { reason }, Some(became)) = (&finish.step.news, became) {
                let id = &finish.lease.webhook_id;
                let why = (finish.record.outcome, reason.as_str());
                became.disabled = disable_queue(db, id, why, now).await?;
            }
        }
        free(db, &endings, now).await?;
        Ok(became)
    }
}

impl Finish {
    fn ending<'a>(&'a self, held: &'a Held) -> Ending<'a> {
        Ending {
            held,
            told: Some(Told {
                news: &self.step.news,
                outcome: self.record.outcome,
            }),
            hold: self.step.hold,
            took: Some(self.record.took_ms),
        }
    }
}

impl Became {
    fn of(lines: &[Line<'_>]) -> Self {
        let mut became = Self::default();
        for line in lines {
            *became.count(line.after) += 1;
        }
        became
    }

    fn count(&mut self, after: AfterAttempt) -> &mut u64 {
        match after {
            AfterAttempt::Delivered => &mut self.delivered,
            AfterAttempt::Accepted => &mut self.accepted,
            AfterAttempt::Retried => &mut self.retried,
            AfterAttempt::Refused => &mut self.refused,
            AfterAttempt::Exhausted => &mut self.exhausted,
            AfterAttempt::Expired => &mut self.expired,
        }
    }
}

/// What waits is given up. A delivery that met the same itself keeps that as its outcome.
async fn disable_queue(
    db: &mut SqliteConnection,
    webhook_id: &str,
    (met, reason): (Outcome, &str),
    now: Millis,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "UPDATE deliveries SET state = 'dead', detail = ?2, finished_at = ?3,
             outcome = CASE WHEN outcome = ?5 THEN outcome ELSE ?4 END
         WHERE webhook_id = ?1 AND finished_at IS NULL AND state = 'queued'",
    )
    .bind(webhook_id)
    .bind(reason)
    .bind(now)
    .bind(Outcome::Disabled.code())
    .bind(met.code())
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
