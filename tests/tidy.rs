//! Guards the rooms: who may name whom, and what is nowhere. Reads files only;
//! every breach is told in a sentence that says where and what to do.

mod tidy {
    pub(crate) mod files;
}

use tidy::files::{SourceFile, code_files, markdown_files, root, text_files};

/// What the page's rooms may name of each other and of what is outside
/// (docs/architecture.md). A name that is in no row is free for everybody.
const ROOMS: &[(&str, &[&str])] = &[
    ("src/model/", &["wire"]),
    (
        "src/teams/",
        &[
            "js_sys",
            "serde",
            "serde_wasm_bindgen",
            "wasm_bindgen",
            "wasm_bindgen_futures",
        ],
    ),
    (
        "src/json.rs",
        &["js_sys", "serde", "serde_wasm_bindgen", "wasm_bindgen"],
    ),
    (
        "src/api.rs",
        &["gloo_net", "json::", "serde", "web_sys", "wire"],
    ),
    ("src/status/model.rs", &["wire"]),
    ("src/status/reading.rs", &["wire"]),
    ("src/status/text.rs", &["wire"]),
    ("src/status/clock.rs", &["js_sys"]),
    (
        "src/status/api.rs",
        &["gloo_net", "json::", "web_sys", "wire"],
    ),
    ("src/status/view.rs", &["leptos", "wire"]),
    (
        "src/status/app.rs",
        &["leptos", "model::", "teams::", "wire"],
    ),
    (
        "src/status/main.rs",
        &["leptos", "teams::", "wasm_bindgen", "web_sys"],
    ),
    // The one place where the rooms meet.
    (
        "src/ui/app.rs",
        &["api::", "leptos", "model::", "teams::", "web_sys", "wire"],
    ),
    // Says one room's answers in another's terms.
    ("src/ui/terms.rs", &["api::", "model::", "teams::", "wire"]),
    // Elements are cast to what they are by wasm_bindgen's trait.
    ("src/ui/dom.rs", &["model::", "wasm_bindgen", "web_sys"]),
    ("src/ui/", &["leptos", "model::", "web_sys", "wire"]),
    (
        "src/main.rs",
        &[
            "api::", "leptos", "model::", "teams::", "ui::", "web_sys", "wire",
        ],
    ),
];

/// Names that only some rooms may use; with `::` it is a room of the page.
const GUARDED: &[&str] = &[
    "api::",
    "gloo_net",
    "js_sys",
    "json::",
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
    let mut breaches = Vec::new();
    for file in code_files().iter().filter(|file| file.is_in("src/")) {
        let Some((room, allowed)) = ROOMS.iter().find(|(room, _)| file.is_in(room)) else {
            continue;
        };
        for (line, code) in file.product_code() {
            let foreign = GUARDED.iter().filter(|name| !allowed.contains(name));
            for name in foreign.filter(|name| names(code, name)) {
                // `model::Frame` in the room `model` is its own.
                if !room.contains(&format!("/{}", name.trim_end_matches("::"))) {
                    breaches.push(format!("{}:{line} names {name}; {room} may not", file.name));
                }
            }
        }
    }
    none(&breaches);
}

#[test]
fn javascript_values_stay_in_their_rooms() {
    forbid(
        &["JsValue"],
        |file| file.is_in("src/") && !file.is_in("src/teams/") && !file.is_in("src/json.rs"),
        "only src/teams and src/json.rs hold JavaScript values",
    );
}

#[test]
fn sql_is_in_the_store_only() {
    forbid(
        &[
            "SELECT ",
            "INSERT INTO",
            "DELETE FROM",
            "UPDATE OR",
            " SET ",
            "PRAGMA ",
            "CREATE TABLE",
        ],
        // The torture looks at the database from outside, as an operator would.
        |file| {
            file.is_in("crates/")
                && !file.is_in("crates/backend/src/store/")
                && !file.is_in("crates/torture/")
        },
        "SQL belongs to crates/backend/src/store",
    );
}

#[test]
fn card_json_is_in_card_only() {
    forbid(
        &[
            "\"@type\"",
            "\"MessageCard\"",
            "\"AdaptiveCard\"",
            "adaptivecards.io",
        ],
        |file| file.is_in("crates/backend/src/") && !file.is_in("crates/backend/src/card/"),
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

/// Decision 25: what a browser meets on the way to the form, its first paint waits for.
#[test]
fn nothing_runs_before_the_form_is_read() {
    let page = root().join("index.html");
    let html = std::fs::read_to_string(page).expect("the page's document");
    let (_, body) = html.split_once("<body>").expect("a body");
    let (fields, rest) = body.split_once("</fieldset>\n<script ").expect(
        "the SDK's script stands right behind the fields of index.html, so that all else is read after the first paint",
    );
    assert!(
        !fields.contains("<script") && !fields.contains("<link"),
        "index.html runs something before its fields: put it into the head or behind the SDK"
    );
    assert!(
        rest.contains("id=\"trial\""),
        "what index.html hides at first stands behind the SDK"
    );
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = |file: &&SourceFile| !file.is_unit_tests() && !file.text.starts_with("//! ");
    let told: Vec<_> = code_files()
        .iter()
        .filter(silent)
        .map(|file| format!("{} does not start with a `//!` line", file.name))
        .collect();
    none(&told);
}

#[test]
fn files_hold_one_idea() {
    let mut breaches = Vec::new();
    for file in code_files() {
        let allowed = if file.is_test() {
            MAX_TEST_LINES
        } else {
            MAX_LINES
        };
        let lines = file.text.lines().count();
        if lines > allowed {
            breaches.push(format!(
                "{} has {lines} lines, {allowed} are allowed: split it",
                file.name
            ));
        }
    }
    none(&breaches);
}

#[test]
fn no_file_names_somebodys_machine() {
    let homes = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
    ];
    let mut breaches = Vec::new();
    for file in text_files() {
        for (number, line) in file.text.lines().enumerate() {
            for home in homes.iter().filter(|home| line.contains(**home)) {
                let place = format!("{}:{}", file.name, number + 1);
                breaches.push(format!("{place} names a folder of one machine: {home}"));
            }
        }
    }
    none(&breaches);
}

#[test]
fn documents_name_only_what_exists() {
    let mut breaches = Vec::new();
    for document in markdown_files() {
        for word in document.text.split('`').skip(1).step_by(2) {
            if is_project_path(word) && !root().join(word.trim_end_matches('/')).exists() {
                breaches.push(format!(
                    "{} names {word}, which does not exist",
                    document.name
                ));
            }
        }
    }
    none(&breaches);
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
    let mut breaches = Vec::new();
    for file in code_files().iter().filter(|file| place(file)) {
        for (line, code) in file.product_code() {
            for word in words.iter().filter(|word| code.contains(**word)) {
                breaches.push(format!("{}:{line} has `{word}`: {instead}", file.name));
            }
        }
    }
    none(&breaches);
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
