//! The page's sentences in the language in use. Which sentence is said is the
//! model's to choose; the words are in `src/lang/form`.

use crate::form::model::{Text, Undone};
use wire::Day;

/// Says the sentence with a number in the language in use now, and a day in it.
#[derive(Clone, Copy)]
pub struct Texts(pub fn(usize, u32) -> String);

impl Texts {
    /// No word, as in the markup before anything is said.
    pub(super) const SILENT: Self = Self(|_, _| String::new());

    /// The sentence in the language in use.
    pub(super) fn say(self, text: Text) -> String {
        self.say_since(text, None)
    }

    /// The same with a day in it, where the sentence has a place for one.
    pub(super) fn say_since(self, text: Text, since: Option<Day>) -> String {
        let day = since.map_or(0, Day::number);
        (self.0)(text as usize, day)
    }

    /// What was not done, and why.
    pub(super) fn say_undone(self, undone: Undone) -> String {
        self.say(undone.what) + &self.say(undone.why)
    }
}

#[cfg(test)]
mod tests;
