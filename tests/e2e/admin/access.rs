//! The operators' page for every person: by axe in each theme, by keyboard alone, in
//! little room, and with the system's own colours.

use super::{focused, open};
use crate::access::passes;
use crate::support::{ConfigPage, World, stays_equal};
use anyhow::{Result, ensure};
use serde_json::json;

/// What sticks out sideways, and words of ours that are cut in two.
const BEYOND: &str = "const root = document.documentElement, out = [];
    if (root.scrollWidth > root.clientWidth) out.push(`${root.scrollWidth} px of ${root.clientWidth}`);
    for (const element of document.querySelectorAll('main *:not(thead *)')) {
        if (element.getBoundingClientRect().right > root.clientWidth + 1 && getComputedStyle(element).position !== 'absolute') out.push(element.outerHTML.slice(0, 200));
    }
    for (const element of document.querySelectorAll('main :is(h1, h2, h3, p, dt, dd, td, button, label)')) {
        if (element.closest('details:not([open]), thead')) continue;
        if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline') out.push(element.outerHTML);
    }
    arguments[0](out.join('; '));";

pub(super) async fn for_every_person(world: &mut World) -> Result<()> {
    let page = open(world).await?;
    passes(&page, "open").await?;
    by_keyboard(&page).await?;
    let narrow = json!({"width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": false});
    world
        .system("Emulation.setDeviceMetricsOverride", narrow)
        .await?;
    fits(&page, "320 px").await?;
    passes(&page, "open").await?;
    world.picture("1-narrow").await?;
    let wide = json!({"width": 1280, "height": 3000, "deviceScaleFactor": 1, "mobile": false});
    world
        .system("Emulation.setDeviceMetricsOverride", wide)
        .await?;
    fits(&page, "1280 px").await?;
    for (name, value) in [
        ("prefers-color-scheme", "dark"),
        ("forced-colors", "active"),
    ] {
        let features = json!({ "features": [{ "name": name, "value": value }] });
        world.system("Emulation.setEmulatedMedia", features).await?;
        world.picture(&format!("2-{value}")).await?;
    }
    Ok(())
}

async fn fits(page: &ConfigPage<'_>, what: &str) -> Result<()> {
    let found: String = page.ask(BEYOND).await?;
    ensure!(found.is_empty(), "{what} is too little: {found}");
    Ok(())
}

/// A dialog keeps the focus, Escape closes it, and the button has it again.
async fn by_keyboard(page: &ConfigPage<'_>) -> Result<()> {
    page.press_key("#list button[id^=remove]", thirtyfour::Key::Enter)
        .await?;
    stays_equal("the focus", &focused(page).await?, &"Keep it".to_owned())?;
    passes(page, "open").await?;
    page.press_key("#confirm-keep", thirtyfour::Key::Escape)
        .await?;
    stays_equal("the focus", &focused(page).await?, &"Remove".to_owned())
}
