//! All that is said in a language, wherever it is kept.

use super::{files::root, languages::Language};
use serde_json::Value;
use std::{collections::BTreeMap, fs};

/// The files with one sentence for each key.
const FOLDERS: [&str; 3] = [
    "src/lang/form",
    "src/lang/status",
    "crates/manifest/src/lang",
];

/// The folders with Rust for each language.
const WORDS: [&str; 2] = [
    "crates/backend/src/card/words",
    "crates/backend/src/link_page/words",
];

/// Every sentence by its folder and key, without what is filled in.
pub(super) fn of(language: &Language) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for folder in FOLDERS {
        let file = format!("{folder}/{}.json", language.tag);
        let texts: BTreeMap<String, Value> = serde_json::from_str(&read(&file)).expect(&file);
        let said = |(key, text): (String, Value)| {
            let text = text.as_str().expect(&file).to_owned();
            (format!("{folder} {key}"), without_places(&text))
        };
        all.extend(texts.into_iter().map(said));
    }
    for folder in WORDS {
        let code = read(&format!("{folder}/{}.rs", language.cards));
        let said = fields(&code).map(|(key, text)| (format!("{folder} {key}"), text));
        all.extend(said);
    }
    all
}

/// The fields of `WORDS`: what is quoted between one field's name and the next one's.
fn fields(code: &str) -> impl Iterator<Item = (String, String)> {
    let (_, body) = code.split_once("Words {\n").expect("its words");
    let mut pieces = body.split('"');
    let mut key = String::new();
    let mut place = 0;
    std::iter::from_fn(move || {
        let before = pieces.next()?.trim();
        let name = before.rsplit([',', '\n']).next()?.split(':').next()?;
        match name.trim() {
            "" | "(" => place += 1,
            name => (key, place) = (name.to_owned(), 0),
        }
        Some((format!("{key} {place}"), without_places(pieces.next()?)))
    })
}

/// `{code}` is no code.
fn without_places(text: &str) -> String {
    let parts = text.split('{').enumerate();
    let parts = parts.map(|(at, part)| match part.split_once('}') {
        Some((_, after)) if at > 0 => after,
        _ => part,
    });
    parts.collect()
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).expect(file)
}
