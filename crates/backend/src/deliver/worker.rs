//! Claims what is due, posts it, writes down what came of it. One post in
//! flight per webhook; a slow channel holds up only itself.

use super::client::Client;
use super::outcome::Outcome;
use super::post::Ended;
use crate::metrics::Metrics;
use crate::store::{Claim, ClaimDue, Finish, Release, Store};
use crate::webhook::Rules;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Everything a post needs.
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) store: Store,
    pub(crate) client: Client,
    pub(crate) rules: Rules,
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
        let hurry = CancellationToken::new();
        let mut posts = JoinSet::new();
        while !stop.is_cancelled() {
            // Listening starts before looking: no ring is missed in between.
            let rung = self.bell.notified();
            let nap = self.claim_into(&mut posts, &hurry).await;
            tokio::select! {
                () = stop.cancelled() => {}
                () = rung => {}
                Some(_) = posts.join_next() => {}
                () = tokio::time::sleep(nap) => {}
            }
        }
        let ended = tokio::time::timeout(self.grace, async {
            while posts.join_next().await.is_some() {}
        });
        if ended.await.is_err() {
            hurry.cancel();
            while posts.join_next().await.is_some() {}
        }
    }

    /// Starts what is due; answers how long to sleep when nothing happens.
    async fn claim_into(&self, posts: &mut JoinSet<()>, hurry: &CancellationToken) -> Duration {
        let free = self.most.saturating_sub(posts.len());
        let failing = self.failing.available_permits();
        // A look is a read; only a real claim disturbs the writer.
        let next = match self.store.next_wake(failing).await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(%error, "the queue cannot be read");
                return Duration::from_secs(1);
            }
        };
        let wait = next.map_or(i64::MAX, |at| at - self.store.now());
        if free == 0 || wait > 0 {
            let wait = Duration::from_millis(wait.unsigned_abs());
            return wait.min(self.poll);
        }
        let due = ClaimDue {
            owner: self.owner.clone(),
            lease: self.lease,
            most: i64::try_from(free.min(64)).unwrap_or(64),
            failing,
        };
        match self.store.write(due).await {
            Ok(look) => {
                self.metrics.claimed(look.took);
                for claim in look.claims {
                    let place = match claim.failing {
                        true => self.failing.clone().try_acquire_owned().ok(),
                        false => None,
                    };
                    posts.spawn(self.clone().deliver(claim, place, hurry.clone()));
                }
                Duration::ZERO
            }
            Err(error) => {
                tracing::error!(%error, "nothing can be claimed");
                Duration::from_secs(1)
            }
        }
    }

    /// One claim from post to outcome; a failing webhook's holds its place.
    async fn deliver(
        self,
        claim: Claim,
        place: Option<OwnedSemaphorePermit>,
        hurry: CancellationToken,
    ) {
        let lease = claim.lease.clone();
        let delivered = async {
            let Ended { outcome, finish } = self.post(claim).await;
            self.write_down(outcome, finish).await;
        };
        tokio::select! {
            () = delivered => {}
            () = hurry.cancelled() => {
                let _ = self.store.write(Release { lease }).await;
            }
        }
        drop(place);
        self.bell.notify_one();
    }

    /// An outcome that cannot be stored is tried again by whoever takes the
    /// lease over; the card may then arrive twice, but is never lost.
    async fn write_down(&self, outcome: Outcome, finish: Finish) {
        match self.store.write(finish).await {
            Ok(Some(became)) => self.metrics.attempted(outcome, became),
            Ok(None) => tracing::warn!("an outcome came after its lease and was dropped"),
            Err(error) => tracing::error!(%error, "an outcome cannot be stored"),
        }
    }
}
