//! The page's sentences in the language in use. Which sentence is said is the
//! model's to choose; the words are in `src/lang`.

use crate::model::{Text, Undone};

/// Says the sentence with a number in the language in use now.
#[derive(Clone, Copy)]
pub struct Texts(pub fn(usize) -> String);

impl Texts {
    /// The sentence in the language in use.
    pub(super) fn say(self, text: Text) -> String {
        (self.0)(text as usize)
    }

    /// What was not done, and why.
    pub(super) fn say_undone(self, undone: Undone) -> String {
        self.say(undone.what) + &self.say(undone.why)
    }
}

#[cfg(test)]
mod tests;
