//! The page in a system's own colours: forced ones, and a dark system's until the
//! host has said its theme. Chromium plays the system; Firefox has a setting that forces.

use super::axe::passes_in_forced_colours as passes;
use crate::status::used;
use crate::support::{ConfigPage, World, text_is};
use crate::tab::open;
use anyhow::{Result, ensure};
use serde_json::json;

/// Says each of these parts' property beside what the system calls that colour.
const COLOURS: &str = "const probe = document.body.appendChild(document.createElement('i'));
    const system = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
    const is = (css, property, name) => getComputedStyle(document.querySelector(css))[property] === system(name);";

async fn system(world: &World, feature: &str, value: &str) -> Result<()> {
    let features = json!({ "features": [{ "name": feature, "value": value }] });
    world.system("Emulation.setEmulatedMedia", features).await
}

pub(super) async fn forced_by_tools(world: &mut World) -> Result<()> {
    system(world, "forced-colors", "active").await?;
    forced_colours(world).await
}

/// What is off, where the focus is and what is wrong can be told without our colours.
pub(super) async fn forced_colours(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = &simulator.open().await?;
    holds(page, "matchMedia('(forced-colors: active)').matches").await?;
    page.choose("All").await?;
    page.rename(" ").await?;
    page.part_says("#name-message", "Enter a name.").await?;
    let focus = "getComputedStyle(document.activeElement)";
    holds(page, "document.activeElement.id === 'config-name'").await?;
    holds(page, &format!("{focus}.outlineStyle === 'solid'")).await?;
    holds(page, "is(':focus', 'outlineColor', 'Highlight')").await?;
    let wide =
        "parseFloat(getComputedStyle(document.getElementById('config-name')).borderTopWidth) >= 2";
    holds(page, wide).await?;
    passes(page, "editing").await?;
    world.picture("1-invalid").await?;

    page.rename("Paper orders").await?;
    simulator.reaches("valid").await?;
    simulator.backend_is(r#"{"mode":"hangs"}"#).await?;
    simulator.press("save").await?;
    page.reaches("saving").await?;
    let off = "['.choice', '#config-name'].every((css) => is(css, 'color', 'GrayText'))";
    holds(page, off).await?;
    world.picture("2-saving").await?;

    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    let (page, _) = &open(world).await?;
    holds(page, "is('#test', 'color', 'GrayText')").await?;
    passes(page, "editing").await?;
    world.picture("3-tab").await
}

async fn holds(page: &ConfigPage<'_>, what: &str) -> Result<()> {
    let script = format!("{COLOURS} const said = {what}; probe.remove(); arguments[0](said);");
    ensure!(page.ask::<bool>(&script).await?, "not so: {what}");
    Ok(())
}

const DARK: &str = "rgb(31, 31, 31)";
const LIGHT: &str = "rgb(255, 255, 255)";

/// No flash of white in a dark system; the host's word counts once it is there.
pub(super) async fn dark_system(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    system(world, "prefers-color-scheme", "dark").await?;
    let page = &simulator.begin("init=silent").await?;
    page.reaches("connecting").await?;
    is_painted(page, DARK).await?;
    world.picture("1-connecting").await?;
    is_painted(&simulator.open().await?, LIGHT).await?;

    used(world).await?;
    let page = &ConfigPage::of_tab(simulator.browser());
    simulator.begin("profile=tab&init=silent").await?;
    page.reaches("connecting").await?;
    is_painted(page, DARK).await?;
    world.picture("2-status-connecting").await?;
    simulator.begin("profile=tab").await?;
    page.reaches("shown").await?;
    is_painted(page, LIGHT).await
}

async fn is_painted(page: &ConfigPage<'_>, colour: &str) -> Result<()> {
    let script = "arguments[0]([matchMedia('(prefers-color-scheme: dark)').matches,
        getComputedStyle(document.documentElement).backgroundColor])";
    let (dark, seen): (bool, String) = page.ask(script).await?;
    ensure!(dark, "the system is not dark");
    text_is("the background", &seen, colour)
}
