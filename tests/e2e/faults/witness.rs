//! Sees what the host was told and what the store holds, and compares the two.

use crate::support::{ConfigPage, Message, Simulator, World, eventually, stays_equal, text_is};
use anyhow::{Context, Result, ensure};
use page::form::ui::limits::PROMISE;
use serde_json::Value;
use std::time::Instant;

/// What the person made: every journey saves, or tries to save, this.
pub(super) const CHOICE: &str = "Update";
/// The name that goes with it.
pub(super) const NAME: &str = "Ink orders";

/// Fills in the form, until Save can be pressed.
pub(super) async fn fill_in(simulator: &Simulator, page: &ConfigPage<'_>) -> Result<()> {
    page.choose(CHOICE).await?;
    page.rename(NAME).await?;
    simulator.reaches("valid").await
}

/// Opens a new connector under a fault, by its words in the address, and fills it in.
pub(super) async fn filled_in<'a>(simulator: &'a Simulator, fault: &str) -> Result<ConfigPage<'a>> {
    simulator.begin(fault).await?;
    let page = simulator.opened_page().await?;
    fill_in(simulator, &page).await?;
    Ok(page)
}

/// Presses a button, and the host ends in this status, in time.
pub(super) async fn ends_as(simulator: &Simulator, button: &str, status: &str) -> Result<()> {
    let seen = answer_to(simulator, button).await?;
    stays_equal(&format!("the end of {button}"), &seen.as_str(), &status)
}

/// Save works, and what is kept is what was typed.
pub(super) async fn saves_as_typed(world: &World) -> Result<()> {
    ends_as(&world.simulator, "save", "saved").await?;
    saved_as_typed(world).await
}

/// The host asked and was answered this often since the log began.
pub(super) async fn heard(simulator: &Simulator, what: &str, expected: &Told) -> Result<()> {
    let look = async || told(simulator, what).await;
    // The second of two answers may be on its way when the first settles.
    let answered = |told: &Told| told.answers() >= expected.answers();
    let told = eventually("the answers", look, answered).await?;
    stays_equal("the answers", &told, expected)
}

/// Presses a button and waits for the answer, which has to come in time;
/// answers the host's status then.
pub(super) async fn answer_to(simulator: &Simulator, button: &str) -> Result<String> {
    let pressed = Instant::now();
    simulator.press(button).await?;
    let look = async || simulator.text("host-status").await;
    let answered = |seen: &String| {
        ["saved", "save-failed", "removed", "remove-failed"].contains(&seen.as_str())
    };
    let status = eventually("the page answers", look, answered).await?;
    let took = pressed.elapsed();
    ensure!(took < PROMISE, "the answer to {button} took {took:?}");
    Ok(status)
}

/// As many answers as questions since the log began, and how many of them were
/// successes: the frame stays open for a moment, and a second success is heard.
pub(super) async fn told(simulator: &Simulator, what: &str) -> Result<Told> {
    let wire = simulator.wire().await?;
    let count = |from_page, name: &str| {
        let named = |line: &&Message| line.from_page == from_page && line.name == name;
        wire.iter().filter(named).count()
    };
    Ok(Told {
        asked: count(false, &format!("settings.{what}")),
        successes: count(true, &format!("settings.{what}.success")),
        failures: count(true, &format!("settings.{what}.failure")),
    })
}

/// The events of one kind, and their answers.
#[derive(Debug, PartialEq)]
pub(super) struct Told {
    pub(super) asked: usize,
    pub(super) successes: usize,
    pub(super) failures: usize,
}

impl Told {
    /// Each question was answered, and with success.
    pub(super) const fn successes(asked: usize) -> Self {
        Self {
            asked,
            successes: asked,
            failures: 0,
        }
    }

    const fn answers(&self) -> usize {
        self.successes + self.failures
    }

    /// Each question was answered, and with a failure.
    pub(super) const fn failures(asked: usize) -> Self {
        Self {
            asked,
            successes: 0,
            failures: asked,
        }
    }
}

/// The id under which the page last asked the host to keep its settings.
pub(crate) async fn entity_id(simulator: &Simulator) -> Result<Option<String>> {
    let wire = simulator.wire().await?;
    let set = wire
        .iter()
        .rfind(|line| line.from_page && line.name == "settings.setSettings");
    let id = set.and_then(|line| line.args[0]["entityId"].as_str());
    Ok(id.map(str::to_owned))
}

/// What the store holds of what the page last asked the host to keep.
pub(super) async fn stored(world: &World) -> Result<Option<Value>> {
    match entity_id(&world.simulator).await? {
        Some(id) => world.backend.record(&id).await,
        None => Ok(None),
    }
}

/// The host knows this one connector, and the store holds it as typed.
pub(super) async fn saved_as_typed(world: &World) -> Result<()> {
    let record = stored(world).await?.context("the store holds nothing")?;
    stays_equal(
        "the stored choice",
        &record["notificationType"],
        &CHOICE.into(),
    )?;
    stays_equal("the stored name", &record["configName"], &NAME.into())?;
    let committed = world.simulator.committed().await?;
    stays_equal("the host's connectors", &committed.len(), &1)?;
    let id = entity_id(&world.simulator).await?;
    stays_equal(
        "the host's id",
        &committed[0]["entityId"].as_str(),
        &id.as_deref(),
    )
}

/// The person and the host read the same sentence with these words, and no address.
pub(super) async fn reads(simulator: &Simulator, page: &ConfigPage<'_>, words: &str) -> Result<()> {
    let notice = page.says(words).await?;
    stays_equal(
        "the host's reason",
        &simulator.text("host-reason").await?,
        &notice,
    )?;
    ensure!(
        !notice.contains("http"),
        "a person reads an address: {notice:?}"
    );
    Ok(())
}

/// Nothing of what the person did is lost.
pub(super) async fn keeps_the_draft(page: &ConfigPage<'_>) -> Result<()> {
    page.reaches("editing").await?;
    text_is("the choice", &page.chosen().await?, CHOICE)?;
    text_is("the name", &page.name().await?, NAME)
}
