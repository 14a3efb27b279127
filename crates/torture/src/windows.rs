//! Teams' shorter windows, by the receiver's own clock.

use std::collections::HashMap;
use std::time::{Duration, Instant};
use testkit::Post;

/// What Teams takes: posts, seconds.
const WINDOWS: [(usize, u64); 3] = [(4, 1), (60, 30), (100, 3600)];

/// How often a channel got more than Teams takes, by the receiver's clock.
pub(crate) fn exceeded(posts: &[Post]) -> usize {
    let mut over = 0;
    let mut channels: HashMap<&str, Vec<Instant>> = HashMap::new();
    for post in posts {
        channels.entry(&post.path).or_default().push(post.at);
    }
    for times in channels.into_values() {
        for (most, seconds) in WINDOWS {
            let length = Duration::from_secs(seconds);
            let too_close = |each: &&[Instant]| each[most] - each[0] <= length;
            over += times.windows(most + 1).filter(too_close).count();
        }
    }
    over
}
