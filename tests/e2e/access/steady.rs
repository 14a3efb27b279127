//! Nothing jumps while the page opens: Chromium's own measure of moved boxes.

use crate::support::{ConfigPage, World};
use anyhow::{Result, ensure};
use serde_json::json;

/// From the first paint on, each shift that no input explains, and what moved. The
/// paint itself is asked for too: where nothing moved, nothing else would be told.
const SHIFTS: &str = "const done = arguments[0];
    const watch = new PerformanceObserver((list, observer) => {
        observer.disconnect();
        const shifts = list.getEntriesByType('layout-shift').filter(({ hadRecentInput }) => !hadRecentInput);
        done(shifts.map(({ value, sources }) => `${value}: ${sources.map(({ node }) => node?.outerHTML).join()}`));
    });
    for (const type of ['layout-shift', 'paint']) watch.observe({ type, buffered: true });";

/// On a slow line, so that the form is painted before anything has started.
pub(super) async fn nothing_jumps(world: &mut World) -> Result<()> {
    let slow = json!({ "offline": false, "latency": 150,
        "downloadThroughput": 180_000, "uploadThroughput": 84_375 });
    world.system("Network.enable", json!({})).await?;
    world
        .system("Network.emulateNetworkConditions", slow)
        .await?;
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
