//! The page in each language: what a person reads, what the host is told, and how
//! every phase looks.

mod pictures;
mod speaks;

use crate::support::{Run, World, journey};
use anyhow::{Context, Result};
use libtest_mimic::Trial;
use serde::Deserialize;
use serde_json::Value;
use std::fs;

/// What every language's tests go by: `src/lang/languages.json`.
const LIST: &str = include_str!("../../../src/lang/languages.json");

/// In one engine, as the pictures are there to be looked at; each theme has a few languages.
const THEMES: [&str; 4] = ["default", "dark", "contrast", "glass"];

/// A row of the list.
#[derive(Deserialize)]
struct Row {
    tag: String,
    locales: Vec<String>,
}

/// A host's locale and what the page makes of it.
struct Language {
    locale: String,
    tag: String,
    texts: Value,
    status_texts: Value,
}

/// What each language says, by the locale that is the farthest from its tag, and how
/// that looks.
pub(crate) fn trials(run: Run) -> Vec<Trial> {
    let list: Vec<Row> = serde_json::from_str(LIST).expect("the list is JSON");
    let mut trials: Vec<_> = list.iter().map(|row| says_trial(run, row)).collect();
    if run.is_chromium() {
        let looks = (0..).zip(THEMES);
        trials.extend(looks.map(|(nth, theme)| looks_trial(run, &list, nth, theme)));
    }
    trials
}

fn says_trial(run: Run, row: &Row) -> Trial {
    let name = row.tag.to_lowercase().replace('-', "_");
    let locale = row.locales.last();
    let language = Language::new(locale.expect("a locale reads it"), &row.tag);
    journey(
        run,
        &format!("language_{name}"),
        async move |world: &mut World| speaks::speaks(world, &language).await,
    )
}

/// Each theme has a few of the languages.
fn looks_trial(run: Run, list: &[Row], nth: usize, theme: &'static str) -> Trial {
    let rows = list.iter().skip(nth).step_by(THEMES.len());
    let languages = rows.map(|row| Language::new(&row.locales[0], &row.tag));
    let languages: Vec<_> = languages.collect();
    journey(
        run,
        &format!("pictures_{theme}"),
        async move |world: &mut World| pictures::every_phase(world, &languages, theme).await,
    )
}

impl Language {
    fn new(locale: &str, tag: &str) -> Self {
        let texts = |page: &str| {
            let root = env!("CARGO_MANIFEST_DIR");
            let file = format!("{root}/src/lang/{page}/{tag}.json");
            let text = fs::read_to_string(&file).expect(&file);
            serde_json::from_str(&text).expect(&file)
        };
        Self {
            locale: locale.to_owned(),
            tag: tag.to_owned(),
            texts: texts("form"),
            status_texts: texts("status"),
        }
    }

    fn text(&self, key: &str) -> Result<String> {
        text_in(&self.texts, key)
    }

    fn status_text(&self, key: &str) -> Result<String> {
        text_in(&self.status_texts, key)
    }

    /// By its name in the form's texts, or in the status page's after `status:`.
    fn text_of(&self, key: &str) -> Result<String> {
        match key.strip_prefix("status:") {
            Some(key) => self.status_text(key),
            None => self.text(key),
        }
    }

    fn direction(&self) -> &'static str {
        if self.tag == "ar" { "rtl" } else { "ltr" }
    }
}

fn text_in(texts: &Value, key: &str) -> Result<String> {
    let text = texts.get(key).and_then(Value::as_str);
    Ok(text.with_context(|| format!("no {key}"))?.to_owned())
}
