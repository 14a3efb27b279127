//! `POST /api/v1/hooks/{source}`: another system's webhook, as it sends it.

use super::{Done, MOST_BYTES, Shared, answer, body, keep, report};
use crate::due::Due;
use crate::problem::Failure;
use crate::secret::hex;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use sha2::{Digest as _, Sha256};
use sources::{Call, Unreadable};
use std::collections::BTreeMap;

pub(super) fn router() -> Router<Shared> {
    // Some systems ask once whether the address is there.
    let there = async || StatusCode::OK;
    let path = format!("{}/{{source}}", wire::paths::HOOKS);
    Router::new().route(&path, post(hook).head(there))
}

async fn hook(
    State(app): State<Shared>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    let result = accept(&app, &name, request).await;
    answer(&app, result)
}

async fn accept(app: &Shared, name: &str, request: Request) -> Result<Done, Failure> {
    let sources = app.config.sources.clone();
    let source = sources.get(name).ok_or_else(Failure::no_page)?;
    let (parts, content) = request.into_parts();
    let bytes = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    let headers = texts(&parts.headers);
    let call = Call {
        headers: &headers,
        body: &bytes,
    };
    let now = app.config.clock.wall();
    if let Err(why) = source.verify(&call, now.unsigned_abs() / 1000) {
        tracing::warn!(source = name, %why, "a webhook does not come from its source");
        return Err(Failure::unauthorized(
            "This call does not come from its source: compare the secret on both sides.",
        ));
    }
    let opened = source.open(&call).map_err(unreadable)?;
    let Some(mut event) = opened.event().map_err(unreadable)? else {
        return Ok(Done::Nothing);
    };
    // Systems have times of many forms; the news is worth more than when it is due.
    event.task.due = event.task.due.filter(|due| Due::read(due.trim()).is_some());
    let id = opened.delivery_id().map_err(unreadable)?;
    let key = id.map(|id| format!("{name}:{}", hex(&Sha256::digest(id))));
    let report = report::of_another(event)?;
    let tenant = source.tenant().map(str::to_owned);
    keep(app, report, key, tenant, &bytes).await
}

/// By names in small letters. What is no text proves nothing and tells nothing.
fn texts(headers: &HeaderMap) -> BTreeMap<String, String> {
    let text = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    headers.iter().filter_map(text).collect()
}

fn unreadable(why: Unreadable) -> Failure {
    let Unreadable { place, why } = why;
    Failure::invalid(&place, &format!("The source cannot be read here: {why}."))
}
