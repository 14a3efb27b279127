//! The page's own files come late, damaged or not at all: what can be done is done,
//! and what cannot is said.

use crate::support::{ConfigPage, Run, World, journey, stays_equal, text_is};
use anyhow::{Result, ensure};
use libtest_mimic::Trial;

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        journey(run, "files_early_save", saved_before_the_program_is_there),
        journey(run, "files_early_name", typed_before_the_program_is_there),
        journey(run, "files_too_early", nobody_is_there_to_save),
        journey(run, "files_program_missing", async |world: &mut _| {
            says_it_cannot_start(world, "program-missing").await
        }),
        journey(run, "files_program_broken", async |world: &mut _| {
            says_it_cannot_start(world, "program-broken").await
        }),
        journey(run, "files_program_hangs", async |world: &mut _| {
            says_it_cannot_start(world, "program-hangs").await
        }),
        journey(run, "files_sentences_hang", async |world: &mut _| {
            speaks_english(world, "sentences-hang").await
        }),
        journey(run, "files_sentences_missing", async |world: &mut _| {
            speaks_english(world, "sentences-missing").await
        }),
    ]
}

/// Chooses as soon as the form is painted and saves as soon as the host allows it;
/// by a script, because a driver waits until the frame is loaded. Keeps the
/// phase in which Save was pressed.
const HURRY: &str = "const before = document.getElementById('app-frame');
    const timer = setInterval(() => {
        const frame = document.getElementById('app-frame');
        const form = frame === before ? null : frame?.contentDocument;
        const choice = form?.querySelector('input[value=Create]');
        if (choice && !choice.checked) choice.click();
        if (!choice || document.getElementById('host-status').textContent !== 'valid') return;
        clearInterval(timer);
        window.actedIn = form.documentElement.dataset.phase;
        document.getElementById('save').click();
    }, 10);";

/// Chooses and types a name as soon as the form is painted; keeps the phase.
const TYPE: &str = "const before = document.getElementById('app-frame');
    const timer = setInterval(() => {
        const frame = document.getElementById('app-frame');
        const form = frame === before ? null : frame?.contentDocument;
        const name = form?.getElementById('config-name');
        if (!name || !('boot' in form.documentElement.dataset)) return;
        clearInterval(timer);
        window.actedIn = form.documentElement.dataset.phase;
        form.querySelector('input[value=Create]').click();
        name.value = 'Paper orders';
        name.dispatchEvent(new Event('input', { bubbles: true }));
    }, 10);";

/// Hurries in a form whose program is so many milliseconds late.
async fn hurried<'a>(world: &'a World, script: &str, delay: u32) -> Result<ConfigPage<'a>> {
    let simulator = &world.simulator;
    // A program that was there once would be kept by the browser.
    let page = simulator.begin("backend=program-missing").await?;
    page.reaches("outside").await?;
    let late = format!(r#"{{"mode":"program-late","delay":{delay}}}"#);
    simulator.backend_is(&late).await?;
    simulator.browser().execute(script, vec![]).await?;
    simulator.press("new").await?;
    Ok(page)
}

/// The phase in which a script in a hurry did what it does.
async fn acted_in(world: &World) -> Result<String> {
    let browser = world.simulator.browser();
    browser.enter_default_frame().await?;
    let phase = browser.execute("return window.actedIn ?? ''", vec![]);
    Ok(phase.await?.convert()?)
}

/// A first choice counts, and the save waits for the program.
async fn saved_before_the_program_is_there(world: &mut World) -> Result<()> {
    hurried(world, HURRY, 900).await?;
    let simulator = &world.simulator;
    simulator.reaches("saved").await?;
    let phase = acted_in(world).await?;
    text_is("Save was pressed", &phase, "connecting")?;
    stays_equal("the connectors", &simulator.committed().await?.len(), &1)?;
    simulator.create_task("Order paper").await?;
    simulator.shows_card("Order paper").await
}

/// A name is nobody's default any more: it stays in the field, and waits for the program
/// to be saved.
async fn typed_before_the_program_is_there(world: &mut World) -> Result<()> {
    let page = hurried(world, TYPE, 2000).await?;
    let simulator = &world.simulator;
    page.reaches("editing").await?;
    let phase = acted_in(world).await?;
    text_is("the phase", &phase, "connecting")?;
    text_is("the name", &page.name().await?, "Paper orders")?;
    text_is("the choice", &page.chosen().await?, "Create")?;
    simulator.save().await?;
    let kept = simulator.committed().await?;
    let id = kept[0]["entityId"].as_str().unwrap_or_default();
    let record = world.backend.record(id).await?;
    let name = record.as_ref().and_then(|it| it["configName"].as_str());
    stays_equal("the stored name", &name, &Some("Paper orders"))
}

/// A save that nobody takes in time is answered, and can be pressed again.
async fn nobody_is_there_to_save(world: &mut World) -> Result<()> {
    let page = hurried(world, HURRY, 5000).await?;
    let simulator = &world.simulator;
    simulator.reaches("save-failed").await?;
    let phase = acted_in(world).await?;
    text_is("Save was pressed", &phase, "connecting")?;
    let reason = simulator.text("host-reason").await?;
    ensure!(
        reason.contains("isn’t ready"),
        "the host is told {reason:?}"
    );
    stays_equal("the connectors", &simulator.committed().await?.len(), &0)?;
    page.reaches("editing").await?;
    text_is("the choice", &page.chosen().await?, "Create")?;
    simulator.save_again().await
}

async fn says_it_cannot_start(world: &mut World, fault: &str) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.begin(&format!("backend={fault}")).await?;
    page.reaches("outside").await?;
    page.part_says(
        "#no-start",
        "The page didn’t load completely. Check your network, then open the page again.",
    )
    .await?;
    world.picture("no-start").await?;
    ensure!(
        simulator
            .wire()
            .await?
            .iter()
            .all(|line| line.name != "settings.setValidityState"),
        "nothing can be saved, yet the host was told so"
    );
    Ok(())
}

async fn speaks_english(world: &mut World, fault: &str) -> Result<()> {
    let simulator = &world.simulator;
    simulator
        .begin(&format!("locale=de-de&backend={fault}"))
        .await?;
    let page = simulator.opened_page().await?;
    text_is("the language", &page.root("lang").await?, "en")?;
    page.choose("Update").await?;
    simulator.save().await
}
