//! The eleven faults of Microsoft's connector sample, one row each: this page does not
//! have them. Looks from outside; how the page avoids them is not its matter.

use crate::support::{Message, Run, Simulator, World, eventually, journey, stays_equal, text_is};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        journey(
            run,
            "sample_settings_are_read_after_they_were_taken",
            reads_after_taken,
        ),
        journey(
            run,
            "sample_success_is_told_inside_the_save",
            success_inside,
        ),
        journey(run, "sample_the_removal_is_answered", removal_answered),
        journey(run, "sample_handlers_are_registered_when_allowed", handlers),
        journey(run, "sample_an_edit_reads_and_prefills", prefills),
        journey(run, "sample_the_id_is_not_the_choice", id_of_its_own),
        journey(run, "sample_no_choice_is_no_update", no_silent_choice),
        journey(run, "sample_save_goes_off_again", save_goes_off),
        journey(
            run,
            "sample_addresses_are_absolute_and_ours_no_manifest_yet",
            addresses,
        ),
        journey(run, "sample_labels_and_group_name", labelled),
        journey(
            run,
            "sample_the_save_event_address_counts",
            address_of_event,
        ),
    ]
}

/// Where a message is in the log.
async fn places(simulator: &Simulator, names: &[&str]) -> Result<Vec<usize>> {
    let wire = simulator.wire().await?;
    let place = |name: &&str| {
        let last = wire.iter().rposition(|line| line.name == *name);
        last.with_context(|| format!("{name} was not said"))
    };
    names.iter().map(place).collect()
}

async fn in_order(simulator: &Simulator, names: &[&str]) -> Result<()> {
    let places = places(simulator, names).await?;
    ensure!(places.is_sorted(), "{names:?} were said at {places:?}");
    Ok(())
}

async fn settings(simulator: &Simulator) -> Result<Value> {
    let wire = simulator.wire().await?;
    let set = |line: &&Message| line.from_page && line.name == "settings.setSettings";
    let last = wire.iter().rfind(set).context("nothing was set")?;
    Ok(last.args[0].clone())
}

async fn reads_after_taken(world: &mut World) -> Result<()> {
    world.simulator.saved("Create", "Orders").await?;
    let order = [
        "settings.setSettings",
        "answer settings.setSettings",
        "settings.getSettings",
    ];
    in_order(&world.simulator, &order).await
}

/// With a store that takes its time, so that a success told too early shows.
async fn success_inside(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.begin("backend=slow&delay=2000").await?;
    let page = simulator.opened_page().await?;
    page.choose("Create").await?;
    simulator.save().await?;
    let order = [
        "settings.save",
        "answer settings.getSettings",
        "settings.save.success",
    ];
    in_order(&world.simulator, &order).await?;
    let id = settings(&world.simulator).await?["entityId"].to_string();
    let record = world.backend.record(id.trim_matches('"')).await?;
    ensure!(record.is_some(), "success was told, and nothing is stored");
    Ok(())
}

async fn removal_answered(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Orders").await?;
    simulator.configure().await?;
    simulator.press("remove").await?;
    simulator.reaches("removed").await?;
    in_order(simulator, &["settings.remove", "settings.remove.success"]).await
}

async fn handlers(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.open().await?;
    let facts = simulator.text("page-facts").await?;
    for handler in ["save", "remove"] {
        ensure!(facts.contains(handler), "no handler for {handler}: {facts}");
    }
    in_order(simulator, &["answer initialize", "registerHandler"]).await?;
    text_is("the warnings", &simulator.warnings().await?, "")
}

async fn prefills(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("All", "Orders").await?;
    let page = simulator.configure().await?;
    in_order(
        simulator,
        &[
            "initialize",
            "settings.getSettings",
            "appInitialization.success",
        ],
    )
    .await?;
    text_is("the choice", &page.chosen().await?, "All")?;
    text_is("the name", &page.name().await?, "Orders")
}

async fn id_of_its_own(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let id = async || Ok::<_, anyhow::Error>(settings(simulator).await?["entityId"].clone());
    simulator.saved("Create", "First").await?;
    let first = id().await?;
    simulator.saved("Create", "Second").await?;
    let second = id().await?;
    ensure!(first != second, "two configurations share the id {first}");
    let page = simulator.configure().await?;
    page.choose("Update").await?;
    simulator.save().await?;
    stays_equal("the id after another choice", &id().await?, &second)?;
    stays_equal(
        "the host's connectors",
        &simulator.committed().await?.len(),
        &2,
    )
}

async fn no_silent_choice(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    text_is("the choice", &page.chosen().await?, "")?;
    page.rename("Orders").await?;
    // The page has dealt with the name when it answers what the host does next.
    simulator.choose("theme", "dark").await?;
    let look = async || page.root("data-theme").await;
    eventually("the page is dark", look, |seen| seen == "dark").await?;
    let status = simulator.text("host-status").await?;
    text_is("the status", &status, "ready")?;
    let wire = simulator.wire().await?;
    let said = wire
        .iter()
        .find(|line| line.name == "settings.setValidityState");
    ensure!(
        said.is_none_or(|line| line.args[0] == false),
        "Save is on without a choice"
    );
    Ok(())
}

async fn save_goes_off(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    page.choose("Create").await?;
    simulator.reaches("valid").await?;
    page.rename(" ").await?;
    simulator.reaches("ready").await?;
    page.rename("Orders").await?;
    simulator.reaches("valid").await
}

async fn addresses(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Orders").await?;
    let settings = settings(simulator).await?;
    for name in ["contentUrl", "removeUrl"] {
        let url = url::Url::parse(settings[name].as_str().unwrap_or_default())?;
        let origin = url.origin().ascii_serialization();
        text_is(name, &origin, simulator.origin())?;
    }
    Ok(())
}

async fn labelled(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    page.root("data-phase").await?; // goes into the frame
    let script = "const radios = [...document.querySelectorAll('input[type=radio]')];
        const name = (radio) => [...radio.labels].map((label) => label.textContent.trim()).join();
        const group = (radio) => radio.closest('fieldset')?.querySelector(':scope > legend')?.textContent;
        return radios.map((radio) => [radio.name, name(radio), group(radio) ?? '']);";
    let found = simulator.browser().execute(script, vec![]).await?;
    let radios: Vec<(String, String, String)> = found.convert()?;
    stays_equal("the choices", &radios.len(), &3)?;
    for (name, label, group) in &radios {
        stays_equal("the shared name", &name.as_str(), &"notificationType")?;
        ensure!(!label.is_empty(), "a choice has no label");
        ensure!(!group.trim().is_empty(), "{label} has no group name");
    }
    Ok(())
}

/// Nothing but the event says the address: the settings are never answered.
async fn address_of_event(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.begin("get=silent").await?;
    let page = simulator.opened_page().await?;
    page.choose("Create").await?;
    simulator.save().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await
}
