//! A backend that is away, and one that dies with work in hand.

use crate::support::{World, stays_equal, text_is};
use anyhow::Result;

pub(crate) async fn failing_backend(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    page.choose("All").await?;
    page.rename("Paper orders").await?;
    simulator.reaches("valid").await?;

    world.backend.kill().await?;
    simulator.press("save").await?;
    simulator.reaches("save-failed").await?;
    world.picture("1-save-failed").await?;
    // A gateway in front of it answers for it: nobody knows whether it had stored.
    let says = "We couldn’t confirm the save (saving again is safe): the notification service can’t be reached. Check your \
                network, then try again.";
    let reason = simulator.text("host-reason").await?;
    stays_equal("the host's reason", &reason.as_str(), &says)?;
    page.part_says("#notice", says).await?;
    text_is("the choice", &page.chosen().await?, "All")?;
    text_is("the name", &page.name().await?, "Paper orders")?;

    world.backend.restart().await?;
    simulator.save_again().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await
}

/// SIGKILL while the card is on its way: the channel has not answered yet.
pub(crate) async fn killed_after_accepting(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Paper orders").await?;
    simulator
        .channel_answers(r#"[{"hang":true,"shown":false}]"#)
        .await?;
    let taken = simulator.create_task("Order paper").await?;
    text_is("the event", &taken, "Accepted for 1 channel.")?;

    world.backend.kill().await?;
    simulator.channel_answers("[]").await?;
    world.backend.restart().await?;
    simulator.shows_card("Order paper").await
}
