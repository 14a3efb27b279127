//! `POST /api/v1/events`: who sends it, what it says, stored, then 202. Also the webhooks of
//! other systems, which become events on their way in.

mod hooks;
mod report;

use super::proof::Proof;
use super::{Shared, body};
use crate::problem::Failure;
use crate::secret::hex;
use crate::store::{Acceptance, Intake};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use report::Report;
use sha2::{Digest as _, Sha256};
use std::sync::atomic::Ordering;
use wire::Accepted;

const MOST_BYTES: usize = 256 * 1024;
const REPLAY: HeaderName = HeaderName::from_static("idempotent-replay");

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route(wire::paths::EVENTS, post(report_event))
        .merge(hooks::router())
}

/// What becomes of a call that is good.
enum Done {
    /// It was stored, or something stands in its way.
    Event(Acceptance, Vec<String>),
    /// It is about something nobody is notified of.
    Nothing,
}

async fn report_event(State(app): State<Shared>, request: Request) -> Result<Response, Failure> {
    let result = accept(&app, request).await;
    answer(&app, result)
}

/// Counts what became of a call, and answers it.
fn answer(app: &Shared, result: Result<Done, Failure>) -> Result<Response, Failure> {
    app.metrics.event(match &result {
        Ok(Done::Event(Acceptance::Stored { .. }, _)) => "accepted",
        Ok(Done::Event(Acceptance::Repeated(_), _)) => "repeat",
        Ok(Done::Nothing) => "ignored",
        Ok(Done::Event(Acceptance::Conflict, _)) | Err(_) => "refused",
    });
    let (acceptance, cleaned) = match result? {
        Done::Event(acceptance, cleaned) => (acceptance, cleaned),
        Done::Nothing => return Ok(StatusCode::NO_CONTENT.into_response()),
    };
    let answer = |accepted| {
        let accepted = Accepted {
            cleaned,
            ..accepted
        };
        (StatusCode::ACCEPTED, Json(accepted)).into_response()
    };
    match acceptance {
        Acceptance::Stored { accepted, sooner } => {
            if sooner {
                app.worker.bell.notify_one();
            }
            Ok(answer(accepted))
        }
        Acceptance::Repeated(accepted) => {
            let mut response = answer(accepted);
            let yes = HeaderValue::from_static("true");
            response.headers_mut().insert(REPLAY, yes);
            Ok(response)
        }
        Acceptance::Conflict => Err(Failure::idempotency_conflict()),
    }
}

async fn accept(app: &Shared, request: Request) -> Result<Done, Failure> {
    let (parts, content) = request.into_parts();
    let headers = parts.headers;
    let proof = Proof::of(app, &headers).await?;
    body::is_json(&headers)?;
    let bytes = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    proof.covers(app, &bytes)?;
    let Some(Report { event, cleaned }) = report::read(&bytes)? else {
        return Ok(Done::Nothing);
    };
    proof.may_report("topics", event.topics.iter().map(String::as_str))?;
    let key = proof.key(&headers)?;
    keep(app, Report { event, cleaned }, key, proof.tenant(), &bytes).await
}

/// Stores what a body told, if there is room.
async fn keep(
    app: &Shared,
    report: Report,
    key: Option<String>,
    tenant: Option<String>,
    body: &[u8],
) -> Result<Done, Failure> {
    if app.depth.load(Ordering::Relaxed) >= app.config.limits.queue {
        app.metrics.refused("queue_full");
        return Err(Failure::overloaded());
    }
    let intake = Intake {
        event: report.event,
        key: key.map(|key| (key, hex(&Sha256::digest(body)))),
        bytes: body.len(),
        tenant,
    };
    let acceptance = app.store.accept_event(intake).await?;
    Ok(Done::Event(acceptance, report.cleaned))
}
