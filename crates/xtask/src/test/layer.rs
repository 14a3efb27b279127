//! The layers of checks: what each runs, and what counts as having run.

use super::{count::Count, pick::Pick, runner};
use crate::{page, project, size, start, steps};
use anyhow::Result;
use std::process::Command;

/// One layer; the cheap ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Layer {
    /// Formatting
    Fmt,
    /// Lints, natively and for the browser, and the documentation's own
    Clippy,
    /// Native tests of the whole workspace
    Rust,
    /// JavaScript: its types, and the tests that run in Node
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

    /// Whether one of its tests can run without the others.
    pub(crate) fn has_single_tests(self) -> bool {
        !matches!(self, Self::Fmt | Self::Clippy | Self::Size)
    }

    /// Runs it, output as it comes.
    pub(crate) fn run(self, pick: &Pick) -> Result<Count> {
        if pick.is_narrow() && !self.has_single_tests() {
            let name = self.name();
            steps::note(&format!(
                "{name} has no single tests: `cargo xtask test {name}` checks everything at once."
            ));
            return Ok(Count::default());
        }
        match self {
            Self::Fmt => Ok(check(&mut runner::cargo("fmt --all -- --check")?)),
            Self::Clippy => clippy(),
            Self::Size => weigh(),
            Self::Node => node(pick),
            Self::Rust | Self::Web | Self::E2e => self.run_tests(pick),
        }
    }

    fn run_tests(self, pick: &Pick) -> Result<Count> {
        if pick.list {
            steps::run(&mut self.runner(pick)?, "The tests were not listed.")?;
            return Ok(Count::default());
        }
        match self {
            Self::Rust | Self::E2e => page::build()?, // the workspace's tests may look at it
            Self::Web => page::markup()?,
            _ => {}
        }
        if self == Self::E2e {
            start::build_for_journeys()?;
        }
        let mut command = self.runner(pick)?;
        let count = runner::count(&mut command, pick)?;
        // Node counts what a name leaves out.
        let skipped = if self == Self::Node && pick.is_narrow() {
            0
        } else {
            count.skipped
        };
        Ok(Count { skipped, ..count })
    }

    fn runner(self, pick: &Pick) -> Result<Command> {
        match self {
            Self::Node => runner::node(pick),
            Self::Web => runner::web(pick),
            Self::E2e => runner::e2e(pick),
            _ => runner::rust(pick),
        }
    }
}

/// The types are of no single test.
fn node(pick: &Pick) -> Result<Count> {
    let types = if pick.is_narrow() {
        Count::default()
    } else {
        check(&mut runner::types()?)
    };
    let mut count = Layer::Node.run_tests(pick)?;
    count += types;
    Ok(count)
}

fn clippy() -> Result<Count> {
    let native = "clippy --workspace --all-targets -- -D warnings";
    let mut count = check(&mut runner::cargo(native)?);
    page::markup()?; // what runs in a browser has it in it
    let wasm = format!(
        "clippy -p page --lib --bins --test web --target {} -- -D warnings",
        project::WASM_TARGET
    );
    count += check(&mut runner::cargo(&wasm)?);
    let documents = "doc --workspace --no-deps --document-private-items";
    count += check(runner::cargo(documents)?.env("RUSTDOCFLAGS", "-D warnings"));
    Ok(count)
}

fn weigh() -> Result<Count> {
    page::build()?;
    Ok(size::report().map_or_else(|error| explained(&error), |()| Count::HOLDS))
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
