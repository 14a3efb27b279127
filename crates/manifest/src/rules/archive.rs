//! The package as an archive: what may be in it, and what is an attack.

use super::rules;
use crate::app::App;
use crate::files::{Files, MANIFEST};
use crate::finding::{Found, quoted};

rules! {
    NO_ZIP "zip-unreadable" Error Error Error
        "Teams takes zip archives only." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package"
    DAMAGED "zip-damaged" Error Error Error
        "What is cut off or changed on its way cannot be trusted." "the zip format"
    LARGE "zip-too-large" Error Error Error
        "Packages above 10 MB are refused, packed or unpacked." "Agents Toolkit"
    ENCRYPTED "zip-encrypted" Error Error Error
        "Nobody asks for a password." "the zip format"
    LINK "zip-link" Error Error Error
        "A link leads out of the package." "the zip format"
    OUTSIDE "zip-path-outside" Error Error Error
        "A file would land outside the folder that the package is unpacked into." "the zip format"
    TWICE "zip-file-twice" Error Error Error
        "Readers disagree about which of the two counts." "the zip format"
    METHOD "zip-method" Error Error Error
        "Teams unpacks what is stored or deflated." "the zip format"
    LONG_FORM "zip-64" Error Error Error
        "Nothing this small needs the large form of the format." "the zip format"
    MISSING "manifest-missing" Error Error Error
        "A package is known by its manifest.json." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package"
    NESTED "manifest-in-folder" Error Error Error
        "Teams says only that no folders may be in the package." "OfficeDev/microsoft-teams-apps-scrumsforchannels#23; OfficeDev/microsoft-teams-apps-company-communicator#174"
    JUNK "file-of-the-system" Note Note Warning
        "Files that a desktop leaves behind do not belong to the app." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package"
    UNUSED "file-unused" Note Note Warning
        "What no part of the manifest names is downloaded for nothing, and may be a secret." "learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package"
}

/// Checks that the manifest is where it belongs.
pub(crate) fn manifest(files: &Files, found: &mut Found) {
    if files.manifest().is_some() {
        return;
    }
    let end = format!("/{MANIFEST}");
    match files.names().find(|name| name.ends_with(&end)) {
        Some(name) => {
            let told = format!(
                "Pack the files themselves, not their folder: the manifest is {}.",
                quoted(name)
            );
            found.tell(&NESTED, "", told);
        }
        None => found.tell(&MISSING, "", "Put manifest.json into the package."),
    }
}

/// Checks that every file is one that the manifest names.
pub(crate) fn unused(app: App<'_>, files: &Files, found: &mut Found) {
    let mut named = Vec::new();
    strings(app.value, &mut named);
    for file in files.names().filter(|file| *file != MANIFEST) {
        let name = file.rsplit('/').next().unwrap_or_default();
        let system = file.starts_with("__MACOSX/")
            || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&name);
        if system {
            found.tell(&JUNK, "", format!("Leave {} out.", quoted(file)));
        } else if !named
            .iter()
            .any(|said| said.trim_start_matches("./") == file)
        {
            found.tell(
                &UNUSED,
                "",
                format!("Leave {} out, or name it.", quoted(file)),
            );
        }
    }
}

/// Every text in a value.
fn strings<'v>(value: &'v serde_json::Value, into: &mut Vec<&'v str>) {
    match value {
        serde_json::Value::String(text) => into.push(text),
        serde_json::Value::Array(entries) => entries.iter().for_each(|it| strings(it, into)),
        serde_json::Value::Object(object) => object.values().for_each(|it| strings(it, into)),
        _ => {}
    }
}
