//! What the torture prints is told in a document, each row by its promise.

use super::files::{SourceFile, code_files, root};

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
