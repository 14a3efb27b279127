//! A connector's form without a pointer: from the first Tab to saved.

use super::fits;
use crate::support::{ConfigPage, World, eventually};
use anyhow::{Result, ensure};
use thirtyfour::{Key, WebDriver};

/// Keeps every sentence that a screen reader would be given.
const LISTEN: &str = "window.heard = [];
    const notice = document.getElementById('notice');
    new MutationObserver(() => heard.push(`${notice.role}: ${notice.textContent}`))
        .observe(notice, { childList: true, characterData: true, subtree: true });
    arguments[0]();";

/// More than there is between the page and the host's button.
const MOST_TABS: u8 = 20;

/// What has the focus, and how it shows: at least two pixels around it, or a line below.
const FOCUS: &str =
    "const at = document.activeElement, { boxShadow, outlineColor, outlineStyle, outlineWidth } = getComputedStyle(at);
    const around = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/^rgba.*, 0\\)$/.test(outlineColor);
    const shows = around || boxShadow !== 'none';
    arguments[0](`${at.id || at.value || at.localName} ${shows ? 'shows' : 'is lost'}`);";

pub(super) async fn keyboard_alone(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let browser = simulator.browser();
    let page = simulator.open().await?;
    begin(&page).await?;
    for (key, reached) in [
        (Key::Tab, "Create"),
        (Key::Down, "Update"),
        (Key::Tab, "config-name"),
    ] {
        press(browser, key).await?;
        is_at(&page, reached).await?;
    }
    simulator.reaches("valid").await?;

    page.ask::<()>(LISTEN).await?;
    simulator.backend_is(r#"{"mode":"down"}"#).await?;
    save_from_the_name(browser, &page).await?;
    simulator.reaches("save-failed").await?;
    let heard: Vec<String> = page.ask("arguments[0](heard)").await?;
    let said: Vec<_> = heard
        .iter()
        .map(|line| line.split_whitespace().nth(1))
        .collect();
    ensure!(
        said == [Some("Saving…"), Some("We")]
            && heard.iter().all(|line| line.starts_with("status")),
        "announced was {heard:?}"
    );

    fits(&page, "a failed save").await?;
    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    save_from_the_name(browser, &page).await?;
    simulator.reaches("saved").await
}

/// The page has the person's keys; nothing in it has the focus yet.
pub(super) async fn begin(page: &ConfigPage<'_>) -> Result<()> {
    page.ask("window.focus(); arguments[0]()").await
}

/// This gets the focus, and a person sees it.
pub(super) async fn is_at(page: &ConfigPage<'_>, reached: &str) -> Result<()> {
    let look = async || page.ask::<String>(FOCUS).await;
    let shows = format!("{reached} shows");
    eventually(&format!("the focus: {shows}"), look, |seen| *seen == shows)
        .await
        .map(drop)
}

/// From the name field out of the page to the host's button.
async fn save_from_the_name(browser: &WebDriver, page: &ConfigPage<'_>) -> Result<()> {
    page.ask::<()>("document.getElementById('config-name').focus(); arguments[0]()")
        .await?;
    save(browser).await
}

/// What has the focus in the host's window, and its place there or in what is framed.
/// WebKit leaves the host's last element active when a script moves the focus into a frame.
const PLACE: &str = "const frames = [...document.querySelectorAll('iframe')],
        framed = frames.find((frame) => frame.contentDocument?.hasFocus()),
        at = framed ?? document.activeElement, within = at.contentDocument ?? document;
    return `${at.id} ${[...within.querySelectorAll('*')].indexOf(within.activeElement)}`;";

async fn place(browser: &WebDriver) -> Result<String> {
    browser.enter_default_frame().await?;
    Ok(browser.execute(PLACE, vec![]).await?.convert()?)
}

/// Out of the page to the host's button, from wherever the focus is. A key is pressed
/// once the one before it has moved the focus.
pub(super) async fn save(browser: &WebDriver) -> Result<()> {
    let mut at = place(browser).await?;
    let mut left = MOST_TABS;
    while !at.starts_with("save ") {
        ensure!(left > 0, "Save was not reached; the focus is on {at:?}");
        left -= 1;
        press(browser, Key::Tab).await?;
        let look = async || place(browser).await;
        at = eventually("the focus moves", look, |seen| *seen != at).await?;
    }
    press(browser, Key::Enter).await
}

pub(super) async fn press(browser: &WebDriver, key: Key) -> Result<()> {
    let keys = browser.action_chain().key_down(key.clone()).key_up(key);
    Ok(keys.perform().await?)
}
