//! Removing a connector: the page answers, and no further card comes.

use crate::support::{World, text_is};
use anyhow::{Result, ensure};

pub(crate) async fn cards_stop(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("All", "Paper orders").await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;

    simulator.configure().await?;
    simulator.press("remove").await?;
    simulator.reaches("removed").await?;
    world.picture("1-removed").await?;
    text_is("the host's warnings", &simulator.warnings().await?, "")?;
    let connectors = simulator.text("connectors").await?;
    ensure!(
        !connectors.contains("Paper orders"),
        "the host lists {connectors:?}"
    );

    let taken = simulator.create_task("Order ink").await?;
    text_is("a task after removal", &taken, "Accepted for 0 channels.")
}
