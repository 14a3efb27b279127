//! A first save in one language: what a person reads, and what the host is told.

use super::Language;
use crate::access::fits;
use crate::support::{ConfigPage, World, eventually, stays_equal, text_is};
use anyhow::Result;

pub(super) async fn speaks(world: &mut World, language: &Language) -> Result<()> {
    let simulator = &world.simulator;
    simulator
        .begin(&format!("locale={}", language.locale))
        .await?;
    let page = simulator.opened_page().await?;
    let look = async || page.root("lang").await;
    eventually("the page's language", look, |seen| *seen == language.tag).await?;
    reads(&page, "h2", &language.text("types")?).await?;
    reads(&page, "#type-message", &language.text("ChooseFirst")?).await?;
    let default_name = language.text("task-notifications")?;
    stays_equal("the name", &page.name().await?, &default_name)?;
    let direction: String = page
        .ask("arguments[0](getComputedStyle(document.querySelector('h2')).direction)")
        .await?;
    text_is("the direction", &direction, language.direction())?;
    world.picture("1-editing").await?;

    page.choose("All").await?;
    simulator.reaches("valid").await?;
    simulator.backend_is(r#"{"mode":"down"}"#).await?;
    simulator.press("save").await?;
    simulator.reaches("save-failed").await?;
    let offline = language.text("PerhapsNotSaved")? + language.text("Offline")?.as_str();
    stays_equal("the host", &simulator.text("host-reason").await?, &offline)?;
    reads(&page, "#notice", &offline).await?;
    world.picture("2-save-failed").await?;
    fits(&page, &language.tag).await?;

    world.simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    world.simulator.save_again().await
}

async fn reads(page: &ConfigPage<'_>, css: &str, expected: &str) -> Result<()> {
    let what = format!("{css} says {expected:?}");
    let script = format!("arguments[0](document.querySelector('{css}').textContent)");
    let look = async || page.ask::<String>(&script).await;
    eventually(&what, look, |seen| seen == expected)
        .await
        .map(drop)
}
