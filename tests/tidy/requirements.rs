//! `docs/requirements.md` is whole, and what it names as shown is there.

use super::files::{SourceFile, code_files, root};

/// The numbers that have to have a row.
const ASKED: [(&str, usize); 2] = [("R", 110), ("N", 6)];

/// A row of the table.
struct Requirement<'a> {
    id: &'a str,
    state: &'a str,
    shown_by: &'a str,
}

#[test]
fn every_requirement_has_one_row() {
    let text = document();
    let ids: Vec<_> = rows(&text).map(|row| row.id.to_owned()).collect();
    let asked = ASKED
        .iter()
        .flat_map(|(letter, last)| (1..=*last).map(move |number| format!("{letter}{number}")));
    assert_eq!(ids, asked.collect::<Vec<_>>(), "docs/requirements.md");
}

#[test]
fn what_is_met_is_shown_by_something_that_exists() {
    let text = document();
    let tests = code_files();
    let lost: Vec<_> = rows(&text).flat_map(|row| faults(&row, &tests)).collect();
    assert!(lost.is_empty(), "\n{}\n", lost.join("\n"));
}

/// What is wrong with a row, in sentences.
fn faults(row: &Requirement<'_>, code: &[SourceFile]) -> Vec<String> {
    let known = ["met", "impossible since May 2026"];
    let names: Vec<_> = row.shown_by.split('`').skip(1).step_by(2).collect();
    let mut faults = Vec::new();
    if !known.iter().any(|known| row.state.starts_with(known)) {
        faults.push(format!("{} is neither of {known:?}", row.id));
    }
    if row.state.starts_with("met") && names.is_empty() {
        faults.push(format!("{} is met and names nothing that shows it", row.id));
    }
    let gone = names.iter().filter(|name| !is_there(name, code));
    faults.extend(gone.map(|name| format!("{} names {name}, which is no test", row.id)));
    faults
}

/// A file of the project, a test, or the title of a journey.
fn is_there(name: &str, code: &[SourceFile]) -> bool {
    let (test, journey) = (format!("fn {name}("), format!("\"{name}\""));
    let language = name.strip_prefix("language_");
    let of_a_language = language.is_some_and(|code| {
        root()
            .join("src/lang/form")
            .join(format!("{code}.json"))
            .exists()
    });
    let has = |file: &SourceFile| {
        file.text.contains(&test) || file.is_test() && file.text.contains(&journey)
    };
    name.contains('/') && root().join(name).exists() || of_a_language || code.iter().any(has)
}

fn rows(text: &str) -> impl Iterator<Item = Requirement<'_>> {
    text.lines().filter_map(|line| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [_, id, _, state, shown_by, _] = cells[..] else {
            return None;
        };
        let numbered = id.chars().any(|c| c.is_ascii_digit());
        numbered.then_some(Requirement {
            id,
            state,
            shown_by,
        })
    })
}

fn document() -> String {
    std::fs::read_to_string(root().join("docs/requirements.md")).expect("docs/requirements.md")
}

#[test]
fn a_row_that_shows_nothing_is_found() {
    let code = [SourceFile {
        name: "tests/e2e/save.rs".to_owned(),
        text: "fn kept_safe() { journey(run, \"first_save\", first) }".to_owned(),
    }];
    let check = |id, state, shown_by, faulty: usize| {
        let row = Requirement {
            id,
            state,
            shown_by,
        };
        assert_eq!(
            faults(&row, &code).len(),
            faulty,
            "{id}: {state}: {shown_by}"
        );
    };
    check("R1", "met: here", "`kept_safe`, `first_save`", 0);
    check("R1", "not yet", "", 1);
    check("R1", "met", "", 1);
    check("R1", "met", "`kept_unsafe`", 1);
    check("R1", "soon", "", 1);
}
