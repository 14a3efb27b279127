//! A channel tab: the person brings a Workflow's address, tries it, saves, sees
//! the status, changes and removes.

mod addresses;

use crate::support::{ConfigPage, Run, World, eventually, journey, stays_equal, text_is};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use thirtyfour::By;

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        whole_trial(run),
        journey(run, "tab_replaced_address", addresses::replaced),
        journey(run, "tab_shared_address", addresses::shared),
        journey(run, "tab_refusals", refusals),
        journey(run, "tab_long_address", a_long_address),
        journey(run, "tab_test_refused", a_refused_test_card),
        journey(run, "tab_test_unseen", a_test_card_that_nobody_sees),
    ]
}

/// The one that differs between releases of the SDK.
pub(crate) fn whole_trial(run: Run) -> Trial {
    journey(run, "tab", from_address_to_removal)
}

/// A new tab's form, and the address of a Workflow that posts to the channel.
pub(crate) async fn open(world: &World) -> Result<(ConfigPage<'_>, String)> {
    let page = world.simulator.begin("profile=tab").await?;
    page.reaches("editing").await?;
    let address = world.simulator.text("workflow-address").await?;
    Ok((page, address))
}

async fn from_address_to_removal(world: &mut World) -> Result<()> {
    let (page, address) = open(world).await?;
    let simulator = &world.simulator;
    page.choose("Create").await?;
    page.rename("Paper orders").await?;
    page.type_in("#webhook-url", &address).await?;
    page.part_says("#address-message", "This is a Workflow’s webhook link.")
        .await?;
    page.press("#test").await?;
    page.part_says("#accepted", "yes").await?;
    page.part_says("#posted", "not confirmed yet").await?;
    let code = code_on_card(world).await?;
    page.type_in("#code", &code).await?;
    page.part_says("#seen", "yes").await?;
    world.picture("1-tried").await?;

    simulator.save_again().await?;
    text_is("the warnings", &simulator.warnings().await?, "")?;
    ConfigPage::of_tab(simulator.browser())
        .part_says("dl dd", "Paper orders")
        .await?;
    world.picture("2-saved").await?;
    simulator
        .shows_card("This channel now gets notifications")
        .await?;
    let kept = simulator.committed().await?;
    let origin = simulator.origin();
    let expected = [
        ("contentUrl", format!("{origin}/status")),
        ("websiteUrl", format!("{origin}/status")),
        ("removeUrl", format!("{origin}/remove")),
        ("suggestedDisplayName", "Paper orders".to_owned()),
    ];
    for (field, value) in expected {
        stays_equal(
            field,
            &kept[0][field].as_str().unwrap_or_default().to_owned(),
            &value,
        )?;
    }
    ensure!(
        kept[0].get("webhookUrl").is_none(),
        "the host was told the address"
    );

    // Changed with an empty field: the address stays.
    simulator.begin("profile=tab").await?;
    let page = simulator.configure().await?;
    page.part_says(
        "#address-message",
        "A webhook link is saved. Leave this empty to keep it.",
    )
    .await?;
    page.choose("All").await?;
    simulator.save().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;

    simulator.begin("profile=tab&frame=content").await?;
    simulator.press("configure").await?;
    let status = ConfigPage::new(simulator.browser());
    status.reaches("shown").await?;
    let document = status.document().await?;
    ensure!(document.contains("Paper orders"), "the status names it");
    ensure!(
        !document.contains("/workflows/"),
        "the status shows the address"
    );

    simulator.begin("profile=tab").await?;
    simulator.press("tab-remove").await?;
    simulator.reaches("removed").await?;
    let wire = simulator.wire().await?;
    let introduced = wire.iter().rfind(|line| line.name == "answer initialize");
    let frame = introduced.context("no page was asked")?.args[0].clone();
    stays_equal("the frame it is removed in", &frame, &"remove".into())?;
    let hidden = simulator.browser().find(By::Id("tab")).await?;
    ensure!(!hidden.is_displayed().await?, "the tab is still there");
    ensure!(simulator.committed().await?.is_empty(), "the host keeps it");
    Ok(())
}

