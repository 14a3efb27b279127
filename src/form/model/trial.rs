//! A test card: four steps, each told only as far as it is known.

use super::{Failure, Text};
use wire::{EntityId, Posted, Tested};

/// Characters of a code.
const CODE: usize = 4;

/// A test card that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// What the card shows; typed back, it proves that the card was seen.
    pub code: String,
    /// What the backend said.
    pub state: TrialState,
    /// Whether the code was typed back.
    pub seen: bool,
    /// Whether what stands in the field is as long as a code, and another one.
    pub wrong: bool,
}

/// How far a test card came, as far as the backend can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrialState {
    /// It is being sent.
    Sending,
    /// The backend could not try.
    Failed(Failure),
    /// The backend tried.
    Tried(Tested),
}

impl Trial {
    /// The code of a page's first, second, … test card: four digits of a random
    /// id, told apart from one card to the next.
    pub(super) fn code(page_id: &EntityId, place: usize) -> String {
        // Another place each time, within the shortest id there is.
        let at = place * (CODE + 1) % (wire::ID_BYTES - CODE + 1);
        let code = page_id.as_str().get(at..at + CODE).unwrap_or_default();
        code.to_ascii_uppercase()
    }

    pub(super) fn new(code: String) -> Self {
        Self {
            code,
            state: TrialState::Sending,
            seen: false,
            wrong: false,
        }
    }

    /// Compares as a person types: blanks and small letters are no mistake.
    pub(super) fn type_back(&mut self, text: &str) {
        let text = text.trim();
        self.seen = self.seen || text.eq_ignore_ascii_case(&self.code);
        self.wrong = !self.seen && text.chars().count() >= CODE;
    }

    /// Whether it makes sense to ask for the code.
    #[must_use]
    pub fn awaits_code(&self) -> bool {
        !self.seen && matches!(&self.state, TrialState::Tried(result) if result.accepted)
    }

    /// The sentence about the whole; why is said after it, where it ends in a blank.
    #[must_use]
    pub fn says(&self) -> Text {
        match &self.state {
            _ if self.seen => Text::TestSeen,
            TrialState::Sending => Text::TestSending,
            TrialState::Failed(_) => Text::TestFailed,
            TrialState::Tried(result) if result.accepted && self.wrong => Text::TestWrong,
            TrialState::Tried(result) if result.accepted => Text::TestLook,
            TrialState::Tried(_) => Text::TestNotTaken,
        }
    }

    /// Reached, accepted, posted, seen: in a word each, once there is an answer.
    #[must_use]
    pub fn steps(&self) -> Option<[Text; 4]> {
        let TrialState::Tried(result) = &self.state else {
            return None;
        };
        let posted = match result.posted {
            _ if self.seen => Text::Yes,
            Posted::Yes => Text::Yes,
            Posted::No => Text::No,
            Posted::Unknown => Text::Unknown,
        };
        let unseen = if result.accepted {
            Text::Unknown
        } else {
            Text::No
        };
        Some([
            word(result.reached),
            word(result.accepted),
            posted,
            if self.seen { Text::Yes } else { unseen },
        ])
    }
}

fn word(done: bool) -> Text {
    if done { Text::Yes } else { Text::No }
}
