//! For whoever runs the server: alive, ready, metrics, the contract.

use super::Shared;
use crate::metrics::keys_age;
use crate::problem::Failure;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::atomic::Ordering;

/// The contract, by hand; a test compares it with the routes.
pub(crate) const OPENAPI: &str = include_str!("../../openapi.json");

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/openapi.json", get(openapi))
}

/// Beside the others, or alone where the operator chose.
pub(super) fn monitor() -> Router<Shared> {
    Router::new().route("/metrics", get(metrics))
}

async fn ready(State(app): State<Shared>) -> Result<&'static str, Failure> {
    if app.stopping.load(Ordering::Relaxed) {
        return Err(Failure::stopping());
    }
    match app.store.is_ready().await {
        true => Ok("ready\n"),
        false => Err(Failure::storage()),
    }
}

async fn metrics(State(app): State<Shared>) -> Result<Response, Failure> {
    let mut text = app.metrics.text(app.store.gauges().await?);
    let age = app.people.as_ref().and_then(|people| people.keys_age());
    text.extend(age.map(keys_age));
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

async fn openapi() -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], OPENAPI).into_response()
}
