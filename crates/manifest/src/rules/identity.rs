//! What makes the app the app: its id, its version, its name for machines.

use super::rules;
use crate::app::App;
use crate::finding::{Fix, Found, quoted};
use crate::version::Presence;

rules! {
    ID_EMPTY "app-id-placeholder" Error Error Error
        "Two apps with one id displace each other." "learn.microsoft.com/microsoft-365/extensibility/schema/root#id"
    APP_VERSION "app-version-form" Note Note Error
        "Teams compares versions to find an update, and wants three numbers." "the old store validator's version.type"
    APP_VERSION_ZERO "app-version-zero" Off Note Error
        "The store takes what is finished." "the old store validator's version.major_less_than_one"
    PACKAGE_NAME "package-name-refused" Error Error Error
        "Version 1.17 and later refuse it." "the official schemas; Microsoft's PackageNameIsDefinedAfterManifestVersion116"
    PACKAGE_NAME_FORM "package-name-form" Note Note Warning
        "It is a domain written backwards, which nobody else has." "learn.microsoft.com/microsoft-365/extensibility/schema/root#packagename"
    CONNECTOR_ID "connector-id-form" Error Error Error
        "It is the number that the registration gave." "learn.microsoft.com/microsoft-365/extensibility/schema/root-connectors"
}

/// Checks ids and the app's own version.
pub(crate) fn check(app: App<'_>, found: &mut Found) {
    if app.text("/id").is_some_and(is_placeholder) {
        let told = "Give the app an id of its own; a random one will do.";
        found.tell(&ID_EMPTY, "/id", told);
    }
    version(app, found);
    package_name(app, found);
    for (place, connector) in app.entries("/connectors") {
        let id = connector.get("connectorId").and_then(|id| id.as_str());
        if id.is_some_and(|id| !is_guid(id) || is_placeholder(id)) {
            let told = "Write the connector's registered id, or the app's own.";
            found.tell(&CONNECTOR_ID, &format!("{place}/connectorId"), told);
        }
    }
}

/// One digit throughout, such as all zeros.
fn is_placeholder(id: &str) -> bool {
    let mut digits = id.chars().filter(|c| *c != '-');
    let first = digits.next();
    is_guid(id) && digits.all(|digit| Some(digit) == first)
}

/// Whether the text is a GUID as manifests write them.
pub(crate) fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    let hex = text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    hex && lengths.eq([8, 4, 4, 4, 12])
}

fn version(app: App<'_>, found: &mut Found) {
    let Some(version) = app.text("/version") else {
        return;
    };
    let Some(major) = major(version) else {
        let fixes = match mended(version) {
            Some(mended) => vec![Fix::Set("/version".to_owned(), mended.into())],
            None => Vec::new(),
        };
        let told = format!("Write {} as three numbers, such as 1.0.0.", quoted(version));
        return found.tell_with(&APP_VERSION, "/version", told, fixes);
    };
    if major == "0" {
        let told = "Begin with 1 or more once others use the app.";
        found.tell(&APP_VERSION_ZERO, "/version", told);
    }
}

/// The first number of a semantic version.
fn major(version: &str) -> Option<&str> {
    let core = version.split(['-', '+']).next()?;
    let parts: Vec<_> = core.split('.').collect();
    (parts.len() == 3 && parts.iter().all(|part| is_number(part))).then(|| parts[0])
}

fn is_number(part: &str) -> bool {
    let digits = !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    digits && (part == "0" || !part.starts_with('0'))
}

/// `1` and `1.0` mean what they mean with zeros behind.
fn mended(version: &str) -> Option<String> {
    let parts: Vec<_> = version.split('.').collect();
    let short = parts.len() < 3 && parts.iter().all(|part| is_number(part));
    short.then(|| format!("{version}{}", ".0".repeat(3 - parts.len())))
}

fn package_name(app: App<'_>, found: &mut Found) {
    let Some(name) = app.text("/packageName") else {
        return;
    };
    if app.version().package_name() == Presence::Forbidden {
        let fixes = vec![Fix::Remove("/packageName".to_owned())];
        let told = format!(
            "Take `packageName` out: version {} refuses it.",
            app.version()
        );
        return found.tell_with(&PACKAGE_NAME, "/packageName", told, fixes);
    }
    let part = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        !part.is_empty() && part.chars().all(plain)
    };
    if !name.contains('.') || !name.split('.').all(part) {
        let told = "Write a domain of yours backwards, such as com.example.tasks.";
        found.tell(&PACKAGE_NAME_FORM, "/packageName", told);
    }
}
