//! Installs what is missing, once; everything lands in the project's own folders,
//! except the wasm target (rustup's) and the test browsers (Debian's).

use crate::{
    browser::{self, Engine},
    project::{self, GECKODRIVER, NODE, TRUNK, WASM_TARGET, path, tool_dir},
    stamp::Stamp,
    steps::{ask, command, note, run, step},
};
use anyhow::{Result, bail};
use std::path::Path;

/// All that building the page takes.
pub(crate) fn for_page() -> Result<()> {
    check_node()?;
    wasm_target()?;
    npm_parts()?;
    // Trunk's published lock file is needed: newer parts of it do not compile together.
    tool("trunk", TRUNK, &["--locked"])?;
    tool("wasm-bindgen-cli", &project::locked("wasm-bindgen")?, &[])
}

/// What the tests take that run in these engines: the browsers and their drivers
/// from Debian, Firefox's driver from crates.io.
pub(crate) fn for_browsers(engines: &[Engine]) -> Result<()> {
    browser::install(engines)?;
    if engines.contains(&Engine::Firefox) {
        // Its own lock file is not published; what Cargo finds compiles.
        tool("geckodriver", GECKODRIVER, &[])?;
    }
    Ok(())
}

/// Breaks code on purpose; newest with Rust 1.95.
pub(crate) const CARGO_MUTANTS: &str = "27.1.0";

/// What breaks code on purpose takes.
pub(crate) fn for_mutants() -> Result<()> {
    tool("cargo-mutants", CARGO_MUTANTS, &["--locked"])
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

fn npm_parts() -> Result<()> {
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

/// Builds a pinned tool once; the folder it lands in says which version it is.
fn tool(name: &str, version: &str, how: &[&str]) -> Result<()> {
    let home = tool_dir(name, version);
    if home.join(".crates.toml").is_file() {
        return Ok(());
    }
    step(&format!("Building {name} {version} (once; a few minutes)"));
    let mut install = command("cargo")?;
    install
        .args(["install", name, "--version", version])
        .args(how)
        .arg("--root")
        .arg(&home)
        .arg("--target-dir")
        .arg(path("target/tools/build"));
    run(
        &mut install,
        &format!("{name} {version} did not build; the reason is above."),
    )?;
    note(&format!("{name} {version} is ready"));
    Ok(())
}
