//! What is typed, and which command lines it becomes.

use super::{Layer, Options, runner};
use crate::{browser::Engine, project};
use clap::Parser;
use std::{fs, process::Command};

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    options: Options,
}

fn typed(words: &str) -> Options {
    let words = ["test"].into_iter().chain(words.split_whitespace());
    Typed::try_parse_from(words)
        .expect("it can be typed")
        .options
}

fn check(words: &str, line: fn(&super::Pick) -> anyhow::Result<Command>, expected: &str) {
    let command = line(&typed(words).pick).expect("it can be run");
    let arguments: Vec<_> = command
        .get_args()
        .map(|word| word.to_string_lossy())
        .collect();
    assert_eq!(arguments.join(" "), expected, "{words}");
}

fn variable(words: &str, name: &str) -> Option<String> {
    let command = runner::e2e(&typed(words).pick).expect("it can be run");
    let found = command.get_envs().find(|(key, _)| *key == name);
    found.and_then(|(_, value)| Some(value?.to_string_lossy().into_owned()))
}

#[test]
fn a_name_reaches_the_runner_of_each_layer() {
    let all = "test --workspace --no-fail-fast";
    check("rust", runner::rust, all);
    check(
        "rust -- schedule::",
        runner::rust,
        &format!("{all} -- schedule::"),
    );
    check("rust --list", runner::rust, &format!("{all} -- --list"));
    let web = "test -p page --test web --target wasm32-unknown-unknown";
    check(
        "web --list -- save",
        runner::web,
        &format!("{web} -- save --list"),
    );
    let e2e = "test --workspace --test e2e";
    check(
        "e2e -- first_save edit",
        runner::e2e,
        &format!("{e2e} -- first_save edit"),
    );
    check(
        "e2e -- a --exact",
        runner::e2e,
        &format!("{e2e} -- a --exact"),
    );
}

#[test]
fn nodes_names_are_taken_literally() {
    let pick = typed("node -- saved?").pick;
    let command = runner::node(&pick).expect("it can be run");
    assert!(
        command
            .get_args()
            .any(|word| word == r"--test-name-pattern=saved\?")
    );
    assert!(runner::node(&typed("node -- --exact").pick).is_err());
}

#[test]
fn every_test_file_for_node_is_run() {
    let mut folders = ["crates", "src", "tests"].map(project::path).to_vec();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(".test.mjs") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert_eq!(runner::node_files().expect("they are found"), files);
}

#[test]
fn engines_and_repetitions_reach_the_journeys() {
    let engines = "TEAMS_CONNECTOR_E2E";
    let each = Some("chromium,firefox,webkit".to_owned());
    assert_eq!(variable("e2e", engines), each);
    let two = variable("e2e --engine webkit --engine firefox", engines);
    assert_eq!(two.as_deref(), Some("firefox,webkit"));
    let but_one = variable("--without-engine firefox", engines);
    assert_eq!(but_one.as_deref(), Some("chromium,webkit"));
    for (words, name, value) in [
        (
            "e2e --every-engine",
            "TEAMS_CONNECTOR_E2E_EVERY_ENGINE",
            "1",
        ),
        ("e2e --repeat 1", "TEAMS_CONNECTOR_E2E_REPEAT", "1"),
        ("e2e --auth entra", "TEAMS_CONNECTOR_E2E_AUTH", "entra"),
    ] {
        assert_eq!(variable(words, name).as_deref(), Some(value));
        assert_eq!(variable("e2e", name), None);
    }
}

#[test]
fn only_the_browsers_that_run_are_set_up() {
    for (words, expected) in [
        ("", Engine::EACH.as_slice()),
        ("rust -- name", &[]),
        ("web", &[Engine::Chromium]),
        ("e2e --engine firefox -- name", &[Engine::Firefox]),
        ("e2e --list", &[]),
        ("--exclude web,e2e", &[]),
    ] {
        let options = typed(words);
        let browsers = options.pick.browsers(&options.running());
        assert_eq!(browsers, expected, "{words}");
    }
}

#[test]
fn what_no_layer_can_do_is_refused() {
    for (words, is_fine) in [
        ("", true),
        ("e2e --engine firefox", true),
        ("--without-engine webkit", true),
        ("--without-engine chromium", false),
        ("rust --engine firefox", false),
        ("web --repeat 2", false),
        ("--exclude e2e --every-engine", false),
    ] {
        let options = typed(words);
        let answer = options.pick.check(&options.running());
        assert_eq!(answer.is_ok(), is_fine, "{words}");
    }
    for words in ["--repeat 0", "e2e --engine firefox --without-engine webkit"] {
        let words = ["test"].into_iter().chain(words.split(' '));
        assert!(Typed::try_parse_from(words).is_err());
    }
}

#[test]
fn layers_without_single_tests_say_so() {
    let options = typed("-- name");
    let run = |layer: Layer| layer.run(&options.pick).expect("it only says so");
    for layer in [Layer::Fmt, Layer::Clippy, Layer::Size] {
        assert_eq!(run(layer), super::Count::default());
    }
}
