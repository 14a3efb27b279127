//! What time it is, in milliseconds since 1970. Never trusts a wall clock
//! that jumps: time never runs back, and at most a twentieth faster or slower
//! than a stopwatch, so that a pause counted here is a pause out there.

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
    at: Nanos,
    taken: Instant,
}

/// Nanoseconds since 1970, or between two looks: a twentieth of a short time
/// between two looks is less than a millisecond.
type Nanos = i64;

/// Time here runs this part faster or slower than a stopwatch at most.
const SLEW: i64 = 20;

/// How long a time must be here to last at least `length` by a stopwatch.
#[must_use]
pub const fn at_least(length: Millis) -> Millis {
    length.saturating_add(length / SLEW + 1)
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
                let at = steady(last.at, nanos(taken.duration_since(last.taken)), wall());
                *last = Reading { at, taken };
                at / NANOS
            }
        }
    }

    /// What the wall clock says, wherever it jumped: for what others say they
    /// did at a time. A manual clock is its own wall clock.
    #[must_use]
    pub fn wall(&self) -> Millis {
        match &*self.0 {
            Source::Manual(at) => at.load(Ordering::SeqCst),
            Source::Machine(_) => wall() / NANOS,
        }
    }
}

/// In a millisecond.
const NANOS: i64 = 1_000_000;

/// Follows the wall clock, but hardly faster or slower than the stopwatch: a
/// jump by an hour neither fires an hour of retries at once nor stalls them,
/// and no second gets shorter than Teams counts it.
fn steady(last: Nanos, elapsed: Nanos, wall: Nanos) -> Nanos {
    let slowest = last.saturating_add(elapsed - elapsed / SLEW);
    let fastest = last.saturating_add(elapsed.saturating_add(elapsed / SLEW));
    wall.clamp(slowest, fastest)
}

fn wall() -> Nanos {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, nanos)
}

fn nanos(time: Duration) -> Nanos {
    Nanos::try_from(time.as_nanos()).unwrap_or(Nanos::MAX)
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
        assert_eq!(steady(0, 100, HOUR), 105);
        assert_eq!(steady(HOUR, 100, 0), HOUR + 95);
    }

    #[test]
    fn asking_often_loses_nothing() {
        let clock = Clock::machine();
        let (begun, first) = (Instant::now(), clock.now());
        while begun.elapsed() < Duration::from_millis(50) {
            let _ = clock.now();
        }
        let passed = clock.now() - first;
        assert!(passed >= 47, "{passed} ms");
    }

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(rfc3339(1_790_000_000_999), "2026-09-21T14:13:20Z");
    }

    proptest! {
        #[test]
        fn time_never_runs_back(last in 0..NANOS * DAY * 40_000, elapsed in 1..NANOS * DAY, wall in 0..NANOS * DAY * 40_000) {
            let next = steady(last, elapsed, wall);
            prop_assert!(next > last && next <= last + elapsed + elapsed / SLEW);
        }

        #[test]
        fn a_padded_pause_lasts(length in 1..DAY * 30, jump in 0..NANOS * DAY) {
            // The stopwatch when this clock, at its fastest, has run the pause.
            let mut elapsed = length * NANOS;
            prop_assert!(steady(0, elapsed, elapsed + jump) <= at_least(length) * NANOS);
            elapsed -= NANOS;
            prop_assert!(steady(0, elapsed, elapsed + jump) < at_least(length) * NANOS);
        }
    }
}
