//! Opening a stored connector again: it is prefilled, and a change counts.

use crate::support::{World, stays_equal};
use anyhow::{Result, ensure};
use thirtyfour::By;

pub(crate) async fn prefilled_and_changed(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Paper orders").await?;

    let page = simulator.configure().await?;
    stays_equal("the choice", &page.chosen().await?, &"Create".to_owned())?;
    stays_equal("the name", &page.name().await?, &"Paper orders".to_owned())?;
    page.part_says("#type-message", "No changes yet.").await?;
    world.picture("1-prefilled").await?;

    simulator.browser().enter_default_frame().await?;
    let edit = By::Css("#connectors button");
    let edit = simulator.browser().find(edit).await?;
    page.choose("Update").await?;
    page.part_says("#type-message", "").await?;
    page.rename("Paper changes").await?;
    simulator.reaches("valid").await?;
    ensure!(edit.is_present().await?, "the host's button was replaced");
    simulator.press("save").await?;
    simulator.reaches("saved").await?;
    let connectors = simulator.text("connectors").await?;
    ensure!(
        connectors.contains("Paper changes") && !connectors.contains("Paper orders"),
        "the host lists {connectors:?}"
    );

    let taken = simulator.create_task("Order ink").await?;
    stays_equal(
        "a created task",
        &taken,
        &"Accepted for 0 channels.".to_owned(),
    )?;
    let taken = simulator.update_task().await?;
    stays_equal(
        "an updated task",
        &taken,
        &"Accepted for 1 channel.".to_owned(),
    )?;
    simulator.shows_card("Order ink").await?;
    world.picture("2-card").await
}
