//! What is not even begun: too large headers, too many calls, too much at
//! once. Whether the process is alive is always answered.

use super::Shared;
use super::caller::{Callers, Finder, counted_as};
use super::kinds::Kind;
use super::places::Places;
use crate::clock::Millis;
use crate::config::Limits;
use crate::problem::Failure;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Headers and address together.
const MOST_HEADER_BYTES: usize = 16 * 1024;

/// Who calls, as it is counted.
#[derive(Clone, Copy)]
pub(super) struct Caller(pub(super) IpAddr);

/// Counts calls and what is in work.
pub(crate) struct Gate {
    limits: Limits,
    places: Places,
    finder: Finder,
    callers: Mutex<Callers<Kind>>,
    /// Rates are about real time, whatever the store's clock says.
    started: Instant,
}

impl Gate {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            places: Places::new(&limits),
            limits,
            finder: Finder::default(),
            callers: Mutex::default(),
            started: Instant::now(),
        }
    }

    fn now(&self) -> Millis {
        Millis::try_from(self.started.elapsed().as_millis()).unwrap_or(Millis::MAX)
    }

    /// Counts a call; else the seconds until there may be one.
    fn count(&self, caller: IpAddr, kind: Kind, now: Millis) -> Result<(), u64> {
        let (per_second, burst) = kind.rate(&self.limits);
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        callers.take((caller, kind), per_second, burst, now)
    }
}

pub(super) async fn admit(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    if header_bytes(&request) > MOST_HEADER_BYTES {
        app.metrics.refused("headers");
        return Failure::headers_too_large().into_response();
    }
    let Some(kind) = Kind::of(&app, &request) else {
        return next.run(request).await;
    };
    let gate = &app.gate;
    let header = gate.limits.client_address_header.as_deref();
    let caller = counted_as(gate.finder.find(&request, header));
    if let Err(seconds) = gate.count(caller, kind, gate.now()) {
        app.metrics.refused("rate");
        return Failure::too_many(seconds).into_response();
    }
    let Some(_working) = app.gate.places.take(kind, caller) else {
        app.metrics.refused("overload");
        return Failure::overloaded().into_response();
    };
    request.extensions_mut().insert(Caller(caller));
    next.run(request).await
}

fn header_bytes(request: &Request) -> usize {
    let each = request.headers().iter();
    let headers: usize = each
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    let target = request.uri().path_and_query();
    headers + target.map_or(0, |target| target.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_then_the_rate() {
        let gate = Gate::new(Limits {
            requests_per_second: 10,
            ..Limits::default()
        });
        let one = IpAddr::from([10, 0, 0, 1]);
        let passed = (0..60).filter(|_| gate.count(one, Kind::Call, 0).is_ok());
        assert_eq!(passed.count(), 40);
        assert_eq!(gate.count(one, Kind::Call, 0), Err(1));
        assert_eq!(gate.count(one, Kind::Call, 100), Ok(()));
        assert!(gate.count(one, Kind::Call, 100).is_err());
        assert_eq!(
            gate.count(IpAddr::from([10, 0, 0, 2]), Kind::Call, 0),
            Ok(())
        );
        assert_eq!(gate.count(one, Kind::Event, 0), Ok(()));
    }
}
