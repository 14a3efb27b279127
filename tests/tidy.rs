//! Guards the rooms: who may name whom, and what is nowhere. Reads files only;
//! every breach is told in a sentence that says where and what to do.

mod tidy {
    pub(crate) mod files;
    mod glossary;
    mod languages;
    mod links;
    mod promises;
    mod references;
    mod requirements;
    mod secrets;
    mod sentences;
}

use page::form::model::ConfigPage;
use tidy::files::{SourceFile, code_files, markdown_files, root, text_files};
use wire::{EntityId, ID_BYTES};

/// What the page's rooms may name of each other and of what is outside
/// (docs/architecture.md). A name that is in no row is free for everybody.
const ROOMS: &[(&str, &[&str])] = &[
    ("src/form/model/", &["lang::", "wire"]),
    (
        "src/teams/",
        &[
            "js_sys",
            "serde",
            "serde_wasm_bindgen",
            "wasm_bindgen",
            "wasm_bindgen_futures",
            "wire",
        ],
    ),
    (
        "src/json.rs",
        &["js_sys", "serde", "serde_wasm_bindgen", "wasm_bindgen"],
    ),
    ("src/clock.rs", &["js_sys"]),
    // Makes the answers' types of what the browser's JSON says.
    ("src/answers.rs", &["json::", "wire"]),
    (
        "src/form/api.rs",
        &["gloo_net", "json::", "web_sys", "wire"],
    ),
    ("src/status/model.rs", &["lang::", "wire"]),
    ("src/status/reading.rs", &["wire"]),
    ("src/status/text.rs", &["lang::", "wire"]),
    (
        "src/status/api.rs",
        &["gloo_net", "json::", "model::", "web_sys", "wire"],
    ),
    (
        "src/status/view.rs",
        &["lang::", "leptos", "model::", "wire"],
    ),
    (
        "src/status/app.rs",
        &["api::", "leptos", "model::", "teams::", "wire"],
    ),
    (
        "src/status/main.rs",
        &["lang::", "leptos", "teams::", "wasm_bindgen", "web_sys"],
    ),
    ("src/admin/model/", &["wire"]),
    ("src/admin/model.rs", &["wire"]),
    (
        "src/admin/api.rs",
        &["gloo_net", "json::", "model::", "wire"],
    ),
    ("src/admin/dom.rs", &["leptos", "wasm_bindgen", "web_sys"]),
    (
        "src/admin/app.rs",
        &["api::", "leptos", "model::", "teams::"],
    ),
    ("src/admin/view/", &["leptos", "model::", "wire"]),
    (
        "src/admin/main.rs",
        &["leptos", "teams::", "wasm_bindgen", "web_sys"],
    ),
    // Where the rooms meet: state, effects, tickets, and what the host is told.
    (
        "src/form/ui/app.rs",
        &["api::", "lang::", "leptos", "model::", "teams::", "web_sys"],
    ),
    (
        "src/form/ui/effects.rs",
        &["leptos", "model::", "teams::", "wire"],
    ),
    ("src/form/ui/tickets.rs", &["teams::"]),
    ("src/form/ui/outwards.rs", &["leptos", "model::", "teams::"]),
    // Says one room's answers in another's terms.
    (
        "src/form/ui/terms.rs",
        &["api::", "model::", "teams::", "wire"],
    ),
    // Elements are cast to what they are by wasm_bindgen's trait.
    ("src/form/ui/dom.rs", &["js_sys", "wasm_bindgen", "web_sys"]),
    ("src/form/ui/take_over.rs", &["lang::", "leptos", "model::"]),
    (
        "src/form/ui/view/",
        &["lang::", "leptos", "model::", "wire"],
    ),
    ("src/form/ui/", &["lang::", "model::"]),
    ("src/form/markup.rs", &["model::", "ui::", "wire"]),
    (
        "src/form/main.rs",
        &[
            "api::", "lang::", "leptos", "model::", "teams::", "ui::", "web_sys", "wire",
        ],
    ),
];

/// Names that only some rooms may use; with `::` it is a room of the page.
const GUARDED: &[&str] = &[
    "api::",
    "gloo_net",
    "js_sys",
    "json::",
    "lang::",
    "leptos",
    "model::",
    "serde",
    "serde_wasm_bindgen",
    "teams::",
    "ui::",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
    "wire",
];

/// Longest file; what is longer holds two ideas.
const MAX_LINES: usize = 400;
/// Tables of tests may be longer than what they test.
const MAX_TEST_LINES: usize = 700;

