//! The posts in flight: started by claims, gathered as they end. Where few are, each
//! writes its outcome down at once.

use super::post::Ended;
use super::worker::{TOGETHER, Worker};
use crate::store::{Claim, Release};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;

/// How long an outcome waits for others at most. A process that is killed meanwhile
/// leaves a card that is posted again.
const GATHER: Duration = Duration::from_millis(5);
/// It waits only while so many are in flight: fewer are no reason to risk that.
const CROWD: usize = 16;

/// `None` from a post with nothing left to write down.
type End = Result<Option<Ended>, JoinError>;

pub(super) struct Posts {
    pub(super) worker: Arc<Worker>,
    pub(super) flying: JoinSet<Option<Ended>>,
    /// Breaks off what still flies.
    hurry: CancellationToken,
    /// Each that flies has one of it.
    crowd: Arc<()>,
}

impl Posts {
    pub(super) fn of(worker: Worker) -> Self {
        Self {
            worker: Arc::new(worker),
            flying: JoinSet::new(),
            hurry: CancellationToken::new(),
            crowd: Arc::default(),
        }
    }

    /// Writes down what ended and starts what is due; answers how long to sleep when
    /// nothing happens.
    pub(super) async fn round(&mut self, ended: Vec<Ended>) -> Duration {
        let claim = match ended.is_empty() {
            // Whoever writes anyway may as well look.
            false => self
                .worker
                .claim(self.worker.most.saturating_sub(self.flying.len())),
            true => match self.worker.look(self.flying.len()).await {
                Ok(claim) => claim,
                Err(nap) => return nap,
            },
        };
        match self.worker.write_down(ended, Some(claim)).await {
            Ok(claims) => {
                claims.into_iter().for_each(|claim| self.start(claim));
                Duration::ZERO
            }
            Err(error) => {
                tracing::error!(%error, "nothing can be claimed");
                Duration::from_secs(1)
            }
        }
    }

    /// A failing webhook's post holds a place of theirs.
    fn start(&mut self, claim: Claim) {
        let place = match claim.failing {
            true => self.worker.failing.clone().try_acquire_owned().ok(),
            false => None,
        };
        let flight = Flight {
            worker: self.worker.clone(),
            hurry: self.hurry.clone(),
            crowd: self.crowd.clone(),
        };
        self.flying.spawn(flight.fly(claim, place));
    }

    /// What ended about as soon as the first.
    pub(super) async fn gather(&mut self, first: End) -> Vec<Ended> {
        let until = Instant::now() + GATHER;
        let mut ended = Vec::new();
        ended.extend(first.ok().flatten());
        while ended.len() < TOGETHER {
            let next = match self.flying.try_join_next() {
                None if self.flying.len() >= CROWD => timeout_at(until, self.flying.join_next())
                    .await
                    .ok()
                    .flatten(),
                next => next,
            };
            // Nothing ended in time.
            let Some(next) = next else { break };
            ended.extend(next.ok().flatten());
        }
        ended
    }

    /// Claims nothing any more, and lets what flies end; after the grace it is broken off.
    pub(super) async fn land(mut self, ended: Vec<Ended>) {
        self.last(ended).await;
        let mut grace = pin!(sleep(self.worker.grace));
        while !self.flying.is_empty() {
            tokio::select! {
                Some(first) = self.flying.join_next() => {
                    let ended = self.gather(first).await;
                    self.last(ended).await;
                }
                () = &mut grace, if !self.hurry.is_cancelled() => self.hurry.cancel(),
            }
        }
    }

    async fn last(&self, ended: Vec<Ended>) {
        // It claims nothing, so there is nothing to tell.
        let _ = self.worker.write_down(ended, None).await;
    }
}

/// One post's way.
struct Flight {
    worker: Arc<Worker>,
    hurry: CancellationToken,
    crowd: Arc<()>,
}

impl Flight {
    /// From the claim to the outcome. What is broken off is given back; what ends in a
    /// crowd is left to be written down with others.
    async fn fly(self, claim: Claim, place: Option<OwnedSemaphorePermit>) -> Option<Ended> {
        let lease = claim.lease.clone();
        let ended = tokio::select! {
            ended = self.worker.post(claim) => Some(ended),
            () = self.hurry.cancelled() => None,
        };
        drop(place);
        match ended {
            // Who is killed in a hurry cannot do it either: the lease runs out.
            None => drop(self.worker.store.write(Release { lease }).await),
            Some(ended) if self.is_in_a_crowd() => return Some(ended),
            Some(ended) => drop(self.worker.write_down(vec![ended], None).await),
        }
        None
    }

    /// One of the clones is not in flight.
    fn is_in_a_crowd(&self) -> bool {
        Arc::strong_count(&self.crowd) > CROWD
    }
}
