//! The page opened by itself, with no host around it.

use crate::support::{World, eventually, stays_equal};
use anyhow::Result;
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
    let says = "This page works in Microsoft Teams. Open it there from a channel’s connectors or \
                from its tab’s settings.";
    stays_equal("the page's sentence", &notice.as_str(), &says)
}
