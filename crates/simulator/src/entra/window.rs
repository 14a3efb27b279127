//! The window in which people sign in at the pretend Entra: who is it, may the app, what
//! went wrong. Sends the person back with a code, and redeems it once.

use super::{Entra, Form, now};
use axum::{
    Form as Posted, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use issuer::{EVERYBODY, Person, Question};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    fmt::Write as _,
    sync::{Arc, PoisonError},
};

type Parts = HashMap<String, String>;

/// How the window behaves, as it was chosen at the host page.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Setting {
    mood: Mood,
    #[serde(default)]
    version: Form,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Mood {
    /// Who it is.
    #[default]
    Asks,
    /// And then whether the app may.
    Consent,
    /// The person, or the organisation, says no at once.
    Refused,
    /// It shows what went wrong, and leads nowhere.
    Error,
    /// It closes itself.
    Closes,
    /// Codes are not redeemed.
    Down,
}

pub(crate) async fn set(
    State(entra): State<Arc<Entra>>,
    Json(setting): Json<Setting>,
) -> StatusCode {
    *entra.window.lock().unwrap_or_else(PoisonError::into_inner) = setting;
    StatusCode::NO_CONTENT
}

impl Entra {
    fn setting(&self) -> Setting {
        let window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        window.clone()
    }
}

/// `…/{tenant}/oauth2/v2.0/authorize`
pub(crate) async fn authorize(
    State(entra): State<Arc<Entra>>,
    Query(parts): Query<Parts>,
) -> Response {
    let question = match Question::of(&parts) {
        Ok(question) => question,
        Err(part) => {
            return error(&format!(
                "AADSTS90014: the part {part} is missing or wrong."
            ));
        }
    };
    match entra.setting().mood {
        Mood::Refused => back(&question, "error", "access_denied"),
        Mood::Error => {
            error("AADSTS53003: Access has been blocked by Conditional Access policies.")
        }
        Mood::Closes => page("<p>Closing…</p><script>window.close()</script>"),
        Mood::Asks | Mood::Consent | Mood::Down => who(&parts),
    }
}

/// Somebody was chosen, or the app was let in, or not.
pub(crate) async fn chosen(
    State(entra): State<Arc<Entra>>,
    Posted(parts): Posted<Parts>,
) -> Response {
    let Ok(question) = Question::of(&parts) else {
        return error("AADSTS90014: the question was lost.");
    };
    let answer = parts.get("answer").map_or("", String::as_str);
    let person = parts.get("person").map_or(answer, String::as_str);
    let Some(person) = Person::named(person) else {
        return back(&question, "error", "access_denied");
    };
    if entra.setting().mood == Mood::Consent && answer != "accept" {
        return match answer {
            "decline" => back(&question, "error", "consent_required"),
            _ => may(&parts, person.name),
        };
    }
    let code = entra.codes.give(question.clone(), person);
    back(&question, "code", &code)
}

/// `…/{tenant}/oauth2/v2.0/token`
pub(crate) async fn token(
    State(entra): State<Arc<Entra>>,
    Path(_tenant): Path<String>,
    Posted(form): Posted<Parts>,
) -> (StatusCode, Json<Value>) {
    let setting = entra.setting();
    if setting.mood == Mood::Down {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({})));
    }
    let answer = entra
        .codes
        .redeem(&form, entra.issuer(), setting.version.into(), now());
    match answer {
        Ok(tokens) => (StatusCode::OK, Json(tokens)),
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({"error": error}))),
    }
}

fn who(parts: &Parts) -> Response {
    let buttons = EVERYBODY
        .map(|person| button(person.name, person.name))
        .concat();
    let cancel = button("cancel", "Cancel");
    page(&form(
        "chosen",
        parts,
        &format!("<h1>Who signs in?</h1>{buttons}{cancel}"),
    ))
}

fn may(parts: &Parts, name: &str) -> Response {
    let mut parts = parts.clone();
    parts.remove("answer");
    parts.insert("person".into(), name.into());
    let buttons = [button("accept", "Accept"), button("decline", "Cancel")].concat();
    let asks = format!("<h1>May Task notifications know who you are?</h1>{buttons}");
    page(&form("chosen", &parts, &asks))
}

/// With a form that sends itself, as the real one does.
fn back(question: &Question, name: &str, value: &str) -> Response {
    let parts = [(name, value), ("state", &question.state)];
    let parts = parts.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let form = form(&question.redirect_uri, &parts.into(), "");
    page(&format!(
        "{form}<script>document.forms[0].submit()</script>"
    ))
}

fn error(told: &str) -> Response {
    page(&format!(
        "<h1>Sorry, but we’re having trouble signing you in.</h1><p>{}</p>",
        escaped(told)
    ))
}

fn form(action: &str, parts: &Parts, inside: &str) -> String {
    let mut html = format!("<form method=\"post\" action=\"{}\">", escaped(action));
    for (name, value) in parts {
        let (name, value) = (escaped(name), escaped(value));
        let _ = write!(
            html,
            "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">"
        );
    }
    html + inside + "</form>"
}

fn button(value: &str, label: &str) -> String {
    format!("<p><button id=\"{value}\" name=\"answer\" value=\"{value}\">{label}</button></p>")
}

fn page(body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Pretend sign-in</title>\
         <body>{body}</body></html>"
    );
    let policy = "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'";
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        header::HeaderValue::from_static(policy),
    );
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    (headers, Html(html)).into_response()
}

fn escaped(text: &str) -> String {
    let each = text.chars().map(|letter| match letter {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '"' => "&quot;".to_owned(),
        other => other.to_string(),
    });
    each.collect()
}