/// Real addresses are long: what a Workflow hands out fits, up to 8 KiB. Whose it
/// is the person reads beside it.
async fn a_long_address(world: &mut World) -> Result<()> {
    let (page, address) = open(world).await?;
    let simulator = &world.simulator;
    page.part_says(
        "#owner",
        "Add a co-owner to the Workflow so it keeps working if its creator leaves.",
    )
    .await?;
    let query = format!("?sig={}", "x".repeat(8000 - address.len()));
    page.choose("Create").await?;
    page.paste("#webhook-url", &[address, query].concat())
        .await?;
    page.part_says("#address-message", "This is a Workflow’s webhook link.")
        .await?;
    simulator.save().await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await
}

/// The code as a person reads it off the card.
pub(crate) async fn code_on_card(world: &World) -> Result<String> {
    let look = async || world.simulator.text("channel").await;
    let channel = eventually("a card with a code", look, |text| text.contains("Enter ")).await?;
    let (_, after) = channel.split_once("Enter ").context("a code")?;
    Ok(after.chars().take(4).collect())
}

async fn refusals(world: &mut World) -> Result<()> {
    let (page, address) = open(world).await?;
    page.choose("Create").await?;
    let incomplete = "This isn’t one complete link. Copy it from the Workflow. It starts with https \
                      and has no spaces.";
    let ended = "Microsoft retired this kind of link on May 22, 2026. Create a Workflow in the \
                 channel’s menu and paste its webhook link here.";
    let repaired = "Characters that don’t belong to the link were removed. This is a Workflow’s \
                    webhook link.";
    let foreign = "Links from this site aren’t allowed. Paste a Workflow’s webhook link, or ask your \
                   admin to allow this one.";
    for (typed, says) in [
        ("webhook", incomplete),
        ("https://example.com/workflows/x", foreign),
        ("https://a.webhook.office.com/webhookb2/b", ended),
        (&format!("{address}\u{200b}"), repaired),
        (&address, "This is a Workflow’s webhook link."),
    ] {
        page.type_in("#webhook-url", typed).await?;
        page.part_says("#address-message", says).await?;
        let good = typed.starts_with(&address);
        let status = if good { "valid" } else { "ready" };
        world.simulator.reaches(status).await?;
    }
    Ok(())
}

async fn a_refused_test_card(world: &mut World) -> Result<()> {
    let (page, address) = open(world).await?;
    page.choose("All").await?;
    page.type_in("#webhook-url", &address).await?;
    world.simulator.reaches("valid").await?;
    let refusing = r#"[{"status":400,"shown":false}]"#;
    world.simulator.channel_answers(refusing).await?;
    page.press("#test").await?;
    page.part_says("#reached", "yes").await?;
    page.part_says("#accepted", "no").await?;
    page.part_says(
        "#trial-message",
        "The test card was rejected. The channel couldn't read the card (HTTP 400).",
    )
    .await?;
    page.part_says("#seen", "no").await
}

/// A Workflow says 202 before it posts, and may then fail: the page does not
/// know, and says so; only a code read off the card would be the proof.
async fn a_test_card_that_nobody_sees(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.begin("profile=tab&channel=unseen").await?;
    page.reaches("editing").await?;
    let address = simulator.text("workflow-address").await?;
    page.choose("All").await?;
    page.type_in("#webhook-url", &address).await?;
    simulator.reaches("valid").await?;
    page.press("#test").await?;
    page.part_says("#reached", "yes").await?;
    page.part_says("#accepted", "yes").await?;
    page.part_says("#posted", "not confirmed yet").await?;
    page.part_says("#seen", "not confirmed yet").await?;
    page.type_in("#code", "AAAA").await?;
    page.part_says("#seen", "not confirmed yet").await?;
    world.picture("unseen").await
}
