//! What is told in the one place that a screen reader reads out by itself.

use std::convert::Infallible;

/// A sentence `S` in the notice, and how it is meant. A wing that is never asked to do
/// anything has nothing undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice<S, U = Infallible> {
    /// Good to know.
    Info(S),
    /// Something is wrong.
    Failure(S),
    /// What the host asked for was not done.
    Undone(U),
}

impl<S, U> Notice<S, U> {
    /// The classes of the element that shows it.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Self::Info(_) => "notice",
            Self::Failure(_) | Self::Undone(_) => "notice notice--failure",
        }
    }
}
