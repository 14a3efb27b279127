//! Reports a task's event to the backend in the operator's place; the token
//! stays on this side and never reaches the browser.

use crate::{backend::Backend, problem::problem};
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Passes the event on with the operator's token and a fresh key.
pub(crate) async fn report(State(backend): State<Arc<Backend>>, body: Bytes) -> Response {
    let Some(token) = token(&backend).await else {
        return problem(
            StatusCode::SERVICE_UNAVAILABLE,
            "The simulator has no token for reporting events; see --events-token-file.",
        );
    };
    let Ok(address) = backend.address.join("/api/v1/events") else {
        return problem(StatusCode::BAD_GATEWAY, "The backend's address is no base.");
    };
    let sent = backend
        .client
        .post(address)
        .bearer_auth(token)
        .header("idempotency-key", uuid::Uuid::new_v4().to_string())
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .send()
        .await;
    match sent {
        Ok(answer) => passed_back(answer),
        Err(_) => problem(StatusCode::BAD_GATEWAY, "The backend does not answer."),
    }
}

/// Read at each report, because the backend may make it after we started.
async fn token(backend: &Backend) -> Option<String> {
    let file = backend.token_file.as_ref()?;
    let text = tokio::fs::read_to_string(file).await.ok()?;
    let token = text.trim();
    (!token.is_empty()).then(|| token.to_owned())
}

fn passed_back(answer: reqwest::Response) -> Response {
    let status = answer.status();
    let kind = answer.headers().get(header::CONTENT_TYPE).cloned();
    let mut response = (status, Body::from_stream(answer.bytes_stream())).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    if let Some(kind) = kind {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}
