//! The page's files: `GET` and `HEAD`, compressed as the caller can read.

use super::Shared;
use crate::page::{Asset, Encoding};
use crate::problem::Failure;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

pub(super) async fn serve(
    State(app): State<Shared>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if method != Method::GET && method != Method::HEAD {
        return match app.page.asset(uri.path()) {
            Some(_) => Err(Failure::method_not_allowed()),
            None => Err(Failure::no_page()),
        };
    }
    match app.page.asset(uri.path()) {
        Some(asset) => Ok(answer(asset, &headers)),
        None if app.page.is_entry(uri.path()) => Err(Failure::page_not_built()),
        None => Err(Failure::no_page()),
    }
}

fn answer(asset: &Asset, headers: &HeaderMap) -> Response {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let known = text(header::IF_NONE_MATCH).unwrap_or_default();
    let etag = asset.etag.to_str().unwrap_or_default();
    let unchanged = known.split(',').any(|each| {
        let each = each.trim();
        each == "*" || each.trim_start_matches("W/") == etag.trim_start_matches("W/")
    });
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(asset, text(header::ACCEPT_ENCODING).unwrap_or_default())
    };
    let out = response.headers_mut();
    out.insert(header::ETAG, asset.etag.clone());
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let cache = match asset.immutable {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Some(policy) = &asset.policy {
        out.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    response
}

fn body(asset: &Asset, accepts: &str) -> Response {
    let (encoding, bytes) = asset.best(accepts);
    let mut response = Body::from(bytes).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    if let Some(name) = Encoding::header(encoding) {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}