#[test]
fn rooms_name_only_what_they_may() {
    let rooms = |file: &SourceFile| room_of(file).is_some();
    guard(code_files(), rooms, |file| {
        let Some((room, allowed)) = room_of(file) else {
            return Vec::new();
        };
        let foreign = |name: &&&str| !allowed.contains(name);
        // `model::Frame` in the room `model` is its own.
        let own = |name: &str| room.contains(&format!("/{}", name.trim_end_matches("::")));
        let breach = |(line, code): (usize, &str)| -> Vec<String> {
            let named = GUARDED
                .iter()
                .filter(foreign)
                .filter(|name| names(code, name));
            let told = |name: &&str| format!("{}:{line} names {name}; {room} may not", file.name);
            named.filter(|name| !own(name)).map(told).collect()
        };
        file.product_code().flat_map(breach).collect()
    });
}

/// The first row that has the file.
fn room_of(file: &SourceFile) -> Option<&'static (&'static str, &'static [&'static str])> {
    ROOMS.iter().find(|(room, _)| file.is_in(room))
}

/// A row that no file is in any more guards a room that moved.
#[test]
fn every_room_is_there_and_uses_what_it_may() {
    let files = code_files();
    let mut idle = Vec::new();
    for (room, allowed) in ROOMS {
        let inside = |file: &&SourceFile| room_of(file).is_some_and(|(name, _)| name == room);
        let code: Vec<_> = files
            .iter()
            .filter(inside)
            .flat_map(SourceFile::product_code)
            .collect();
        let unused = |name: &&&str| !code.iter().any(|(_, code)| names(code, name));
        idle.extend(allowed.iter().filter(unused).map(|name| {
            format!(
                "{room} does not name {name}: take it out of ROOMS, or say where the room is now"
            )
        }));
    }
    none(&idle);
}

#[test]
fn javascript_values_stay_in_their_rooms() {
    let words = ["JsValue"];
    let rooms = |file: &SourceFile| file.is_in("src/teams/") || file.is_in("src/json.rs");
    at_home(&words, rooms);
    forbid(
        &words,
        |file| file.is_in("src/") && !rooms(file),
        "only src/teams and src/json.rs hold JavaScript values",
    );
}

#[test]
fn sql_is_in_the_store_only() {
    let words = [
        "SELECT ",
        "INSERT INTO",
        "DELETE FROM",
        "UPDATE OR",
        " SET ",
        "PRAGMA ",
        "CREATE TABLE",
    ];
    let store = |file: &SourceFile| file.is_in("crates/backend/src/store/");
    at_home(&words[..3], store);
    forbid(
        &words,
        // The torture looks at the database from outside, as an operator would.
        |file| file.is_in("crates/") && !store(file) && !file.is_in("crates/torture/"),
        "SQL belongs to crates/backend/src/store",
    );
}

#[test]
fn card_json_is_in_card_only() {
    let words = [
        "\"@type\"",
        "\"MessageCard\"",
        "\"AdaptiveCard\"",
        "adaptivecards.io",
    ];
    let card = |file: &SourceFile| file.is_in("crates/backend/src/card/");
    at_home(&words, card);
    forbid(
        &words,
        |file| file.is_in("crates/backend/src/") && !card(file),
        "card JSON belongs to crates/backend/src/card",
    );
}

#[test]
fn the_product_has_one_shape() {
    forbid(
        &["cfg(feature", "cfg!(feature"],
        |_| true,
        "product code has no features; choose at run time",
    );
}

#[test]
fn nothing_unwraps_outside_tests() {
    forbid(
        &[".unwrap()", "todo!(", "unimplemented!("],
        |_| true,
        "say what can go wrong, or `expect` what the code above proves",
    );
}

