//! Waits for a condition, never for a length of time.

use anyhow::{Result, bail};
use std::{
    fmt::Debug,
    time::{Duration, Instant},
};

/// Longer than anything here takes on a busy machine with two cores, and than
/// the 12 s within which the page promises an answer.
const PATIENCE: Duration = Duration::from_secs(40);
/// From then on it takes longer.
const LONG: Duration = Duration::from_secs(1);
/// Between two looks at what takes longer. A look costs a browser and its driver 8 ms of
/// a processor, so a page that is watched in vain would take a sixth of one.
const LATER: Duration = Duration::from_millis(200);

/// Looks, every 50 ms and later every 200 ms, until `wanted` holds for what `look` sees.
///
/// # Errors
///
/// When it did not hold within 40 s; says what the last look saw. An error of a look is
/// just not yet, since frames come and go.
pub async fn eventually<T: Debug>(
    what: &str,
    mut look: impl AsyncFnMut() -> Result<T>,
    wanted: impl Fn(&T) -> bool,
) -> Result<T> {
    const SOON: Duration = Duration::from_millis(50);
    let begin = Instant::now();
    loop {
        let seen = look().await;
        match seen {
            Ok(value) if wanted(&value) => return Ok(value),
            _ if begin.elapsed() < PATIENCE => pause(begin, SOON).await,
            Ok(value) => bail!("waited in vain until {what}; the last look saw {value:?}"),
            Err(error) => bail!("waited in vain until {what}; the last look failed: {error:#}"),
        }
    }
}

/// Looks, every 10 ms and later every 200 ms, until it is so.
///
/// # Panics
///
/// When it was not so within 40 s.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    const SOON: Duration = Duration::from_millis(10);
    let begin = Instant::now();
    while !is_so().await {
        assert!(begin.elapsed() < PATIENCE, "waited in vain: {what}");
        pause(begin, SOON).await;
    }
}

async fn pause(begin: Instant, soon: Duration) {
    let is_late = begin.elapsed() >= LONG;
    tokio::time::sleep(if is_late { LATER } else { soon }).await;
}
