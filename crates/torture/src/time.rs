//! Sums durations up.

use std::time::Duration;

/// What 99 of a hundred do not exceed; nothing measured is forever.
pub(crate) fn p99(mut waits: Vec<Duration>) -> Duration {
    waits.sort_unstable();
    let last = waits.len().saturating_sub(1);
    waits.get(last * 99 / 100).copied().unwrap_or(Duration::MAX)
}
