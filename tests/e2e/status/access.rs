//! The status page for every person: axe finds nothing in any phase and theme, and
//! there is room for all of it.

use super::{open_tab, used};
use crate::access::{fits, passes};
use crate::support::{ConfigPage, World, eventually};
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The longest words, and those that run the other way.
const TEXTS: [(&str, &str, &str); 3] = [
    (
        "en-us",
        "en",
        include_str!("../../../src/lang/status/en.json"),
    ),
    (
        "de-de",
        "de",
        include_str!("../../../src/lang/status/de.json"),
    ),
    (
        "ar-sa",
        "ar",
        include_str!("../../../src/lang/status/ar.json"),
    ),
];

pub(super) async fn for_every_person(world: &mut World) -> Result<()> {
    used(world).await?;
    for (locale, tag, texts) in TEXTS {
        let page = open_tab(world, &format!("locale={locale}")).await?;
        page.reaches("shown").await?;
        let texts: Value = serde_json::from_str(texts)?;
        let heading = texts["Deliveries"].as_str().context("no heading")?;
        let script = "arguments[0](document.getElementById('history').textContent)";
        let look = async || page.ask::<String>(script).await;
        eventually("the language is there", look, |seen| seen == heading).await?;
        passes(&page, "shown").await?;
        world.picture(tag).await?;
        fits(&page, tag).await?;
    }
    let page = open_tab(world, "").await?;
    page.reaches("shown").await?;
    let torn: String = page.ask(TORN).await?;
    ensure!(torn.is_empty(), "{torn}");
    Ok(())
}

/// Says the page in every language and in frames from a phone's to a wide window's, and
/// tells which words of ours stand in two lines. A task's title is somebody else's.
const TORN: &str = "const done = arguments[0], root = document.documentElement, frame = window.frameElement;
    const range = document.createRange();
    const torn = (text) => [...text.data.matchAll(/[\\p{L}\\p{N}]+/gu)].some(({ 0: word, index }) => {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    });
    const texts = () => {
        const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) found.push(walk.currentNode);
        return found.filter(({ parentElement }) => !parentElement.closest('bdi, .heard, thead, [hidden]'));
    };
    const spoken = (tag) => new Promise((there) => {
        if (root.lang === tag) return there();
        new MutationObserver((_, seen) => { seen.disconnect(); there(); }).observe(root, { attributeFilter: ['lang'] });
        teamsWords.speak(tag);
    });
    (async () => {
        const found = [];
        for (const tag of ['en', ...Object.keys(JSON.parse(root.dataset.texts))]) {
            await spoken(tag);
            for (const width of [320, 480, 640, 720, 832, 900, 1100, 1600]) {
                Object.assign(frame.style, { flex: 'none', width: `${width}px`, height: '700px' });
                await new Promise(requestAnimationFrame);
                const cut = /^(ja|zh)/.test(tag) ? [] : texts().filter(torn).map(({ data }) => data);
                if (root.scrollWidth > root.clientWidth) cut.push('sideways');
                if (cut.length) found.push(`${tag} at ${width} px: ${cut.join()}`);
            }
        }
        frame.removeAttribute('style');
        done(found.join('; '));
    })().catch((error) => done(String(error)));";

/// Those in which nothing is shown; `gone` is looked at where it comes from.
pub(super) async fn every_phase(world: &mut World) -> Result<()> {
    used(world).await?;
    let simulator = &world.simulator;
    let page = &open_tab(world, "init=silent").await?;
    suits(page, "connecting").await?;
    suits(page, "outside").await?;

    simulator.backend_is(r#"{"mode":"hangs"}"#).await?;
    let page = &open_tab(world, "").await?;
    suits(page, "loading").await?;
    suits(page, "unread").await?;

    simulator.open_alone("/status").await?;
    passes(&ConfigPage::alone(simulator.browser()), "outside").await
}

async fn suits(page: &ConfigPage<'_>, phase: &str) -> Result<()> {
    passes(page, phase).await?;
    fits(page, phase).await
}
