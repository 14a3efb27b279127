//! Says sentences by their number, which is their place in the language files.

use wire::Day;

/// Everything that a wing can say and that is no fixed part of its document.
pub trait Sentence {
    /// Its place among the sentences of `en.json`.
    fn number(self) -> usize;
}

/// Says the sentence with a number in the language in use now, and a day in it.
#[derive(Clone, Copy)]
pub struct Texts(pub fn(usize, u32) -> String);

impl Texts {
    /// No word, as in the markup before anything is said.
    pub(crate) const SILENT: Self = Self(|_, _| String::new());

    /// The sentence in the language in use.
    pub(crate) fn say(self, text: impl Sentence) -> String {
        self.say_since(text, None)
    }

    /// The same with a day in it, where the sentence has a place for one.
    pub(crate) fn say_since(self, text: impl Sentence, since: Option<Day>) -> String {
        (self.0)(text.number(), since.map_or(0, Day::number))
    }

    /// Two sentences that are said as one.
    pub(crate) fn say_both(self, first: impl Sentence, then: impl Sentence) -> String {
        self.say(first) + &self.say(then)
    }
}
