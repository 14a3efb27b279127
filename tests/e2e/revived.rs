//! A channel that was gone for so long that the backend gave it up: the form says since
//! when and why, and turns it on again; and an address that the host has changed.

use crate::faults::entity_id;
use crate::support::{ConfigPage, Run, World, eventually, journey, text_is};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;

/// Longer than the backend waits before it asks once more whether a channel is gone.
const LATER: u32 = 400;

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        journey(run, "disabled_address_revived", by_the_button),
        journey(run, "disabled_tab_revived", by_a_save),
        journey(run, "changed_address_repaired", repaired),
    ]
}

/// Saves without a card that confirms it.
async fn save(world: &World, page: &ConfigPage<'_>) -> Result<()> {
    page.choose("Create").await?;
    page.toggle_confirmation().await?;
    world.simulator.save().await
}

async fn health(world: &World, id: &str) -> Result<Value> {
    let record = world.backend.record(id).await?.unwrap_or_default();
    Ok(record["health"].clone())
}

/// The channel is gone, asked twice, and then it is there again; answers the id.
async fn disabled(world: &mut World, status: u16) -> Result<String> {
    let script = format!(r#"[{{"times":1000,"status":{status}}}]"#);
    world.simulator.channel_answers(&script).await?;
    world.simulator.create_task("Order paper").await?;
    let id = entity_id(&world.simulator).await?;
    let id = id.context("the page set no id")?;
    let is = |state: &'static str| move |health: &Value| health["state"] == state;
    let look = async || health(world, &id).await;
    eventually("the card is refused", look, is("failing")).await?;
    world.backend.restart_later(LATER).await?;
    let look = async || health(world, &id).await;
    eventually("the channel is given up", look, is("disabled")).await?;
    world.simulator.channel_answers("[]").await?;
    let taken = world.simulator.create_task("Order ink").await?;
    text_is("the event", &taken, "Accepted for 0 channels.")?;
    Ok(id)
}

/// Opens it again: Save may be possible at once.
async fn opened_again(world: &World) -> Result<ConfigPage<'_>> {
    world.simulator.press("configure").await?;
    let page = ConfigPage::new(world.simulator.browser());
    page.reaches("editing").await?;
    Ok(page)
}

/// Since when, in words, and why.
async fn says(world: &World, page: &ConfigPage<'_>, why: &str) -> Result<()> {
    let notice = page
        .says("Nothing has been sent to this channel since")
        .await?;
    ensure!(notice.contains(", 20"), "{notice}");
    ensure!(notice.ends_with(why), "{notice}");
    page.part_says("#type-message", "").await?;
    page.part_says("#again", "Turn on again").await?;
    world.simulator.reaches("valid").await
}

async fn by_the_button(world: &mut World) -> Result<()> {
    let page = world.simulator.open().await?;
    save(world, &page).await?;
    let id = disabled(world, 410).await?;
    let page = opened_again(world).await?;
    says(
        world,
        &page,
        "The webhook link no longer exists (HTTP 410). Save a new one.",
    )
    .await?;
    world.picture("1-off").await?;
    page.press("#again").await?;
    page.says("Turned on again.").await?;
    world.simulator.reaches("ready").await?;
    ensure!(health(world, &id).await?["state"] != "disabled");
    world.simulator.create_task("Order pens").await?;
    world.simulator.shows_card("Order pens").await
}

async fn by_a_save(world: &mut World) -> Result<()> {
    let page = world.simulator.begin("profile=tab").await?;
    page.reaches("editing").await?;
    let address = world.simulator.text("workflow-address").await?;
    page.type_in("#webhook-url", &address).await?;
    save(world, &page).await?;
    let id = disabled(world, 404).await?;
    let page = opened_again(world).await?;
    says(world, &page, "copy its link and save it again.").await?;
    world.simulator.save().await?;
    ensure!(health(world, &id).await?["state"] != "disabled");
    world.simulator.create_task("Order pens").await?;
    world.simulator.shows_card("Order pens").await
}

async fn repaired(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    save(world, &page).await?;
    let page = simulator.configure().await?;
    page.part_says("#type-message", "No changes yet.").await?;
    simulator.press("cancel").await?;
    simulator.mints_anew().await?;
    let page = opened_again(world).await?;
    page.says("This channel has a new webhook link.").await?;
    simulator.save().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;
    let posts = simulator.posted_to().await?;
    let kept = simulator.committed().await?;
    let url = kept[0]["webhookUrl"].as_str().unwrap_or_default();
    ensure!(
        url.ends_with('0') && posts.iter().all(|post| url.ends_with(post)),
        "{posts:?}"
    );
    Ok(())
}
