//! The page's sentences in the language in use. Which sentence is said is the
//! model's to choose; the words are in `src/lang`.

use crate::model::Text;

/// Says the sentence with a number in the language in use now.
#[derive(Clone, Copy)]
pub struct Texts(pub fn(usize) -> String);

impl Texts {
    /// The sentence in the language in use.
    pub(super) fn say(self, text: Text) -> String {
        (self.0)(text as usize)
    }
}

#[cfg(test)]
mod tests;
