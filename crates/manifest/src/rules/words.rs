//! Names, descriptions and the accent colour: what the store's reviewers look at.
//! Words are compared as words: “one-productivity” is no test version.

use super::rules;
use crate::app::App;
use crate::finding::{Found, Rule};

rules! {
    CONTROL "name-control" Error Error Error
        "A name is one line of signs that people see; a break or a hidden sign makes it look like another." "the Unicode standard: control and format characters"
    MARKUP "name-markup" Warning Warning Error
        "Teams shows markup as it is written." "learn.microsoft.com/microsoft-365/extensibility/schema/root-name"
    STAGING "name-staging" Off Off Error
        "A test version is not what people look for." "the old store validator's name.short.looks_like_staging; MicrosoftDocs/msteams-docs#8480"
    MICROSOFT "name-microsoft" Off Off Error
        "Names may not claim to be Microsoft's." "the old store validator's name.short rules"
    SAME "description-same" Off Note Error
        "The full text tells more than the short one." "learn.microsoft.com/microsoftteams/platform/concepts/deploy-and-publish/appsource/prepare/teams-store-validation-guidelines"
    REPEATS "description-repeats" Off Off Warning
        "The store shows both, one after the other." "Microsoft's FullDescriptionContainsShortDescription"
    COMPETITOR "description-competitor" Off Off Error
        "The store refuses texts that name others." "the old store validator's description.*.competitor_keyword"
    SAMPLE "developer-sample" Off Warning Error
        "A name from an example is nobody's." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package"
    CONTRAST "accent-contrast" Off Off Warning
        "The outline icon is white; on a light colour nobody sees it." "learn.microsoft.com/microsoft-365/extensibility/schema/root#accentcolor"
}

const STAGES: &[&str] = &[
    "alpha",
    "beta",
    "debug",
    "dev",
    "development",
    "local",
    "localhost",
    "poc",
    "preprod",
    "prod",
    "qa",
    "staging",
    "stg",
    "test",
    "testing",
    "uat",
];
const COMPETITORS: &[&str] = &["discord", "mattermost", "slack", "webex", "zoom"];
const SAMPLES: &[&str] = &["contoso", "fabrikam", "publisher", "teams app, inc."];

/// Where one line of plain text is read.
const LINES: &[&str] = &[
    "/name/short",
    "/name/full",
    "/description/short",
    "/developer/name",
];

/// Checks what people read.
pub(crate) fn check(app: App<'_>, found: &mut Found) {
    for place in LINES {
        line(place, app.text(place).unwrap_or_default(), found);
    }
    let told = "Name the app as people will know it, without the stage it is in.";
    word_at(app, "/name/short", STAGES, &STAGING, told, found);
    let told = "Leave Microsoft out of the name.";
    word_at(app, "/name/short", &["microsoft"], &MICROSOFT, told, found);
    for place in ["/description/short", "/description/full"] {
        let told = "Describe the app without naming others.";
        word_at(app, place, COMPETITORS, &COMPETITOR, told, found);
    }
    descriptions(app, found);
    let name = app.text("/developer/name").map(str::to_lowercase);
    if name.is_some_and(|name| SAMPLES.contains(&name.trim())) {
        let told = "Write who you are; this name is from an example.";
        found.tell(&SAMPLE, "/developer/name", told);
    }
    if app
        .text("/accentColor")
        .and_then(contrast_with_white)
        .is_some_and(|by| by < 3.0)
    {
        let told = "Choose a darker colour: white has a contrast below 3 to 1 on it.";
        found.tell(&CONTRAST, "/accentColor", told);
    }
}

fn line(place: &str, text: &str, found: &mut Found) {
    if text.chars().any(is_hidden) {
        let told = "Write it in one line, without breaks and hidden signs.";
        found.tell(&CONTROL, place, told);
    } else if has_markup(text) {
        found.tell(&MARKUP, place, "Write plain text, without tags.");
    }
}

/// Whether a text is one line that is read as it is written: no breaks, hidden signs or tags.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    !text.chars().any(is_hidden) && !has_markup(text)
}

/// What is not seen, or changes how the rest is seen.
fn is_hidden(c: char) -> bool {
    let format =
        matches!(c, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    c.is_control() || format
}

/// A `<` with what begins a tag behind it.
fn has_markup(text: &str) -> bool {
    let mut behind = text.split('<').skip(1);
    behind.any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
}

fn word_at(
    app: App<'_>,
    place: &str,
    words: &[&str],
    rule: &'static Rule,
    told: &str,
    found: &mut Found,
) {
    let text = app.text(place).unwrap_or_default().to_lowercase();
    let mut said = text.split(|c: char| !c.is_alphanumeric());
    if said.any(|word| words.contains(&word)) {
        found.tell(rule, place, told);
    }
}

fn descriptions(app: App<'_>, found: &mut Found) {
    let text = |place| app.text(place).map(str::trim);
    let (Some(short), Some(full)) = (text("/description/short"), text("/description/full")) else {
        return;
    };
    if short == full {
        let told = "Tell more in the full description than in the short one.";
        found.tell(&SAME, "/description/full", told);
    } else if !short.is_empty() && full.contains(short) {
        let told = "Do not repeat the short description in the full one.";
        found.tell(&REPEATS, "/description/full", told);
    }
}

/// The contrast of white on `#rrggbb`, from 1 to 21, as WCAG counts it.
pub(crate) fn contrast_with_white(color: &str) -> Option<f64> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let light = |shift: u32| {
        let part = f64::from(number >> shift & 0xff) / 255.0;
        match part <= 0.03928 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        }
    };
    let luminance = 0.2126 * light(16) + 0.7152 * light(8) + 0.0722 * light(0);
    Some(1.05 / (luminance + 0.05))
}
