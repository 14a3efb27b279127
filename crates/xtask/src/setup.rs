//! Installs what is missing, once; everything lands in the project's own folders,
//! except the wasm target (rustup's) and the test browsers (Debian's).

mod tool;

use crate::{
    browser::{self, Engine},
    project::{NODE, WASM_TARGET, path},
    stamp::Stamp,
    steps::{ask, command, run, step},
};
use anyhow::{Result, bail};
use std::path::Path;
use tool::Tool;

/// All that building the page takes.
pub(crate) fn for_page() -> Result<()> {
    for_compiling()?;
    npm_parts()?;
    tools()
}

/// What must be there before anything is built.
pub(crate) fn for_compiling() -> Result<()> {
    check_node()?;
    wasm_target()
}

/// The tools that build the page.
pub(crate) fn tools() -> Result<()> {
    Tool::trunk().get()?;
    Tool::wasm_bindgen()?.get()?;
    tool::tidy_up()
}

/// Whether these tools are there.
pub(crate) fn has_tools() -> Result<bool> {
    Ok(Tool::trunk().is_there() && Tool::wasm_bindgen()?.is_there())
}

/// What the tests take that run in these engines: the browsers and their drivers
/// from Debian, Firefox's driver from crates.io.
pub(crate) fn for_browsers(engines: &[Engine]) -> Result<()> {
    browser::install(engines)?;
    if engines.contains(&Engine::Firefox) {
        Tool::geckodriver().get()?;
        tool::tidy_up()?;
    }
    Ok(())
}

/// What breaks code on purpose takes.
pub(crate) fn for_mutants() -> Result<()> {
    Tool::mutants().get()?;
    tool::tidy_up()
}

fn check_node() -> Result<()> {
    let version = ask("node", &["--version"]);
    let major: Option<u32> = version
        .as_deref()
        .and_then(|text| text.trim_start_matches('v').split('.').next()?.parse().ok());
    match major {
        Some(major) if major >= NODE => {}
        Some(major) => bail!("Node.js {major} is too old: install Node.js {NODE} or newer."),
        None => bail!("Node.js is missing: install Node.js {NODE} or newer, with npm."),
    }
    if ask("npm", &["--version"]).is_none() {
        bail!("npm is missing: it comes with Node.js, or as your system's package npm.");
    }
    Ok(())
}

fn wasm_target() -> Result<()> {
    let arguments = ["--print", "target-libdir", "--target", WASM_TARGET];
    if ask("rustc", &arguments).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if ask("rustup", &["--version"]).is_none() {
        bail!(
            "The Rust target {WASM_TARGET} is missing: install Rust with rustup (https://rustup.rs)."
        );
    }
    step(&format!("Adding the Rust target {WASM_TARGET}"));
    run(
        command("rustup")?.args(["target", "add", WASM_TARGET]),
        "rustup could not add the wasm target; the reason is above.",
    )
}

/// What npm brings.
pub(crate) fn npm_parts() -> Result<()> {
    let stamp = Stamp::of("npm", &["package.json", "package-lock.json"])?;
    if stamp.is_fresh() && path("node_modules/.package-lock.json").is_file() {
        return Ok(());
    }
    step("Installing the npm parts");
    // The package that has the official card schema would bring a whole editor.
    let peers = "--legacy-peer-deps";
    run(
        command("npm")?.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", peers]),
        "npm could not install the locked packages; the reason is above.",
    )?;
    stamp.keep()
}
