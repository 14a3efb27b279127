//! The status page for every person: axe finds nothing in any phase and theme, and
//! there is room for all of it.

use super::{open_tab, used};
use crate::access::{fits, passes};
use crate::support::{ConfigPage, World, eventually};
use anyhow::{Context, Result};
use serde_json::Value;

/// The longest words, and those that run the other way.
const TEXTS: [(&str, &str, &str); 3] = [
    (
        "en-us",
        "en",
        include_str!("../../../src/lang/status/en.json"),
    ),
    (
        "de-de",
        "de",
        include_str!("../../../src/lang/status/de.json"),
    ),
    (
        "ar-sa",
        "ar",
        include_str!("../../../src/lang/status/ar.json"),
    ),
];

pub(super) async fn for_every_person(world: &mut World) -> Result<()> {
    used(world).await?;
    for (locale, tag, texts) in TEXTS {
        let page = open_tab(world, &format!("locale={locale}")).await?;
        page.reaches("shown").await?;
        let texts: Value = serde_json::from_str(texts)?;
        let heading = texts["Deliveries"].as_str().context("no heading")?;
        let script = "arguments[0](document.getElementById('history').textContent)";
        let look = async || page.ask::<String>(script).await;
        eventually("the language is there", look, |seen| seen == heading).await?;
        passes(&page, "shown").await?;
        world.picture(tag).await?;
        fits(&page, tag).await?;
    }
    Ok(())
}

/// Those in which nothing is shown; `gone` is looked at where it comes from.
pub(super) async fn every_phase(world: &mut World) -> Result<()> {
    used(world).await?;
    let simulator = &world.simulator;
    let page = &open_tab(world, "init=silent").await?;
    suits(page, "connecting").await?;
    suits(page, "outside").await?;

    simulator.backend_is(r#"{"mode":"hangs"}"#).await?;
    let page = &open_tab(world, "").await?;
    suits(page, "loading").await?;
    suits(page, "unread").await?;

    simulator.open_alone("/status").await?;
    passes(&ConfigPage::alone(simulator.browser()), "outside").await
}

async fn suits(page: &ConfigPage<'_>, phase: &str) -> Result<()> {
    passes(page, phase).await?;
    fits(page, phase).await
}
