//! A reload at any moment: what was saved stays, and what was begun is offered again.

use crate::support::{World, eventually, text_is};
use anyhow::Result;
use serde_json::Value;

pub(crate) async fn nothing_is_lost(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    // Cancelled by mistake: the next form offers what was chosen.
    page.choose("Create").await?;
    simulator.press("cancel").await?;
    simulator.reload().await?;
    let page = simulator.opened_page().await?;
    text_is("the choice", &page.chosen().await?, "")?;
    page.press("#restore").await?;
    simulator.reaches("valid").await?;
    text_is("the choice", &page.chosen().await?, "Create")?;
    simulator.saved("All", "Paper orders").await?;

    simulator.reload().await?;
    simulator.opened_page().await?;
    let page = simulator.configure().await?;
    text_is("the choice", &page.chosen().await?, "All")?;
    text_is("the name", &page.name().await?, "Paper orders")?;

    simulator.reload().await?;
    simulator.opened_page().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await
}

pub(crate) async fn while_saving(world: &mut World) -> Result<()> {
    reloaded_while_the_backend(world, "hangs", "Create").await?;
    let simulator = &world.simulator;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await
}

/// Nobody told the host or the person, and the form says what is stored all the same.
pub(crate) async fn while_saving_after_commit(world: &mut World) -> Result<()> {
    reloaded_while_the_backend(world, "hangs-after-commit", "Update").await?;
    let simulator = &world.simulator;
    let taken = simulator.create_task("Order paper").await?;
    text_is("the event", &taken, "Accepted for 0 channels.")?;
    simulator.update_task().await?;
    simulator.shows_card("Order paper").await
}

async fn reloaded_while_the_backend(world: &World, is: &str, choice: &str) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Paper orders").await?;
    let page = simulator.configure().await?;
    page.choose("Update").await?;
    simulator.reaches("valid").await?;
    simulator
        .backend_is(&format!(r#"{{"mode":"{is}"}}"#))
        .await?;
    simulator.press("save").await?;
    simulator.reaches("saving").await?;
    // The first save, and this one: the backend is asked before the page goes.
    let look = async || simulator.stores_asked().await;
    eventually("the page asks to store", look, |asked| *asked == 2).await?;
    let id = super::faults::entity_id(simulator).await?;
    let look = async || {
        world
            .backend
            .record(id.as_deref().unwrap_or_default())
            .await
    };
    let holds = |record: &Option<Value>| {
        let held = record.as_ref().map(|record| &record["notificationType"]);
        held == Some(&choice.into())
    };
    eventually("the store holds what it will", look, holds).await?;
    world.picture("1-saving").await?;

    simulator.reload().await?;
    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    simulator.opened_page().await?;
    let page = simulator.configure().await?;
    text_is("the name", &page.name().await?, "Paper orders")?;
    text_is("the choice", &page.chosen().await?, choice)
}
