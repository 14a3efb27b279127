//! Writes what users wrote: as one line or as paragraphs, cut between two characters
//! as people count them, and kept apart from the text around it where the two may
//! run in different directions.

use super::super::words::{Language, Words};
use crate::text::clean::{line, lines};
use unicode_segmentation::UnicodeSegmentation as _;

/// Around a text whose direction is its own: without them an id in an Arabic sentence
/// is torn apart, and `old → new` in Arabic words reads backwards in an English one.
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

/// In which language, and at most how many characters of a text.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub(super) language: Language,
    pub(super) most: usize,
}

impl Pen {
    pub(super) fn words(&self) -> &'static Words {
        self.language.words()
    }

    /// One line of at most so many characters.
    pub(super) fn line(&self, text: &str, most: usize) -> String {
        self.isolated(&self.cut(&line(text), most.min(self.most)))
    }

    /// Every paragraph, each apart from the others; nothing when there is none.
    pub(super) fn paragraphs(&self, text: &str) -> Option<String> {
        let text = self.cut(tidy(text).trim(), self.most);
        let apart = text.split('\n').map(|part| self.isolated(part));
        let text = apart.collect::<Vec<_>>().join("\n");
        (!text.is_empty()).then_some(text)
    }

    /// The first paragraph, as far as it takes no more than so many characters: who
    /// reads it can go to where the rest is.
    pub(super) fn excerpt(&self, text: &str, most: usize) -> Option<String> {
        let text = tidy(text);
        let text = text.trim();
        let first = text.lines().next().unwrap_or_default().trim_end();
        let kept = beginning(first, most.min(self.most));
        let mark = match (kept.len() < first.len(), kept.len() < text.len()) {
            (true, _) => "…",
            (false, true) => " …",
            (false, false) => "",
        };
        (!kept.is_empty()).then(|| self.isolated(&format!("{kept}{mark}")))
    }

    /// What was, an arrow in the direction of reading, and what is.
    pub(super) fn became(&self, from: Option<&str>, to: Option<&str>) -> String {
        let arrow = if self.language.is_mirrored() {
            '←'
        } else {
            '→'
        };
        let [from, to] = [from, to].map(|side| side.unwrap_or("—"));
        format!("{from} {arrow} {to}")
    }

    /// A text whose direction is its own, where that could be another than the card's.
    pub(super) fn isolated(&self, text: &str) -> String {
        let apart = self.language.is_mirrored() || text.chars().any(runs_left);
        match apart && !text.is_empty() {
            true => format!("{ISOLATE}{text}{END}"),
            false => text.to_owned(),
        }
    }

    /// Cuts a text, and says so.
    fn cut(&self, text: &str, most: usize) -> String {
        if most == 0 || text.chars().count() <= most {
            return if most == 0 { "" } else { text }.to_owned();
        }
        let kept = text[..border(text, most)].trim_end();
        format!("{kept}… ({})", self.words().shortened)
    }
}

/// A text's lines, with blanks for tabs, which no parser of cards keeps.
fn tidy(text: &str) -> String {
    lines(text).replace('\t', " ")
}

/// Hebrew, Arabic and the other scripts that are written from right to left.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// As many words as there is room for; of one that is longer, as many characters.
fn beginning(text: &str, most: usize) -> &str {
    if text.chars().count() <= most {
        return text;
    }
    let kept = &text[..border(text, most)];
    let word = kept.rfind(' ').filter(|at| *at > kept.len() / 2);
    kept[..word.unwrap_or(kept.len())].trim_end()
}

/// The last border of a person's character within so many code points; within one
/// of more code points, where it is cut after all.
fn border(text: &str, most: usize) -> usize {
    let mut left = most;
    let mut end = 0;
    for cluster in text.graphemes(true) {
        let points = cluster.chars().count();
        if points > left {
            break;
        }
        left -= points;
        end += cluster.len();
    }
    let within = || {
        text.char_indices()
            .nth(most)
            .map_or(text.len(), |(at, _)| at)
    };
    if end == 0 { within() } else { end }
}
