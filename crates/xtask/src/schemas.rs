//! Refreshes the schemas that `crates/manifest` carries, from Microsoft's package.

use crate::steps::{command, run};
use anyhow::{Context, Result};
use std::path::Path;

/// Packs what the archive holds; the script prints the differences.
pub(crate) fn pack(archive: &Path) -> Result<()> {
    let archive = archive
        .canonicalize()
        .context("The archive is not there: `npm pack @microsoft/app-manifest` writes it.")?;
    run(
        command("node")?
            .arg("crates/xtask/npm/schemas.mjs")
            .arg(archive),
        "The schemas were not packed; the reason is above.",
    )
}
