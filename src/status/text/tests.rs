//! Every text is used, and every use has a text; see also `src/ui/text/tests.rs`.

use serde_json::{Map, Value};

const ENGLISH: &str = include_str!("../../lang/status/en.json");
const MARKUP: &str = include_str!("../../../status.html");
const VARIANTS: &str = include_str!("../text.rs");

fn keys() -> Vec<&'static str> {
    let key = |line: &'static str| line.trim().strip_prefix('"')?.split('"').next();
    ENGLISH.lines().filter_map(key).collect()
}

fn is_sentence(key: &&str) -> bool {
    key.starts_with(char::is_uppercase)
}

fn variants() -> Vec<&'static str> {
    let (_, body) = VARIANTS.split_once("pub enum Text {").unwrap();
    let (body, _) = body.split_once('}').unwrap();
    let lines = body.lines().map(str::trim);
    lines.filter_map(|line| line.strip_suffix(',')).collect()
}

/// The names in `data-text="…"`, with the English text that follows.
fn marked() -> Vec<(&'static str, &'static str)> {
    let parts = MARKUP.split("data-text=\"").skip(1);
    let named = parts.map(|rest| rest.split_once('"').unwrap());
    named
        .map(|(name, rest)| {
            let (_, text) = rest.split_once('>').unwrap();
            (name, text.split('<').next().unwrap())
        })
        .collect()
}

#[test]
fn every_sentence_has_the_number_of_its_variant() {
    let sentences: Vec<_> = keys().into_iter().filter(is_sentence).collect();
    assert_eq!(sentences, variants());
}

#[test]
fn the_markup_says_what_english_says() {
    let english: Map<String, Value> = serde_json::from_str(ENGLISH).unwrap();
    assert_eq!(keys().len(), english.len(), "a key is there twice");
    for (name, text) in marked() {
        let known = english.get(name).and_then(Value::as_str);
        assert_eq!(known, Some(text), "data-text={name:?}");
    }
}

#[test]
fn no_text_is_left_over() {
    let marked = marked();
    let shell = keys().into_iter().filter(|key| !is_sentence(key));
    let unused: Vec<_> = shell
        .filter(|key| !marked.iter().any(|(name, _)| name == key))
        .collect();
    assert!(unused.is_empty(), "nothing shows {unused:?}");
    let code = [
        VARIANTS.split_once("\n}\n").unwrap().1, // after the enum itself
        include_str!("../model.rs"),
        include_str!("../view.rs"),
    ];
    let unsaid: Vec<_> = variants()
        .into_iter()
        .filter(|name| !code.iter().any(|text| says(text, name)))
        .collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:?}");
}

fn says(code: &str, name: &str) -> bool {
    let word = format!("Text::{name}");
    code.match_indices(&word).any(|(at, _)| {
        let next = code[at + word.len()..].chars().next();
        !next.is_some_and(char::is_alphanumeric)
    })
}
