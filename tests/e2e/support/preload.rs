//! A library that is loaded before the C library, to put a program's wall clock on: what
//! waits for minutes need not be waited for.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tokio::process::Command;

/// Builds the torture run's clock into a folder.
pub(super) async fn clock(folder: &Path) -> Result<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/torture/preload/clock.rs");
    let library = folder.join("clock.so");
    let mut command = Command::new("rustc");
    command.args(["--edition", "2024", "--crate-type", "cdylib", "-o"]);
    let status = command.arg(&library).arg(source).status().await;
    let status = status.context("rustc is missing")?;
    ensure!(status.success(), "rustc: {status}");
    Ok(library)
}
