//! Futures as the page has them: all of one thread, none sent to another.

use std::{future::Future, pin::Pin};

/// A future of the one thread that a page has.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
