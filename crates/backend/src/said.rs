//! Says what an outcome means in its reader's language: the status page's sentences,
//! built in, so that the form need not carry them. Never decides an outcome.

use crate::card::Language;
use serde_json::{Map, Value};
use std::sync::LazyLock;
use wire::Outcome;

type Sentences = Map<String, Value>;

static SENTENCES: LazyLock<[(Language, Sentences); 12]> = LazyLock::new(|| {
    let read = |(language, file)| {
        let sentences = serde_json::from_str(file);
        (language, sentences.expect("the tests read every file"))
    };
    [
        (
            Language::German,
            include_str!("../../../src/lang/status/de.json"),
        ),
        (
            Language::French,
            include_str!("../../../src/lang/status/fr.json"),
        ),
        (
            Language::Spanish,
            include_str!("../../../src/lang/status/es.json"),
        ),
        (
            Language::Portuguese,
            include_str!("../../../src/lang/status/pt-BR.json"),
        ),
        (
            Language::Japanese,
            include_str!("../../../src/lang/status/ja.json"),
        ),
        (
            Language::Chinese,
            include_str!("../../../src/lang/status/zh-CN.json"),
        ),
        (
            Language::Traditional,
            include_str!("../../../src/lang/status/zh-TW.json"),
        ),
        (
            Language::Arabic,
            include_str!("../../../src/lang/status/ar.json"),
        ),
        (
            Language::Dutch,
            include_str!("../../../src/lang/status/nl.json"),
        ),
        (
            Language::Italian,
            include_str!("../../../src/lang/status/it.json"),
        ),
        (
            Language::Polish,
            include_str!("../../../src/lang/status/pl.json"),
        ),
        (
            Language::Korean,
            include_str!("../../../src/lang/status/ko.json"),
        ),
    ]
    .map(read)
});

/// The sentence for an outcome; `None` where the English of
/// [`crate::policy::outcome`] is the best there is.
pub(crate) fn said(outcome: Outcome, language: Language) -> Option<String> {
    let (_, sentences) = SENTENCES.iter().find(|(each, _)| *each == language)?;
    let words = outcome.code().split('_').flat_map(capitalised);
    let key: String = "Why".chars().chain(words).collect();
    sentences.get(&key)?.as_str().map(str::to_owned)
}

fn capitalised(word: &str) -> impl Iterator<Item = char> {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every outcome that is no success.
    fn refusals() -> impl Iterator<Item = Outcome> {
        Outcome::EACH.into_iter().filter(|one| !one.is_success())
    }

    #[test]
    fn every_refusal_is_said_in_every_language() {
        for (language, _) in SENTENCES.iter() {
            let said = |outcome| {
                said(outcome, *language)
                    .unwrap_or_else(|| panic!("{language:?} has no {outcome:?}"))
            };
            let different: BTreeSet<_> = refusals().map(said).collect();
            assert_eq!(different.len(), refusals().count(), "{language:?}");
        }
        assert_eq!(said(Outcome::Gone, Language::English), None);
        let german = said(Outcome::SwitchedOff, Language::German).expect("a sentence");
        assert!(german.contains("Power Automate"), "{german}");
    }
}
