//! The page opened by itself, with no host around it.

use crate::support::{World, eventually};
use anyhow::{Result, ensure};
use thirtyfour::By;

pub(crate) async fn opened_alone(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.open().await?; // chooses the SDK of the journey
    simulator.open_alone("/configure").await?;
    let browser = simulator.browser();
    let look = async || {
        Ok(browser
            .find(By::Css("html"))
            .await?
            .attr("data-phase")
            .await?)
    };
    let wanted = |seen: &Option<String>| seen.as_deref() == Some("outside");
    eventually("the page knows that it is outside", look, wanted).await?;
    world.picture("1-outside").await?;
    let notice = browser.find(By::Id("notice")).await?.text().await?;
    ensure!(notice.contains("Teams"), "the page says {notice:?}");
    Ok(())
}
