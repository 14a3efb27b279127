//! Pictures of the cards, for people who look: from the golden files, by Microsoft's
//! renderer, in every language, light and dark. Compares nothing.

use crate::browser::Engine;
use crate::project::{find_program, root};
use crate::setup;
use crate::steps::{command, note, run, step};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Where the pictures go, below the project's folder.
const FOLDER: &str = "target/cards";

/// Draws all of them.
pub(crate) fn draw() -> Result<()> {
    setup::npm_parts()?;
    setup::for_browsers(&[Engine::Chromium])?;
    step("Drawing the cards");
    let output = command("node")?
        .args(["crates/xtask/npm/cards.mjs", FOLDER])
        .output()
        .context("node did not start.")?;
    if !output.status.success() {
        bail!(
            "The pages were not written: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let folder = root().join(FOLDER);
    for name in names.lines() {
        photograph(&folder, name)?;
    }
    note(&format!("The pictures are in {FOLDER}."));
    Ok(())
}

/// One page as a picture. What it shows is ours, so it needs no sandbox, which a
/// container may not have.
fn photograph(folder: &Path, name: &str) -> Result<()> {
    let chromium = find_program(crate::browser::CHROMIUM).context("Chromium is missing.")?;
    let page = folder.join(format!("{name}.html"));
    let picture = folder.join(format!("{name}.png"));
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--log-level=3",
    ];
    run(
        command(&chromium.display().to_string())?
            .args(arguments)
            .arg("--window-size=1360,3800")
            .arg(format!("--screenshot={}", picture.display()))
            .arg(format!("file://{}", page.display())),
        "Chromium took no picture; the reason is above.",
    )
}
