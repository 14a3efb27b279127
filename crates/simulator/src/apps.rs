//! The apps that were uploaded to this pretend Teams: the linter's judgement of a
//! package first, then what the host page needs of it. Opens no page itself.

use crate::problem::problem;
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use manifest::{Finding, Input, MAX_BYTES, Options, Severity, Target, lint, read_archive};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What of a manifest the host page is told, under its own names.
const TOLD: &[&str] = &[
    "id",
    "version",
    "name",
    "description",
    "developer",
    "accentColor",
    "connectors",
    "configurableTabs",
    "validDomains",
];

/// No package is larger, in bytes; one byte more, so that the linter says so.
pub(crate) const LARGEST: usize = MAX_BYTES as usize + 1;

/// As many faults as a person mends at a time.
const SAID: usize = 5;

/// Teams takes a package with these faults, and shows no page of it; so does the host page.
const SHOWS_LATER: [&str; 2] = ["domains-missing", "domain-uncovered"];

/// As Teams takes them from a person who may upload.
const TARGET: Target = Target::Development;

/// Every uploaded app, the newest last; one of the same id replaces its older version.
#[derive(Default)]
pub(crate) struct Apps(Mutex<Vec<App>>);

/// One uploaded app.
struct App {
    id: String,
    told: Value,
    /// A PNG of 192 by 192 pixels.
    icon: Vec<u8>,
}

impl Apps {
    /// Takes a package, or says in sentences what Teams would refuse.
    pub(crate) fn add(&self, package: &[u8]) -> Result<Value, String> {
        let app = App::read(package)?;
        let told = app.told.clone();
        let mut all = self.all();
        all.retain(|other| other.id != app.id);
        all.push(app);
        Ok(told)
    }

    fn all(&self) -> MutexGuard<'_, Vec<App>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    fn read(package: &[u8]) -> Result<Self, String> {
        let found = lint(
            &Input::Archive(package.to_owned()),
            &Options::for_target(TARGET),
        );
        let refused = |it: &Finding| {
            it.rule.severity(TARGET) == Severity::Error && !SHOWS_LATER.contains(&it.rule.id)
        };
        let errors: Vec<_> = found.into_iter().filter(refused).collect();
        if !errors.is_empty() {
            return Err(sentences(&errors));
        }
        let told = "The package was judged to be good and cannot be read.";
        Self::of(package).ok_or_else(|| told.to_owned())
    }

    fn of(package: &[u8]) -> Option<Self> {
        let files = read_archive(package)?;
        let text = files.manifest()?;
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let manifest: Value = serde_json::from_slice(text).ok()?;
        let icon = manifest::Path::inside(manifest.pointer("/icons/color")?.as_str()?)?;
        let told = TOLD
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), manifest.get(*key)?)));
        Some(Self {
            id: manifest.get("id")?.as_str()?.to_owned(),
            told: told.map(|(key, value)| (key, value.clone())).collect(),
            icon: files.get(&icon)?.to_vec(),
        })
    }
}

fn sentences(errors: &[Finding]) -> String {
    let said = |it: &Finding| format!(" {} ({})", it.told, it.rule.id);
    let first: String = errors.iter().take(SAID).map(said).collect();
    let more = errors.len().saturating_sub(SAID);
    match more {
        0 => format!("Teams refuses this package.{first}"),
        more => format!("Teams refuses this package.{first} And {more} more faults."),
    }
}

/// Every app, the newest last.
pub(crate) async fn list(State(apps): State<Arc<Apps>>) -> Json<Value> {
    let all: Vec<_> = apps.all().iter().map(|app| app.told.clone()).collect();
    Json(json!(all))
}

/// Takes a package, as Teams does at *Upload a custom app*.
pub(crate) async fn upload(State(apps): State<Arc<Apps>>, package: Bytes) -> Response {
    match apps.add(&package) {
        Ok(told) => (StatusCode::CREATED, Json(told)).into_response(),
        Err(told) => problem(StatusCode::UNPROCESSABLE_ENTITY, &told),
    }
}

/// An app's colour icon.
pub(crate) async fn icon(State(apps): State<Arc<Apps>>, Path(id): Path<String>) -> Response {
    let icon = apps
        .all()
        .iter()
        .find(|app| app.id == id)
        .map(|app| app.icon.clone());
    let Some(icon) = icon else {
        return problem(StatusCode::NOT_FOUND, "No app of this id was uploaded.");
    };
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, icon).into_response()
}
