//! What the official schema of the manifest's version refuses, in sentences.

use super::rules;
use crate::finding::{Finding, Fix, Found, Rule, Severity, Target};
use crate::schema::{Fault, Kind, Reason, faults, schema};
use crate::version::Version;
use serde_json::Value;

rules! {
    TYPE "schema-type" Error Error Error "Teams refuses a value of another type." "the official schemas"
    MISSING "schema-missing" Error Error Error "Teams refuses a manifest without it." "the official schemas"
    UNKNOWN "schema-unknown-key" Error Error Error "Teams refuses keys that this version does not have." "the official schemas"
    CHOICE "schema-not-listed" Error Error Error "Only the listed values mean something." "the official schemas"
    FORM "schema-form" Error Error Error "The value has another form than Teams reads." "the official schemas"
    LONG "schema-too-long" Error Error Error "Teams has no room for more; some of its parts count UTF-16." "the official schemas"
    SHORT "schema-too-short" Error Error Error "Something must be there." "the official schemas"
    MANY "schema-too-many" Error Error Error "Teams takes no more entries." "the official schemas"
    FEW "schema-too-few" Error Error Error "Teams wants more entries." "the official schemas"
    RANGE "schema-out-of-range" Error Error Error "The number is outside what Teams takes." "the official schemas"
    REPEATED "schema-entry-twice" Error Error Error "Each entry may stand once." "the official schemas"
    SHAPE "schema-no-shape" Error Error Error "The value fits none of the allowed shapes." "the official schemas"
}

/// Checks a document with the schema of its version. What a rule of ours told
/// about the same place, better than a schema can, is not told again.
pub(crate) fn check(
    version: Version,
    kind: Kind,
    document: &Value,
    target: Target,
    found: &mut Found,
) {
    let Some(schema) = schema(version, kind) else {
        return;
    };
    for fault in faults(&schema, document) {
        let told = |finding: &Finding| {
            finding.place == fault.place && finding.rule.severity(target) > Severity::Note
        };
        if !found.findings.iter().any(told) {
            let (rule, sentence) = sentence(&fault, version);
            found.tell_with(rule, &fault.place, sentence, fixes(&fault, document));
        }
    }
}

fn sentence(fault: &Fault, version: Version) -> (&'static Rule, String) {
    let name = fault.place.rsplit('/').next().unwrap_or_default();
    let name = name.replace("~1", "/").replace("~0", "~");
    match &fault.reason {
        Reason::Type(wanted) => (&TYPE, format!("Write a value of type {wanted}.")),
        Reason::Missing => (
            &MISSING,
            format!("Add `{name}`: version {version} wants it."),
        ),
        Reason::UnknownKey => (
            &UNKNOWN,
            format!("Take `{name}` out: version {version} does not know it."),
        ),
        Reason::NotListed(choice) => (&CHOICE, format!("Write {}.", choice.join(" or "))),
        Reason::Form(form) => (&FORM, format!("Write it in the form {form}.")),
        Reason::TooLong(most) => (&LONG, format!("Shorten it to at most {most} characters.")),
        Reason::TooShort(least) => (&SHORT, format!("Write at least {least} characters.")),
        Reason::TooMany(most) => (&MANY, format!("Leave at most {most} entries.")),
        Reason::TooFew(least) => (&FEW, format!("Give at least {least} entries.")),
        Reason::OutOfRange(bound) => (&RANGE, format!("Stay within {bound}.")),
        Reason::Repeated => (&REPEATED, "Take the repeated entry out.".to_owned()),
        Reason::NoShapeFits => (
            &SHAPE,
            "Give it one of the shapes that are documented.".to_owned(),
        ),
    }
}

/// An unknown key at the top does nothing, so taking it out changes nothing else.
fn fixes(fault: &Fault, document: &Value) -> Vec<Fix> {
    let top = fault.place.matches('/').count() == 1;
    match &fault.reason {
        Reason::UnknownKey if top => vec![Fix::Remove(fault.place.clone())],
        Reason::NotListed(choice) if choice.len() == 1 => {
            vec![Fix::Set(fault.place.clone(), choice[0].as_str().into())]
        }
        Reason::NotListed(choice) => {
            let said = document.pointer(&fault.place).and_then(Value::as_str);
            let same = |word: &&String| said.is_some_and(|said| said.eq_ignore_ascii_case(word));
            let meant = choice.iter().find(same);
            meant.map_or_else(Vec::new, |word| {
                vec![Fix::Set(fault.place.clone(), word.as_str().into())]
            })
        }
        _ => Vec::new(),
    }
}
