//! The page for every person: by axe in each phase and theme, by keyboard alone.

use crate::support::{ConfigPage, Run, World, eventually, journey, stays_equal};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use std::{fs, path::Path};
use thirtyfour::{Key, WebDriver};

/// Looks at the page in each theme. Contrast is a rule of axe's, over computed
/// styles; what it cannot decide counts as a breach too.
const LOOK: &str = "const done = arguments[0], root = document.documentElement;
    (async () => {
        const before = root.dataset.theme, found = [];
        for (const theme of ['default', 'dark', 'contrast', 'glass']) {
            root.dataset.theme = theme;
            const { violations, incomplete } = await axe.run(document);
            const unsure = incomplete.filter(({ id }) => id === 'color-contrast');
            for (const { id, nodes } of [...violations, ...unsure]) {
                found.push(`${theme}: ${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join()}`);
            }
        }
        root.dataset.theme = before;
        done(found.join('; '));
    })().catch((error) => done(String(error)));";

/// Keeps every sentence that a screen reader would be given.
const LISTEN: &str = "window.heard = [];
    const notice = document.getElementById('notice');
    new MutationObserver(() => heard.push(`${notice.role}: ${notice.textContent}`))
        .observe(notice, { childList: true, characterData: true, subtree: true });
    arguments[0]();";

/// What has the focus, and how it shows: at least two pixels around it.
const FOCUS: &str =
    "const at = document.activeElement, { outlineStyle, outlineWidth } = getComputedStyle(at);
    const shows = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    arguments[0](`${at.value ?? at.localName} ${shows ? 'shows' : 'is lost'}`);";

/// What assistive technology is told of the form.
const TOLD: &str = "const name = document.getElementById('config-name'), types = document.getElementById('types');
    const described = (by) => document.getElementById(by.getAttribute('aria-describedby')).textContent;
    arguments[0]([types.querySelector('legend').textContent, described(types), name.labels[0].textContent,
        described(name), name.getAttribute('aria-invalid')]);";

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        journey(run, "access_keyboard", keyboard_alone),
        journey(run, "access_phases", every_phase_is_accessible),
        journey(run, "access_fields", fields_say_what_is_wrong),
    ]
}

async fn every_phase_is_accessible(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = &simulator.begin("init=silent").await?;
    passes(page, "connecting").await?;
    passes(page, "outside").await?;

    simulator.open().await?;
    passes(page, "editing").await?;
    page.choose("All").await?;
    page.rename("Paper orders").await?;
    simulator.reaches("valid").await?;
    simulator.backend_is(r#"{"mode":"hangs"}"#).await?;
    simulator.press("save").await?;
    passes(page, "saving").await?;
    simulator.reaches("save-failed").await?;
    passes(page, "editing").await?;

    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    simulator.press("save").await?;
    simulator.reaches("saved").await?;
    simulator.backend_is(r#"{"mode":"hangs"}"#).await?;
    simulator.press("configure").await?;
    passes(page, "prefilling").await?;
    passes(page, "editing").await?; // with the button that loads again

    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    simulator.begin("frame=remove").await?;
    passes(page, "confirming-removal").await?;
    simulator.backend_is(r#"{"mode":"hangs"}"#).await?;
    simulator.press("remove").await?;
    passes(page, "removing").await
}

/// No breach in any theme, and the phase is still the one looked at.
pub(crate) async fn passes(page: &ConfigPage<'_>, phase: &str) -> Result<()> {
    page.reaches(phase).await?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(file).context("axe-core is missing: `npm ci` brings it")?;
    page.ask::<()>(&format!("{axe}; arguments[0]()")).await?;
    let found: String = page.ask(LOOK).await?;
    ensure!(found.is_empty(), "{phase}: {found}");
    stays_equal(
        "the phase looked at",
        &page.root("data-phase").await?,
        &phase.to_owned(),
    )
}

async fn keyboard_alone(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let browser = simulator.browser();
    let page = simulator.open().await?;
    page.ask::<()>("window.focus(); arguments[0]()").await?;
    for (key, reached) in [
        (Key::Tab, "Create shows"),
        (Key::Down, "Update shows"),
        (Key::Tab, "Task notifications shows"),
    ] {
        press(browser, key).await?;
        stays_equal("the focus", &page.ask(FOCUS).await?, &reached.to_owned())?;
    }
    simulator.reaches("valid").await?;

    page.ask::<()>(LISTEN).await?;
    simulator.backend_is(r#"{"mode":"down"}"#).await?;
    save_by_keyboard(browser, &page).await?;
    simulator.reaches("save-failed").await?;
    let heard: Vec<String> = page.ask("arguments[0](heard)").await?;
    let said: Vec<_> = heard
        .iter()
        .map(|line| line.split_whitespace().nth(1))
        .collect();
    ensure!(
        said == [Some("Saving…"), Some("Perhaps")]
            && heard.iter().all(|line| line.starts_with("status")),
        "announced was {heard:?}"
    );

    simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    save_by_keyboard(browser, &page).await?;
    simulator.reaches("saved").await
}

/// From the name field out of the page to the host's button.
async fn save_by_keyboard(browser: &WebDriver, page: &ConfigPage<'_>) -> Result<()> {
    page.ask::<()>("document.getElementById('config-name').focus(); arguments[0]()")
        .await?;
    let look = async || {
        press(browser, Key::Tab).await?;
        browser.enter_default_frame().await?;
        let at = browser
            .execute("return document.activeElement.id", vec![])
            .await?;
        Ok(at.convert::<String>()?)
    };
    eventually("the focus is on Save", look, |seen| seen == "save").await?;
    press(browser, Key::Enter).await
}

async fn press(browser: &WebDriver, key: Key) -> Result<()> {
    let keys = browser.action_chain().key_down(key.clone()).key_up(key);
    Ok(keys.perform().await?)
}

async fn fields_say_what_is_wrong(world: &mut World) -> Result<()> {
    let page = world.simulator.open().await?;
    let legend = "Send notifications when tasks are:";
    let choose = "Choose what to be told about; then you can save.";
    let name = "Name of this configuration";
    told(&page, &[legend, choose, name, "", "false"]).await?;
    page.choose("Create").await?;
    page.rename(" ").await?;
    told(&page, &[legend, "", name, "Enter a name.", "true"]).await?;
    page.rename("Paper orders").await?;
    told(&page, &[legend, "", name, "", "false"]).await
}

async fn told(page: &ConfigPage<'_>, expected: &[&str]) -> Result<()> {
    let look = async || page.ask::<Vec<String>>(TOLD).await;
    let wanted = |seen: &Vec<String>| seen == expected;
    eventually("assistive technology is told", look, wanted)
        .await
        .map(drop)
}
