//! Makes the documents' pictures anew, from what a journey shows in Chromium; a picture
//! that grew too large is not taken.

use crate::{project::path, steps, test};
use anyhow::{Context, Result, ensure};
use std::fs;

/// The journey that passes what is pictured.
const JOURNEY: &str = "apps_tab";

/// What it calls a picture, and what the documents call it.
const PICTURES: [(&str, &str); 5] = [
    ("1-uploaded", "apps"),
    ("3-channel", "channel"),
    ("4-configured", "configured"),
    ("5-card", "card"),
    ("6-status", "status"),
];

/// What a reader waits for, in bytes; a test holds the documents to it.
const LARGEST: u64 = 60 * 1024;

/// Walks the journey and takes its pictures over.
pub(crate) fn run() -> Result<()> {
    test::picture(JOURNEY)?;
    for (shown, name) in PICTURES {
        let from = path(&format!(
            "target/screenshots/{JOURNEY}-chromium-{shown}.png"
        ));
        let bytes = fs::metadata(&from)
            .with_context(|| format!("no picture {shown}"))?
            .len();
        ensure!(
            bytes <= LARGEST,
            "{name} has {bytes} bytes: picture less of the window."
        );
        let to = path(&format!("docs/pictures/{name}.png"));
        fs::copy(&from, &to).with_context(|| format!("{} is not written", to.display()))?;
        steps::note(&format!("docs/pictures/{name}.png: {bytes} bytes"));
    }
    Ok(())
}
