//! Tests and documents name the same promises: what the torture prints, and the
//! tests that a document calls by their names.

use super::files::{SourceFile, code_files, markdown_files, root};

/// The names that a run under stress prints are those of `docs/testing.md`.
#[test]
fn every_promise_under_stress_is_told() {
    let text = std::fs::read_to_string(root().join("docs/testing.md")).expect("the document");
    let (_, section) = text.split_once("## Under stress\n").expect("the heading");
    let (section, _) = section.split_once("\n## ").unwrap_or((section, ""));
    let mut told: Vec<_> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|(name, _)| name.to_owned())
        .collect();
    let ours = |file: &SourceFile| {
        file.is_in("crates/torture/src/") && !file.is_in("crates/torture/src/row.rs")
    };
    let mut kept: Vec<_> = code_files()
        .iter()
        .filter(|file| ours(file))
        .flat_map(promises)
        .collect();
    for names in [&mut told, &mut kept] {
        names.sort();
        names.dedup();
    }
    assert!(!kept.is_empty(), "no row is found: say how they begin now");
    assert_eq!(told, kept, "docs/testing.md (left) and crates/torture");
}

/// What stands first in each row.
fn promises(file: &SourceFile) -> Vec<String> {
    let calls = ["exactly(", "at_most(", "row("];
    let behind = calls
        .iter()
        .flat_map(|call| file.text.split(call).skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'));
    behind.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn documents_name_only_tests_that_exist() {
    let code = code_files();
    let mut lost = Vec::new();
    for document in markdown_files() {
        let gone = names(&document.text).filter(|name| !is_in_code(name, &code));
        lost.extend(gone.map(|name| format!("{} names {name}, which is nowhere", document.name)));
    }
    assert!(lost.is_empty(), "\n{}\n", lost.join("\n"));
}

/// Words in back-ticks that are long enough to be a sentence.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let words = text.split('`').skip(1).step_by(2);
    words.filter(move |word| word.matches('_').count() > 2 && word.chars().all(letter))
}

fn is_in_code(name: &str, code: &[SourceFile]) -> bool {
    // The server puts this before some of its metrics.
    let bare = name.strip_prefix("teams_connector_").unwrap_or(name);
    code.iter()
        .any(|file| has_word(&file.text, name) || has_word(&file.text, bare))
}

fn has_word(text: &str, name: &str) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(joins);
        let after = text[at + name.len()..].chars().next().is_some_and(joins);
        !before && !after
    })
}
