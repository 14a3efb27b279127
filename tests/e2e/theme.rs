//! The host's theme, at the start and when it changes.

use crate::support::{World, eventually, stays_equal};
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
    for theme in ["dark", "contrast", "default"] {
        simulator.choose("theme", theme).await?;
        let what = format!("the page is {theme}");
        let look = async || page.root("data-theme").await;
        eventually(&what, look, |seen| seen == theme).await?;
        world.picture(theme).await?;
    }
    stays_equal("the choice", &page.chosen().await?, &"Update".to_owned())
}
