//! The command lines of the layers with single tests, and how what they print is
//! counted.

use super::{count::Count, pick::Pick};
use crate::{auth::Auth, project, steps};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
};

/// Where the programs' own JavaScript is tested, and what only npm can judge.
const NODE: [&str; 7] = [
    "crates/simulator/www",
    "crates/backend/src/card",
    "crates/manifest/tests",
    "src/lang",
    "src/teams",
    "crates/xtask/npm",
    "crates/xtask/npm/finish",
];

/// Of the whole workspace, so that nothing is compiled again with other features: 156
/// of the 460 pieces of the native tests were.
pub(crate) const JOURNEYS: &str = "test --workspace --test e2e";

/// The native tests of the whole workspace.
pub(super) fn rust(pick: &Pick) -> Result<Command> {
    let mut command = cargo("test --workspace --no-fail-fast")?;
    command.env("INSTA_UPDATE", "no"); // a check writes nothing
    Ok(for_libtest(command, pick))
}

/// The tests that run in a headless browser.
pub(super) fn web(pick: &Pick) -> Result<Command> {
    let run = format!("test -p page --test web --target {}", project::WASM_TARGET);
    let mut command = cargo(&run)?;
    if !pick.list {
        let driver = project::find_program(&["chromedriver"]).context("chromedriver is missing")?;
        command
            .env("CHROMEDRIVER", driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    }
    Ok(for_libtest(command, pick))
}

/// The journeys; what the variables mean is `tests/e2e/main.rs`' to say.
pub(super) fn e2e(pick: &Pick) -> Result<Command> {
    let mut command = cargo(JOURNEYS)?;
    let names: Vec<_> = pick.engines().iter().map(|engine| engine.name()).collect();
    command.env("TEAMS_CONNECTOR_E2E", names.join(","));
    if pick.every_engine {
        command.env("TEAMS_CONNECTOR_E2E_EVERY_ENGINE", "1");
    }
    if let Some(times) = pick.repeat {
        command.env("TEAMS_CONNECTOR_E2E_REPEAT", times.to_string());
    }
    if pick.pictures {
        command.env("TEAMS_CONNECTOR_E2E_PICTURES", "1");
    }
    if let Some(Auth::Entra) = pick.auth {
        command.env("TEAMS_CONNECTOR_E2E_AUTH", "entra");
    }
    Ok(for_libtest(command, pick))
}

/// Node's runner takes names as patterns, and knows no list: to list is to run
/// them and print nothing else.
pub(super) fn node(pick: &Pick) -> Result<Command> {
    let mut command = steps::command("node")?;
    command.arg("--test");
    if pick.list {
        command.arg("--test-reporter=./crates/xtask/npm/names.mjs");
    }
    for name in &pick.names {
        if name.starts_with('-') {
            bail!("Node's tests take names only, and {name} is none.");
        }
        command.arg(format!("--test-name-pattern={}", literally(name)));
    }
    command.args(node_files()?);
    Ok(command)
}

/// The types of all JavaScript, as `tsconfig.json` wants them.
pub(super) fn types() -> Result<Command> {
    let mut command = steps::command("npm")?;
    command.args(["run", "--silent", "types"]);
    Ok(command)
}

/// A pattern that finds nothing but this text.
fn literally(name: &str) -> String {
    let escaped = name.chars().flat_map(|letter| {
        let special = r"\^$.*+?()[]{}|/".contains(letter);
        special.then_some('\\').into_iter().chain([letter])
    });
    escaped.collect()
}

pub(super) fn node_files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in NODE {
        let entries = fs::read_dir(project::path(folder));
        let entries = entries.with_context(|| format!("{folder} is missing"))?;
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        files.extend(paths.filter(|file| file.to_string_lossy().ends_with(".test.mjs")));
    }
    files.sort();
    Ok(files)
}

/// A cargo command from words with single spaces between them.
pub(crate) fn cargo(arguments: &str) -> Result<Command> {
    let mut command = steps::command("cargo")?;
    command.args(arguments.split(' '));
    Ok(command)
}

fn for_libtest(mut command: Command, pick: &Pick) -> Command {
    if pick.is_narrow() {
        command.arg("--").args(&pick.names);
    }
    if pick.list {
        command.arg("--list");
    }
    command
}

/// Runs the tests: what the runner prints is passed on and counted. One that fails
/// without naming a test is itself a failure, and so is one that finds none, unless a
/// name was picked that other layers may have.
pub(super) fn count(command: &mut Command, pick: &Pick) -> Result<Count> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("the output is not piped")?;
    let mut count = Count::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        count += Count::of_line(&line);
    }
    count += judge(count, child.wait()?.success(), pick);
    Ok(count)
}

/// What the runner's end adds to what it counted.
fn judge(count: Count, succeeded: bool, pick: &Pick) -> Count {
    match (succeeded, count) {
        (false, Count { failed: 0, .. }) => {
            steps::note("the tests did not run to the end");
            Count::BROKEN
        }
        (true, Count { passed: 0, .. }) if pick.is_narrow() => {
            steps::note("no test of this layer has that name");
            Count::default()
        }
        (true, Count { passed: 0, .. }) => {
            steps::note("no test ran");
            Count::BROKEN
        }
        _ => Count::default(),
    }
}
