//! Passes everything that is not the simulator's own to the backend, as it is;
//! only the SDK in a page is changed, and only when the visitor chose another.

use crate::{
    backend::Backend,
    cut::Cut,
    faults::{Fault, Faults},
    problem::problem,
    sdk, substitute,
    under_way::GivenUp,
};
use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Meant for one connection, not for the other end (RFC 9110, 7.6.1).
const HOP_BY_HOP: [HeaderName; 6] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Answers in the backend's name, with the fault that is set.
pub(crate) async fn forward(
    State(backend): State<Arc<Backend>>,
    State(faults): State<Arc<Faults>>,
    State(given_up): State<Arc<GivenUp>>,
    request: Request,
) -> Response {
    let call = format!("{} {}", request.method(), request.uri().path());
    let call = given_up.follow(call);
    let answer = answer(&backend, &faults, request).await;
    call.answered();
    answer
}

async fn answer(backend: &Backend, faults: &Faults, request: Request) -> Response {
    faults.note(request.method(), request.uri().path());
    match faults.on(request.uri().path()) {
        Fault::None => pass(backend, request).await,
        Fault::Down => Cut.response(),
        Fault::Status(status) => problem(status, "The simulator plays a failing backend."),
        Fault::Broken => b"not what was asked for".as_slice().into_response(),
        Fault::Hangs => std::future::pending().await,
        Fault::Slow(delay) => {
            tokio::time::sleep(delay).await;
            pass(backend, request).await
        }
        Fault::DiesAfterCommit => {
            commit(backend, request).await;
            Cut.response()
        }
        Fault::HangsAfterCommit => {
            commit(backend, request).await;
            std::future::pending().await
        }
    }
}

/// Only when the whole answer is there has the backend committed.
async fn commit(backend: &Backend, request: Request) {
    let answer = pass(backend, request).await;
    let _ = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
}

async fn pass(backend: &Backend, request: Request) -> Response {
    let source = sdk::chosen(request.headers());
    let Ok(answer) = ask(backend, request, source.is_some()).await else {
        return problem(StatusCode::BAD_GATEWAY, "The backend does not answer.");
    };
    match source {
        Some(source) if is_html(answer.headers()) => with_sdk(answer, &source).await,
        _ => as_it_is(answer),
    }
}

async fn ask(
    backend: &Backend,
    request: Request,
    may_change: bool,
) -> Result<reqwest::Response, reqwest::Error> {
    let (mut parts, body) = request.into_parts();
    strip(&mut parts.headers);
    if may_change && wants_html(&parts.headers) {
        ask_for_plain(&mut parts.headers);
    }
    let mut question = backend
        .client
        .request(parts.method.clone(), address(backend, &parts))
        .headers(parts.headers);
    if !body.is_end_stream() {
        question = question.body(reqwest::Body::wrap_stream(body.into_data_stream()));
    }
    question.send().await
}

fn address(backend: &Backend, parts: &Parts) -> url::Url {
    let mut address = backend.address.clone();
    address.set_path(parts.uri.path());
    address.set_query(parts.uri.query());
    address
}

fn strip(headers: &mut HeaderMap) {
    for name in &HOP_BY_HOP {
        headers.remove(name);
    }
}

fn wants_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept.is_some_and(|accept| {
        accept
            .as_bytes()
            .windows(9)
            .any(|part| part == b"text/html")
    })
}

/// A page to be changed must come whole and uncompressed, also when the browser
/// still has it with another SDK.
fn ask_for_plain(headers: &mut HeaderMap) {
    headers.insert(
        header::ACCEPT_ENCODING,
        HeaderValue::from_static("identity"),
    );
    headers.remove(header::IF_NONE_MATCH);
    headers.remove(header::IF_MODIFIED_SINCE);
    headers.remove(header::RANGE);
}

fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn as_it_is(answer: reqwest::Response) -> Response {
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    strip(&mut headers);
    let mut response = Body::from_stream(answer.bytes_stream()).into_response();
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

async fn with_sdk(answer: reqwest::Response, source: &str) -> Response {
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    if headers.contains_key(header::CONTENT_ENCODING) {
        return problem(StatusCode::BAD_GATEWAY, "The page came compressed.");
    }
    let Ok(page) = answer.bytes().await else {
        return problem(StatusCode::BAD_GATEWAY, "The page did not come whole.");
    };
    strip(&mut headers);
    let Some(changed) = substitute::sdk(&page, source) else {
        // Not the configuration page: nothing to choose an SDK for.
        return (status, headers, page).into_response();
    };
    for name in [header::CONTENT_LENGTH, header::ETAG, header::LAST_MODIFIED] {
        headers.remove(name);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (status, headers, changed).into_response()
}
