//! Localisation: the languages that a manifest names, and their files.

use super::{document, form, rules};
use crate::app::App;
use crate::files::{Files, Path};
use crate::finding::{Found, Target, quoted};
use crate::json;
use crate::schema::Kind;
use serde_json::Value;
use std::collections::BTreeSet;

rules! {
    FILE "language-file-missing" Error Error Error
        "Teams says only that a file could not be found." "OfficeDev/microsoft-teams-apps-icebreaker#224; OfficeDev/microsoft-365-agents-toolkit#13118"
    OUTSIDE "language-file-outside" Error Error Error
        "Files come from the package and from nowhere else." "Agents Toolkit refuses such paths"
    TWICE "language-twice" Error Error Error
        "One of the two is never shown." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-localization"
    BROKEN "language-file-broken" Error Error Error
        "A file that cannot be read refuses the package." "RFC 8259"
    ADDRESS "language-schema-differs" Note Note Warning
        "Editors check the file with another version's rules." "the official localisation schemas"
}

/// Checks the list, and each file of it when the package is at hand.
pub(crate) fn check(app: App<'_>, files: Option<&Files>, target: Target, found: &mut Found) {
    let info = "/localizationInfo";
    let mut tags = BTreeSet::new();
    tags.extend(
        app.text("/localizationInfo/defaultLanguageTag")
            .map(str::to_lowercase),
    );
    let mut named = Vec::new();
    if let Some(file) = app.text("/localizationInfo/defaultLanguageFile") {
        named.push((format!("{info}/defaultLanguageFile"), file));
    }
    for (place, language) in app.entries("/localizationInfo/additionalLanguages") {
        let text = |key: &str| language.get(key).and_then(Value::as_str);
        if text("languageTag").is_some_and(|tag| !tags.insert(tag.to_lowercase())) {
            let told = "Name each language once, the default one included.";
            found.tell(&TWICE, &format!("{place}/languageTag"), told);
        }
        named.extend(text("file").map(|file| (format!("{place}/file"), file)));
    }
    for (place, name) in named {
        file(app, &place, name, files, target, found);
    }
}

fn file(
    app: App<'_>,
    place: &str,
    name: &str,
    files: Option<&Files>,
    target: Target,
    found: &mut Found,
) {
    let Some(path) = Path::inside(name) else {
        let told = format!("Name a file of the package instead of {}.", quoted(name));
        return found.tell(&OUTSIDE, place, told);
    };
    let Some(files) = files else {
        return;
    };
    match files.get(&path) {
        Some(content) => found
            .findings
            .extend(content_of(app, &path.0, content, target)),
        None => {
            let told = format!("Put {} into the package.", quoted(name));
            found.tell(&FILE, place, told);
        }
    }
}

fn content_of(
    app: App<'_>,
    name: &str,
    content: &[u8],
    target: Target,
) -> Vec<crate::finding::Finding> {
    let mut found = Found::in_file(name);
    match json::parse(content) {
        Err(broken) => found.tell(&BROKEN, "", format!("Mend the JSON: {}.", broken.told)),
        Ok(read) => {
            document::read(&read, &mut found);
            address(app, &read.value, &mut found);
            form::check(
                app.version(),
                Kind::Localization,
                &read.value,
                target,
                &mut found,
            );
        }
    }
    found.findings
}

fn address(app: App<'_>, value: &Value, found: &mut Found) {
    let said = value
        .get("$schema")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let plain = said.trim_end_matches('#').replace("/en-us/", "/");
    let right = app.version().localization_address();
    if !said.is_empty() && !plain.eq_ignore_ascii_case(&right) {
        let fix = crate::finding::Fix::Set("/$schema".to_owned(), right.as_str().into());
        let told = format!("Write {right}.");
        found.tell_with(&ADDRESS, "/$schema", told, vec![fix]);
    }
}
