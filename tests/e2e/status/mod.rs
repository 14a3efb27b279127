//! The tab's status page: what it shows, what it says when it cannot, and that
//! it is for every person.

mod access;

use crate::access::{fits, passes};
use crate::support::{ConfigPage, Run, World, eventually, journey, stays_equal, text_is};
use crate::tab::code_on_card;
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;

/// The cells of each delivery, the newest first.
const ROWS: &str = "arguments[0]([...document.querySelectorAll('.cards tbody tr')].map((row) =>
    [...row.cells].map((cell) => cell.textContent.trim())))";

/// Asks for what is true now.
const REFRESH: &str = "document.getElementById('refresh').click(); arguments[0]()";

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        shows_trial(run),
        journey(run, "status_trouble", trouble),
        journey(run, "status_access", access::for_every_person),
        journey(run, "status_phases", access::every_phase),
        journey(run, "status_outside", outside),
        journey(run, "status_confirmed", confirmed),
    ]
}

/// The one that differs between releases of the SDK.
pub(crate) fn shows_trial(run: Run) -> Trial {
    journey(run, "status_shows", shows)
}

/// Saves a tab, lets one card arrive and one be refused; answers its id.
pub(crate) async fn used(world: &World) -> Result<String> {
    let simulator = &world.simulator;
    let page = simulator.begin("profile=tab").await?;
    page.reaches("editing").await?;
    let address = simulator.text("workflow-address").await?;
    page.choose("Create").await?;
    page.rename("Paper orders").await?;
    page.type_in("#webhook-url", &address).await?;
    // Only what the journey is about shall be in the channel.
    page.toggle_confirmation().await?;
    simulator.save().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;
    let refusing = r#"[{"status":400,"shown":false}]"#;
    simulator.channel_answers(refusing).await?;
    simulator.create_task("Order ink").await?;
    let kept = simulator.committed().await?;
    let id = kept[0]["entityId"].as_str();
    Ok(id.context("the page set no id")?.to_owned())
}

async fn open_tab<'a>(world: &'a World, choices: &str) -> Result<ConfigPage<'a>> {
    let simulator = &world.simulator;
    simulator.begin(&format!("profile=tab&{choices}")).await?;
    Ok(ConfigPage::of_tab(simulator.browser()))
}

pub(crate) async fn shows(world: &mut World) -> Result<()> {
    let id = used(world).await?;
    let page = open_tab(world, "").await?;
    page.reaches("shown").await?;
    let look = async || world.simulator.text("tab-status").await;
    eventually("the host knows it is there", look, |seen| seen == "ready").await?;
    // The refused card may still be on its way: the button reads anew.
    let look = async || {
        page.ask::<()>(REFRESH).await?;
        page.ask::<Vec<Vec<String>>>(ROWS).await
    };
    let states = |rows: &Vec<Vec<String>>| {
        let states: Vec<_> = rows.iter().filter_map(|row| row.get(3)).collect();
        states == ["Failed", "Accepted"]
    };
    let rows = eventually("both cards are told of", look, states).await?;
    let why = "The channel couldn’t read the card";
    ensure!(rows[0][5].starts_with(why), "{:?}", rows[0]);
    text_is("the attempts", &rows[1][4], "1")?;
    let look = async || {
        page.ask::<()>(REFRESH).await?;
        page.ask::<String>("arguments[0](document.querySelector('main').innerText)")
            .await
    };
    let parts = [
        "Paper orders",
        "Created tasks",
        "Set up",
        "Last changed",
        "Failing",
        "As of",
    ];
    let all = |text: &String| parts.iter().all(|part| text.contains(part));
    eventually("the status says all of it", look, all).await?;
    world.picture("1-shown").await?;
    fits(&page, "a status with rows").await?;

    let document = page.document().await?;
    for secret in ["/workflows/", "IncomingWebhook", id.as_str()] {
        ensure!(!document.contains(secret), "{secret} is in the document");
    }
    for hook in world.simulator.posted_to().await? {
        ensure!(!document.contains(&hook), "an address is in the document");
    }
    world.simulator.choose("theme", "dark").await?;
    let look = async || page.root("data-theme").await;
    eventually("the page is dark", look, |seen| seen == "dark")
        .await
        .map(drop)
}

/// From a Workflow that only accepts to a channel that somebody has seen: the real calls,
/// and axe in both states.
async fn confirmed(world: &mut World) -> Result<()> {
    used(world).await?;
    world.simulator.channel_answers("[]").await?;
    let page = open_tab(world, "").await?;
    page.reaches("shown").await?;
    page.press("#test").await?;
    let code = code_on_card(world).await?;
    let health = async || {
        page.ask::<String>("arguments[0](document.getElementById('health').textContent)")
            .await
    };
    let says = |words: &'static str| move |seen: &String| seen.contains(words);
    eventually("the Workflow accepts", health, says("not confirmed in")).await?;
    passes(&page, "shown").await?;
    page.type_in("#code", &code.to_lowercase()).await?;
    eventually("it is confirmed", health, says("Confirmed on")).await?;
    world.picture("1-confirmed").await?;
    passes(&page, "shown").await?;
    fits(&page, "confirmed").await
}

async fn trouble(world: &mut World) -> Result<()> {
    let id = used(world).await?;
    let page = open_tab(world, "").await?;
    page.reaches("shown").await?;
    world.simulator.backend_is(r#"{"mode":"down"}"#).await?;
    page.ask::<()>(REFRESH).await?;
    page.says("can’t be reached").await?;
    page.says("What you see below is from").await?;
    let rows: Vec<Vec<String>> = page.ask(ROWS).await?;
    stays_equal("the rows that stay", &rows.len(), &2)?;

    world.simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    page.ask::<()>(REFRESH).await?;
    page.part_says("#refreshed", "Checked again.").await?;
    world.backend.forget(&id).await?;
    page.ask::<()>(REFRESH).await?;
    page.reaches("gone").await?;
    let text: String = page
        .ask("arguments[0](document.querySelector('main').innerText)")
        .await?;
    ensure!(text.contains("was removed") && text.contains("open the tab’s settings"));
    ensure!(!text.contains("Paper orders"), "{text}");
    world.picture("1-gone").await?;
    passes(&page, "gone").await?;
    fits(&page, "gone").await
}

async fn outside(world: &mut World) -> Result<()> {
    world.simulator.open_alone("/status").await?;
    let browser = world.simulator.browser();
    let script = "return document.documentElement.dataset.phase + ': ' +
        document.querySelector('main').innerText";
    let look = async || Ok(browser.execute(script, vec![]).await?.convert::<String>()?);
    eventually("the page knows that it is outside", look, |seen| {
        seen.starts_with("outside") && seen.contains("works in Microsoft Teams")
    })
    .await
    .map(drop)
}
