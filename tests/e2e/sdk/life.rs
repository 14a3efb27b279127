//! A connector from its first choice to its removal, as the person, the host,
//! the store and the channel see it; the same for every release of the SDK. Its host is
//! of another kind each time a page is opened.

use super::{
    kinds::{DESKTOP, MOBILE, TODAY, V1},
    row::{Row, Step},
};
use crate::support::{ConfigPage, Simulator, World, eventually, stays_equal, text_is};
use anyhow::{Context, Result, ensure};
use serde_json::Value;

pub(super) async fn of_a_connector(world: &World, sdk: &str, row: &mut Row) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    runs(simulator, &page, sdk).await?;
    TODAY.was_met(simulator).await?;
    row.order = order(simulator).await?;
    text_is("the first choice", &page.chosen().await?, "")?;
    row.passed(Step::Started);

    save(simulator, &page, "Create", "Paper orders").await?;
    let id = stored(world, "Create", "Paper orders").await?;
    posts(simulator, 1).await.context("the confirmation")?;
    accepted(&simulator.create_task("Order paper").await?, "1 channel")?;
    simulator.shows_card("Order paper").await?;
    row.passed(Step::Saved);

    V1.next(simulator).await?;
    simulator.reload().await?;
    simulator.opened_page().await?;
    let page = simulator.configure().await?;
    V1.was_met(simulator).await?;
    text_is("the choice", &page.chosen().await?, "Create")?;
    text_is("the name", &page.name().await?, "Paper orders")?;
    row.passed(Step::Prefilled);

    page.toggle_confirmation().await?;
    save(simulator, &page, "Update", "Paper changes").await?;
    let changed = stored(world, "Update", "Paper changes").await?;
    stays_equal("the id", &changed, &id)?;
    posts(simulator, 3)
        .await
        .context("the second confirmation")?;
    accepted(&simulator.create_task("Order ink").await?, "0 channels")?;
    accepted(&simulator.update_task().await?, "1 channel")?;
    simulator.shows_card("Order ink").await?;
    row.passed(Step::Changed);

    MOBILE.next(simulator).await?;
    let page = simulator.configure().await?;
    MOBILE.was_met(simulator).await?;
    text_is("the name", &page.name().await?, "Paper changes")?;

    DESKTOP.next(simulator).await?;
    simulator.configure().await?;
    DESKTOP.was_met(simulator).await?;
    remove(simulator).await?;
    stays_equal("the record", &world.backend.record(&id).await?, &None)?;
    accepted(&simulator.create_task("Order pens").await?, "0 channels")?;
    accepted(&simulator.update_task().await?, "0 channels")?;
    stays_equal("the cards", &simulator.posted_to().await?.len(), &4)?;
    unwarned(simulator, &row.order).await?;
    row.passed(Step::Removed);
    Ok(())
}

/// The frame runs this release: its file was asked for, and it says so. The
/// first ones say less than they are, such as `1.2`.
async fn runs(simulator: &Simulator, page: &ConfigPage<'_>, sdk: &str) -> Result<()> {
    let facts = simulator.text("page-facts").await?;
    let said = facts
        .strip_prefix("SDK ")
        .and_then(|rest| rest.split(' ').next());
    let said = said.context("the page does not say its SDK")?.to_owned();
    if sdk == "shipped" {
        ensure!(said.starts_with("2."), "the page runs {facts:?}");
        return Ok(());
    }
    ensure!(sdk.starts_with(&said), "the page runs {facts:?}");
    let file = page.source("#teams-sdk").await?;
    stays_equal("the SDK's file", &file, &format!("/simulator/sdk/{sdk}.js"))
}

/// The handshake's end and the handlers, as the host hears of them.
async fn order(simulator: &Simulator) -> Result<String> {
    let wire = simulator.wire().await?;
    let heard = wire.iter().filter_map(|line| match line.name.as_str() {
        "answer initialize" => Some("answer"),
        "registerHandler" => line.args[0]
            .as_str()
            .filter(|what| ["save", "remove"].contains(what)),
        _ => None,
    });
    Ok(heard.collect::<Vec<_>>().join(" "))
}

/// The host has nothing to say, but that the first releases tell it of no
/// handler; that theirs ran is seen in the store.
async fn unwarned(simulator: &Simulator, order: &str) -> Result<()> {
    let warned = simulator.warnings().await?;
    if order.contains("remove") {
        return text_is("the warnings", &warned, "");
    }
    let alone = warned.lines().count() == 1;
    ensure!(alone && warned.contains("does not tell"), "{warned:?}");
    Ok(())
}

async fn save(
    simulator: &Simulator,
    page: &ConfigPage<'_>,
    choice: &str,
    name: &str,
) -> Result<()> {
    page.choose(choice).await?;
    page.rename(name).await?;
    simulator.save().await?;
    answered(simulator, "save").await
}

async fn remove(simulator: &Simulator) -> Result<()> {
    simulator.press("remove").await?;
    simulator.reaches("removed").await?;
    answered(simulator, "remove").await?;
    stays_equal(
        "the host's connectors",
        &simulator.committed().await?,
        &vec![],
    )
}

/// The page's own word, not the host's patience: one success for one question.
async fn answered(simulator: &Simulator, what: &str) -> Result<()> {
    let wire = simulator.wire().await?;
    let last = wire
        .iter()
        .rposition(|line| line.name == format!("settings.{what}"));
    let after = &wire[last.context("the host did not ask")?..];
    let word = format!("settings.{what}.");
    let said = after
        .iter()
        .filter(|line| line.from_page && line.name.starts_with(&word));
    let said: Vec<_> = said.map(|line| line.name.as_str()).collect();
    stays_equal(
        "the answers",
        &said,
        &vec![format!("{word}success").as_str()],
    )
}

/// The host and the store hold this one connector; answers its id.
async fn stored(world: &World, choice: &str, name: &str) -> Result<String> {
    let committed = world.simulator.committed().await?;
    stays_equal("the host's connectors", &committed.len(), &1)?;
    let id = committed[0]["entityId"].as_str().unwrap_or_default();
    let record = world.backend.record(id).await?;
    let record = record.context("the store holds nothing")?;
    stays_equal(
        "the stored choice",
        &record["notificationType"],
        &Value::from(choice),
    )?;
    stays_equal("the stored name", &record["configName"], &Value::from(name))?;
    Ok(id.to_owned())
}

async fn posts(simulator: &Simulator, number: usize) -> Result<()> {
    let look = async || simulator.posted_to().await;
    eventually(&format!("post {number}"), look, |posts| {
        posts.len() == number
    })
    .await
    .map(drop)
}

fn accepted(said: &str, by: &str) -> Result<()> {
    stays_equal("a task", &said, &format!("Accepted for {by}.").as_str())
}
