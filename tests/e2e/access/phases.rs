//! A connector's form in every phase: axe finds nothing, and there is room for all of it.

use super::{fits, passes};
use crate::support::{ConfigPage, World};
use anyhow::Result;

const HANGS: &str = r#"{"mode":"hangs"}"#;
const WORKS: &str = r#"{"mode":"ok"}"#;

/// Nothing to object to, in this phase.
async fn suits(page: &ConfigPage<'_>, phase: &str) -> Result<()> {
    passes(page, phase).await?;
    fits(page, phase).await
}

pub(super) async fn opening(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = &simulator.begin("init=silent").await?;
    suits(page, "connecting").await?;
    suits(page, "outside").await?;

    simulator.saved("All", "Paper orders").await?;
    simulator.backend_is(HANGS).await?;
    simulator.press("configure").await?;
    suits(page, "prefilling").await?;
    suits(page, "editing").await?; // with the button that loads again

    simulator.open_alone("/configure").await?;
    passes(&ConfigPage::alone(simulator.browser()), "outside").await
}

pub(super) async fn saving(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.begin("close=stays").await?;
    let page = &simulator.opened_page().await?;
    suits(page, "editing").await?;
    page.choose("All").await?;
    page.rename(" ").await?;
    page.part_says("#name-message", "Enter a name.").await?;
    suits(page, "editing").await?;
    page.rename("Paper orders").await?;
    simulator.reaches("valid").await?;
    simulator.backend_is(HANGS).await?;
    simulator.press("save").await?;
    suits(page, "saving").await?;
    simulator.reaches("save-failed").await?;
    suits(page, "editing").await?;

    simulator.backend_is(WORKS).await?;
    simulator.save_again().await?;
    let saved = "Saved. Matching tasks now appear in the channel.";
    page.part_says("#notice", saved).await?;
    suits(page, "saved").await
}

pub(super) async fn removing(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("All", "Paper orders").await?;
    let page = &simulator.begin("frame=remove&close=stays").await?;
    suits(page, "confirming-removal").await?;
    simulator.backend_is(HANGS).await?;
    simulator.press("remove").await?;
    suits(page, "removing").await?;
    simulator.reaches("remove-failed").await?;
    suits(page, "confirming-removal").await?;

    simulator.backend_is(WORKS).await?;
    simulator.press("remove").await?;
    simulator.reaches("removed").await?;
    let removed = "Removed. No more notifications are sent.";
    page.part_says("#notice", removed).await?;
    suits(page, "removed").await
}
