//! `POST /api/v1/events`: who sends it, what it says, stored, then 202.

use super::{Shared, body};
use crate::problem::Failure;
use crate::secret::hex;
use crate::signature::{Signed, verify};
use crate::store::{Intake, Taken};
use crate::text::{Limit, check, check_present};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use std::sync::atomic::Ordering;
use subtle::ConstantTimeEq as _;
use wire::{Accepted, Event};

const MOST_BYTES: usize = 256 * 1024;
const REPLAY: HeaderName = HeaderName::from_static("idempotent-replay");

pub(super) fn router() -> Router<Shared> {
    Router::new().route(wire::paths::EVENTS, post(take))
}

async fn take(State(app): State<Shared>, request: Request) -> Result<Response, Failure> {
    let result = taken(&app, request).await;
    app.metrics.event(match &result {
        Ok(Taken::New { .. }) => "accepted",
        Ok(Taken::Repeat(_)) => "repeat",
        Ok(Taken::Conflict) | Err(_) => "refused",
    });
    match result? {
        Taken::New { accepted, sooner } => {
            if sooner {
                app.worker.bell.notify_one();
            }
            Ok(answer(accepted))
        }
        Taken::Repeat(accepted) => {
            let mut response = answer(accepted);
            let yes = HeaderValue::from_static("true");
            response.headers_mut().insert(REPLAY, yes);
            Ok(response)
        }
        Taken::Conflict => Err(Failure::idempotency_conflict()),
    }
}

fn answer(accepted: Accepted) -> Response {
    (StatusCode::ACCEPTED, Json(accepted)).into_response()
}

async fn taken(app: &Shared, request: Request) -> Result<Taken, Failure> {
    let (parts, content) = request.into_parts();
    let headers = parts.headers;
    // Without either proof the body is not even read.
    let signed = signed(&headers)?;
    if signed.is_none() || app.config.signing_secrets.is_empty() {
        check_token(&headers, &app.events_token)?;
    }
    body::is_json(&headers)?;
    let bytes = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    let signed = signed.filter(|_| !app.config.signing_secrets.is_empty());
    if let Some(signed) = &signed {
        let secrets = &app.config.signing_secrets;
        verify(signed, &bytes, secrets, app.config.clock.wall()).map_err(Failure::unauthorized)?;
    }
    let event: Event = body::parse(&bytes)?;
    check_fields(&event)?;
    if app.depth.load(Ordering::Relaxed) >= app.config.limits.queue {
        app.metrics.refused("queue_full");
        return Err(Failure::overloaded());
    }
    let intake = Intake {
        event,
        key: key(&headers, signed.as_ref())?.map(|key| (key, hex(&Sha256::digest(&bytes)))),
        bytes: bytes.len(),
    };
    Ok(app.store.take(intake).await?)
}

/// The three headers of a signed call; a call with some of them is a mistake.
fn signed(headers: &HeaderMap) -> Result<Option<Signed<'_>>, Failure> {
    let get = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let (id, at) = (get("webhook-id"), get("webhook-timestamp"));
    match (id, at, get("webhook-signature")) {
        (Some(id), Some(timestamp), Some(signatures)) => Ok(Some(Signed {
            id,
            timestamp,
            signatures,
        })),
        (_, None, None) => Ok(None),
        _ => Err(Failure::unauthorized(
            "A signed call has the headers webhook-id, webhook-timestamp and webhook-signature.",
        )),
    }
}

fn check_token(headers: &HeaderMap, token: &SecretString) -> Result<(), Failure> {
    let sent = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| {
            Failure::unauthorized("Send `Authorization: Bearer` with the events token.")
        })?;
    let fits: bool = sent
        .as_bytes()
        .ct_eq(token.expose_secret().as_bytes())
        .into();
    fits.then_some(())
        .ok_or_else(|| Failure::unauthorized("The events token is not the right one."))
}

/// A signed call goes by the id that its signature covers: under another key a
/// captured one would be a new event.
fn key(headers: &HeaderMap, signed: Option<&Signed<'_>>) -> Result<Option<String>, Failure> {
    let free = headers.get("idempotency-key").filter(|_| signed.is_none());
    let Some(header) = free.or(headers.get("webhook-id")) else {
        return Ok(None);
    };
    let plain = |byte: u8| (b' '..=b'~').contains(&byte);
    let text = header.to_str().unwrap_or_default().trim();
    if text.is_empty() || text.len() > 255 || !text.bytes().all(plain) {
        let detail = "Use 1 to 255 plain characters as the idempotency key.";
        return Err(Failure::invalid("Idempotency-Key", detail));
    }
    Ok(Some(text.to_owned()))
}

fn check_fields(event: &Event) -> Result<(), Failure> {
    let says = |field: &'static str| move |why: String| Failure::invalid(field, &why);
    let task = &event.task;
    check_present(&task.id, Limit::Line(256)).map_err(says("task.id"))?;
    check_present(&task.title, Limit::Line(1024)).map_err(says("task.title"))?;
    for (field, text, limit) in [
        ("task.description", &task.description, Limit::Lines(100_000)),
        ("task.assignedTo", &task.assigned_to, Limit::Line(512)),
        ("task.url", &task.url, Limit::Line(2048)),
    ] {
        let Some(text) = text else { continue };
        check(text, limit).map_err(says(field))?;
    }
    let Some(url) = &task.url else { return Ok(()) };
    url::Url::parse(url)
        .map(|_| ())
        .map_err(|_| Failure::invalid("task.url", "Send a complete address, or leave it out."))
}
