//! The manifest as a text: JSON, its version, its schema's address, placeholders.

use super::rules;
use crate::app::App;
use crate::finding::{Fix, Found, quoted};
use crate::version::Version;
use serde_json::Value;

rules! {
    JSON_BROKEN "json-broken" Error Error Error
        "What is no JSON cannot be read by anybody." "RFC 8259"
    JSON_TWICE "json-key-twice" Warning Error Error
        "Readers disagree about which of the two counts." "RFC 8259"
    JSON_MARK "json-byte-order-mark" Note Note Note
        "Some readers refuse the three bytes in front of the text." "RFC 8259"
    JSON_NO_OBJECT "json-no-object" Error Error Error
        "A manifest is an object." "the official schemas"
    VERSION_UNKNOWN "manifest-version-unknown" Error Error Error
        "The version chooses the schema; without one nothing else can be checked." "the official schemas, 1.0 to 1.30 and devPreview"
    SCHEMA_DIFFERS "schema-address-differs" Warning Warning Error
        "Editors check with the one, Teams with the other." "MicrosoftDocs/msteams-docs#708"
    SCHEMA_FOREIGN "schema-address-foreign" Note Warning Warning
        "Editors that follow the address check with something else than Teams does." "the official schemas"
    PREVIEW "preview-version" Off Error Error
        "Apps of the preview can be uploaded by developers only." "learn.microsoft.com/microsoftteams/platform/resources/dev-preview/developer-preview-intro"
    MORE "more-findings" Note Note Note
        "Nobody reads so many; the worst are told first." "this program: 1000 findings"
    PLACEHOLDER "placeholder-unresolved" Error Error Error
        "A name that nobody replaced is no value." "Agents Toolkit: MissingEnvironmentVariablesError"
    PLACEHOLDER_FILE "placeholder-file-missing" Error Error Error
        "The file whose text belongs here is not there." "Agents Toolkit: $[file(…)]"
}

/// Checks what holds for the manifest as a whole.
pub(crate) fn check(app: App<'_>, found: &mut Found) {
    version(app, found);
    schema_address(app, found);
}

fn version(app: App<'_>, found: &mut Found) {
    let told = match app.value.get("manifestVersion").map(Value::as_str) {
        None => "Say `manifestVersion`, such as \"1.30\".".to_owned(),
        Some(None) => "Write `manifestVersion` as a text, such as \"1.30\".".to_owned(),
        Some(Some(text)) => match Version::parse(text) {
            Err(told) => told,
            Ok(Version::DevPreview) => {
                let told = "Use a numbered version for anybody but developers.";
                return found.tell(&PREVIEW, "/manifestVersion", told);
            }
            Ok(_) => return,
        },
    };
    found.tell(&VERSION_UNKNOWN, "/manifestVersion", told);
}

/// Microsoft publishes the schemas below two folders, and many write a `#` behind.
fn schema_address(app: App<'_>, found: &mut Found) {
    let (Some(version), Some(address)) = (app.version, app.text("/$schema")) else {
        return;
    };
    let right = version.schema_address();
    let said = address.trim_end_matches('#').replace("/en-us/", "/");
    if said.eq_ignore_ascii_case(&right) {
        return;
    }
    let published = Version::all().find(|other| said.eq_ignore_ascii_case(&other.schema_address()));
    let fixes = vec![Fix::Set("/$schema".to_owned(), right.as_str().into())];
    let (rule, told) = match published {
        Some(other) => (
            &SCHEMA_DIFFERS,
            format!("`$schema` is that of {other}, `manifestVersion` is {version}: name the same."),
        ),
        None => (
            &SCHEMA_FOREIGN,
            format!(
                "{} is not where Microsoft publishes a schema; write {right}.",
                quoted(address)
            ),
        ),
    };
    found.tell_with(rule, "/$schema", told, fixes);
}

/// Tells what reading the text showed.
pub(crate) fn read(document: &crate::json::Document, found: &mut Found) {
    if document.marked {
        let told = "Save the file without a byte order mark.";
        found.tell_with(&JSON_MARK, "", told, vec![]);
    }
    for place in &document.twice {
        found.tell(
            &JSON_TWICE,
            place,
            "Leave one of the two keys of this name.",
        );
    }
    if !matches!(document.value, Value::Object(_)) {
        found.tell(&JSON_NO_OBJECT, "", "Write one JSON object.");
    }
}
