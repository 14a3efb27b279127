//! The simulator's first minute: it says what comes next, and what became of it.

use crate::support::{Run, World, eventually, journey};
use anyhow::{Result, ensure};
use libtest_mimic::Trial;

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        journey(run, "first_minute", three_steps),
        journey(run, "faults_in_force", told_and_ended),
        journey(run, "everything_reset", reset),
        journey(run, "dialog_mirrored", mirrored),
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

/// Connectors, tasks, cards and faults are gone, on the backend too.
async fn reset(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.saved("Create", "Paper orders").await?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await?;
    let kept = simulator.committed().await?;
    let id = kept[0]["entityId"].as_str().unwrap_or_default();
    // Another browser has none of it, and is told of what the server has.
    let forget = "localStorage.clear()";
    simulator.browser().execute(forget, vec![]).await?;
    simulator.begin("set=refused").await?;
    let others = async || simulator.text("others").await;
    let told = |said: &String| said.contains("Paper orders") && said.contains("Create · entityId");
    eventually("the server's own list", others, told).await?;
    ensure!(!others().await?.contains(id), "the whole id is told");
    simulator
        .press_at("details:has(#scenarios) > summary")
        .await?;
    world.picture("1-scenarios").await?;
    simulator.press("reset").await?;
    let look = async || simulator.text("reset-result").await;
    eventually("it is told", look, |said| {
        said == "Everything is as on the first day."
    })
    .await?;
    in_force(world, &[]).await?;
    ticked(world, [false; 3]).await?;
    let none = |said: &String| !said.contains("Paper orders");
    eventually("nobody's is left", others, none).await?;
    ensure!(world.backend.record(id).await?.is_none(), "{id} is stored");
    ensure!(simulator.committed().await?.is_empty(), "the host keeps it");
    let taken = simulator.create_task("Order ink").await?;
    ensure!(taken == "Accepted for 0 channels.", "{taken}");
    Ok(())
}

/// In Arabic the client's own dialog is mirrored and translated; a page that is opened to
/// remove has no Save.
async fn mirrored(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    simulator.begin("locale=ar-sa&width=narrow").await?;
    let at = "const at = (id) => document.getElementById(id).getBoundingClientRect();
        return [at('save').right < at('cancel').left + 1, at('app-frame').width]";
    let (first, width): (bool, f64) = simulator.browser().execute(at, vec![]).await?.convert()?;
    ensure!(first, "Save is not at the left");
    ensure!((319.0..=323.0).contains(&width), "the frame has {width} px");
    ensure!(simulator.text("cancel").await? == "إلغاء");
    world.picture("1-arabic").await?;
    simulator.saved("Create", "Paper orders").await?;
    simulator.begin("frame=remove").await?;
    simulator.press("configure").await?;
    let hidden = "return document.getElementById('save').hidden";
    let hidden: bool = simulator
        .browser()
        .execute(hidden, vec![])
        .await?
        .convert()?;
    ensure!(hidden, "Save is offered to who removes");
    Ok(())
}
