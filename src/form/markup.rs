//! Writes the form's markup as it is before anything happens; part of building the page
//! (`crates/xtask/npm/markup.mjs`). Runs natively, never in a browser.

use page::form::{model::ConfigPage, ui};
use std::{env, fs, io, path::Path};
use wire::{EntityId, ID_BYTES};

fn main() -> io::Result<()> {
    let folder = env::args().nth(1).ok_or_else(|| {
        io::Error::other("Name the folder to write to: teams-connector-markup <folder>")
    })?;
    let nobody = || EntityId::from_random([0; ID_BYTES]);
    let begun = ConfigPage::new(nobody(), nobody(), String::new(), "-", None);
    for (part, html) in ui::markup(&begun) {
        fs::write(Path::new(&folder).join(part).with_extension("html"), html)?;
    }
    Ok(())
}