/// What a browser meets on the way to the form, its first paint waits for.
#[test]
fn nothing_runs_before_the_form_is_read() {
    let page = root().join("index.html");
    let html = std::fs::read_to_string(page).expect("the page's document");
    let (_, body) = html.split_once("<body>").expect("a body");
    let place = |part| {
        format!(r#"<link data-trunk rel="inline" type="html" href="target/npm/{part}.html">"#)
    };
    let (before, behind) = body
        .split_once(&(place("fields") + "\n<script data-trunk id=\"teams-sdk\""))
        .expect(
        "the SDK's script stands right behind the fields of index.html, so that all else is read after the first paint",
    );
    let nobody = || EntityId::from_random([0; ID_BYTES]);
    let begun = ConfigPage::new(nobody(), nobody(), String::new(), "", None);
    let [(_, fields), _, (_, bar)] = page::form::ui::markup(&begun);
    // What the page has to tell stands above the form.
    let before = before.replace(&place("bar"), "");
    for early in [before, bar, fields] {
        assert!(
            !early.contains("<script") && !early.contains("<link"),
            "the page runs something before its fields: put it into the head or behind the SDK"
        );
    }
    assert!(
        behind.contains(&place("trial")),
        "what the page hides at first stands behind the SDK of index.html"
    );
}

#[test]
fn every_file_says_what_it_is_for() {
    let speaks = |file: &SourceFile| !file.is_unit_tests();
    guard(code_files(), speaks, |file| {
        let silent = !file.text.starts_with("//! ");
        let told = silent.then(|| format!("{} does not start with a `//!` line", file.name));
        told.into_iter().collect()
    });
}

#[test]
fn files_hold_one_idea() {
    guard(
        code_files(),
        |_| true,
        |file| {
            let allowed = if file.is_test() {
                MAX_TEST_LINES
            } else {
                MAX_LINES
            };
            let (name, lines) = (&file.name, file.text.lines().count());
            let told = format!("{name} has {lines} lines, {allowed} are allowed: split it");
            (lines > allowed).then_some(told).into_iter().collect()
        },
    );
}

#[test]
fn no_file_names_somebodys_machine() {
    let homes = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
    ];
    guard(
        text_files(),
        |_| true,
        |file| {
            let named = |(number, line): (usize, &str)| {
                let home = homes.iter().find(|home| line.contains(**home))?;
                let place = format!("{}:{}", file.name, number + 1);
                Some(format!("{place} names a folder of one machine: {home}"))
            };
            file.text.lines().enumerate().filter_map(named).collect()
        },
    );
}

#[test]
fn documents_name_only_what_exists() {
    let names_something = |file: &SourceFile| paths_named(file).next().is_some();
    guard(markdown_files(), names_something, |document| {
        let gone = |word: &&str| !root().join(word.trim_end_matches('/')).exists();
        let told = |word| format!("{} names {word}, which does not exist", document.name);
        paths_named(document).filter(gone).map(told).collect()
    });
}

/// The paths of this project that a document names.
fn paths_named(document: &SourceFile) -> impl Iterator<Item = &str> {
    let words = document.text.split('`').skip(1).step_by(2);
    words.filter(|word| is_project_path(word))
}

/// Whether a word in back-ticks claims to be a path of this project.
fn is_project_path(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let starts_here = [
        "src/", "crates/", "tests/", "docs/", "style/", ".ci/", ".cargo/",
    ];
    word.chars().all(plain) && starts_here.iter().any(|start| word.starts_with(start))
}

/// No product code in these files has any of these words.
fn forbid(words: &[&str], place: impl Fn(&SourceFile) -> bool, instead: &str) {
    let ships = |file: &SourceFile| place(file) && file.product_code().next().is_some();
    guard(code_files(), ships, |file| {
        let breach = |(line, code): (usize, &str)| {
            let word = words.iter().find(|word| code.contains(**word))?;
            Some(format!("{}:{line} has `{word}`: {instead}", file.name))
        };
        file.product_code().filter_map(breach).collect()
    });
}

/// The words are where they belong: looked for elsewhere, they would be found.
fn at_home(words: &[&str], room: impl Fn(&SourceFile) -> bool) {
    let files = code_files();
    let code: Vec<_> = files
        .iter()
        .filter(|file| room(file))
        .flat_map(SourceFile::product_code)
        .collect();
    let lost = words
        .iter()
        .filter(|word| !code.iter().any(|(_, code)| code.contains(**word)));
    none(
        &lost
            .map(|word| {
                format!("`{word}` is not even in its own room: the guard looks for nothing")
            })
            .collect::<Vec<_>>(),
    );
}

/// Tells every breach in the files that are guarded. A guard that finds no
/// file guards nothing, and says so.
fn guard(
    files: Vec<SourceFile>,
    guarded: impl Fn(&SourceFile) -> bool,
    breaches: impl Fn(&SourceFile) -> Vec<String>,
) {
    let files: Vec<_> = files.into_iter().filter(|file| guarded(file)).collect();
    assert!(
        !files.is_empty(),
        "this guard finds no file: say where they are now"
    );
    none(&files.iter().flat_map(breaches).collect::<Vec<_>>());
}

#[test]
#[should_panic(expected = "this guard finds no file")]
fn a_guard_that_finds_no_file_fails() {
    forbid(&["unsafe"], |file| file.is_in("src/moved/"), "nothing");
}

/// Whether code uses a name as a whole word; a room only before its `::`.
fn names(code: &str, name: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        let ends = name.ends_with(':') || !after.is_some_and(word);
        ends && !before.is_some_and(word)
    })
}

fn none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
