//! The faults of a backend, played in front of the real one: the page's calls
//! are hit, or one kind of its own files; everything else still arrives.

use crate::problem::problem;
use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What a slow backend adds when nobody says how much.
const SLOW_MS: u64 = 3_000;

/// Where the page's calls go.
const CALLS: [&str; 3] = ["/api/v1/connectors", "/api/v1/webhooks", "/api/v1/sign-in"];

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// The connection is cut before the backend hears of it.
    Down,
    /// The backend answers late.
    Slow(Duration),
    /// Nobody ever answers, and the backend never hears of it.
    Hangs,
    /// An answer with this status, and the backend never hears of it.
    Status(StatusCode),
    /// The backend does its work; the connection is cut before its answer.
    DiesAfterCommit,
    /// The backend does its work, and nobody ever hears its answer.
    HangsAfterCommit,
    /// The answer's bytes are not what was asked for.
    Broken,
}

/// Which calls a fault hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// Whatever the page asks of the backend: a record, an address, a test card.
    Calls,
    /// The page's program.
    Program,
    /// The page's sentences in another language.
    Sentences,
}

impl Target {
    fn has(self, path: &str) -> bool {
        match self {
            Self::Calls => CALLS.iter().any(|call| path.starts_with(call)),
            Self::Program => path.ends_with("_bg.wasm"),
            Self::Sentences => path.starts_with("/text-"),
        }
    }
}

/// The present fault, as it is set and shown.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Setting {
    /// `ok`, `down`, `slow`, `hangs`, `dies-after-commit`, `hangs-after-commit`, or a status
    /// from 400 to 599;
    /// for files `program-late`, `program-hangs`, `program-missing`, `program-broken`,
    /// `sentences-hang`, `sentences-missing`.
    mode: String,
    /// Milliseconds, for `slow` and `program-late`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delay: Option<u64>,
}

/// Holds the present fault, and what the page has called so far, whatever came of it.
pub(crate) struct Faults {
    setting: Mutex<Setting>,
    calls: Mutex<Vec<String>>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            setting: Mutex::new(Setting {
                mode: "ok".to_owned(),
                delay: None,
            }),
            calls: Mutex::default(),
        }
    }
}

impl Faults {
    fn setting(&self) -> MutexGuard<'_, Setting> {
        locked(&self.setting)
    }

    /// Notes a call of the page, such as `PUT /api/v1/connectors/…`.
    pub(crate) fn note(&self, method: &Method, path: &str) {
        if Target::Calls.has(path) {
            locked(&self.calls).push(format!("{method} {path}"));
        }
    }

    /// What happens to a call to this path.
    pub(crate) fn on(&self, path: &str) -> Fault {
        let set = self.setting().fault();
        set.filter(|(target, _)| target.has(path))
            .map_or(Fault::None, |(_, fault)| fault)
    }
}

impl Setting {
    fn fault(&self) -> Option<(Target, Fault)> {
        let delay = Duration::from_millis(self.delay.unwrap_or(SLOW_MS));
        let missing = Fault::Status(StatusCode::NOT_FOUND);
        let of_a_file = match self.mode.as_str() {
            "program-late" => (Target::Program, Fault::Slow(delay)),
            "program-hangs" => (Target::Program, Fault::Hangs),
            "program-missing" => (Target::Program, missing),
            "program-broken" => (Target::Program, Fault::Broken),
            "sentences-hang" => (Target::Sentences, Fault::Hangs),
            "sentences-missing" => (Target::Sentences, missing),
            _ => return Some((Target::Calls, self.of_calls(delay)?)),
        };
        Some(of_a_file)
    }

    fn of_calls(&self, delay: Duration) -> Option<Fault> {
        Some(match self.mode.as_str() {
            "ok" => Fault::None,
            "down" => Fault::Down,
            "slow" => Fault::Slow(delay),
            "hangs" => Fault::Hangs,
            "dies-after-commit" => Fault::DiesAfterCommit,
            "hangs-after-commit" => Fault::HangsAfterCommit,
            status => Fault::Status(error_status(status)?),
        })
    }
}

/// A holder that panicked leaves what it held whole.
fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

fn error_status(text: &str) -> Option<StatusCode> {
    let status = StatusCode::from_bytes(text.as_bytes()).ok()?;
    (status.is_client_error() || status.is_server_error()).then_some(status)
}

/// Every call of the page so far, the oldest first; also those that never reached the
/// backend.
pub(crate) async fn calls(State(faults): State<Arc<Faults>>) -> Json<Vec<String>> {
    Json(locked(&faults.calls).clone())
}

/// Sets the fault.
pub(crate) async fn set(State(faults): State<Arc<Faults>>, body: Bytes) -> Response {
    match serde_json::from_slice::<Setting>(&body) {
        Ok(setting) if setting.fault().is_some() => {
            *faults.setting() = setting;
            StatusCode::NO_CONTENT.into_response()
        }
        Ok(_) => problem(StatusCode::BAD_REQUEST, "There is no such mode."),
        Err(error) => problem(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

/// The fault as it is.
pub(crate) async fn current(State(faults): State<Arc<Faults>>) -> Json<Setting> {
    Json(faults.setting().clone())
}
