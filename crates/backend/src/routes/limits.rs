//! What is not even begun: too large headers, too many calls, too much at
//! once. Whether the process is alive is always answered.

use super::Shared;
use super::kinds::Kind;
use super::places::Places;
use crate::clock::Millis;
use crate::config::Limits;
use crate::problem::Failure;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Headers and address together.
const MOST_HEADER_BYTES: usize = 16 * 1024;
/// Addresses remembered before the idle ones are forgotten.
const MOST_CALLERS: usize = 10_000;

/// Counts calls and what is in work.
pub(crate) struct Gate {
    limits: Limits,
    places: Places,
    callers: Mutex<HashMap<(IpAddr, Kind), Bucket>>,
    /// Rates are about real time, whatever the store's clock says.
    started: Instant,
}

/// A token bucket, in thousandths of a call.
#[derive(Clone, Copy)]
struct Bucket {
    level: i64,
    seen: Millis,
}

impl Bucket {
    /// Takes one call out; else the seconds until there is one.
    fn take(&mut self, per_second: i64, burst: i64, now: Millis) -> Result<(), u64> {
        let filled = (now - self.seen).max(0).saturating_mul(per_second);
        self.level = self.level.saturating_add(filled).min(burst * 1000);
        self.seen = now;
        if self.level < 1000 {
            let missing = (1000 - self.level).unsigned_abs();
            return Err(missing
                .div_ceil(per_second.unsigned_abs().max(1) * 1000)
                .max(1));
        }
        self.level -= 1000;
        Ok(())
    }
}

impl Gate {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            places: Places::new(&limits),
            limits,
            callers: Mutex::default(),
            started: Instant::now(),
        }
    }

    fn now(&self) -> Millis {
        Millis::try_from(self.started.elapsed().as_millis()).unwrap_or(Millis::MAX)
    }

    fn count(&self, caller: IpAddr, kind: Kind, now: Millis) -> Result<(), u64> {
        let (per_second, burst) = kind.rate(&self.limits);
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        if callers.len() >= MOST_CALLERS {
            callers.retain(|_, bucket| now - bucket.seen < 60_000);
        }
        let full = Bucket {
            level: burst * 1000,
            seen: now,
        };
        let bucket = callers.entry((caller, kind)).or_insert(full);
        bucket.take(per_second, burst, now)
    }
}

pub(super) async fn admit(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if header_bytes(&request) > MOST_HEADER_BYTES {
        app.metrics.refused("headers");
        return Failure::headers_too_large().into_response();
    }
    let Some(kind) = Kind::of(&app, &request) else {
        return next.run(request).await;
    };
    let caller = caller(&request, &app.config.limits);
    if let Err(seconds) = app.gate.count(caller, kind, app.gate.now()) {
        app.metrics.refused("rate");
        return Failure::too_many(seconds).into_response();
    }
    let Some(_working) = app.gate.places.take(kind, caller) else {
        app.metrics.refused("overload");
        return Failure::overloaded().into_response();
    };
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

/// Behind a trusted proxy its header's last entry, which the proxy wrote;
/// else whoever holds the connection.
fn caller(request: &Request, limits: &Limits) -> IpAddr {
    let named = limits
        .client_address_header
        .as_deref()
        .and_then(|name| request.headers().get(name))
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok());
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    named
        .or(peer.map(|peer| peer.0.ip()))
        .unwrap_or(IpAddr::from([0, 0, 0, 0]))
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
