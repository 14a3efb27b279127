//! Every language says a thing in the words of its glossary in `docs/languages.md`, and
//! nobody uses a word that is to be avoided.

use super::{files::root, languages, sentences};
use std::fs;

/// A language's part of the document.
struct Glossary<'a> {
    tag: &'a str,
    /// The forms of an English term, and those of which one stands for it.
    terms: Vec<[Vec<&'a str>; 2]>,
    avoid: Vec<&'a str>,
}

#[test]
fn every_language_keeps_to_its_glossary() {
    let document = fs::read_to_string(root().join("docs/languages.md")).expect("it is there");
    let glossaries: Vec<_> = glossaries(&document).collect();
    let tags: Vec<_> = glossaries.iter().map(|each| each.tag).collect();
    let all = languages::all();
    assert_eq!(
        tags,
        all.iter().map(|each| &*each.tag).collect::<Vec<_>>(),
        "one part for each, in the order of the list"
    );
    let english = sentences::of(&all[0]);
    let mut breaches = Vec::new();
    for (glossary, language) in glossaries.iter().zip(&all) {
        for (place, says) in sentences::of(language) {
            let why = glossary.breach(&english[&place], &says);
            breaches.extend(why.map(|why| format!("{} {place}: {why} in “{says}”", language.tag)));
        }
    }
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

fn glossaries(document: &str) -> impl Iterator<Item = Glossary<'_>> {
    document.split("\n## ").skip(1).map(|part| {
        let (terms, avoid) = part.split_once("| avoid |").expect("what to avoid");
        Glossary {
            tag: part.split('`').nth(1).expect("a heading has the tag"),
            terms: rows(terms).map(|row| row.map(forms)).collect(),
            avoid: rows(avoid).flat_map(|[words, _]| forms(words)).collect(),
        }
    })
}

/// The rows of two cells that follow a table's rule.
fn rows(table: &str) -> impl Iterator<Item = [&str; 2]> {
    let after = table.split_once("|---|---|").map_or("", |(_, rows)| rows);
    let lines = after.lines().filter_map(|line| line.strip_prefix("| "));
    lines.map(|line| {
        let (first, second) = line.split_once(" | ").expect("two cells");
        [first, second.trim_end_matches([' ', '|'])]
    })
}

/// `…` is for the reader: a form may stand anywhere in a word.
fn forms(cell: &str) -> Vec<&str> {
    let forms = cell.split(", ").map(|form| form.trim_matches('…'));
    forms.collect()
}

impl Glossary<'_> {
    /// What is wrong with what stands for an English sentence.
    fn breach(&self, english: &str, says: &str) -> Option<String> {
        let has = |form: &&str| says.to_lowercase().contains(&form.to_lowercase());
        let lacks = |[term, forms]: &&[Vec<&str>; 2]| {
            term.iter().any(|form| speaks_of(english, form)) && !forms.iter().any(has)
        };
        if let Some([term, forms]) = self.terms.iter().find(lacks) {
            return Some(format!("no “{}” for “{}”", forms.join("” or “"), term[0]));
        }
        let is_there = |word: &&&str| match self.tag {
            "en" => speaks_of(says, word),
            _ => has(word),
        };
        let avoided = self.avoid.iter().find(is_there);
        avoided.map(|word| format!("“{word}” is to be avoided"))
    }
}

/// Whether a sentence has these words, whole.
fn speaks_of(sentence: &str, words: &str) -> bool {
    let plain = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '’');
        let words = words.filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
    };
    plain(sentence).contains(&plain(words))
}

#[test]
fn a_breach_is_found() {
    let document = "\n## Dutch (`nl`)\n| English | Dutch |\n|---|---|\n| card, cards | …kaart… |\n\n\
                    | avoid | because |\n|---|---|\n| adres | no |\n";
    let dutch = glossaries(document).next().expect("a glossary");
    let check = |english, says, found: Option<&str>| {
        let breach = dutch.breach(english, says);
        assert_eq!(breach.as_deref(), found, "{says}");
    };
    check("Two cards.", "Twee kaarten.", None);
    check("A card.", "Een Testkaart.", None);
    check("A cardinal.", "Een kardinaal.", None);
    check("A card.", "Een ding.", Some("no “kaart” for “card”"));
    check("A thing.", "Een Adres.", Some("“adres” is to be avoided"));
}
