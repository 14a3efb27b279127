//! Claims what is due, posts it, writes down what came of it. One post in
//! flight per webhook; a slow channel holds up only itself. Outcomes that come at
//! about the same time are written down together, and with them the next claims.

use super::client::Client;
use super::flying::Posts;
use super::post::Ended;
use crate::link::Links;
use crate::metrics::Metrics;
use crate::store::{Claim, ClaimDue, Store, StoreError};
use crate::webhook::Rules;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How many claims one look makes at most, and how many outcomes are written down
/// together.
pub(super) const TOGETHER: usize = 64;
/// Everything a post needs.
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) store: Store,
    pub(crate) client: Client,
    pub(crate) rules: Rules,
    /// Makes the links on cards; none where cards have none.
    pub(crate) links: Option<Links>,
    pub(crate) metrics: Arc<Metrics>,
    /// Rung when there is something new.
    pub(crate) bell: Arc<Notify>,
    /// Who holds our leases: another one per start.
    pub(crate) owner: String,
    pub(crate) lease: Duration,
    /// How often to look without being rung.
    pub(crate) poll: Duration,
    /// How many posts at once.
    pub(crate) most: usize,
    /// How many of them to webhooks whose last post failed, whose last ones were slow, or
    /// that were never tried: however many hang, the others find a place.
    pub(crate) failing: Arc<Semaphore>,
    /// How long posts in flight may take once we stop.
    pub(crate) grace: Duration,
}

impl Worker {
    /// Works until told to stop; then lets posts in flight end.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let mut posts = Posts::of(self);
        let mut ended = Vec::new();
        while !stop.is_cancelled() {
            // Listening starts before looking: no ring is missed in between.
            let worker = posts.worker.clone();
            let rung = worker.bell.notified();
            let nap = posts.round(std::mem::take(&mut ended)).await;
            tokio::select! {
                () = stop.cancelled() => {}
                () = rung => {}
                Some(first) = posts.flying.join_next() => ended = posts.gather(first).await,
                () = sleep(nap) => {}
            }
        }
        posts.land(ended).await;
    }

    /// What waits longest is claimed, if anything is due; else how long to sleep.
    pub(super) async fn look(&self, flying: usize) -> Result<ClaimDue, Duration> {
        let free = self.most.saturating_sub(flying);
        let failing = self.failing.available_permits();
        // A look is a read; only a real claim disturbs the writer.
        let next = match self.store.next_wake(failing).await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(%error, "the queue cannot be read");
                return Err(Duration::from_secs(1));
            }
        };
        let wait = next.map_or(i64::MAX, |at| at - self.store.now());
        if free == 0 || wait > 0 {
            let wait = Duration::from_millis(wait.unsigned_abs());
            return Err(wait.min(self.poll));
        }
        Ok(self.claim(free))
    }

    pub(super) fn claim(&self, free: usize) -> ClaimDue {
        ClaimDue {
            owner: self.owner.clone(),
            lease: self.lease,
            most: i64::try_from(free.min(TOGETHER)).unwrap_or(0),
            failing: self.failing.available_permits(),
        }
    }

    /// Outcomes, and a look for what is due once they are written down. What cannot be
    /// stored is tried again by whoever takes the lease over; the card may then arrive
    /// twice, but is never lost.
    pub(super) async fn write_down(
        &self,
        ended: Vec<Ended>,
        claim: Option<ClaimDue>,
    ) -> Result<Vec<Claim>, StoreError> {
        let (outcomes, finishes): (Vec<_>, Vec<_>) = ended
            .into_iter()
            .map(|end| (end.outcome, end.finish))
            .unzip();
        let (told, batch) = self.store.round(finishes, claim).await;
        for (outcome, told) in outcomes.into_iter().zip(told) {
            match told {
                Ok(Some(became)) => self.metrics.attempted(outcome, became),
                Ok(None) => tracing::warn!("an outcome came after its lease and was dropped"),
                Err(error) => tracing::error!(%error, "an outcome cannot be stored"),
            }
        }
        let Some(batch) = batch.transpose()? else {
            return Ok(Vec::new());
        };
        self.metrics.claimed(batch.took);
        Ok(batch.claims)
    }
}
