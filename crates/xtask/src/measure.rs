//! Long runs that print figures: torture and benchmarks. Never part of `test`;
//! the short forms are the backend's own tests.

use crate::steps::{command, run, step};
use anyhow::{Result, bail};

/// Kills the real server under load, and hangs a channel beside healthy ones.
pub(crate) fn torture(arguments: &[String]) -> Result<()> {
    backend("torture", arguments)
}

/// Measures what the first argument names.
pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    match arguments.split_first() {
        Some((what, rest)) if what == "backend" => backend("bench", rest),
        _ => bail!("Say what to measure: `cargo xtask bench backend`."),
    }
}

/// The release build: figures of a debug build say nothing.
fn backend(what: &str, arguments: &[String]) -> Result<()> {
    step("Building the server for release");
    run(
        command("cargo")?.args(["build", "--release", "-p", "backend", "-p", "torture"]),
        "The server did not build; the reason is above.",
    )?;
    step("Measuring");
    run(
        command("cargo")?
            .args(["run", "--quiet", "--release", "-p", "torture", "--", what])
            .args(arguments),
        "The run did not hold what it promises; the figures are above.",
    )
}
