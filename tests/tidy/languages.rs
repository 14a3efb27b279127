//! A language of the page is one of everything that speaks. The list of languages is
//! `src/lang/languages.json`; `CONTRIBUTING.md` has the recipe.

use super::files::root;
use serde::Deserialize;
use std::fs;

/// Where each language has files of its own, named by its tag.
const FOLDERS: [&str; 3] = [
    "src/lang/form",
    "src/lang/status",
    "crates/manifest/src/lang",
];

/// Where each language has to be named besides, and with what around its tag.
const SPEAKERS: [(&str, Named); 4] = [
    ("crates/backend/src/said.rs", Named::File),
    ("crates/manifest/src/make/languages.rs", Named::File),
    ("crates/backend/src/card/words.rs", Named::Tag),
    ("crates/simulator/www/options.js", Named::Locale),
];

/// A row of the list.
#[derive(Deserialize)]
pub(super) struct Language {
    /// What its files are called.
    pub(super) tag: String,
    /// The file of its words on cards.
    pub(super) cards: String,
    /// Locales that read it; the first is what the simulator offers.
    locales: Vec<String>,
}

/// Every language; English is the first.
pub(super) fn all() -> Vec<Language> {
    let list = fs::read(root().join("src/lang/languages.json")).expect("the list is there");
    serde_json::from_slice(&list).expect("the list is JSON")
}

/// How a file names a language.
#[derive(Clone, Copy)]
enum Named {
    /// As `"pt-BR"`.
    Tag,
    /// By its first locale, as `"pt-br"`.
    Locale,
    /// As the name of its file, such as `/pt-BR.json"`. English may be built in elsewhere.
    File,
}

impl Named {
    fn of(self, language: &Language) -> String {
        match self {
            Self::Tag => format!("\"{}\"", language.tag),
            Self::Locale => format!("\"{}\"", language.locales[0]),
            Self::File => format!("/{}.json\"", language.tag),
        }
    }
}

#[test]
fn every_language_is_spoken_everywhere() {
    let all = all();
    let mut tags: Vec<_> = all.iter().map(|each| each.tag.clone()).collect();
    assert_eq!(tags[0], "en");
    tags.sort();
    for folder in FOLDERS {
        assert_eq!(self::tags(folder), tags, "{folder}");
    }
    let mut silent = Vec::new();
    for (file, named) in SPEAKERS {
        let text = fs::read_to_string(root().join(file)).expect(file);
        silent.extend(missing(&all, &text, named).map(|tag| format!("{file} has no {tag}")));
    }
    assert!(silent.is_empty(), "\n{}\n", silent.join("\n"));
}

fn missing<'a>(
    all: &'a [Language],
    text: &'a str,
    named: Named,
) -> impl Iterator<Item = &'a String> {
    let lost = all
        .iter()
        .filter(move |each| !(each.tag == "en" && matches!(named, Named::File)))
        .filter(move |each| !text.contains(&named.of(each)));
    lost.map(|each| &each.tag)
}

/// The languages that have a file in a folder.
fn tags(folder: &str) -> Vec<String> {
    let files = fs::read_dir(root().join(folder)).expect(folder).flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    let tags = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned));
    let mut tags: Vec<_> = tags.collect();
    tags.sort();
    tags
}

#[test]
fn a_language_that_is_not_spoken_is_found() {
    let all = [["en", "en-us"], ["pt-BR", "pt-br"]].map(|[tag, locale]| Language {
        tag: tag.to_owned(),
        cards: String::new(),
        locales: vec![locale.to_owned()],
    });
    let lost = |text, named| missing(&all, text, named).count();
    assert_eq!(lost(r#"["en", "pt-BR"]"#, Named::Tag), 0);
    assert_eq!(lost(r#"{"en-us": 1, "pt-br": 2}"#, Named::Locale), 0);
    assert_eq!(lost(r#"["en", "pt"]"#, Named::Tag), 1);
    assert_eq!(lost(r#"{"en-us": 1}"#, Named::Locale), 1);
    assert_eq!(lost(r#"include_str!("lang/pt-BR.json")"#, Named::File), 0);
    assert_eq!(lost(r#"include_str!("lang/pt.json")"#, Named::File), 1);
}
