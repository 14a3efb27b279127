//! Teams' five documented windows per webhook, as data.

use crate::clock::{DAY, HOUR, Millis, SECOND, at_least};

/// A limit of Teams for one webhook: at most `posts` in any `length`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    /// The most posts.
    pub(crate) posts: i64,
    /// The time in which they count, in milliseconds.
    pub(crate) length: Millis,
}

/// What Microsoft documents as the most that Teams takes per webhook.
pub(crate) const WINDOWS: [Window; 5] = [
    Window {
        posts: 4,
        length: SECOND,
    },
    Window {
        posts: 60,
        length: 30 * SECOND,
    },
    Window {
        posts: 100,
        length: HOUR,
    },
    Window {
        posts: 150,
        length: 2 * HOUR,
    },
    Window {
        posts: 1800,
        length: DAY,
    },
];

/// More waiting cards than this become one summary card: a channel that gets
/// more than 75 an hour for long can never be drained one by one.
pub(crate) const FOLD_ABOVE: usize = 20;
/// How many one summary card stands for at most.
pub(crate) const FOLD_AT_MOST: i64 = 1000;

/// Posts that take longer hold up others: their webhooks share a part of the places.
pub(crate) const SLOW: Millis = 2 * SECOND;

/// When the next post is allowed, given when the n-th latest post was, for
/// each window's n; `None` where there were fewer.
pub(crate) fn opens_at(nth_latest: [Option<Millis>; 5]) -> Millis {
    let each = nth_latest.into_iter().zip(WINDOWS);
    // One more millisecond: a window holds both its ends.
    each.filter_map(|(at, window)| at.map(|at| at + at_least(window.length) + 1))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The n-th latest of a list in rising order, as the store reads it.
    fn nth(posts: &[Millis]) -> [Option<Millis>; 5] {
        WINDOWS.map(|window| posts.iter().rev().nth(window.posts as usize - 1).copied())
    }

    /// As Teams documents them, in posts and seconds.
    #[test]
    fn the_windows_are_those_of_teams() {
        let windows = WINDOWS.map(|window| (window.posts, window.length / SECOND));
        let documented = [(4, 1), (60, 30), (100, 3600), (150, 7200), (1800, 86_400)];
        assert_eq!(windows, documented);
        assert_eq!(SLOW, 2000);
    }

    #[test]
    fn an_empty_past_allows_a_post_at_once() {
        assert_eq!(opens_at([None; 5]), 0);
    }

    #[test]
    fn the_fifth_within_a_second_waits() {
        assert_eq!(opens_at(nth(&[0, 10, 20, 30])), 1052);
        assert_eq!(opens_at(nth(&[0, 10, 20])), 0);
    }

    proptest! {
        #[test]
        fn no_window_is_ever_exceeded(gaps in prop::collection::vec(0_i64..40_000, 1..2500)) {
            let mut posts: Vec<Millis> = Vec::new();
            let mut now = 0;
            for gap in gaps {
                now = (now + gap).max(opens_at(nth(&posts)));
                posts.push(now);
            }
            for window in WINDOWS {
                let n = window.posts as usize;
                for pair in posts.windows(n + 1) {
                    prop_assert!(pair[n] - pair[0] > at_least(window.length));
                }
            }
        }
    }
}
