//! The tab's status page: what it shows, what it says when it cannot, and that
//! it is for every person.

use crate::access::passes;
use crate::support::{ConfigPage, Run, World, eventually, journey, stays_equal};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;

/// The cells of each delivery, the newest first.
const ROWS: &str = "arguments[0]([...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.cells].map((cell) => cell.textContent.trim())))";

/// Makes the newest connector a tab, as a host keeps one: its content is the
/// status page, and the context names the configuration.
const AS_TAB: &str =
    "const key = 'teams-simulator.connectors', all = JSON.parse(localStorage.getItem(key));
    const tab = all.at(-1);
    tab.entityId = tab.settings.entityId;
    tab.settings.contentUrl = `${location.origin}/status`;
    localStorage.setItem(key, JSON.stringify(all));
    return tab.entityId;";

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        shows_trial(run),
        journey(run, "status_trouble", trouble),
        journey(run, "status_access", for_every_person),
        journey(run, "status_outside", outside),
    ]
}

/// The one that differs between releases of the SDK.
pub(crate) fn shows_trial(run: Run) -> Trial {
    journey(run, "status_shows", shows)
}

/// Saves a connector, lets one card arrive and one be refused.
async fn used(world: &World) -> Result<String> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Paper orders").await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;
    let refusing = r#"[{"status":400,"shown":false}]"#;
    simulator.channel_answers(refusing).await?;
    simulator.create_task("Order ink").await?;
    let browser = simulator.browser();
    Ok(browser.execute(AS_TAB, vec![]).await?.convert()?)
}

async fn open_tab<'a>(world: &'a World, choices: &str) -> Result<ConfigPage<'a>> {
    let simulator = &world.simulator;
    simulator.begin(&format!("frame=content&{choices}")).await?;
    simulator.press("configure").await?;
    Ok(ConfigPage::new(simulator.browser()))
}

async fn shows(world: &mut World) -> Result<()> {
    let id = used(world).await?;
    let page = open_tab(world, "").await?;
    page.reaches("shown").await?;
    world.simulator.reaches("ready").await?;
    // The refused card may still be on its way: the button reads anew.
    let look = async || {
        page.ask::<()>("document.getElementById('refresh').click(); arguments[0]()")
            .await?;
        page.ask::<Vec<Vec<String>>>(ROWS).await
    };
    let states = |rows: &Vec<Vec<String>>| {
        let states: Vec<_> = rows.iter().filter_map(|row| row.get(3)).collect();
        states == ["Failed", "Delivered"]
    };
    let rows = eventually("both cards are told of", look, states).await?;
    let why = "The channel did not understand the card";
    ensure!(rows[0][5].starts_with(why), "{:?}", rows[0]);
    stays_equal("the attempts", &rows[1][4], &"1".to_owned())?;
    let text: String = page
        .ask("arguments[0](document.querySelector('main').innerText)")
        .await?;
    for part in ["Paper orders", "Created tasks", "Failing", "As of"] {
        ensure!(text.contains(part), "{part:?} is not in {text}");
    }
    world.picture("1-shown").await?;

    let document = page.document().await?;
    for secret in ["webhookb2", "IncomingWebhook", id.as_str()] {
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

async fn trouble(world: &mut World) -> Result<()> {
    let id = used(world).await?;
    let page = open_tab(world, "").await?;
    page.reaches("shown").await?;
    let refresh = "document.getElementById('refresh').click(); arguments[0]()";
    world.simulator.backend_is(r#"{"mode":"down"}"#).await?;
    page.ask::<()>(refresh).await?;
    page.says("cannot be reached").await?;
    page.says("What you see below is from").await?;
    let rows: Vec<Vec<String>> = page.ask(ROWS).await?;
    stays_equal("the rows that stay", &rows.len(), &2)?;

    world.simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    page.ask::<()>(refresh).await?;
    page.says("up to date").await?;
    world.backend.forget(&id).await?;
    page.ask::<()>(refresh).await?;
    page.reaches("gone").await?;
    let text: String = page
        .ask("arguments[0](document.querySelector('main').innerText)")
        .await?;
    ensure!(text.contains("was removed") && text.contains("open the tab's settings"));
    ensure!(!text.contains("Paper orders"), "{text}");
    world.picture("1-gone").await?;
    passes(world, "gone").await
}

async fn for_every_person(world: &mut World) -> Result<()> {
    used(world).await?;
    for (locale, tag, texts) in [
        ("en-us", "en", include_str!("../../src/lang/status/en.json")),
        ("de-de", "de", include_str!("../../src/lang/status/de.json")),
        ("ar-sa", "ar", include_str!("../../src/lang/status/ar.json")),
    ] {
        let page = open_tab(world, &format!("locale={locale}")).await?;
        page.reaches("shown").await?;
        let texts: Value = serde_json::from_str(texts)?;
        let heading = texts["Deliveries"].as_str().context("no heading")?;
        let script = "arguments[0](document.getElementById('history').textContent)";
        let look = async || page.ask::<String>(script).await;
        eventually("the language is there", look, |seen| seen == heading).await?;
        passes(world, "shown").await?;
        world.picture(tag).await?;
        fits(world, &page, tag).await?;
    }
    Ok(())
}

/// Nothing is pushed out of a narrow frame.
async fn fits(world: &World, page: &ConfigPage<'_>, tag: &str) -> Result<()> {
    world.simulator.browser().enter_default_frame().await?;
    let narrow = "Object.assign(document.getElementById('app-frame').style,
        { flex: 'none', width: '320px', height: '900px' })";
    world.simulator.browser().execute(narrow, vec![]).await?;
    let needed: u32 = page
        .ask("requestAnimationFrame(() => arguments[0](document.documentElement.scrollWidth))")
        .await?;
    world.picture(&format!("{tag}-320-px")).await?;
    ensure!(needed <= 320, "{tag} needs {needed} px of 320");
    Ok(())
}

async fn outside(world: &mut World) -> Result<()> {
    world.simulator.open_alone("/status").await?;
    let browser = world.simulator.browser();
    let script = "return document.documentElement.dataset.phase + ': ' +
        document.querySelector('main').innerText";
    let look = async || Ok(browser.execute(script, vec![]).await?.convert::<String>()?);
    eventually("the page knows that it is outside", look, |seen| {
        seen.starts_with("outside") && seen.contains("works inside Microsoft Teams")
    })
    .await
    .map(drop)
}
