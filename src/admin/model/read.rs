//! What is read, and what comes of it.

use super::{AdminPage, Call, Trouble};
use wire::admin::{DeadLetters, Hours, Inventory, Overview, Senders};

/// What is read of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// States, queue, pause.
    Overview,
    /// What the last hours' attempts came to.
    Hours,
    /// A page of connectors.
    Connectors,
    /// A page of dead letters.
    Letters,
    /// A page of senders.
    Senders,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// States, queue, pause.
    Overview(Overview),
    /// What the last hours' attempts came to.
    Hours(Hours),
    /// A page of connectors.
    Connectors(Inventory),
    /// A page of dead letters.
    Letters(DeadLetters),
    /// A page of senders.
    Senders(Senders),
}

/// What comes of a call.
pub type Answer<T> = Result<T, Trouble>;

impl Read {
    /// How many there are.
    pub const KINDS: usize = 5;
    /// Each of them.
    pub const EACH: [Self; Self::KINDS] = [
        Self::Overview,
        Self::Hours,
        Self::Connectors,
        Self::Letters,
        Self::Senders,
    ];
}

impl AdminPage {
    /// What comes too late changes nothing.
    pub(super) fn take(&mut self, read: Read, number: u32, found: Answer<Found>) -> Vec<Call> {
        if self.latest[read as usize] != number {
            return Vec::new();
        }
        match found {
            Err(trouble) => return self.fail(trouble),
            Ok(Found::Overview(overview)) => self.overview = Some(overview),
            Ok(Found::Hours(hours)) => self.hours = hours.hours,
            Ok(Found::Connectors(found)) => self.connectors = Some(found),
            Ok(Found::Letters(found)) => self.letters = Some(found),
            Ok(Found::Senders(found)) => self.senders = Some(found),
        }
        self.barred = None;
        Vec::new()
    }
}
