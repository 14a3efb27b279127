//! A reload at any moment: what was saved stays, and what was begun can be done again.

use crate::support::{World, stays_equal};
use anyhow::Result;

pub(crate) async fn nothing_is_lost(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    page.choose("Create").await?;
    simulator.reload().await?;
    simulator.opened_page().await?;
    simulator.saved("All", "Paper orders").await?;

    simulator.reload().await?;
    simulator.opened_page().await?;
    let page = simulator.configure().await?;
    stays_equal("the choice", &page.chosen().await?, &"All".to_owned())?;
    stays_equal("the name", &page.name().await?, &"Paper orders".to_owned())?;

    simulator.reload().await?;
    simulator.opened_page().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await
}

pub(crate) async fn while_saving(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Paper orders").await?;
    let page = simulator.configure().await?;
    page.choose("Update").await?;
    simulator.reaches("valid").await?;
    simulator.backend_is(r#"{"mode":"hangs"}"#).await?;
    simulator.press("save").await?;
    simulator.reaches("saving").await?;
    world.picture("1-saving").await?;

    simulator.reload().await?;
    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    simulator.opened_page().await?;
    let page = simulator.configure().await?;
    stays_equal("the name", &page.name().await?, &"Paper orders".to_owned())?;
    stays_equal("the choice", &page.chosen().await?, &"Create".to_owned())?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await
}
