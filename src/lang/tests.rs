//! What the tests of both pages' words share: a page's English, the markup that
//! carries a part of it, and the code that says the rest.

use serde_json::{Map, Value};
use std::{fs, path::Path};

/// What is in a file here.
fn texts(file: &str) -> Map<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lang");
    let text = fs::read_to_string(folder.join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A colon is a part of the text: languages set it apart in ways of their own.
#[test]
fn a_step_ends_with_its_languages_colon() {
    let check = |file, colon: &str| {
        let texts = texts(&format!("form/{file}"));
        for step in ["reached", "accepted", "posted", "seen"] {
            let text = texts[step].as_str().unwrap();
            assert!(text.ends_with(colon), "{file}: {text:?}");
        }
    };
    for file in [
        "ar.json",
        "de.json",
        "en.json",
        "es.json",
        "it.json",
        "ja.json",
        "ko.json",
        "nl.json",
        "pl.json",
        "pt-BR.json",
    ] {
        check(file, ": ");
    }
    check("fr.json", "\u{202f}: ");
    check("zh-CN.json", "：");
    check("zh-TW.json", "：");
}

#[test]
fn french_is_of_one_cast() {
    for file in ["form/fr.json", "status/fr.json"] {
        for (key, text) in texts(file) {
            let text = text.as_str().unwrap();
            for breaks in [" :", " ;", " ?", " !"] {
                assert!(
                    !text.contains(breaks),
                    "{file}: {key} may break before {breaks:?}"
                );
            }
            let lower = text.to_lowercase();
            for other in ["flux de travail", "mise à jour", "mises à jour"] {
                assert!(!lower.contains(other), "{file}: {key} says {other:?}");
            }
        }
    }
}

/// A page's words and where they are used.
pub(crate) struct Words {
    /// `en.json`: its order is the order of `Text`.
    pub(crate) english: &'static str,
    /// The document, with its English by hand.
    pub(crate) document: &'static str,
    /// What the build fills with English: markup without any.
    pub(crate) views: String,
    /// The file with `pub enum Text`.
    pub(crate) variants: &'static str,
    /// The folders whose code says the sentences.
    pub(crate) said_in: &'static [&'static str],
}

impl Words {
    pub(crate) fn sentences_have_the_numbers_of_their_variants(&self) {
        let sentences: Vec<_> = self.keys().into_iter().filter(is_sentence).collect();
        assert_eq!(sentences, self.variants());
    }

    pub(crate) fn markup_says_what_english_says(&self) {
        let english: Map<String, Value> = serde_json::from_str(self.english).unwrap();
        assert_eq!(self.keys().len(), english.len(), "a key is there twice");
        for (name, text) in marked(self.document) {
            let known = english.get(name).and_then(Value::as_str);
            assert_eq!(known, Some(text), "data-text={name:?}");
        }
        for (name, text) in marked(&self.views) {
            assert!(english.contains_key(name), "English has no {name:?}");
            assert_eq!(text, "", "the build says {name:?}");
        }
    }

    pub(crate) fn nothing_is_left_over(&self) {
        let marked: Vec<_> = [marked(self.document), marked(&self.views)].concat();
        let shell = self.keys().into_iter().filter(|key| !is_sentence(key));
        let unused: Vec<_> = shell
            .filter(|key| !marked.iter().any(|(name, _)| name == key))
            .collect();
        assert!(unused.is_empty(), "nothing shows {unused:?}");
        let code: Vec<_> = self.said_in.iter().flat_map(code_in).collect();
        let unsaid: Vec<_> = self
            .variants()
            .into_iter()
            .filter(|name| !code.iter().any(|text| says(text, name)))
            .collect();
        assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
    }

    /// The keys in the order of the file; a parsed object has its own.
    fn keys(&self) -> Vec<&'static str> {
        let key = |line: &'static str| line.trim().strip_prefix('"')?.split('"').next();
        self.english.lines().filter_map(key).collect()
    }

    /// The variants of `Text`, as they are written.
    fn variants(&self) -> Vec<&'static str> {
        let (_, body) = self.variants.split_once("pub enum Text {").unwrap();
        let (body, _) = body.split_once('}').unwrap();
        let lines = body.lines().map(str::trim);
        lines.filter_map(|line| line.strip_suffix(',')).collect()
    }
}

/// The names in `data-text="…"`, with the English text that follows.
fn marked(markup: &str) -> Vec<(&str, &str)> {
    let parts = markup.split("data-text=\"").skip(1);
    let named = parts.map(|rest| rest.split_once('"').unwrap());
    named.map(|(name, rest)| (name, text_after(rest))).collect()
}

fn is_sentence(key: &&str) -> bool {
    key.starts_with(char::is_uppercase)
}

/// A field's text is its value; any other element's is inside of it.
fn text_after(rest: &str) -> &str {
    let text = match rest.strip_prefix(" value=\"") {
        Some(value) => value.split('"').next(),
        None => rest.split_once('>').unwrap().1.split('<').next(),
    };
    text.unwrap()
}

/// What ships of a folder: its files without their tests.
fn code_in(folder: &&str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let code = files.filter(|file| file.extension().is_some_and(|kind| kind == "rs"));
    code.map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn says(code: &str, name: &str) -> bool {
    let word = format!("Text::{name}");
    code.match_indices(&word).any(|(at, _)| {
        let next = code[at + word.len()..].chars().next();
        !next.is_some_and(char::is_alphanumeric)
    })
}
