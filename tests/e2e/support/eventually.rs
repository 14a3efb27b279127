//! Waits for a condition, never for a length of time.

use anyhow::{Result, bail};
use std::{
    fmt::Debug,
    time::{Duration, Instant},
};

/// Longer than anything here takes on a busy machine with two cores, and than
/// the 12 s within which the page promises an answer.
const PATIENCE: Duration = Duration::from_secs(40);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// Looks until `wanted` holds for what `look` sees; an error while looking is
/// just not yet, since frames come and go.
pub(crate) async fn eventually<T: Debug>(
    what: &str,
    mut look: impl AsyncFnMut() -> Result<T>,
    wanted: impl Fn(&T) -> bool,
) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let seen = look().await;
        match seen {
            Ok(value) if wanted(&value) => return Ok(value),
            _ if Instant::now() < deadline => tokio::time::sleep(PAUSE).await,
            Ok(value) => bail!("waited in vain until {what}; the last look saw {value:?}"),
            Err(error) => bail!("waited in vain until {what}; the last look failed: {error:#}"),
        }
    }
}

/// Compares with a sentence instead of two values alone.
pub(crate) fn stays_equal<T: Debug + PartialEq>(what: &str, seen: &T, expected: &T) -> Result<()> {
    if seen != expected {
        bail!("{what}: {expected:?} was expected, {seen:?} was seen");
    }
    Ok(())
}
