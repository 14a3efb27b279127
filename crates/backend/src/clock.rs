//! What time it is, in milliseconds since 1970. Never trusts a wall clock
//! that jumps: time runs at most twice as fast as a stopwatch and never back.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;

/// A second, as the tables below count.
pub const SECOND: Millis = 1000;
/// An hour.
pub const HOUR: Millis = 3600 * SECOND;
/// A day.
pub const DAY: Millis = 24 * HOUR;

/// The store's clock. `SQLite` has no clock of its own, so this is the
/// machine's; tests set it by hand.
#[derive(Clone)]
pub struct Clock(Arc<Source>);

enum Source {
    Machine(Mutex<Reading>),
    Manual(AtomicI64),
}

#[derive(Clone, Copy)]
struct Reading {
    at: Millis,
    taken: Instant,
}

impl Clock {
    /// The machine's clock, smoothed.
    #[must_use]
    pub fn machine() -> Self {
        Self(Arc::new(Source::Machine(Mutex::new(Reading {
            at: wall(),
            taken: Instant::now(),
        }))))
    }

    /// A clock that stands still until a test moves it.
    #[must_use]
    pub fn manual(start: Millis) -> Self {
        Self(Arc::new(Source::Manual(AtomicI64::new(start))))
    }

    /// Moves a manual clock; a machine's clock cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Source::Manual(at) = &*self.0 {
            let by = Millis::try_from(by.as_millis()).unwrap_or(Millis::MAX);
            at.fetch_add(by, Ordering::SeqCst);
        }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Millis {
        match &*self.0 {
            Source::Manual(at) => at.load(Ordering::SeqCst),
            Source::Machine(last) => {
                let mut last = last
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                let taken = Instant::now();
                let elapsed = taken.duration_since(last.taken).as_millis();
                let elapsed = Millis::try_from(elapsed).unwrap_or(Millis::MAX);
                // Under a millisecond nothing is carried over, so that the
                // fractions are not lost by asking often.
                if elapsed == 0 {
                    return last.at;
                }
                let at = steady(last.at, elapsed, wall());
                *last = Reading { at, taken };
                at
            }
        }
    }
}

/// Follows the wall clock, but between half and twice the stopwatch's speed:
/// a jump by an hour neither fires an hour of retries at once nor stalls them.
fn steady(last: Millis, elapsed: Millis, wall: Millis) -> Millis {
    let slowest = last.saturating_add(elapsed / 2);
    let fastest = last.saturating_add(elapsed.saturating_mul(2));
    wall.clamp(slowest, fastest)
}

fn wall() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
    })
}

/// RFC 3339 in UTC, to the second.
#[must_use]
pub fn rfc3339(at: Millis) -> String {
    let nanos = i128::from(at.div_euclid(SECOND)) * 1_000_000_000;
    time::OffsetDateTime::from_unix_timestamp_nanos(nanos)
        .ok()
        .and_then(|at| {
            at.format(&time::format_description::well_known::Rfc3339)
                .ok()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_calm_wall_clock_is_followed() {
        assert_eq!(steady(1_000, 50, 1_050), 1_050);
        assert_eq!(steady(1_000, 50, 1_052), 1_052);
    }

    #[test]
    fn a_jump_is_walked_not_leapt() {
        assert_eq!(steady(0, 100, HOUR), 200);
        assert_eq!(steady(HOUR, 100, 0), HOUR + 50);
    }

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(rfc3339(1_790_000_000_999), "2026-09-21T14:13:20Z");
    }

    proptest! {
        #[test]
        fn time_never_runs_back(last in 0..DAY * 40_000, elapsed in 1..DAY, wall in 0..DAY * 40_000) {
            let next = steady(last, elapsed, wall);
            prop_assert!(next >= last + elapsed / 2 && next <= last + elapsed * 2);
        }
    }
}
