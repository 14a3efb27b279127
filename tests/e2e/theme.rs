//! The host's theme, at the start and when it changes.

use crate::support::{ConfigPage, World, eventually, stays_equal};
use anyhow::Result;

pub(crate) async fn follows_the_host(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    stays_equal(
        "the theme",
        &page.root("data-theme").await?,
        &"default".to_owned(),
    )?;
    page.choose("Update").await?;
    for theme in ["dark", "contrast", "glass", "default"] {
        simulator.choose("theme", theme).await?;
        becomes(&page, theme).await?;
        world.picture(theme).await?;
    }
    stays_equal("the choice", &page.chosen().await?, &"Update".to_owned())?;
    kept_while_loading(world).await
}

/// Changed while the page waits for what was saved before, it stays changed.
async fn kept_while_loading(world: &World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Paper orders").await?;
    simulator.fault("backend", "hangs").await?;
    simulator.press("configure").await?;
    let page = ConfigPage::new(simulator.browser());
    page.reaches("prefilling").await?;
    simulator.choose("theme", "glass").await?;
    becomes(&page, "glass").await?;
    page.reaches("editing").await?;
    stays_equal(
        "the theme",
        &page.root("data-theme").await?,
        &"glass".to_owned(),
    )
}

async fn becomes(page: &ConfigPage<'_>, theme: &str) -> Result<()> {
    let what = format!("the page is {theme}");
    let look = async || page.root("data-theme").await;
    eventually(&what, look, |seen| seen == theme)
        .await
        .map(drop)
}
