//! The host's theme, at the start and when it changes.

use crate::support::{ConfigPage, World, eventually, stays_equal, text_is};
use anyhow::{Result, ensure};
use url::form_urlencoded;

pub(crate) async fn follows_the_host(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    // With a placeholder in the page's address, as a manifest may have one, and with a
    // word that the simulator does not know.
    let address = format!("{}/configure?shown={{theme}}", simulator.origin());
    let address: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
    simulator
        .begin(&format!("page={address}&teme=dark"))
        .await?;
    let page = simulator.opened_page().await?;
    let query: String = page.ask("arguments[0](location.search)").await?;
    stays_equal("the page's query", &query.as_str(), &"?shown=default")?;
    let warned = simulator.warnings().await?;
    ensure!(warned.contains("Did you mean theme?"), "{warned:?}");
    text_is("the theme", &page.root("data-theme").await?, "default")?;
    page.choose("Update").await?;
    for theme in ["dark", "contrast", "glass", "default"] {
        simulator.choose("theme", theme).await?;
        becomes(&page, theme).await?;
        world.picture(theme).await?;
    }
    text_is("the choice", &page.chosen().await?, "Update")?;
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
    text_is("the theme", &page.root("data-theme").await?, "glass")
}

async fn becomes(page: &ConfigPage<'_>, theme: &str) -> Result<()> {
    let what = format!("the page is {theme}");
    let look = async || page.root("data-theme").await;
    eventually(&what, look, |seen| seen == theme)
        .await
        .map(drop)
}
