//! Every text is used, and every use has a text.

use crate::model::Text;
use serde_json::{Map, Value};

const ENGLISH: &str = include_str!("../../lang/en.json");
const MARKUP: &str = include_str!("../../../index.html");
const VARIANTS: &str = include_str!("../../model/explain.rs");

/// The keys in the order of the file; a parsed object has its own.
fn keys() -> Vec<&'static str> {
    let key = |line: &'static str| line.trim().strip_prefix('"')?.split('"').next();
    ENGLISH.lines().filter_map(key).collect()
}

fn is_sentence(key: &&str) -> bool {
    key.starts_with(char::is_uppercase)
}

/// The variants of `Text`, as they are written.
fn variants() -> Vec<&'static str> {
    let (_, body) = VARIANTS.split_once("pub enum Text {").unwrap();
    let (body, _) = body.split_once('}').unwrap();
    let lines = body.lines().map(str::trim);
    lines.filter_map(|line| line.strip_suffix(',')).collect()
}

fn parsed(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).unwrap()
}

/// The names in `data-text="…"`, with the English text that follows.
fn marked() -> Vec<(&'static str, &'static str)> {
    MARKUP
        .split("data-text=\"")
        .skip(1)
        .map(|rest| {
            let (name, rest) = rest.split_once('"').unwrap();
            let value = rest.strip_prefix(" value=\"");
            let text = value.map_or_else(
                || rest.split_once('>').unwrap().1.split('<').next(),
                |value| value.split('"').next(),
            );
            (name, text.unwrap())
        })
        .collect()
}

#[test]
fn every_sentence_has_the_number_of_its_variant() {
    let sentences: Vec<_> = keys().into_iter().filter(is_sentence).collect();
    assert_eq!(sentences, variants());
    assert_eq!(Text::Closing as usize, 0, "the start-up lines count on it");
}

#[test]
fn the_markup_says_what_english_says() {
    let english = parsed(ENGLISH);
    for (name, text) in marked() {
        let known = english.get(name).and_then(Value::as_str);
        assert_eq!(known, Some(text), "data-text={name:?}");
    }
}

#[test]
fn no_text_is_left_over() {
    let marked = marked();
    let unused: Vec<_> = keys()
        .into_iter()
        .filter(|key| !is_sentence(key) && !marked.iter().any(|(name, _)| name == key))
        .collect();
    assert!(unused.is_empty(), "nothing shows {unused:?}");
}

#[test]
fn no_key_is_there_twice() {
    assert_eq!(keys().len(), parsed(ENGLISH).len());
}
