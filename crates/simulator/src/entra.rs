//! The pretend Entra: publishes its keys as the real one does, and signs tokens for
//! the host page, whoever is chosen there. A backend takes them only on this machine.

pub(crate) mod window;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use issuer::{CLIENT_ID, Codes, Issuer, Person, Question, Version};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex, OnceLock},
    time::{SystemTime, UNIX_EPOCH},
};

/// The issuer of one simulator.
pub(crate) struct Entra {
    port: u16,
    /// Made when it is first used: a key takes longer than the start of everything else.
    issuer: OnceLock<Issuer>,
    codes: Codes,
    window: Mutex<window::Setting>,
}

impl Entra {
    pub(crate) fn at_port(port: u16) -> Self {
        Self {
            port,
            issuer: OnceLock::new(),
            codes: Codes::default(),
            window: Mutex::default(),
        }
    }

    /// What Microsoft's service brings in a person's name when a button is pressed.
    pub(crate) fn press_token(&self, person: &Person) -> String {
        let issuer = self.issuer();
        issuer.sign(&issuer.press_claims(person, Version::V2, "", now()))
    }

    /// The code of a person who was sent to this address, and what they were asked.
    pub(crate) fn code(&self, address: &url::Url, person: &Person) -> Option<(String, Question)> {
        let parts = address.query_pairs().into_owned().collect();
        let question = Question::of(&parts).ok()?;
        Some((self.codes.give(question.clone(), *person), question))
    }

    /// One address, by whichever name it is asked: a token's issuer is compared
    /// letter by letter.
    fn issuer(&self) -> &Issuer {
        let base = || format!("http://localhost:{}/simulator/issuer", self.port);
        self.issuer.get_or_init(|| Issuer::at(&base()))
    }
}

/// Whose token, and which.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    person: String,
    #[serde(default)]
    version: Form,
    /// How many seconds ago it was issued.
    #[serde(default)]
    age: u32,
}

#[derive(Clone, Copy, Default, Deserialize)]
enum Form {
    #[serde(rename = "1.0")]
    V1,
    #[default]
    #[serde(rename = "2.0")]
    V2,
}

impl From<Form> for Version {
    fn from(form: Form) -> Self {
        match form {
            Form::V1 => Self::V1,
            Form::V2 => Self::V2,
        }
    }
}

/// A signed token for the page.
pub(crate) async fn token(
    State(entra): State<Arc<Entra>>,
    Json(wanted): Json<Wanted>,
) -> Result<Json<Value>, StatusCode> {
    let person = Person::named(&wanted.person).ok_or(StatusCode::NOT_FOUND)?;
    let version = wanted.version.into();
    let app_uri = format!("api://localhost:{}/{CLIENT_ID}", entra.port);
    let issuer = entra.issuer();
    let claims = issuer.claims(&person, version, &app_uri, now() - i64::from(wanted.age));
    Ok(Json(json!({"token": issuer.sign(&claims)})))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs().cast_signed())
}

/// What becomes of the keys.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Change {
    /// A fresh one signs, the one before is still published.
    Rotate,
    /// A fresh one signs, the others are taken back.
    Replace,
}

pub(crate) async fn change_keys(
    State(entra): State<Arc<Entra>>,
    Json(change): Json<Change>,
) -> StatusCode {
    match change {
        Change::Rotate => entra.issuer().rotate(),
        Change::Replace => entra.issuer().replace(),
    }
    StatusCode::NO_CONTENT
}

pub(crate) async fn metadata_v1(
    State(entra): State<Arc<Entra>>,
    Path(tenant): Path<String>,
) -> Json<Value> {
    Json(entra.issuer().metadata(&tenant, Version::V1))
}

pub(crate) async fn metadata_v2(
    State(entra): State<Arc<Entra>>,
    Path(tenant): Path<String>,
) -> Json<Value> {
    Json(entra.issuer().metadata(&tenant, Version::V2))
}

pub(crate) async fn keys(
    State(entra): State<Arc<Entra>>,
    Path(tenant): Path<String>,
) -> Json<Value> {
    Json(entra.issuer().keys(&tenant))
}
