//! Leases webhooks that have something due: at most one post in flight per
//! webhook. A lease that ran out is taken over; its number fences the old
//! owner off. Webhooks with a card or a few are read by one statement and leased by
//! one: asking the database costs more than what it then does.

mod alone;
mod item;
mod look;

#[cfg(test)]
pub(super) use alone::{DUE, LEASE_TASKS};
pub(crate) use item::{Item, Subject};
#[cfg(test)]
pub(super) use look::LOOK;

use super::channel::ClaimedChannels;
use super::lease::{self, Leasing};
use super::pause::paused;
use super::webhooks::destination_of;
use super::writer::Write;
use super::{StoreError, url_cell};
use crate::clock::{Clock, Millis};
use crate::policy::pacing::SLOW;
use crate::secret::Ring;
use secrecy::SecretString;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use std::sync::Arc;
use std::time::{Duration, Instant};
use wire::Destination;

/// How many deliveries one look leases before it ends; one channel's may be more.
const ROWS: u64 = 64;

/// Leases up to `most` webhooks.
pub(crate) struct ClaimDue {
    pub(crate) owner: String,
    pub(crate) lease: Duration,
    pub(crate) most: i64,
    /// How many of them may be webhooks that fail, are slow or were never tried.
    pub(crate) failing: usize,
}

/// The webhooks that one look for due deliveries leased.
pub(crate) struct ClaimBatch {
    pub(crate) claims: Vec<Claim>,
    /// Its statements alone: not the wait for its turn, not the flush to the disk.
    pub(crate) took: Duration,
}

/// A leased webhook with what to post there.
pub(crate) struct Claim {
    pub(crate) lease: Lease,
    pub(crate) sealed: Vec<u8>,
    pub(crate) destination: Destination,
    /// It may hold its place for long: its last post failed, the last ones were slow, or
    /// there was none yet.
    pub(crate) failing: bool,
    pub(crate) failing_since: Option<Millis>,
    pub(crate) gone_since: Option<Millis>,
    pub(crate) claimed_at: Millis,
    /// The first few; the oldest leads.
    pub(crate) items: Vec<Item>,
    /// How many the post stands for.
    pub(crate) count: u64,
}

/// Who holds a webhook, proven by owner and number.
#[derive(Clone, Debug)]
pub(crate) struct Lease {
    pub(crate) webhook_id: String,
    pub(crate) owner: String,
    pub(crate) number: i64,
}

impl Claim {
    /// The address in clear, for the one post.
    pub(crate) fn url(&self, ring: &Arc<Ring>) -> Result<SecretString, StoreError> {
        Ok(ring.open_cell(&self.sealed, &url_cell(&self.lease.webhook_id))?)
    }
}

impl Write for ClaimDue {
    type Answer = ClaimBatch;

    async fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> Result<ClaimBatch, StoreError> {
        let begun = Instant::now();
        let mut claims: Vec<Claim> = Vec::new();
        let mut leasings = Vec::new();
        let (mut room, mut deliveries) = (self.failing, 0);
        let until = lease::until(now, self.lease);
        let mut claimed = ClaimedChannels::none(until);
        for row in look::awake(db, self, now).await? {
            // Whoever is left is claimed by the next look: intake waits for this one.
            if deliveries >= ROWS {
                break;
            }
            if room == 0 && row.get("failing") {
                continue;
            }
            if !claimed.is_open(db, &row, now).await? {
                continue;
            }
            let Some((claim, leasing)) = self.claim(db, &row, now).await? else {
                continue;
            };
            claimed.add(&row);
            room -= usize::from(claim.failing);
            deliveries += claim.count;
            claims.push(claim);
            leasings.push(leasing);
        }
        lease::write(db, &self.owner, &leasings, until).await?;
        Ok(ClaimBatch {
            claims,
            took: begun.elapsed(),
        })
    }
}

impl ClaimDue {
    async fn claim(
        &self,
        db: &mut SqliteConnection,
        row: &SqliteRow,
        now: Millis,
    ) -> Result<Option<(Claim, Leasing)>, sqlx::Error> {
        let webhook: String = row.get("webhook_id");
        if let Some(lead) = look::lead(row) {
            let leasing = Leasing {
                webhook,
                number: row.get("number"),
                delivery: Some(lead.delivery_id.clone()),
            };
            let claim = self.leased(row, &leasing, (vec![lead], 1), now);
            return Ok(Some((claim, leasing)));
        }
        let Some(alone) = alone::claim(db, row, now).await? else {
            return Ok(None);
        };
        let leasing = Leasing {
            webhook,
            number: alone.number,
            delivery: None,
        };
        let claim = self.leased(row, &leasing, (alone.items, alone.count), now);
        Ok(Some((claim, leasing)))
    }

    fn leased(
        &self,
        row: &SqliteRow,
        leasing: &Leasing,
        (items, count): (Vec<Item>, u64),
        now: Millis,
    ) -> Claim {
        let lease = Lease {
            webhook_id: leasing.webhook.clone(),
            owner: self.owner.clone(),
            number: leasing.number,
        };
        Claim {
            lease,
            sealed: row.get("url_sealed"),
            destination: destination_of(row.get("destination")),
            failing: row.get("failing"),
            failing_since: row.get("failing_since"),
            gone_since: row.get("gone_since"),
            claimed_at: now,
            items,
            count,
        }
    }
}

/// When the next webhook wants to be looked at, without writing anything; where
/// none that fail or are slow may be claimed, the next of the others.
impl super::Store {
    pub(crate) async fn next_wake(&self, failing: usize) -> Result<Option<Millis>, StoreError> {
        const NEXT: &str = concat!(
            "SELECT MIN(wake_at) AS at FROM webhooks
             WHERE state = 'active' AND (?1 OR (failing_since IS NULL AND took_ms <= ?2))
             AND NOT ",
            paused!()
        );
        let row = sqlx::query(NEXT)
            .bind(failing > 0)
            .bind(SLOW)
            .fetch_one(&self.readers)
            .await?;
        Ok(row.get("at"))
    }

    pub(crate) fn now(&self) -> Millis {
        let clock: &Clock = &self.clock;
        clock.now()
    }
}
