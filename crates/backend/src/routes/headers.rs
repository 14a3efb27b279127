//! What every answer wears: security headers, a request id, and for errors
//! the problem's body. Logs requests by route, never by address: an entity id
//! is a right.

use super::{App, Shared, actions, links};
use crate::http::Answers;
use crate::link;
use crate::problem::Failure;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument as _;

/// The request's id, also in problems and logs.
#[derive(Clone)]
pub(crate) struct RequestId(pub(crate) String);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names the request and logs how it went.
pub(crate) async fn identify(mut request: Request, next: Next) -> Response {
    let id = uuid::Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let begun = Instant::now();
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let route = response.extensions().get::<Route>();
    let route = route.map_or("page", |route| route.0.as_str());
    let took_ms = begun.elapsed().as_millis();
    let status = response.status().as_u16();
    span.in_scope(|| tracing::debug!(%method, route, status, took_ms, "answered"));
    response
}

#[derive(Clone)]
struct Route(MatchedPath);

/// Adds the headers and writes problems out.
pub(crate) async fn dress(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let is_link = request.uri().path().starts_with(link::PATH);
    let is_action = request.uri().path().starts_with(link::POST_PATH);
    let asked = is_link.then(|| request.headers().clone());
    let mut response = next.run(request).await;
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        let problem = failure.answer(id.map(|id| id.0));
        response = match asked {
            Some(headers) => as_page(&problem, &headers),
            None if is_action => actions::told(problem),
            None => problem,
        };
    }
    if let Some(route) = route {
        response.extensions_mut().insert(Route(route));
    }
    wear(response.headers_mut(), &app);
    response
}

/// Whoever follows a card's link is a person: a sentence in their language, with the
/// status and the pause that the problem has.
fn as_page(problem: &Response, headers: &HeaderMap) -> Response {
    let mut page = links::told(problem.status(), headers);
    if let Some(pause) = problem.headers().get(header::RETRY_AFTER) {
        page.headers_mut()
            .insert(header::RETRY_AFTER, pause.clone());
    }
    page
}

/// The answer to what cannot be read as a request, as text: nobody else writes it.
pub(crate) fn unread(app: Shared) -> Answers {
    Arc::new(move |status, lines| {
        app.metrics.refused("malformed");
        let id = uuid::Uuid::now_v7().simple().to_string();
        tracing::debug!(id, status = status.as_u16(), "what came is no request");
        let (mut headers, body) = Failure::unread(status).parts(Some(id.clone()));
        wear(&mut headers, &app);
        let mut answer = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{lines}");
        answer += &format!("content-length: {}\r\n{REQUEST_ID}: {id}\r\n", body.len());
        for (name, value) in &headers {
            answer += &format!("{name}: {}\r\n", value.to_str().unwrap_or_default());
        }
        [answer.as_bytes(), b"\r\n", &body].concat()
    })
}

fn wear(headers: &mut HeaderMap, app: &App) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    set(header::CACHE_CONTROL, "no-store");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    if app.page.is_https {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(|| app.page.bare_policy.clone());
}
