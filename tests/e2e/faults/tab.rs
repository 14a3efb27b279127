//! A backend that misbehaves while a channel tab is saved, whose address the
//! person brings: it is part of the draft, and nobody but the store is told it.

use super::witness::{
    Told, ends_as, entity_id, fill_in, heard, keeps_the_draft, reads, saves_as_typed, stored,
};
use crate::support::{ConfigPage, Run, World, journey, stays_equal};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;

/// What the backend does when Save is pressed, and what follows from it.
struct Fault {
    name: &'static str,
    mode: &'static str,
    says: &'static str,
    /// What the store holds then.
    stored: bool,
}

const fn fails(name: &'static str, mode: &'static str, says: &'static str) -> Fault {
    Fault {
        name,
        mode,
        says,
        stored: false,
    }
}

const FAULTS: &[Fault] = &[
    fails("fault_tab_down", "down", "can’t be reached"),
    fails("fault_tab_503", "503", "has a problem"),
    fails("fault_tab_hangs", "hangs", "in time"),
    Fault {
        stored: true,
        ..fails(
            "fault_tab_dies_after_commit",
            "dies-after-commit",
            "can’t be reached",
        )
    },
];

pub(super) fn trials(run: Run) -> Vec<Trial> {
    let mut trials = vec![journey(run, "fault_tab_unchecked", cannot_be_tried)];
    trials.extend(FAULTS.iter().map(|fault| {
        journey(run, fault.name, async |world: &mut _| {
            walk(world, fault).await
        })
    }));
    trials
}

/// Opens a new tab with these words in the simulator's address too, and fills in
/// the form; answers the Workflow's address.
async fn filled_in<'a>(world: &'a World, choices: &str) -> Result<(ConfigPage<'a>, String)> {
    let simulator = &world.simulator;
    let page = simulator.begin(&format!("profile=tab&{choices}")).await?;
    page.reaches("editing").await?;
    let address = simulator.text("workflow-address").await?;
    page.type_in("#webhook-url", &address).await?;
    fill_in(simulator, &page).await?;
    Ok((page, address))
}

async fn walk(world: &mut World, fault: &'static Fault) -> Result<()> {
    let simulator = &world.simulator;
    let (page, address) = filled_in(world, "").await?;
    simulator.fault("backend", fault.mode).await?;
    fails_with(world, &page, fault.says).await?;
    keeps_the_draft(&page).await?;
    stays_equal("the address", &typed_address(&page).await?, &address)?;
    stays_equal("a record", &stored(world).await?.is_some(), &fault.stored)?;
    works_once_lifted(world).await
}

/// Neither the check nor the test card is answered in the backend's name: the
/// person reads that, may save all the same, and reads what came of it.
async fn cannot_be_tried(world: &mut World) -> Result<()> {
    let (page, _) = filled_in(world, "backend=503").await?;
    page.part_says(
        "#address-message",
        "The link can’t be checked right now. Saving checks it again.",
    )
    .await?;
    page.press("#test").await?;
    page.part_says(
        "#trial-message",
        "The test card wasn’t sent: the notification service has a problem. Try again in a \
         minute.",
    )
    .await?;
    fails_with(world, &page, "has a problem").await?;
    keeps_the_draft(&page).await?;
    works_once_lifted(world).await
}

/// One failure, which the person and the host read alike; the host keeps nothing.
async fn fails_with(world: &World, page: &ConfigPage<'_>, words: &str) -> Result<()> {
    let simulator = &world.simulator;
    ends_as(simulator, "save", "save-failed").await?;
    heard(simulator, "save", &Told::failures(1)).await?;
    reads(simulator, page, words).await?;
    stays_equal("the host's tabs", &simulator.committed().await?.len(), &0)
}

/// Pressed once more, Save stores what was typed under the same id, and the host
/// is not told the address.
async fn works_once_lifted(world: &World) -> Result<()> {
    let simulator = &world.simulator;
    let id = entity_id(simulator).await?;
    simulator.fault("backend", "ok").await?;
    saves_as_typed(world).await?;
    stays_equal("the id", &entity_id(simulator).await?, &id)?;
    let record = stored(world).await?.context("the store holds nothing")?;
    stays_equal(
        "the destination",
        &record["destination"],
        &"workflow".into(),
    )?;
    let kept = serde_json::to_string(&simulator.committed().await?)?;
    ensure!(!kept.contains("/workflows/"), "the host keeps the address");
    simulator.create_task("Order ink").await?;
    simulator.update_task().await?;
    simulator.shows_card("Order ink").await
}

async fn typed_address(page: &ConfigPage<'_>) -> Result<String> {
    page.ask("arguments[0](document.getElementById('webhook-url').value)")
        .await
}
