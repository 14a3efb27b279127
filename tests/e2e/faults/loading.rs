//! A host or a backend that misbehaves while the page opens.

use super::witness::{ends_as, fill_in, filled_in, saves_as_typed};
use crate::support::{ConfigPage, Message, World, eventually, stays_equal, text_is};
use anyhow::{Result, ensure};
use std::time::{Duration, Instant};

/// The page's 10 s, and a busy machine's time to see it.
const PATIENCE: Duration = Duration::from_secs(14);
const CHOICE: &str = "Create";
const NAME: &str = "Paper orders";

async fn prefilled(page: &ConfigPage<'_>) -> Result<()> {
    text_is("the choice", &page.chosen().await?, CHOICE)?;
    text_is("the name", &page.name().await?, NAME)
}

/// The page stops waiting for its host, says so, and says nothing to the host.
pub(super) async fn host_never_answers(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.begin("init=silent").await?;
    let look = async || simulator.wire().await;
    let begun = |wire: &Vec<Message>| wire.iter().any(|line| line.name == "initialize");
    eventually("the page asks its host", look, begun).await?;
    page.says("Connecting").await?; // its wasm is there, and waits from now on
    let begin = Instant::now();
    page.reaches("outside").await?;
    let took = begin.elapsed();
    ensure!(took < PATIENCE, "it took {took:?}");
    page.says("isn’t responding").await?;
    let wire = simulator.wire().await?;
    let bold = wire.iter().find(|line| line.name.starts_with("settings."));
    ensure!(bold.is_none(), "the page says {bold:?} to a silent host");
    text_is(
        "the status",
        &simulator.text("host-status").await?,
        "loading",
    )?;

    simulator.fault("init", "ok").await?;
    simulator.press("new").await?;
    let page = simulator.opened_page().await?;
    fill_in(simulator, &page).await?;
    saves_as_typed(world).await
}

/// Where nothing can be saved no form is shown, and nothing is asked of the host.
pub(super) async fn content_frame(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.begin("frame=content").await?;
    page.reaches("outside").await?;
    page.says("Open it there from a channel’s connectors")
        .await?;
    simulator.reaches("ready").await?;
    text_is("the status", &simulator.text("host-status").await?, "ready")?;
    let wire = simulator.wire().await?;
    let bold = [
        "settings.setValidityState",
        "settings.setSettings",
        "settings.save.success",
    ];
    let said = wire.iter().find(|line| bold.contains(&line.name.as_str()));
    ensure!(said.is_none(), "the page says {said:?} in a content frame");
    stays_equal(
        "the host's connectors",
        &simulator.committed().await?.len(),
        &0,
    )
}

/// A record that cannot be read is never taken for one that is not there.
pub(super) async fn backend_fails(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved(CHOICE, NAME).await?;
    simulator.fault("backend", "500").await?;
    let page = simulator.configure().await?;
    page.says("couldn’t load your settings").await?;
    text_is("the status", &simulator.text("host-status").await?, "ready")?;
    simulator.fault("backend", "ok").await?;
    page.load_again().await?;
    page.reaches("editing").await?;
    prefilled(&page).await
}

/// The host does not say what it keeps; asked again, it does.
pub(super) async fn settings_unread(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved(CHOICE, NAME).await?;
    simulator.fault("get", "silent").await?;
    let page = simulator.configure().await?;
    page.says("Try again").await?;
    simulator.fault("get", "ok").await?;
    page.load_again().await?;
    page.reaches("editing").await?;
    prefilled(&page).await
}

/// The host's word comes when nobody waits for it any longer: the form is still
/// that of the old configuration, with what was chosen meanwhile.
pub(super) async fn settings_too_late(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved(CHOICE, NAME).await?;
    let id = super::witness::entity_id(simulator).await?;
    simulator.begin("get=late&late=9000").await?;
    let page = simulator.configure().await?;
    page.says("couldn’t tell whether").await?;
    page.choose(super::witness::CHOICE).await?;
    let look = async || page.name().await;
    eventually("the name comes late", look, |name| name == NAME).await?;
    page.reaches("editing").await?;
    simulator.fault("get", "ok").await?;
    fill_in(simulator, &page).await?;
    saves_as_typed(world).await?;
    let saved = super::witness::entity_id(simulator).await?;
    stays_equal("the id", &saved, &id)
}

/// A host that never says what it keeps gets a new id, and the channel no
/// second card: what was stored for its address is replaced.
pub(super) async fn settings_forgotten(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved(CHOICE, NAME).await?;
    let id = super::witness::entity_id(simulator).await?;
    simulator.begin("get=silent").await?;
    let page = simulator.configure().await?;
    page.says("couldn’t tell whether").await?;
    page.choose("All").await?;
    page.rename(super::witness::NAME).await?;
    page.toggle_confirmation().await?;
    simulator.reaches("valid").await?;
    ends_as(simulator, "save", "saved").await?;
    let old = world.backend.record(&id.unwrap_or_default()).await?;
    stays_equal("the old record", &old, &None)?;
    let taken = simulator.create_task("Order paper").await?;
    text_is("the event", &taken, "Accepted for 1 channel.")
}

/// What could not be read is not overwritten before the person is told.
pub(super) async fn saved_unread(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved(CHOICE, NAME).await?;
    simulator.fault("backend", "500").await?;
    let page = simulator.configure().await?;
    page.says("couldn’t load your settings").await?;
    simulator.fault("backend", "ok").await?;
    fill_in(simulator, &page).await?;
    ends_as(simulator, "save", "save-failed").await?;
    page.says("someone else changed").await?;
    super::witness::keeps_the_draft(&page).await?;
    saves_as_typed(world).await
}

/// Late but in time is as good as at once.
pub(super) async fn settings_late(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved(CHOICE, NAME).await?;
    simulator.begin("get=late&late=500").await?;
    simulator.opened_page().await?;
    let page = simulator.configure().await?;
    prefilled(&page).await
}

/// The address set is not kept by every host, so an edit goes by the id.
pub(super) async fn replaced_address(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    filled_in(simulator, "contenturl=replaced").await?;
    ends_as(simulator, "save", "saved").await?;
    let page = simulator.configure().await?;
    super::witness::keeps_the_draft(&page).await?;
    page.choose("All").await?;
    page.choose(super::witness::CHOICE).await?;
    simulator.reaches("valid").await?;
    saves_as_typed(world).await
}
