//! The page in each language: what a person reads, what the host is told, and how
//! every phase looks.

mod pictures;
mod speaks;

use crate::support::{Run, World, journey};
use anyhow::{Context, Result};
use libtest_mimic::Trial;
use serde_json::Value;

/// A host's locale and what the page makes of it.
struct Language {
    locale: &'static str,
    tag: &'static str,
    texts: &'static str,
    status_texts: &'static str,
}

macro_rules! language {
    ($locale:literal, $tag:literal) => {
        Language {
            locale: $locale,
            tag: $tag,
            texts: include_str!(concat!("../../../src/lang/form/", $tag, ".json")),
            status_texts: include_str!(concat!("../../../src/lang/status/", $tag, ".json")),
        }
    };
}

/// One journey per language; some by a locale that only its language is known of.
pub(crate) fn trials(run: Run) -> Vec<Trial> {
    let walk = |name, language: Language| {
        journey(run, name, async move |world: &mut World| {
            speaks::speaks(world, &language).await
        })
    };
    let mut trials = vec![
        walk("language_en", language!("en-gb", "en")),
        walk("language_de", language!("de-at", "de")),
        walk("language_fr", language!("fr-fr", "fr")),
        walk("language_es", language!("es-mx", "es")),
        walk("language_pt", language!("pt-br", "pt-BR")),
        walk("language_ja", language!("ja-jp", "ja")),
        walk("language_zh", language!("zh-sg", "zh-CN")),
        walk("language_traditional", language!("zh-tw", "en")),
        walk("language_ar", language!("ar-sa", "ar")),
        walk("language_unknown", language!("fil-ph", "en")),
    ];
    if run.is_chromium() {
        trials.extend(looks(run));
    }
    trials
}

/// In one engine, as they are there to be looked at; each theme has two languages.
fn looks(run: Run) -> [Trial; 8] {
    let walk = |name, theme, language: Language| {
        journey(run, name, async move |world: &mut World| {
            pictures::every_phase(world, &language, theme).await
        })
    };
    [
        walk("pictures_en", "default", language!("en-us", "en")),
        walk("pictures_de", "dark", language!("de-de", "de")),
        walk("pictures_fr", "contrast", language!("fr-fr", "fr")),
        walk("pictures_es", "glass", language!("es-es", "es")),
        walk("pictures_pt", "dark", language!("pt-br", "pt-BR")),
        walk("pictures_ja", "contrast", language!("ja-jp", "ja")),
        walk("pictures_zh", "glass", language!("zh-cn", "zh-CN")),
        walk("pictures_ar", "default", language!("ar-sa", "ar")),
    ]
}

impl Language {
    fn text(&self, key: &str) -> Result<String> {
        text_in(self.texts, key)
    }

    fn status_text(&self, key: &str) -> Result<String> {
        text_in(self.status_texts, key)
    }

    fn direction(&self) -> &'static str {
        if self.tag == "ar" { "rtl" } else { "ltr" }
    }
}

fn text_in(texts: &str, key: &str) -> Result<String> {
    let texts: Value = serde_json::from_str(texts)?;
    let text = texts.get(key).and_then(Value::as_str);
    Ok(text.with_context(|| format!("no {key}"))?.to_owned())
}
