//! Libraries that are loaded before the C library, to lie to a real program: its wall
//! clock, or how long its disk takes.

use anyhow::{Context as _, Result, ensure};
use std::path::Path;
use tokio::process::Command;

/// Builds `preload/NAME.rs` with the compiler that built this.
///
/// # Errors
///
/// When there is no such source, or the compiler is missing or fails.
pub async fn build(name: &str, library: &Path) -> Result<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("preload/{name}.rs"));
    let mut command = Command::new("rustc");
    command.args(["--edition", "2024", "--crate-type", "cdylib", "-O", "-o"]);
    let status = command.arg(library).arg(source).status().await;
    let status = status.context("rustc is missing")?;
    ensure!(status.success(), "rustc: {status}");
    Ok(())
}
