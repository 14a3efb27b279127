//! Compares what was seen with what was expected.

use anyhow::{Result, bail};
use std::fmt::Debug;

/// Compares with a sentence instead of two values alone.
pub(crate) fn stays_equal<T: Debug + PartialEq>(what: &str, seen: &T, expected: &T) -> Result<()> {
    if seen != expected {
        bail!("{what}: {expected:?} was expected, {seen:?} was seen");
    }
    Ok(())
}

/// The same for a text.
pub(crate) fn text_is(what: &str, seen: &str, expected: &str) -> Result<()> {
    stays_equal(what, &seen, &expected)
}
