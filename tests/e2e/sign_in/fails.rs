//! Every way in which nobody is signed in: one sentence, one button, the draft stays, and
//! the host has its one answer.

use super::NO_TOKEN;
use crate::support::{ConfigPage, Run, World, journey, stays_equal};
use anyhow::{Result, ensure};
use libtest_mimic::Trial;

pub(super) fn trials(run: Run) -> Vec<Trial> {
    let mut trials: Vec<_> = ["refused", "consent", "blocked", "expired", "silent"]
        .into_iter()
        .map(|sso| {
            journey(
                run,
                &format!("signed_out_{sso}"),
                async move |world: &mut _| without_a_token(world, sso).await,
            )
        })
        .collect();
    trials.push(journey(run, "signed_out_stranger", stranger));
    trials.push(journey(run, "signed_out_in_between", in_between));
    trials.push(journey(run, "signed_in_elsewhere", elsewhere));
    trials.push(journey(run, "signed_out_clock", clock));
    trials
}

/// A person fills the form in, saves, and is told; nothing is stored.
async fn without_a_token(world: &mut World, sso: &str) -> Result<()> {
    let simulator = &world.simulator;
    simulator.begin(&format!("sso={sso}")).await?;
    let page = simulator.opened_page().await?;
    fails_to_save(world, &page).await
}

async fn fails_to_save(world: &World, page: &ConfigPage<'_>) -> Result<()> {
    let simulator = &world.simulator;
    page.choose("Create").await?;
    page.rename("Paper orders").await?;
    simulator.reaches("valid").await?;
    simulator.press("save").await?;
    simulator.reaches("save-failed").await?;
    page.says("you aren’t signed in").await?;
    page.part_says("#again", "Sign in").await?;
    stays_equal("the name", &page.name().await?, &"Paper orders".to_owned())?;
    stays_equal("the choice", &page.chosen().await?, &"Create".to_owned())?;
    let kept = simulator.committed().await?;
    stays_equal("the host's connectors", &kept.len(), &0)?;
    stays_equal(
        "the host's warnings",
        &simulator.warnings().await?,
        &String::new(),
    )
}

/// Somebody whose organisation may not use the server.
async fn stranger(world: &mut World) -> Result<()> {
    world.simulator.begin("person=stranger").await?;
    let page = world.simulator.opened_page().await?;
    fails_to_save(world, &page).await
}

/// Signed in at load, and no more when Save is pressed.
async fn in_between(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    page.part_says("#who", "Signed in: member").await?;
    simulator.fault("sso", "refused").await?;
    simulator.issuer("keys", "\"replace\"").await?;
    world.backend.kill().await?;
    world.backend.restart().await?;
    let page = ConfigPage::new(world.simulator.browser());
    fails_to_save(world, &page).await
}

/// What another organisation stored is not there, whoever knows its id.
async fn elsewhere(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    page.choose("Create").await?;
    page.rename("Paper orders").await?;
    simulator.save().await?;
    let id = super::saved_id(world).await?;
    let simulator = &world.simulator;
    simulator.fault("person", "other").await?;
    let page = simulator.configure().await?;
    page.says("removed elsewhere").await?;
    ensure!(
        page.chosen().await?.is_empty(),
        "the choice of others is shown"
    );
    let script = "arguments[0](document.getElementById('maker').hidden)";
    ensure!(
        page.ask::<bool>(script).await?,
        "the page names who made it"
    );
    let stored = world.backend.record(&id).await?;
    ensure!(stored.is_some(), "it was changed from elsewhere");
    Ok(())
}

/// The server's clock is two hours on: no token counts.
async fn clock(world: &mut World) -> Result<()> {
    world.simulator.begin(NO_TOKEN).await?;
    world.simulator.begin("").await?;
    world.backend.restart_later(2 * 60 * 60).await?;
    let page = world.simulator.opened_page().await?;
    fails_to_save(world, &page).await
}
