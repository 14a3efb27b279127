//! A channel tab's form in every state: axe finds nothing, and there is room for all of it.

use super::{fits, passes};
use crate::support::{ConfigPage, World};
use crate::tab::{code_on_card, open};
use anyhow::Result;

async fn suits(page: &ConfigPage<'_>, state: &str) -> Result<()> {
    passes(page, "editing").await?;
    fits(page, state).await
}

async fn unfold(page: &ConfigPage<'_>, details: &str) -> Result<()> {
    page.press(&format!("{details} summary")).await
}

pub(super) async fn every_state(world: &mut World) -> Result<()> {
    let (page, address) = &open(world).await?;
    let simulator = &world.simulator;
    suits(page, "fresh").await?;
    unfold(page, "#how").await?;
    suits(page, "the way to a link").await?;

    page.choose("All").await?;
    page.type_in("#webhook-url", "https://example.com/workflows/x")
        .await?;
    let foreign = "Links from this site aren’t allowed. Paste a Workflow’s webhook link, or ask your \
                   admin to allow this one.";
    page.part_says("#address-message", foreign).await?;
    suits(page, "a refused address").await?;

    page.type_in("#webhook-url", address).await?;
    simulator.reaches("valid").await?;
    page.press("#test").await?;
    page.part_says("#accepted", "yes").await?;
    suits(page, "four steps and the code").await?;
    unfold(page, "#code-field details").await?;
    suits(page, "the causes of an unseen card").await?;
    page.type_in("#code", &code_on_card(world).await?).await?;
    page.part_says("#seen", "yes").await?;
    suits(page, "the card was seen").await?;

    simulator.save_again().await?;
    let page = &simulator.configure().await?;
    let kept = "A webhook link is saved. Leave this empty to keep it.";
    page.part_says("#address-message", kept).await?;
    suits(page, "a kept address").await
}
