//! The page in each language: what a person reads, and what the host is told.

use crate::support::{ConfigPage, Run, World, eventually, journey, stays_equal};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use thirtyfour::By;

/// A host's locale and what the page makes of it.
struct Language {
    locale: &'static str,
    tag: &'static str,
    texts: &'static str,
}

macro_rules! language {
    ($locale:literal, $tag:literal) => {
        Language {
            locale: $locale,
            tag: $tag,
            texts: include_str!(concat!("../../src/lang/", $tag, ".json")),
        }
    };
}

/// One journey per language; some by a locale that only its language is known of.
pub(crate) fn trials(run: Run) -> Vec<Trial> {
    let walk = |name, language: Language| {
        journey(run, name, async move |world: &mut World| {
            speaks(world, &language).await
        })
    };
    vec![
        walk("language_en", language!("en-gb", "en")),
        walk("language_de", language!("de-at", "de")),
        walk("language_fr", language!("fr-fr", "fr")),
        walk("language_es", language!("es-mx", "es")),
        walk("language_pt", language!("pt-br", "pt-BR")),
        walk("language_ja", language!("ja-jp", "ja")),
        walk("language_zh", language!("zh-tw", "zh-CN")),
        walk("language_ar", language!("ar-sa", "ar")),
        walk("language_unknown", language!("fil-ph", "en")),
    ]
}

impl Language {
    fn text(&self, key: &str) -> Result<String> {
        let texts: Value = serde_json::from_str(self.texts)?;
        let text = texts.get(key).and_then(Value::as_str);
        Ok(text.with_context(|| format!("no {key}"))?.to_owned())
    }

    fn direction(&self) -> &'static str {
        if self.tag == "ar" { "rtl" } else { "ltr" }
    }
}

async fn speaks(world: &mut World, language: &Language) -> Result<()> {
    let simulator = &world.simulator;
    simulator
        .begin(&format!("locale={}", language.locale))
        .await?;
    let page = simulator.opened_page().await?;
    let look = async || page.root("lang").await;
    eventually("the page's language", look, |seen| seen == language.tag).await?;
    reads(&page, "h2", &language.text("types")?).await?;
    reads(&page, "#type-message", &language.text("ChooseFirst")?).await?;
    let default_name = language.text("task-notifications")?;
    stays_equal("the name", &page.name().await?, &default_name)?;
    let direction: String = page
        .ask("arguments[0](getComputedStyle(document.querySelector('h2')).direction)")
        .await?;
    stays_equal(
        "the direction",
        &direction,
        &language.direction().to_owned(),
    )?;
    world.picture("1-editing").await?;

    page.choose("All").await?;
    simulator.reaches("valid").await?;
    simulator.backend_is(r#"{"mode":"down"}"#).await?;
    simulator.press("save").await?;
    simulator.reaches("save-failed").await?;
    let offline = language.text("PerhapsNotSaved")? + language.text("Offline")?.as_str();
    stays_equal("the host", &simulator.text("host-reason").await?, &offline)?;
    reads(&page, "#notice", &offline).await?;
    world.picture("2-save-failed").await?;
    fits(world, language).await?;

    world.simulator.backend_is(r#"{"mode":"ok"}"#).await?;
    world.simulator.press("save").await?;
    world.simulator.reaches("saved").await
}

async fn reads(page: &ConfigPage<'_>, css: &str, expected: &str) -> Result<()> {
    let what = format!("{css} says {expected:?}");
    let script = format!("arguments[0](document.querySelector('{css}').textContent)");
    let look = async || page.ask::<String>(&script).await;
    eventually(&what, look, |seen| seen == expected)
        .await
        .map(drop)
}

/// Long words do not push anything out of a narrow page, not even twice as large.
async fn fits(world: &World, language: &Language) -> Result<()> {
    let browser = world.simulator.browser();
    for (name, width, zoom) in [("320-px", 320, 100), ("200-percent", 640, 200)] {
        browser.enter_default_frame().await?;
        let frame = browser.find(By::Id("app-frame")).await?;
        let narrow = "Object.assign(arguments[0].style, { flex: 'none', width: arguments[1], height: '700px' })";
        let arguments = vec![frame.to_json()?, format!("{width}px").into()];
        browser.execute(narrow, arguments).await?;
        let page = ConfigPage::new(browser);
        let script = format!(
            "document.documentElement.style.fontSize = '{zoom}%';
             requestAnimationFrame(() => arguments[0](document.documentElement.scrollWidth))"
        );
        let needed: u32 = page.ask(&script).await?;
        world.picture(name).await?;
        ensure!(
            needed <= width,
            "{} needs {needed} px of {width} at {zoom} %",
            language.tag
        );
    }
    ConfigPage::new(browser)
        .ask::<()>("document.documentElement.removeAttribute('style'); arguments[0]()")
        .await?;
    browser.enter_default_frame().await?;
    let frame = browser.find(By::Id("app-frame")).await?;
    let as_before = "arguments[0].removeAttribute('style')";
    browser.execute(as_before, vec![frame.to_json()?]).await?;
    Ok(())
}
