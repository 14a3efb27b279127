//! The layers of checks: what each runs, and what counts as having run.

use super::count::Count;
use crate::{browser::Engine, page, project, size, start, steps};
use anyhow::{Context, Result};
use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

/// One layer; the cheap ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Layer {
    /// Formatting
    Fmt,
    /// Lints, natively and for the browser
    Clippy,
    /// Native tests of the whole workspace
    Rust,
    /// The simulator's JavaScript
    Node,
    /// The page's bindings and components in a headless browser
    Web,
    /// The whole product through WebDriver
    E2e,
    /// What a first visit loads
    Size,
}

impl Layer {
    /// In the order they run.
    pub(crate) const EACH: [Self; 7] = [
        Self::Fmt,
        Self::Clippy,
        Self::Rust,
        Self::Node,
        Self::Web,
        Self::E2e,
        Self::Size,
    ];

    /// As typed on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Rust => "rust",
            Self::Node => "node",
            Self::Web => "web",
            Self::E2e => "e2e",
            Self::Size => "size",
        }
    }

    /// Runs it, output as it comes.
    pub(crate) fn run(self, engines: &[Engine]) -> Result<Count> {
        match self {
            Self::Fmt => Ok(check(&mut cargo("fmt --all -- --check")?)),
            Self::Clippy => clippy(),
            Self::Rust => {
                page::build()?; // the workspace's tests may look at the built page
                let mut command = cargo("test --workspace --no-fail-fast")?;
                tests(command.env("INSTA_UPDATE", "no")) // a check writes nothing
            }
            Self::Node => node(),
            Self::Web => web(),
            Self::E2e => e2e(engines),
            Self::Size => {
                page::build()?;
                Ok(size::report().map_or_else(|error| explained(&error), |()| Count::HOLDS))
            }
        }
    }
}

fn clippy() -> Result<Count> {
    let mut count = check(&mut cargo(
        "clippy --workspace --all-targets -- -D warnings",
    )?);
    let wasm = format!(
        "clippy -p page --lib --bins --test web --target {} -- -D warnings",
        project::WASM_TARGET
    );
    count += check(&mut cargo(&wasm)?);
    Ok(count)
}

/// Where the programs' own JavaScript is tested, and what only npm can judge.
const NODE: [&str; 2] = ["crates/simulator/www", "crates/backend/src/card"];

fn node() -> Result<Count> {
    let mut files = Vec::new();
    for folder in NODE {
        let entries = fs::read_dir(project::path(folder));
        let entries = entries.with_context(|| format!("{folder} is missing"))?;
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        files.extend(paths.filter(|file| file.to_string_lossy().ends_with(".test.mjs")));
    }
    files.sort();
    tests(steps::command("node")?.arg("--test").args(files))
}

fn web() -> Result<Count> {
    let driver = project::find_program(&["chromedriver"]).context("chromedriver is missing")?;
    let run = format!("test -p page --test web --target {}", project::WASM_TARGET);
    let mut command = cargo(&run)?;
    command
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    tests(&mut command)
}

fn e2e(engines: &[Engine]) -> Result<Count> {
    page::build()?;
    start::build_servers()?;
    let mut command = cargo("test -p page --test e2e")?;
    let names: Vec<_> = engines.iter().map(|engine| engine.name()).collect();
    tests(command.env("TEAMS_CONNECTOR_E2E", names.join(",")))
}

fn cargo(arguments: &str) -> Result<Command> {
    let mut command = steps::command("cargo")?;
    command.args(arguments.split(' '));
    Ok(command)
}

/// A command that counts as one check.
fn check(command: &mut Command) -> Count {
    match steps::run(command, "This check does not hold; the reason is above.") {
        Ok(()) => Count::HOLDS,
        Err(error) => explained(&error),
    }
}

fn explained(error: &anyhow::Error) -> Count {
    steps::complain(error);
    Count::BROKEN
}

/// A test runner: what it prints is passed on and counted. A runner that fails
/// without naming a test, or that finds none, is itself a failure.
fn tests(command: &mut Command) -> Result<Count> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("the output is not piped")?;
    let mut count = Count::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        count += Count::of_line(&line);
    }
    let succeeded = child.wait()?.success();
    if !succeeded && count.failed == 0 {
        steps::note("the tests did not run to the end");
        count += Count::BROKEN;
    }
    if succeeded && count.passed == 0 {
        steps::note("no test ran");
        count += Count::BROKEN;
    }
    Ok(count)
}
