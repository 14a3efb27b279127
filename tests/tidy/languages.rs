//! A language of the page is one of everything that speaks: the status page, the
//! cards, the simulator's choice and the journeys. `CONTRIBUTING.md` has the recipe.

use super::files::root;
use std::fs;

/// Where each language has to be named, and with what around its tag.
const SPEAKERS: [(&str, Named); 5] = [
    ("crates/backend/src/said.rs", Named::File),
    ("crates/manifest/src/make/languages.rs", Named::File),
    ("crates/backend/src/card/words.rs", Named::Tag),
    ("crates/simulator/www/options.js", Named::Base),
    ("tests/e2e/language/mod.rs", Named::Tag),
];

/// How a file names a language.
#[derive(Clone, Copy)]
enum Named {
    /// As `"pt-BR"`.
    Tag,
    /// As the beginning of a locale, such as `"pt-`.
    Base,
    /// As the name of its file, such as `/pt-BR.json"`. English may be built in elsewhere.
    File,
}

impl Named {
    fn of(self, tag: &str) -> String {
        match self {
            Self::Tag => format!("\"{tag}\""),
            Self::Base => format!("\"{}-", tag.split('-').next().unwrap_or(tag)),
            Self::File => format!("/{tag}.json\""),
        }
    }
}

#[test]
fn every_language_is_spoken_everywhere() {
    let tags = tags("src/lang/form");
    assert_eq!(tags, self::tags("src/lang/status"), "form and status page");
    let mut silent = Vec::new();
    for (file, named) in SPEAKERS {
        let text = fs::read_to_string(root().join(file)).expect(file);
        silent.extend(missing(&tags, &text, named).map(|tag| format!("{file} has no {tag}")));
    }
    assert!(silent.is_empty(), "\n{}\n", silent.join("\n"));
}

fn missing<'a>(
    tags: &'a [String],
    text: &'a str,
    named: Named,
) -> impl Iterator<Item = &'a String> {
    tags.iter()
        .filter(move |tag| !(tag.as_str() == "en" && matches!(named, Named::File)))
        .filter(move |tag| !text.contains(&named.of(tag)))
}

/// The languages that have a file in a folder.
fn tags(folder: &str) -> Vec<String> {
    let files = fs::read_dir(root().join(folder)).expect(folder).flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    let tags = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned));
    let mut tags: Vec<_> = tags.collect();
    assert!(
        !tags.is_empty(),
        "{folder} has no language: say where they are now"
    );
    tags.sort();
    tags
}

#[test]
fn a_language_that_is_not_spoken_is_found() {
    let tags = ["en", "pt-BR"].map(str::to_owned);
    let lost = |text, named| missing(&tags, text, named).count();
    assert_eq!(lost(r#"["en", "pt-BR"]"#, Named::Tag), 0);
    assert_eq!(lost(r#"{"en-us": 1, "pt-br": 2}"#, Named::Base), 0);
    assert_eq!(lost(r#"["en", "pt"]"#, Named::Tag), 1);
    assert_eq!(lost(r#"{"en-us": 1}"#, Named::Base), 1);
    assert_eq!(lost(r#"include_str!("lang/pt-BR.json")"#, Named::File), 0);
    assert_eq!(lost(r#"include_str!("lang/pt.json")"#, Named::File), 1);
}
