//! Where things are in the project, and which tool versions it wants.

use anyhow::{Context, Result};
use std::{env, ffi::OsString, fs, path::PathBuf};

/// Trunk newer than this needs a newer compiler.
pub(crate) const TRUNK: &str = "0.21.14";
/// Drives Firefox; Debian has no package of it.
pub(crate) const GECKODRIVER: &str = "0.37.1";
/// Breaks code on purpose; newest with Rust 1.95.
pub(crate) const MUTANTS: &str = "27.1.0";
/// What compiles the page.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// Oldest Node that runs the npm parts and the simulator's tests.
pub(crate) const NODE: u32 = 20;

/// The project's folder. Cargo says at run time where this crate is.
pub(crate) fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    here.and_then(|path| Some(path.parent()?.parent()?.to_owned()))
        .unwrap_or_else(|| PathBuf::from("."))
}

/// A path inside the project.
pub(crate) fn path(inside: &str) -> PathBuf {
    root().join(inside)
}

/// The build folder, which a person may have moved.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| path("target"), |dir| root().join(dir))
}

/// Where a pinned tool lives; one folder per version, so that a new pin builds anew.
pub(crate) fn tool_dir(name: &str, version: &str) -> PathBuf {
    path("target/tools").join(format!("{name}-{version}"))
}

/// The version of a package in `Cargo.lock`.
pub(crate) fn locked(package: &str) -> Result<String> {
    let lock = fs::read_to_string(path("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines
        .next()
        .and_then(|line| line.strip_prefix("version = \""))
        .and_then(|rest| rest.strip_suffix('"'));
    Ok(version
        .with_context(|| format!("{package} is not in Cargo.lock"))?
        .to_owned())
}

/// `PATH` with the project's own tools first.
pub(crate) fn search_path() -> Result<OsString> {
    let mut folders = vec![
        path("node_modules/.bin"),
        tool_dir("trunk", TRUNK).join("bin"),
        tool_dir("wasm-bindgen-cli", &locked("wasm-bindgen")?).join("bin"),
        tool_dir("geckodriver", GECKODRIVER).join("bin"),
        tool_dir("cargo-mutants", MUTANTS).join("bin"),
    ];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).context("PATH cannot be extended")
}

/// The first of these programs that is on the search path.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<_> = env::split_paths(&path).collect();
    let mut candidates = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.find(|file| file.is_file())
}
