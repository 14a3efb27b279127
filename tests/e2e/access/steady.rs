//! Nothing jumps while the page opens: Chromium's own measure of moved boxes.

use crate::support::{ConfigPage, World, eventually};
use anyhow::{Result, ensure};
use serde_json::json;

/// From the first paint on, each shift that no input explains, and what moved. The
/// paint itself is asked for too: where nothing moved, nothing else would be told. The mark
/// of what is required is no node; it goes with the end of its words, in any language.
const SHIFTS: &str = "const done = arguments[0];
    const watch = new PerformanceObserver((list, observer) => {
        observer.disconnect();
        const shifts = list.getEntriesByType('layout-shift')
            .filter(({ hadRecentInput, sources }) => !hadRecentInput && sources.some(({ node }) => node));
        done(shifts.map(({ value, sources }) => `${value}: ${sources.map(({ node }) => node?.outerHTML).join()}`));
    });
    for (const type of ['layout-shift', 'paint']) watch.observe({ type, buffered: true });";

/// On a slow line, so that the form is painted before anything has started.
async fn slow_line(world: &World) -> Result<()> {
    let slow = json!({ "offline": false, "latency": 150,
        "downloadThroughput": 180_000, "uploadThroughput": 84_375 });
    world.system("Network.enable", json!({})).await?;
    world.system("Network.emulateNetworkConditions", slow).await
}

pub(super) async fn nothing_jumps(world: &mut World) -> Result<()> {
    slow_line(world).await?;
    let simulator = &world.simulator;
    is_steady(&simulator.open().await?, "a new connector").await?;
    simulator.saved("Create", "Paper orders").await?;
    is_steady(&simulator.configure().await?, "a stored connector").await?;
    simulator.begin("profile=tab").await?;
    is_steady(&simulator.opened_page().await?, "a new tab").await
}

async fn is_steady(page: &ConfigPage<'_>, what: &str) -> Result<()> {
    let seen: Vec<String> = page.ask(SHIFTS).await?;
    ensure!(seen.is_empty(), "{what} jumps by {seen:?}");
    Ok(())
}

/// Where the browser's language is the host's, the page runs the right way from its first
/// paint on; a guess is no more than that.
pub(super) async fn nothing_jumps_in_arabic(world: &mut World) -> Result<()> {
    world.browser_speaks("ar-SA").await?;
    slow_line(world).await?;
    let simulator = &world.simulator;
    simulator.begin("locale=ar-sa").await?;
    let page = &simulator.opened_page().await?;
    looks_like(page, "ar", "rtl").await?;
    is_steady(page, "an Arabic page").await?;
    looks_like(&simulator.open().await?, "en", "ltr").await?;

    crate::status::used(world).await?;
    simulator.begin("profile=tab&init=silent").await?;
    let page = &ConfigPage::of_tab(simulator.browser());
    looks_like(page, "en", "rtl").await
}

/// Waits until the page has this language and runs this way, and is painted so.
async fn looks_like(page: &ConfigPage<'_>, language: &str, way: &str) -> Result<()> {
    let script = "const done = arguments[0], { lang, dir } = document.documentElement;
        requestAnimationFrame(() => requestAnimationFrame(() => done([lang, dir])))";
    let look = async || page.ask::<(String, String)>(script).await;
    let wanted = (language.to_owned(), way.to_owned());
    let what = format!("the page is {wanted:?}");
    eventually(&what, look, |seen| *seen == wanted)
        .await
        .map(drop)
}
