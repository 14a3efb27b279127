//! Gets releases of the Teams SDK from npm, by npm itself, and keeps the one file
//! that a browser loads of each. They are Microsoft's: never part of the project.

use crate::steps;
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

const PACKAGE: &str = "@microsoft/teams-js";
/// Where a release has its file: newer ones first.
const BUNDLES: [&str; 2] = [
    "dist/umd/MicrosoftTeams.min.js",
    "dist/MicrosoftTeams.min.js",
];
/// Installed by one call of npm; they are unpacked whole, with 10 MB each.
const TOGETHER: usize = 8;

/// Every stable release, the oldest first.
pub(crate) fn published() -> Result<Vec<String>> {
    let listed = steps::ask("npm", &["view", PACKAGE, "versions", "--json"]);
    let listed = listed.context("npm does not say which releases there are")?;
    let releases = stable(&listed);
    if releases.is_empty() {
        bail!("npm names no stable release of {PACKAGE}.");
    }
    Ok(releases)
}

/// The strings of a JSON list of versions without betas.
fn stable(json: &str) -> Vec<String> {
    let strings = json.split('"').skip(1).step_by(2);
    let stable = strings.filter(|version| !version.contains('-'));
    stable.map(str::to_owned).collect()
}

/// Fetches what is not in the folder yet as `VERSION.js`; answers the releases
/// that are there then, and those without a file for browsers.
pub(crate) fn into_folder(
    folder: &Path,
    releases: &[String],
) -> Result<(Vec<String>, Vec<String>)> {
    fs::create_dir_all(folder).context("the folder for the releases cannot be made")?;
    let there = |version: &&String| folder.join(format!("{version}.js")).is_file();
    let missing: Vec<_> = releases.iter().filter(|version| !there(version)).collect();
    for part in missing.chunks(TOGETHER) {
        steps::step(&format!("Fetching {PACKAGE} {}", listing(part)));
        fetch(folder, part)?;
    }
    Ok(releases
        .iter()
        .cloned()
        .partition(|version| there(&version)))
}

fn listing(versions: &[&String]) -> String {
    versions
        .iter()
        .map(|version| version.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn fetch(folder: &Path, versions: &[&String]) -> Result<()> {
    let unpacked = folder.join("npm");
    clear(&unpacked)?;
    fs::create_dir_all(&unpacked)?;
    fs::write(unpacked.join("package.json"), r#"{"private":true}"#)?;
    let mut install = steps::command("npm")?;
    install
        .current_dir(&unpacked)
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"]);
    install.args(
        versions
            .iter()
            .map(|version| format!("sdk-{version}@npm:{PACKAGE}@{version}")),
    );
    steps::run(
        &mut install,
        "npm could not fetch these releases; the reason is above.",
    )?;
    for version in versions {
        let package = unpacked.join("node_modules").join(format!("sdk-{version}"));
        if let Some(bundle) = bundle(&package) {
            keep(&bundle, &folder.join(format!("{version}.js")))?;
        }
    }
    clear(&unpacked)
}

fn bundle(package: &Path) -> Option<PathBuf> {
    let files = BUNDLES.iter().map(|file| package.join(file));
    files.into_iter().find(|file| file.is_file())
}

/// Whole or not at all, so that a break-off leaves nothing that looks fetched.
fn keep(bundle: &Path, file: &Path) -> Result<()> {
    let part = file.with_extension("part");
    fs::copy(bundle, &part)?;
    Ok(fs::rename(part, file)?)
}

fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).context("the unpacked releases cannot be removed")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::stable;

    #[test]
    fn betas_are_not_stable() {
        let listed = "[\n  \"1.2.6\",\n  \"1.3.0-beta.4\",\n  \"2.58.0\"\n]";
        assert_eq!(stable(listed), ["1.2.6", "2.58.0"]);
        assert!(stable("[]").is_empty());
    }
}
