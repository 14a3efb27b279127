//! A channel tab's form without a pointer: address, test card, code, saved.

use super::{
    fits,
    keyboard::{begin, is_at, press, save},
};
use crate::support::{ConfigPage, World, eventually};
use crate::tab::{code_on_card, open};
use anyhow::{Result, ensure};
use thirtyfour::{Key, WebDriver};

pub(super) async fn keyboard_alone(world: &mut World) -> Result<()> {
    let (page, address) = &open(world).await?;
    let simulator = &world.simulator;
    let browser = simulator.browser();
    begin(page).await?;
    for (key, reached) in [
        (Key::Tab, "Create"),
        (Key::Down, "Update"),
        (Key::Tab, "config-name"),
        (Key::Tab, "webhook-url"),
    ] {
        press(browser, key).await?;
        is_at(page, reached).await?;
    }
    write(browser, address).await?;
    // Before that the button is off, and passed over.
    simulator.reaches("valid").await?;
    press(browser, Key::Tab).await?;
    is_at(page, "summary").await?;
    draws_on_demand(page, browser).await?;
    for reached in ["confirm", "test"] {
        press(browser, Key::Tab).await?;
        is_at(page, reached).await?;
    }
    press(browser, Key::Space).await?;
    page.part_says("#accepted", "yes").await?;
    is_at(page, "test").await?;

    press(browser, Key::Tab).await?;
    is_at(page, "code").await?;
    world.picture("1-code").await?;
    write(browser, &code_on_card(world).await?).await?;
    page.part_says("#seen", "yes").await?;
    fits(page, "the card was seen").await?;
    save(browser).await?;
    simulator.reaches("saved").await
}

/// How many drawings of the way to a link are there.
const DRAWN: &str = "arguments[0]([...document.querySelectorAll('#how img')]
    .filter(({ naturalWidth }) => naturalWidth > 0).length)";

/// The drawings come when a person opens what they are in, and are no part of a first visit.
async fn draws_on_demand(page: &ConfigPage<'_>, browser: &WebDriver) -> Result<()> {
    let drawn = async || page.ask::<usize>(DRAWN).await;
    ensure!(drawn().await? == 0, "drawings came unasked");
    press(browser, Key::Enter).await?;
    eventually("the drawings come", drawn, |drawn| *drawn > 0).await?;
    fits(page, "the way to a link").await?;
    press(browser, Key::Enter).await
}

/// Types where the focus is.
async fn write(browser: &WebDriver, text: &str) -> Result<()> {
    Ok(browser.action_chain().send_keys(text).perform().await?)
}
