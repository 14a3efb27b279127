//! What a browser may withhold: scripts, WebAssembly, the Teams SDK. The person
//! reads what is wrong, and the host is never told that something can be saved.

use crate::support::{ConfigPage, Run, World, eventually, journey, stays_equal};
use anyhow::{Result, ensure};
use libtest_mimic::Trial;

const NO_SCRIPTS: &str = "This page needs JavaScript. Ask your admin to allow it for this site, then open the page again.";
const NO_WASM: &str = "This browser doesn’t run WebAssembly. Update it, or ask your admin to allow \
                       WebAssembly. Then open the page again.";
const NO_SDK: &str = "A part of this page was blocked. Ask your admin to allow scripts from this \
                      site, then open the page again.";

pub(crate) fn trials(run: Run) -> Vec<Trial> {
    vec![
        journey(run, "blocked_scripts", scripts),
        journey(run.without_wasm(), "blocked_wasm", wasm),
        journey(run.without_sdk(), "blocked_sdk", sdk),
    ]
}

/// The page in a frame that runs no script, read from outside: a driver's own
/// scripts may not run in it either.
const SANDBOXED: &str = "const [address, done] = arguments;
    const frame = document.createElement('iframe');
    Object.assign(frame, { sandbox: 'allow-same-origin', src: address, width: 800, height: 700 });
    frame.addEventListener('load', () => {
        const said = [...frame.contentDocument.querySelectorAll('noscript p')];
        const seen = said.filter((each) => each.getClientRects().length > 0);
        const form = frame.contentDocument.getElementById('form')?.getClientRects().length ?? 0;
        done([...seen.map((each) => each.textContent), ...(form ? ['a form'] : [])]);
    });
    document.body.replaceChildren(frame);";

async fn scripts(world: &mut World) -> Result<()> {
    let browser = world.simulator.browser();
    for address in ["/configure", "/configure?destination=workflow", "/status"] {
        world.simulator.begin("").await?;
        let arguments = vec![address.into()];
        let said = browser.execute_async(SANDBOXED, arguments).await?;
        let said: Vec<String> = said.convert()?;
        stays_equal(address, &said, &vec![NO_SCRIPTS.to_owned()])?;
        let name = address.trim_start_matches('/').replace(['?', '='], "-");
        world.picture(&name).await?;
    }
    Ok(())
}

async fn wasm(world: &mut World) -> Result<()> {
    let simulator = &world.simulator;
    let page = simulator.begin("").await?;
    page.reaches("outside").await?;
    page.part_says("#no-wasm", NO_WASM).await?;
    let seen: Vec<String> = page.ask(SENTENCES).await?;
    stays_equal("the sentences", &seen, &vec!["no-wasm".to_owned()])?;
    nothing_can_be_saved(world, &page).await?;
    world.picture("configure").await?;

    simulator.open_alone("/status").await?;
    let browser = simulator.browser();
    let look = async || {
        let seen = browser.execute_async(SENTENCES, vec![]).await?;
        Ok(seen.convert::<Vec<String>>()?)
    };
    eventually("the status page says so too", look, |seen| {
        *seen == ["no-wasm"]
    })
    .await?;
    world.picture("status").await
}

/// The ids of all that is said, seen by whoever looks.
const SENTENCES: &str = "arguments[0]([...document.querySelectorAll('.notice')]
    .filter((each) => each.innerText.trim() && each.getClientRects().length > 0)
    .map((each) => each.id))";

async fn sdk(world: &mut World) -> Result<()> {
    let page = world.simulator.begin("").await?;
    page.reaches("outside").await?;
    page.part_says("#no-sdk", NO_SDK).await?;
    let seen: Vec<String> = page.ask(SENTENCES).await?;
    stays_equal("the sentences", &seen, &vec!["no-sdk".to_owned()])?;
    nothing_can_be_saved(world, &page).await?;
    world.picture("configure").await?;
    let look = async || world.simulator.warnings().await;
    eventually("the host says why nobody calls it", look, |said| {
        said.contains("does it load the Teams SDK")
    })
    .await?;

    world.simulator.open_alone("/status").await?;
    let page = ConfigPage::alone(world.simulator.browser());
    page.part_says("#no-sdk", NO_SDK).await?;
    page.ask::<()>(PROGRAM).await?;
    let seen: Vec<String> = page.ask(SENTENCES).await?;
    stays_equal("the sentences", &seen, &vec!["no-sdk".to_owned()])?;
    world.picture("status").await
}

/// The page's program has had the time it needs: once it has come, the same one,
/// fetched and compiled once more, is there.
const PROGRAM: &str = "const done = arguments[0];
    const look = () => {
        const files = performance.getEntriesByType('resource').map(({ name }) => name);
        const program = files.find((name) => name.endsWith('_bg.wasm'));
        if (!program) return setTimeout(look, 20);
        WebAssembly.compileStreaming(fetch(program)).then(() => setTimeout(done));
    };
    look();";

/// The form is away, and the host was not told that something is valid.
async fn nothing_can_be_saved(world: &World, page: &ConfigPage<'_>) -> Result<()> {
    let form = "arguments[0](document.getElementById('form').getClientRects().length)";
    stays_equal("the form", &page.ask::<u32>(form).await?, &0)?;
    let wire = world.simulator.wire().await?;
    let bold = wire
        .iter()
        .find(|line| line.name == "settings.setValidityState");
    ensure!(bold.is_none(), "the host was told {bold:?}");
    Ok(())
}
