//! Opening a stored connector again: it is prefilled, and a change counts.

use crate::support::{World, text_is};
use anyhow::{Result, ensure};
use thirtyfour::By;

pub(crate) async fn prefilled_and_changed(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Paper orders").await?;

    let page = simulator.configure().await?;
    text_is("the choice", &page.chosen().await?, "Create")?;
    text_is("the name", &page.name().await?, "Paper orders")?;
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
    simulator.save().await?;
    let connectors = simulator.text("connectors").await?;
    ensure!(
        connectors.contains("Paper changes") && !connectors.contains("Paper orders"),
        "the host lists {connectors:?}"
    );

    let taken = simulator.create_task("Order ink").await?;
    text_is("a created task", &taken, "Accepted for 0 channels.")?;
    let taken = simulator.update_task().await?;
    text_is("an updated task", &taken, "Accepted for 1 channel.")?;
    simulator.shows_card("Order ink").await?;
    world.picture("2-card").await
}
