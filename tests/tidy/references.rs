//! Every number of a decision or a requirement leads to its entry. This file names
//! bad ones as examples, so it does not read itself.

use super::files::{SourceFile, root, text_files};

/// What a number may follow only when the document has headings of that number.
const NUMBERED: &[&str] = &["protocol", "fact", "section", "requirement", "requirements"];

#[test]
fn every_number_is_in_its_document() {
    let known = Known::read();
    let mine = |file: &SourceFile| {
        !file.is_in("tests/tidy/references.rs") && !file.is_in("package-lock.json")
    };
    let lost: Vec<_> = text_files()
        .iter()
        .filter(|file| mine(file))
        .flat_map(|file| lost_numbers(file, &known))
        .collect();
    assert!(lost.is_empty(), "\n{}\n", lost.join("\n"));
}

/// The entries that a number may lead to.
#[derive(Default)]
struct Known {
    decisions: Vec<String>,
    requirements: Vec<String>,
}

impl Known {
    fn read() -> Self {
        let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap_or_default();
        Self {
            decisions: decisions(&read("docs/decisions.md")),
            requirements: requirements(&read("docs/requirements.md")),
        }
    }
}

/// The numbers of headings such as `## 12. Title`.
fn decisions(text: &str) -> Vec<String> {
    let numbers = text
        .lines()
        .filter_map(|line| line.strip_prefix("## ")?.split_once(". "));
    numbers.map(|(number, _)| number.to_owned()).collect()
}

/// The first cells of rows such as `| R12 | ... |`.
fn requirements(text: &str) -> Vec<String> {
    let cells = text
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" |"));
    cells
        .map(|(cell, _)| cell)
        .filter(|cell| is_requirement(cell))
        .map(str::to_owned)
        .collect()
}

/// A letter and a number, as a requirement is called.
fn is_requirement(word: &str) -> bool {
    word.strip_prefix(['R', 'N'])
        .is_some_and(|number| (1..=3).contains(&number.len()) && is_number(number))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

/// A number of a list that no document has: a letter, two numbers.
fn is_foreign(word: &str) -> bool {
    let numbers = word.strip_prefix('D').and_then(|rest| rest.split_once('-'));
    numbers.is_some_and(|(list, row)| is_number(list) && is_number(row))
}

/// Each number that leads nowhere, with what to do.
fn lost_numbers(file: &SourceFile, known: &Known) -> Vec<String> {
    let lost = lost_in(&file.text, known).into_iter();
    lost.map(|(line, what)| format!("{}:{line} {what}", file.name))
        .collect()
}

/// What of a text leads nowhere, and in which line it stands. The word before a
/// number may be the last one of the line above.
fn lost_in(text: &str, known: &Known) -> Vec<(usize, String)> {
    let mut lost = Vec::new();
    let mut before = "";
    for (number, line) in text.lines().enumerate() {
        for word in words(line) {
            let what = leads_nowhere(before, word, known);
            lost.extend(what.map(|what| (number + 1, what)));
            before = word;
        }
    }
    lost
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    let joins = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    line.split(move |c| !joins(c))
        .filter(|word| !word.is_empty())
}

fn leads_nowhere(before: &str, word: &str, known: &Known) -> Option<String> {
    let before = before.to_lowercase();
    let has = |list: &[String]| list.iter().any(|known| known == word);
    let numbered = NUMBERED.contains(&before.as_str()) && is_number(word);
    if is_requirement(word) && !has(&known.requirements) {
        Some(format!("names {word}, which docs/requirements.md does not"))
    } else if matches!(before.as_str(), "decision" | "decisions") && is_number(word) {
        let told = format!("names decision {word}, which docs/decisions.md does not");
        (!has(&known.decisions)).then_some(told)
    } else if is_foreign(word) || numbered {
        Some(format!(
            "counts {before} {word}: say the reason, or link the heading"
        ))
    } else {
        None
    }
}

#[test]
fn numbers_that_lead_nowhere_are_found() {
    let known = Known {
        decisions: decisions("## 3. Third\nText\n"),
        requirements: requirements("| R7 | seventh |\n|---|\n"),
    };
    let lost = |text: &str| lost_in(text, &known).len();
    for line in [
        "// R7 and decision 3 (Decision 3)",
        "R2D2, x-R1, Region 5",
        "protocol v1",
    ] {
        assert_eq!(lost(line), 0, "{line}");
    }
    for line in [
        "/// R8: an answer",
        "(design decision 1)",
        "the table of D2-5.",
        "/// that (protocol\n/// 3.5).",
    ] {
        assert_eq!(lost(line), 1, "{line}");
    }
}
