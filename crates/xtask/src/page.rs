//! Builds the release page, the form, the status page and the operators' page; what they
//! are made of is Trunk.toml's and their documents' to say.

use crate::{
    compress,
    project::{WASM_TARGET, path},
    stamp::Stamp,
    steps::{command, note, run, step},
};
use anyhow::{Context, Result};
use std::{fmt::Write, fs};

/// Everything the page is built from.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "admin.html",
    "crates/simulator/www",
    "crates/wire/src",
    "crates/xtask/npm",
    "index.html",
    "package-lock.json",
    "package.json",
    "src",
    "status.html",
    "style",
];

/// npm packages with code in the shipped page, directly or inside the SDK.
const SHIPPED: &[&str] = &["@microsoft/teams-js", "debug", "base64-js"];

/// Makes `dist/` unless it is already made from the same files.
pub(crate) fn build() -> Result<()> {
    let stamp = Stamp::of("page", SOURCES)?;
    if stamp.is_fresh() && is_there() {
        note("the page in dist/ is up to date");
        return Ok(());
    }
    step("Building the page (a few minutes the first time, seconds later)");
    bundle("shim")?;
    // Trunk bundles the SDK and the style itself, by a hook.
    run(
        command("trunk")?.args(["build", "--release", "--offline"]),
        "The page did not build; the reason is above.",
    )?;
    add("status")?;
    add("admin")?;
    fs::write(path("dist/licenses.txt"), licences()?)?;
    // The server would do it at each start, which takes a debug build 0.8 s of a processor.
    compress::beside_each(&path("dist"))?;
    stamp.keep()
}

/// Whether a page was built, from these files or from older ones.
pub(crate) fn is_there() -> bool {
    let documents = ["index.html", "status.html", "admin.html"];
    documents
        .iter()
        .all(|name| path("dist").join(name).is_file())
}

/// The form's markup alone, which the browser's tests take in.
pub(crate) fn markup() -> Result<()> {
    bundle("markup")
}

/// Compiles what Trunk then finds compiled, so that it need not wait for Trunk.
pub(crate) fn compile() -> Result<()> {
    step("Compiling the page");
    run(
        command("cargo")?
            .args(["build", "--package", "page"])
            .args([
                "--bin",
                "teams-connector-page",
                "--bin",
                "teams-connector-status",
                "--bin",
                "teams-connector-admin",
            ])
            .args(["--profile", "wasm-release", "--target", WASM_TARGET]),
        "The page did not compile; the reason is above.",
    )
}

/// Builds another document and puts it beside the first. One after the other:
/// Trunk empties the folder it builds into, and two builds at a time share the
/// files that the hooks make.
fn add(name: &str) -> Result<()> {
    let (folder, document) = (path(&format!("target/{name}")), format!("{name}.html"));
    run(
        command("trunk")?
            .args(["build", &document, "--html-output", &document])
            .args(["--release", "--offline", "--dist"])
            .arg(&folder),
        &format!("{document} did not build; the reason is above."),
    )?;
    for entry in fs::read_dir(&folder).context("the page is not where it was built")? {
        let file = entry?.path();
        if let Some(name) = file.file_name().filter(|_| file.is_file()) {
            fs::copy(&file, path("dist").join(name))?;
        }
    }
    Ok(())
}

/// Runs trunk with the pinned tools on its search path. `trunk serve` shows the
/// page with the mock SDK, with no host at all.
pub(crate) fn trunk(arguments: &[String]) -> Result<()> {
    bundle("shim")?;
    // `dist` holds the release, and a served page is a debug build.
    let own_place = ["--dist", "target/serve"];
    run(
        command("trunk")?.args(arguments).args(own_place),
        "trunk stopped; the reason is above.",
    )
}

/// Makes what the npm script of that name makes.
fn bundle(script: &str) -> Result<()> {
    run(
        command("npm")?.args(["run", "--silent", script]),
        "npm could not make what the page is built from; the reason is above.",
    )
}

/// The licences of what the page ships from npm, as those licences ask for.
fn licences() -> Result<String> {
    let mut text = String::new();
    for package in SHIPPED {
        let file = path("node_modules").join(package).join("LICENSE");
        let licence = fs::read_to_string(&file)
            .with_context(|| format!("the licence of {package} cannot be read"))?;
        writeln!(text, "## {package}\n\n{}\n", licence.trim())?;
    }
    Ok(text)
}
