//! Who calls, by address, and how often each may. Behind a trusted proxy its
//! header tells; what it says is read as proxies write it.

use crate::clock::Millis;
use axum::extract::{ConnectInfo, Request};
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};

/// Callers in one generation; two are remembered.
const MOST_CALLERS: usize = 10_000;

/// A token bucket, in thousandths of a call.
#[derive(Clone, Copy)]
pub(super) struct Bucket {
    level: i64,
    seen: Millis,
}

impl Bucket {
    fn full(burst: i64, now: Millis) -> Self {
        Self {
            level: burst * 1000,
            seen: now,
        }
    }

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

/// What callers have left for each kind of call, for as many as fit: when one
/// generation is full the one before is forgotten, so that no call looks at more
/// than two places.
pub(super) struct Callers<K> {
    young: HashMap<(IpAddr, K), Bucket>,
    old: HashMap<(IpAddr, K), Bucket>,
}

impl<K> Default for Callers<K> {
    fn default() -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
        }
    }
}

impl<K: Copy + Eq + Hash> Callers<K> {
    /// Counts a call; else the seconds until there may be one.
    pub(super) fn take(
        &mut self,
        caller: (IpAddr, K),
        per_second: i64,
        burst: i64,
        now: Millis,
    ) -> Result<(), u64> {
        if !self.young.contains_key(&caller) && self.young.len() >= MOST_CALLERS {
            self.old = std::mem::take(&mut self.young);
        }
        let old = &mut self.old;
        let mut known = || old.remove(&caller);
        let bucket = self.young.entry(caller);
        bucket
            .or_insert_with(|| known().unwrap_or(Bucket::full(burst, now)))
            .take(per_second, burst, now)
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

/// Whoever has one IPv6 address has the 2^64 beside it.
pub(super) fn counted_as(caller: IpAddr) -> IpAddr {
    match caller.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(
            address.to_bits() & !u128::from(u64::MAX),
        )),
    }
}

/// Finds out who calls.
#[derive(Default)]
pub(super) struct Finder {
    warned: AtomicBool,
}

impl Finder {
    /// Behind a trusted proxy the last entry of its header, which the proxy wrote;
    /// else whoever holds the connection.
    pub(super) fn find(&self, request: &Request, header: Option<&str>) -> IpAddr {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0.ip());
        let Some(header) = header else {
            return peer;
        };
        named(request, header).unwrap_or_else(|| {
            // A monitor may stand beside the proxy.
            if !matches!(request.uri().path(), "/readyz" | "/metrics") {
                self.warn(header);
            }
            peer
        })
    }

    /// Once: it would be so for every call.
    fn warn(&self, header: &str) {
        if !self.warned.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                header,
                "a call came without a readable address in the client address header, and \
                 counts as the proxy's own: all such calls share one limit. Let the proxy \
                 write the caller's address there, or correct --client-address-header"
            );
        }
    }
}

/// The last of all lines of that name counts: a proxy may add one of its own.
fn named(request: &Request, header: &str) -> Option<IpAddr> {
    let last = request.headers().get_all(header).iter().next_back()?;
    let entry = last.to_str().ok()?.rsplit(',').next()?;
    address(entry.trim().trim_matches('"'))
}

/// An address as proxies write one: bare, in brackets, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = || text.parse().ok();
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    let in_brackets = || {
        let inside = text.strip_prefix('[')?.strip_suffix(']')?;
        inside.parse().ok().map(IpAddr::V6)
    };
    bare().or_else(with_port).or_else(in_brackets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use std::time::{Duration, Instant};

    fn request(lines: &[&str]) -> Request {
        let mut request = Request::builder();
        for line in lines {
            request = request.header("x-forwarded-for", *line);
        }
        let mut request = request.body(Body::empty()).unwrap();
        let peer: SocketAddr = "10.9.9.9:1".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    }

    fn found(lines: &[&str]) -> String {
        let finder = Finder::default();
        let found = finder.find(&request(lines), Some("x-forwarded-for"));
        found.to_string()
    }

    #[test]
    fn the_last_line_and_entry_count() {
        for (lines, expected) in [
            (&["1.1.1.1"][..], "1.1.1.1"),
            (&["6.6.6.6, 1.1.1.1"], "1.1.1.1"),
            (&["6.6.6.6", "1.1.1.1"], "1.1.1.1"),
            (&["6.6.6.6", "7.7.7.7, 1.1.1.1"], "1.1.1.1"),
            (&["1.1.1.1:40001"], "1.1.1.1"),
            (&["[2001:db8::1]:443"], "2001:db8::1"),
            (&["[2001:db8::1]"], "2001:db8::1"),
            (&["\"[2001:db8::1]:443\""], "2001:db8::1"),
            (&["2001:db8::1"], "2001:db8::1"),
            (&["1.1.1.1", "unknown"], "10.9.9.9"),
            (&["1.1.1.1, "], "10.9.9.9"),
            (&["[1.1.1.1]"], "10.9.9.9"),
            (&[], "10.9.9.9"),
        ] {
            assert_eq!(found(lines), expected, "{lines:?}");
        }
        let unnamed = Finder::default().find(&request(&["1.1.1.1"]), None);
        assert_eq!(unnamed.to_string(), "10.9.9.9");
    }

    /// A call of the one kind there is, as it is counted.
    fn take(callers: &mut Callers<()>, who: IpAddr, second: i64, burst: i64) -> Result<(), u64> {
        callers.take((counted_as(who), ()), second, burst, 0)
    }

    #[test]
    fn neighbours_in_ipv6_are_one_caller() {
        let mut callers = Callers::default();
        let mut passed = 0;
        for last in 0..100_u128 {
            let address = Ipv6Addr::from_bits((0x2a00_u128 << 112) + (last << 56) + last);
            passed += u32::from(take(&mut callers, address.into(), 1, 4).is_ok());
        }
        assert_eq!(passed, 4);
        let other: IpAddr = "2a00:0:0:1::1".parse().unwrap();
        assert_eq!(take(&mut callers, other, 1, 4), Ok(()));
        let (mapped, bare) = (
            "::ffff:9.9.9.9".parse().unwrap(),
            "9.9.9.9".parse().unwrap(),
        );
        assert_eq!(take(&mut callers, mapped, 1, 1), Ok(()));
        assert_eq!(take(&mut callers, bare, 1, 1), Err(1));
    }

    /// Every call looked at all of them once there were many.
    #[test]
    fn many_callers_are_few_in_memory_and_cheap() {
        let mut callers = Callers::default();
        let begun = Instant::now();
        for number in 0..200_000_u32 {
            let address = IpAddr::from(number.to_be_bytes());
            assert_eq!(take(&mut callers, address, 50, 200), Ok(()));
        }
        assert!(callers.len() <= 2 * MOST_CALLERS, "{}", callers.len());
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(20), "{took:?}");
    }

    /// Who is counted stays counted while others come.
    #[test]
    fn a_caller_that_goes_on_is_not_forgotten() {
        let mut callers = Callers::default();
        let one = IpAddr::from([9, 9, 9, 9]);
        for _ in 0..4 {
            assert_eq!(take(&mut callers, one, 1, 4), Ok(()));
        }
        for number in 0..45_000_u32 {
            let _ = take(&mut callers, IpAddr::from(number.to_be_bytes()), 1, 4);
            if number.is_multiple_of(5_000) {
                assert_eq!(take(&mut callers, one, 1, 4), Err(1), "{number}");
            }
        }
    }
}
