//! Long runs that print figures: torture and benchmarks. Never part of `test`;
//! the short forms are the backend's own tests.

use crate::{
    browser::Engine,
    page, setup,
    steps::{command, run, step},
};
use anyhow::{Result, bail};

/// Kills the real server under load, and hangs a channel beside healthy ones.
pub(crate) fn torture(arguments: &[String]) -> Result<()> {
    backend("torture", arguments)
}

/// Measures what the first argument names.
pub(crate) fn bench(arguments: &[String]) -> Result<()> {
    match arguments.split_first() {
        Some((what, rest)) if what == "backend" => backend("bench", rest),
        Some((what, rest)) if what == "page" => page_beside_others(rest),
        _ => bail!("Say what to measure: `cargo xtask bench backend` or `bench page`."),
    }
}

/// Opens the release page beside comparison pages in Chromium.
fn page_beside_others(arguments: &[String]) -> Result<()> {
    setup::for_page()?;
    setup::for_browsers(&[Engine::Chromium])?;
    page::build()?;
    step("Building the comparison pages");
    let otherwise = "The comparison pages were not built; the reason is above.";
    run(command("npm")?.args(["run", "--silent", "sdk"]), otherwise)?;
    let make = "crates/bench/pages/make.mjs";
    run(command("node")?.arg(make), otherwise)?;
    // The backend compresses before the first visit and answers from memory
    // within a millisecond, so a debug build measures the same.
    step("Building the server");
    run(
        command("cargo")?.args(["build", "-p", "backend", "-p", "bench"]),
        "The server did not build; the reason is above.",
    )?;
    step("Measuring");
    run(
        command("cargo")?
            .args(["run", "--quiet", "-p", "bench", "--", "page"])
            .args(arguments),
        "The page misses what it promises; the figures are above.",
    )
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
