//! The operators' page: what it shows and what is done by it, for every person, and who
//! gets in.

mod access;

use crate::access::passes;
use crate::sign_in::sign_in_by;
use crate::status::used;
use crate::support::{ConfigPage, Run, World, eventually, journey, stays_equal};
use anyhow::{Result, ensure};
use libtest_mimic::Trial;

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    // What is seen and done is the program's own, the same in every engine.
    if !run.is_chromium() {
        return Vec::new();
    }
    vec![
        journey(run.signing(), "admin_signs_in", signs_in),
        journey(run, "admin_operates", operates),
        journey(run, "admin_access", access::for_every_person),
    ]
}

/// Opens it where something was configured, sent and refused.
async fn open(world: &World) -> Result<ConfigPage<'_>> {
    used(world).await?;
    world.simulator.open_alone("/admin").await?;
    let page = ConfigPage::alone(world.simulator.browser());
    page.reaches("open").await?;
    let look = async || texts(&page, "#dead tbody tr").await;
    eventually("the refused card is told of", look, |rows| rows.len() == 1).await?;
    Ok(page)
}

async fn texts(page: &ConfigPage<'_>, css: &str) -> Result<Vec<String>> {
    let script = format!(
        "arguments[0]([...document.querySelectorAll('{css}')].map((it) => it.innerText.trim()))"
    );
    page.ask(&script).await
}

async fn focused(page: &ConfigPage<'_>) -> Result<String> {
    page.ask("setTimeout(() => arguments[0](document.activeElement.textContent), 50)")
        .await
}

async fn operates(world: &mut World) -> Result<()> {
    let page = &open(world).await?;
    world.picture("1-open").await?;
    page.press("#switch-sending").await?;
    page.says("Sending is paused").await?;
    page.part_says("#switch-sending", "Resume sending").await?;
    page.press("#switch-sending").await?;
    page.says("being sent again").await?;

    page.press("#list button[id^=switch]").await?;
    page.says("Paper orders gets no more cards.").await?;
    page.part_says("#list button[id^=switch]", "Enable").await?;
    stays_equal("the focus", &focused(page).await?, &"Enable".to_owned())?;
    page.press("#list button[id^=switch]").await?;
    page.says("Paper orders gets cards again.").await?;

    page.press("#dead button[id^=replay]").await?;
    page.says("1 card is sent again.").await?;
    page.part_says("#no-letters", "Nothing was given up.")
        .await?;

    page.type_in("#search", "nobody").await?;
    page.press("#seek").await?;
    page.part_says("#total", "No connector fits.").await?;
    page.type_in("#search", "paper").await?;
    page.press("#seek").await?;
    page.part_says("#total", "1 connector fits.").await?;
    adds_a_sender(world, page).await?;
    removes(page).await
}

async fn adds_a_sender(world: &World, page: &ConfigPage<'_>) -> Result<()> {
    page.type_in("#sender-name", "ticketing").await?;
    page.press("#add-sender").await?;
    page.says("ticketing may report events").await?;
    let token: String = page
        .ask("arguments[0](document.getElementById('token').value)")
        .await?;
    ensure!(token.starts_with("tcs_"), "no token is shown");
    world.picture("2-sender").await?;
    page.press("#put-away").await?;
    let look = async || page.document().await;
    eventually("the token is gone", look, |seen| !seen.contains(&token)).await?;
    page.press("#revoke-ticketing").await?;
    page.says("ticketing may report no more events.").await?;
    page.part_says("#no-senders", "No sender has a token of its own.")
        .await
}

/// Only once it was confirmed.
async fn removes(page: &ConfigPage<'_>) -> Result<()> {
    page.press("#list button[id^=remove]").await?;
    stays_equal("the focus", &focused(page).await?, &"Keep it".to_owned())?;
    page.press("#confirm-keep").await?;
    stays_equal("the focus", &focused(page).await?, &"Remove".to_owned())?;
    page.part_says("#total", "1 connector fits.").await?;
    page.press("#list button[id^=remove]").await?;
    page.press("#confirm-remove").await?;
    page.says("Paper orders is removed.").await?;
    page.part_says("#total", "No connector fits.").await
}

/// A member is not let in; an operator is, and no place keeps the token.
async fn signs_in(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.open_alone("/admin").await?;
    let browser = simulator.browser();
    let page = ConfigPage::alone(browser);
    page.reaches("barred").await?;
    page.says("Sign in to see").await?;
    world.picture("1-signed-out").await?;
    sign_in_by("#sign-in", browser, &page, &["cancel"]).await?;
    page.says("Try it again").await?;
    for nobody in ["member", "impostor"] {
        sign_in_by("#sign-in", browser, &page, &[nobody]).await?;
        page.says("not as an operator").await?;
    }
    sign_in_by("#sign-in", browser, &page, &["operator"]).await?;
    page.reaches("open").await?;
    page.part_says("#who", "Signed in: operator").await?;
    passes(&page, "open").await?;
    let script =
        "arguments[0](JSON.stringify([{...localStorage}, {...sessionStorage}, location.href,
        document.documentElement.outerHTML]))";
    let kept: String = page.ask(script).await?;
    ensure!(!kept.contains("eyJ"), "a token is kept");
    Ok(())
}
