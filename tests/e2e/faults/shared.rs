//! A record that changes behind the page: removed, changed by somebody else, or
//! moved to another address by the host.

use super::witness::{
    Told, ends_as, entity_id, fill_in, keeps_the_draft, reads, saved_as_typed, saves_as_typed, told,
};
use crate::support::{World, stays_equal, text_is};
use anyhow::{Context, Result, ensure};
use serde_json::json;

const OURS: &str = "Paper orders";

async fn saved_id(world: &World) -> Result<String> {
    world.simulator.saved("Create", OURS).await?;
    let id = entity_id(&world.simulator).await?;
    id.context("the page set no id")
}

pub(super) async fn record_missing(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let id = saved_id(world).await?;
    world.backend.forget(&id).await?;
    let page = simulator.configure().await?;
    page.says("removed elsewhere").await?;
    text_is("the name", &page.name().await?, OURS)?;
    fill_in(simulator, &page).await?;
    ends_as(simulator, "save", "saved").await?;
    stays_equal("the id", &entity_id(simulator).await?, &Some(id))?;
    saved_as_typed(world).await
}

pub(super) async fn removed_elsewhere(world: &mut World) -> Result<()> {
    let id = saved_id(world).await?;
    let page = world.simulator.configure().await?;
    world.backend.forget(&id).await?;
    fill_in(&world.simulator, &page).await?;
    told_then_wins(world, &id, None).await
}

pub(super) async fn two_people(world: &mut World) -> Result<()> {
    let id = saved_id(world).await?;
    let page = world.simulator.configure().await?;
    let committed = world.simulator.committed().await?;
    let settings = committed.last().context("the host keeps nothing")?;
    let theirs = json!({
        "notificationType": "All", "configName": "Theirs", "version": 1,
        "contentUrl": settings["contentUrl"], "webhookUrl": settings["webhookUrl"],
    });
    world.backend.store(&id, &theirs).await?;
    fill_in(&world.simulator, &page).await?;
    told_then_wins(world, &id, Some("Theirs")).await
}

/// The later one is told, changes nothing, keeps the draft, and wins when
/// Save is pressed once more.
async fn told_then_wins(world: &World, id: &str, holds: Option<&str>) -> Result<()> {
    let simulator = &world.simulator;
    let page = crate::support::ConfigPage::new(simulator.browser());
    let before = told(simulator, "save").await?;
    ends_as(simulator, "save", "save-failed").await?;
    let after = told(simulator, "save").await?;
    let expected = Told {
        asked: before.asked + 1,
        failures: before.failures + 1,
        ..before
    };
    stays_equal("the answers", &after, &expected)?;
    reads(simulator, &page, "someone else changed or removed").await?;
    keeps_the_draft(&page).await?;
    let record = world.backend.record(id).await?;
    let name = record
        .as_ref()
        .and_then(|record| record["configName"].as_str());
    stays_equal("the stored name", &name, &holds)?;
    saves_as_typed(world).await
}

/// The newer client hands out another address when the settings are set again.
pub(super) async fn webhook_moved(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    saved_id(world).await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;
    simulator.fault("webhook", "changed").await?;
    let page = simulator.configure().await?;
    fill_in(simulator, &page).await?;
    saves_as_typed(world).await?;
    simulator.update_task().await?;
    let posts = async || simulator.posted_to().await;
    let posts =
        crate::support::eventually("a second card", posts, |posts| posts.len() == 2).await?;
    let committed = simulator.committed().await?;
    let url = committed[0]["webhookUrl"].as_str().unwrap_or_default();
    ensure!(posts[0] != posts[1], "the card went to the old address");
    ensure!(
        url.ends_with(&posts[1]),
        "the card went to an address that is not the host's"
    );
    Ok(())
}
