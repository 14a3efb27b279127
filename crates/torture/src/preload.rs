//! Libraries that are loaded before the C library, to lie to a real program.

use anyhow::Context as _;
use std::path::Path;
use tokio::process::Command;

/// Builds one of them with the compiler that built this.
pub(crate) async fn build(name: &str, library: &Path) -> anyhow::Result<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("preload/{name}.rs"));
    let mut command = Command::new("rustc");
    command.args(["--edition", "2024", "--crate-type", "cdylib", "-O", "-o"]);
    let status = command
        .arg(library)
        .arg(source)
        .status()
        .await
        .context("rustc is missing")?;
    anyhow::ensure!(status.success(), "rustc: {status}");
    Ok(())
}
