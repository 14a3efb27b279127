//! Places for requests that are being worked on: each kind has its own, and one
//! address no more than its share of them.

use super::kinds::Kind;
use crate::config::Limits;
use crate::shares::{Share, Shares};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The places of every kind.
pub(super) struct Places(HashMap<Kind, (Arc<Semaphore>, Shares)>);

/// One request's place; given back when dropped.
pub(super) struct Place {
    _of_all: Option<OwnedSemaphorePermit>,
    _of_one: Option<Share>,
}

impl Places {
    pub(super) fn new(limits: &Limits) -> Self {
        let places = Kind::EACH.into_iter().filter_map(|kind| {
            let (all, one) = kind.places(limits)?;
            Some((kind, (Arc::new(Semaphore::new(all)), Shares::of(one))))
        });
        Self(places.collect())
    }

    /// A place, if there is one for this address.
    pub(super) fn take(&self, kind: Kind, caller: IpAddr) -> Option<Place> {
        let Some((all, shares)) = self.0.get(&kind) else {
            return Some(Place {
                _of_all: None,
                _of_one: None,
            });
        };
        let share = shares.take(caller)?;
        let place = all.clone().try_acquire_owned().ok()?;
        Some(Place {
            _of_all: Some(place),
            _of_one: Some(share),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_anothers_place() {
        let limits = Limits {
            concurrent: 8,
            concurrent_events: 16,
            ..Limits::default()
        };
        let places = Places::new(&limits);
        let at = |kind, last| places.take(kind, IpAddr::from([10, 0, 0, last]));
        let held: Vec<_> = (0..9).filter_map(|_| at(Kind::Call, 1)).collect();
        assert_eq!(held.len(), 2, "a quarter for one address");
        let others: Vec<_> = (2..9).filter_map(|last| at(Kind::Call, last)).collect();
        assert_eq!(others.len(), 6, "all for all");
        let events: Vec<_> = (0..20).filter_map(|_| at(Kind::ProvenEvent, 1)).collect();
        assert_eq!(events.len(), 16, "who has the token is the operator");
        let tests: Vec<_> = (0..20).filter_map(|_| at(Kind::Test, 1)).collect();
        assert_eq!(tests.len(), 4);
        assert!(at(Kind::Event, 1).is_some() && at(Kind::Page, 1).is_some());
        drop(held);
        assert!(at(Kind::Call, 9).is_some());
    }
}
