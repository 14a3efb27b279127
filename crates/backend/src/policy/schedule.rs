//! When a failed post is tried again, as data.

use crate::clock::{HOUR, Millis, SECOND};

/// How long to wait after the first, second, … failed attempt (the Standard
/// Webhooks table).
pub(crate) const WAITS: [Millis; 9] = [
    5 * SECOND,
    300 * SECOND,
    1800 * SECOND,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
];

/// The wait after attempt number `attempt`, spread by ±20 % so that a channel
/// that comes back is not met by everyone at once. `chance` is any number.
pub(crate) fn wait_after(attempt: u32, chance: u32) -> Millis {
    let at = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    let wait = WAITS[at.min(WAITS.len() - 1)];
    let percent = 80 + Millis::from(chance % 41);
    wait * percent / 100
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_wait_is_within_a_fifth_of_the_table(attempt in 0_u32..40, chance: u32) {
            let listed = WAITS[(attempt.saturating_sub(1) as usize).min(8)];
            let wait = wait_after(attempt, chance);
            prop_assert!(wait * 100 >= listed * 80 && wait * 100 <= listed * 120);
        }
    }

    /// As the documents promise it, in seconds.
    #[test]
    fn the_table_is_as_promised() {
        let seconds = WAITS.map(|wait| wait / SECOND);
        let promised = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
        assert_eq!(seconds, promised);
    }

    #[test]
    fn the_spread_reaches_both_ends() {
        let waits: Vec<_> = (0..41).map(|chance| wait_after(1, chance)).collect();
        assert_eq!(waits.iter().min(), Some(&4000));
        assert_eq!(waits.iter().max(), Some(&6000));
    }
}
