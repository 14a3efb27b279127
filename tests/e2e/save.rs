//! The first save: choose, save, get a card.

use crate::support::{World, text_is};
use anyhow::{Result, ensure};

pub(crate) async fn first_save(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    let version = simulator.sdk_version();
    let facts = simulator.text("page-facts").await?;
    ensure!(
        facts.contains(&format!("SDK {version}")),
        "the page runs {facts:?}"
    );
    text_is("the first choice", &page.chosen().await?, "")?;
    world.picture("1-editing").await?;

    page.choose("Create").await?;
    page.rename("Paper orders").await?;
    simulator.reaches("valid").await?;
    world.picture("2-valid").await?;
    let document = page.document().await?;
    ensure!(
        !document.contains("webhookb2"),
        "the page shows the webhook URL"
    );

    simulator.save().await?;
    world.picture("3-saved").await?;
    let connectors = simulator.text("connectors").await?;
    ensure!(
        connectors.contains("Paper orders"),
        "the host lists {connectors:?}"
    );
    text_is("the host's warnings", &simulator.warnings().await?, "")?;

    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;
    world.picture("4-card").await
}
