//! Which address a tab's cards go to: one that took another's place, and one that two
//! tabs share.

use super::open;
use crate::support::{World, eventually, stays_equal, text_is};
use anyhow::{Result, ensure};

/// Saves a tab for created tasks, without a card that confirms it; answers its address.
async fn saved(world: &World, name: &str, address: Option<&str>) -> Result<String> {
    let (page, own) = open(world).await?;
    let address = address.unwrap_or(&own);
    page.choose("Create").await?;
    page.rename(name).await?;
    page.type_in("#webhook-url", address).await?;
    page.toggle_confirmation().await?;
    save(world).await?;
    Ok(address.to_owned())
}

async fn save(world: &World) -> Result<()> {
    world.simulator.save().await
}

/// The paths of the posts, once there are so many.
async fn posts(world: &World, number: usize) -> Result<Vec<String>> {
    let look = async || world.simulator.posted_to().await;
    eventually(&format!("{number} posts"), look, |posts| {
        posts.len() == number
    })
    .await
}

/// A person brings another Workflow: from then on the old one hears nothing.
pub(super) async fn replaced(world: &mut World) -> Result<()> {
    let old = saved(world, "Paper orders", None).await?;
    let simulator = &world.simulator;
    simulator.create_task("Order paper").await?;
    let first = posts(world, 1).await?;
    ensure!(old.ends_with(&first[0]), "a card went to {first:?}");

    let (_, new) = open(world).await?;
    ensure!(new != old, "the simulator gives out one address twice");
    let page = simulator.configure().await?;
    page.type_in("#webhook-url", &new).await?;
    save(world).await?;
    simulator.create_task("Order ink").await?;
    let both = posts(world, 2).await?;
    ensure!(new.ends_with(&both[1]), "a card went to {both:?}");
    let kept = simulator.committed().await?;
    stays_equal("the host's tabs", &kept.len(), &1)
}

/// Two tabs of one channel are two configurations: each is told, and one can go.
pub(super) async fn shared(world: &mut World) -> Result<()> {
    let address = saved(world, "Paper orders", None).await?;
    saved(world, "Ink orders", Some(&address)).await?;
    let simulator = &world.simulator;
    let taken = simulator.create_task("Order paper").await?;
    text_is("the event", &taken, "Accepted for 2 channels.")?;
    let both = posts(world, 2).await?;
    stays_equal("the second post's place", &both[1], &both[0])?;

    simulator.configure().await?;
    simulator.press("remove").await?;
    simulator.reaches("removed").await?;
    let taken = simulator.create_task("Order ink").await?;
    text_is("the event", &taken, "Accepted for 1 channel.")?;
    posts(world, 3).await.map(drop)
}
