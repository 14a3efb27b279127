//! From *Apps* to the card, with packages as `teams-connector package` makes them.

use crate::support::{ConfigPage, Run, Simulator, World, eventually, journey, text_is};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use manifest::{MANIFEST, Path, Recipe, write_archive};
use serde_json::Value;
use thirtyfour::By;

const README: &str = include_str!("../../README.md");

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        journey(run, "apps_tab", the_readmes_package),
        journey(run, "apps_connector", six_steps),
        journey(run, "apps_blocked", outside_valid_domains),
    ]
}

/// The command of the README, for this server and into its folder; the package's file.
async fn package(world: &World, more: &[&str]) -> Result<String> {
    let command = README
        .lines()
        .find(|line| line.starts_with("teams-connector package "));
    let command = command.context("the README makes no package")?;
    let words: Vec<_> = command.split_whitespace().skip(1).collect();
    let out = world.data().join("app.zip").display().to_string();
    let data = world.data().display().to_string();
    let here = |(before, word): (&&'static str, &&'static str)| match *before {
        "--out" => out.clone(),
        "--data-dir" => data.clone(),
        _ => (*word).to_owned(),
    };
    let arguments: Vec<_> = [""].iter().chain(&words).zip(&words).map(here).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    world.command(&[&arguments, more].concat()).await?;
    Ok(out)
}

/// Opens *Apps*, uploads, and waits until the app is listed with its icon.
async fn upload(simulator: &Simulator, file: &str) -> Result<()> {
    simulator.open().await?;
    simulator.press("apps-open").await?;
    simulator.type_into("apps-file", file).await?;
    let look = async || {
        let script = "return document.querySelector('#apps-body .row img')?.naturalWidth ?? 0";
        let width = simulator.browser().execute(script, vec![]).await?;
        Ok(width.convert::<u32>()?)
    };
    eventually("the app is listed with its icon", look, |width| {
        *width == 192
    })
    .await?;
    Ok(())
}

/// From the app's row to the button that sets it up in a channel.
async fn to_the_channel(world: &World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.press_at("#apps-body [data-app]").await?;
    world.picture_in("apps", "2-app").await?;
    simulator.press("apps-add-to-team").await?;
    simulator.type_into("apps-search", "general").await?;
    simulator.press_at("#apps-body .place").await?;
    world.picture_in("apps", "3-channel").await
}

async fn the_readmes_package(world: &mut World) -> Result<()> {
    let file = package(world, &[]).await?;
    let simulator = &world.simulator;
    upload(simulator, &file).await?;
    world.picture_in("apps", "1-uploaded").await?;
    to_the_channel(world).await?;
    simulator
        .press_at("#apps-footer [data-surface=tab]")
        .await?;

    let page = simulator.opened_page().await?;
    let opened = address(simulator).await?;
    let begin = format!(
        "{}/configure?destination=workflow&enrol=",
        simulator.origin()
    );
    ensure!(
        opened.starts_with(&begin),
        "the manifest's address was not opened"
    );
    let workflow = simulator.text("workflow-address").await?;
    page.choose("All").await?;
    page.rename("Paper orders").await?;
    page.type_in("#webhook-url", &workflow).await?;
    page.part_says("#address-message", "This is a Workflow’s webhook link.")
        .await?;
    page.press("#test").await?;
    page.part_says("#accepted", "yes").await?;
    let code = crate::tab::code_on_card(world).await?;
    page.type_in("#code", &code).await?;
    page.part_says("#seen", "yes").await?;
    world.picture_in("dialog", "4-configured").await?;
    simulator.save().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;
    world
        .picture_at("#channel .message:last-child", "5-card")
        .await?;
    ConfigPage::of_tab(simulator.browser())
        .part_says("dl dd", "Paper orders")
        .await?;
    world.picture_in("tab", "6-status").await?;
    text_is("the warnings", &simulator.warnings().await?, "")
}

async fn six_steps(world: &mut World) -> Result<()> {
    let file = package(world, &["--surface", "both"]).await?;
    let simulator = &world.simulator;
    upload(simulator, &file).await?;
    simulator.press("apps-connectors").await?;
    to_the_channel(world).await?;
    simulator
        .press_at("#apps-footer [data-surface=connector]")
        .await?;
    let page = simulator.opened_page().await?;
    page.choose("Create").await?;
    page.rename("Paper orders").await?;
    simulator.save().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;

    // It is in the channel's list, found by searching, and changed there.
    simulator.press("channel-connectors").await?;
    simulator.type_into("apps-search", "task").await?;
    world.picture_in("apps", "4-list").await?;
    simulator
        .press_at("[aria-label='Configure Task notifications']")
        .await?;
    let page = simulator.opened_page().await?;
    text_is("the name", &page.name().await?, "Paper orders")?;

    // Searched in vain, then the same app as a tab where the person is.
    simulator.press("channel-add-tab").await?;
    simulator
        .type_into("apps-search", "nothing of this name")
        .await?;
    ensure!(
        simulator.text("apps-body").await?.contains("No app here."),
        "something was found"
    );
    simulator.press("apps-close").await?;
    simulator.press("channel-add-tab").await?;
    simulator.press_at("#apps-body [data-app]").await?;
    let page = simulator.opened_page().await?;
    page.part_says("#type-message", "Choose at least one event to save.")
        .await?;
    ensure!(
        address(simulator).await?.contains("destination=workflow"),
        "no tab was opened"
    );
    Ok(())
}

async fn outside_valid_domains(world: &mut World) -> Result<()> {
    let mut files = Recipe::new("https://connector.example.com".parse()?).files();
    let mut text: Value = serde_json::from_slice(files.manifest().context("a manifest")?)?;
    text["validDomains"] = serde_json::json!(["other.example.com"]);
    let path = Path::inside(MANIFEST).context("a path")?;
    files.add(&path, text.to_string().into_bytes());
    let file = world.data().join("app.zip");
    std::fs::write(&file, write_archive(&files))?;

    let simulator = &world.simulator;
    upload(simulator, &file.display().to_string()).await?;
    to_the_channel(world).await?;
    simulator
        .press_at("#apps-footer [data-surface=tab]")
        .await?;
    let says = "Teams does not show a page of connector.example.com: validDomains of Task \
                notifications lists only other.example.com. Add connector.example.com to it.";
    text_is("the reason", &simulator.text("blocked").await?, says)?;
    let frames = simulator
        .browser()
        .find_all(By::Css("#stage iframe"))
        .await?;
    ensure!(frames.is_empty(), "the page is open all the same");

    std::fs::write(&file, "no package")?;
    simulator.press("apps-open").await?;
    simulator
        .type_into("apps-file", &file.display().to_string())
        .await?;
    let look = async || simulator.text("apps-told").await;
    eventually("the refusal", look, |told| {
        told.starts_with("Teams refuses this package.")
    })
    .await?;
    Ok(())
}

/// What the frame was led to.
async fn address(simulator: &Simulator) -> Result<String> {
    let browser = simulator.browser();
    browser.enter_default_frame().await?;
    let frame = browser.find(By::Id("app-frame")).await?;
    frame.attr("src").await?.context("the frame has no address")
}
