//! Which releases of the Teams SDK are at hand, and which of them a visitor
//! chose; a release is looked up in a list, never by a path from the address.

use crate::{Config, problem::problem};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    collections::BTreeMap,
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

/// The cookie by which the host page says which SDK its frame gets.
pub(crate) const COOKIE: &str = "simulator-sdk";
const SHIPPED: &str = "shipped";
const SHIM: &str = "shim";

/// The address the chosen SDK is served from; `None` means the page's own.
pub(crate) fn chosen(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let choice = cookies
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE).then_some(value))?;
    (choice == SHIM || is_version(choice)).then(|| format!("/simulator/sdk/{choice}.js"))
}

/// `1.13.1` or `1.3.0-beta.4`: nothing that could leave a folder.
fn is_version(text: &str) -> bool {
    let (release, beta) = match text.split_once("-beta.") {
        Some((release, beta)) => (release, Some(beta)),
        None => (text, None),
    };
    let number = |part: &str| {
        (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    release.split('.').count() == 3 && release.split('.').all(number) && beta.is_none_or(number)
}

/// Every release in the folders, read anew so that a fetched one appears at once.
fn releases(dirs: &[PathBuf]) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for dir in dirs {
        add_package(&mut found, &dir.join("@microsoft/teams-js"));
        for entry in entries(dir) {
            let Some(name) = entry.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if name.starts_with("teams-js-") {
                add_package(&mut found, &entry);
            } else if let Some(version) = name.strip_suffix(".js").filter(|name| is_version(name)) {
                found.insert(version.to_owned(), entry.clone());
            }
        }
    }
    found
}

fn entries(dir: &FilePath) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(dir).into_iter().flatten();
    listed.flatten().map(|entry| entry.path()).collect()
}

/// An npm package, under its own name or an alias; its version is in its manifest.
fn add_package(found: &mut BTreeMap<String, PathBuf>, package: &FilePath) {
    let files = [
        "dist/umd/MicrosoftTeams.min.js",
        "dist/MicrosoftTeams.min.js",
    ];
    let file = files.iter().map(|file| package.join(file));
    let (Some(file), Some(version)) = (
        file.into_iter().find(|file| file.is_file()),
        version(package),
    ) else {
        return;
    };
    found.insert(version, file);
}

fn version(package: &FilePath) -> Option<String> {
    let manifest = std::fs::read(package.join("package.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    let version = manifest.get("version")?.as_str()?;
    is_version(version).then(|| version.to_owned())
}

/// What can be chosen, oldest release first: `["shipped", "1.5.2", …]`.
pub(crate) async fn list(State(config): State<Arc<Config>>) -> Json<Vec<String>> {
    let mut versions: Vec<String> = releases(&config.sdk_dirs).into_keys().collect();
    versions.sort_by_cached_key(|version| sort_key(version));
    versions.insert(0, SHIPPED.to_owned());
    if shim_file(&config).is_some() {
        versions.push(SHIM.to_owned());
    }
    Json(versions)
}

/// Numbers compare as numbers; a beta comes before its release.
fn sort_key(version: &str) -> (Vec<u32>, u32) {
    let (release, beta) = match version.split_once("-beta.") {
        Some((release, beta)) => (release, beta.parse().unwrap_or(0)),
        None => (version, u32::MAX),
    };
    (release.split('.').flat_map(str::parse).collect(), beta)
}

/// One release's unmodified file, or the shim.
pub(crate) async fn file(State(config): State<Arc<Config>>, Path(file): Path<String>) -> Response {
    let path = match file.strip_suffix(".js") {
        Some(SHIM) => shim_file(&config).cloned(),
        Some(version) => releases(&config.sdk_dirs).remove(version),
        None => None,
    };
    let Some(path) = path else {
        return problem(StatusCode::NOT_FOUND, &how_to_get(&file));
    };
    match tokio::fs::read(path).await {
        Ok(script) => javascript(script),
        Err(_) => problem(StatusCode::NOT_FOUND, "This release cannot be read."),
    }
}

/// The one command that brings a file that is not there.
fn how_to_get(file: &str) -> String {
    match file.strip_suffix(".js") {
        Some(SHIM) => "The shim is not built: `npm run shim` builds it.".to_owned(),
        Some(version) if is_version(version) => format!(
            "TeamsJS {version} is not at hand: `cargo xtask sdk fetch {version}` brings it, \
             `cargo xtask sdk fetch all` brings every release."
        ),
        _ => "The Teams SDK has no such release: name one such as 2.13.0.".to_owned(),
    }
}

fn shim_file(config: &Config) -> Option<&PathBuf> {
    config.shim.as_ref().filter(|file| file.is_file())
}

fn javascript(script: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, script).into_response()
}

/// Opens the page with no host at all, driven by the shim.
pub(crate) async fn open_with_shim() -> Response {
    let headers = [
        (
            header::SET_COOKIE,
            "simulator-sdk=shim; Path=/; SameSite=Lax",
        ),
        (header::LOCATION, "/configure"),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::{is_version, sort_key};

    #[test]
    fn only_versions_are_versions() {
        for good in ["1.5.2", "2.58.0", "1.3.0-beta.4", "10.0.12"] {
            assert!(is_version(good), "{good}");
        }
        for bad in [
            "",
            "1.5",
            "1.5.2.1",
            "..",
            "1.5.2/..",
            "1.5.x",
            "1..2",
            "1.5.2-rc.1",
            "1.5.2-beta.",
            "shim",
        ] {
            assert!(!is_version(bad), "{bad}");
        }
    }

    #[test]
    fn releases_sort_as_numbers() {
        assert!(sort_key("1.13.1") > sort_key("1.5.2"));
        assert!(sort_key("1.3.0") > sort_key("1.3.0-beta.4"));
    }
}
