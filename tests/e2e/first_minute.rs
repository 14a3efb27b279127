//! The simulator's first minute: it says what comes next, and what became of it.

use crate::support::{Run, World, eventually, journey};
use anyhow::{Result, ensure};
use libtest_mimic::Trial;

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        journey(run, "first_minute", three_steps),
        journey(run, "faults_in_force", told_and_ended),
    ]
}

/// Which of the steps are ticked.
async fn ticked(world: &World, expected: [bool; 3]) -> Result<()> {
    let browser = world.simulator.browser();
    let look = async || {
        browser.enter_default_frame().await?;
        let script = "return [...document.querySelectorAll('.step')].map((step) => step.dataset.done === 'true')";
        Ok(browser
            .execute(script, vec![])
            .await?
            .convert::<Vec<bool>>()?)
    };
    eventually("the steps", look, |seen| *seen == expected)
        .await
        .map(drop)
}

async fn focused(world: &World, id: &str) -> Result<()> {
    let browser = world.simulator.browser();
    let look = async || {
        browser.enter_default_frame().await?;
        let script = "return document.activeElement?.id ?? ''";
        Ok(browser.execute(script, vec![]).await?.convert::<String>()?)
    };
    eventually("the focus", look, |seen| seen == id)
        .await
        .map(drop)
}

async fn three_steps(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.open().await?;
    ticked(world, [false; 3]).await?;
    simulator.create_task("Too early").await?;
    let why = simulator.text("task-why").await?;
    ensure!(why.contains("select Save first"), "{why:?}");
    ticked(world, [false; 3]).await?;
    world.picture("1-nobody-listens").await?;

    page.choose("Create").await?;
    page.rename("Paper orders").await?;
    simulator.save().await?;
    focused(world, "reopen").await?;
    let says = simulator.text("stage-says").await?;
    ensure!(says.starts_with("Saved as Paper orders."), "{says:?}");
    ticked(world, [true, false, false]).await?;
    world.picture("2-saved").await?;

    simulator.update_task().await?;
    let why = simulator.text("task-why").await?;
    ensure!(why.contains("this kind of event"), "{why:?}");
    simulator.create_task("Order paper").await?;
    ticked(world, [true; 3]).await?;
    world.picture("3-seen").await?;

    simulator.press("reopen").await?;
    page.reaches("editing").await?;
    simulator.press("remove").await?;
    simulator.reaches("removed").await?;
    focused(world, "new").await?;
    let says = simulator.text("stage-says").await?;
    ensure!(says.starts_with("Removed."), "{says:?}");
    ticked(world, [false, true, true]).await
}

/// What the strip of faults says, once it says this.
async fn in_force(world: &World, expected: &[&str]) -> Result<()> {
    let browser = world.simulator.browser();
    let look = async || {
        browser.enter_default_frame().await?;
        let script = "return [...document.querySelectorAll('#in-force .chip')]
            .map((chip) => chip.firstChild.textContent)";
        Ok(browser
            .execute(script, vec![])
            .await?
            .convert::<Vec<String>>()?)
    };
    eventually("the faults in force", look, |seen| seen == expected)
        .await
        .map(drop)
}

/// As when a person comes back from another window.
async fn come_back(world: &World) -> Result<()> {
    let browser = world.simulator.browser();
    browser.enter_default_frame().await?;
    browser
        .execute("window.dispatchEvent(new Event('focus'))", vec![])
        .await?;
    Ok(())
}

async fn told_and_ended(world: &mut World) -> Result<()> {
    const UNSEEN: &str = "The channel takes cards and shows none";
    let simulator = &world.simulator;
    simulator.begin("set=refused&channel=unseen").await?;
    in_force(world, &["setSettings: refused", UNSEEN]).await?;
    world.picture("1-two-faults").await?;
    simulator
        .press_at("#in-force [aria-label^='Reset: The channel']")
        .await?;
    in_force(world, &["setSettings: refused"]).await?;
    eventually(
        "the server's script",
        async || simulator.channel_script().await,
        |script| script == &serde_json::json!([]),
    )
    .await?;

    // Another window sets the servers' faults.
    simulator
        .channel_answers(r#"[{"times":2,"status":410}]"#)
        .await?;
    simulator.backend_is(r#"{"mode":"503"}"#).await?;
    come_back(world).await?;
    let all = [
        "setSettings: refused",
        "Backend answers 503",
        "The channel plays a script",
    ];
    in_force(world, &all).await?;
    simulator.press_at("#in-force li:last-child button").await?;
    in_force(world, &[]).await?;
    let page = simulator.open().await?;
    page.choose("All").await?;
    simulator.save().await
}
