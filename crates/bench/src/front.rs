//! What the browser talks to: the bench's host page under `/bench/`, and behind
//! every other address the page's backend. The SDK only trusts a host on the
//! page's own origin. Notes each answer's bytes; changes none.

use anyhow::Result;
use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::sync::{Arc, Mutex};
use tokio::{net::TcpListener, task::JoinHandle};

/// The browser's files come from where they are written, not from a build.
const SIMULATOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../simulator/www");
const HOST_HTML: &str = include_str!("../host/host.html");
const HOST_JS: &str = include_str!("../host/host.js");

/// Meant for one connection, not for the other end.
const HOP_BY_HOP: [HeaderName; 3] = [
    header::CONNECTION,
    header::TRANSFER_ENCODING,
    header::CONTENT_LENGTH,
];

/// One answer to the browser.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// Method and path; never the query.
    pub(crate) what: String,
    /// The status.
    pub(crate) status: u16,
    /// Bytes of the body as they travelled.
    pub(crate) bytes: usize,
}

/// A running front; it ends with this value.
pub(crate) struct Front {
    log: Arc<Mutex<Vec<Answer>>>,
    serving: JoinHandle<()>,
}

struct App {
    backend: String,
    client: reqwest::Client,
    log: Arc<Mutex<Vec<Answer>>>,
}

impl Front {
    /// Serves on a bound listener in front of that backend.
    pub(crate) fn start(listener: TcpListener, backend: String) -> Result<Self> {
        let log = Arc::<Mutex<Vec<Answer>>>::default();
        let app = App {
            backend,
            client: reqwest::Client::builder().no_proxy().build()?,
            log: log.clone(),
        };
        let router = Router::new()
            .route("/bench/host", get(|| async { html(HOST_HTML) }))
            .route(
                "/bench/host.js",
                get(|| async { script(HOST_JS.to_owned()) }),
            )
            .route("/bench/simulator/{name}", get(simulator))
            .fallback(forward)
            .with_state(Arc::new(app));
        let serving = tokio::spawn(async move {
            // The listener breaking ends the measurement by its own error.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { log, serving })
    }

    /// What was answered since the last call.
    pub(crate) fn take(&self) -> Vec<Answer> {
        std::mem::take(&mut self.log.lock().expect("nobody panics while holding it"))
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn html(text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text)
}

fn script(text: String) -> impl IntoResponse {
    let kind = "text/javascript; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text)
}

/// The simulator's host, as the simulator's own page has it.
async fn simulator(Path(name): Path<String>) -> Response {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
    let file = std::path::Path::new(SIMULATOR).join(&name);
    match std::fs::read_to_string(file) {
        Ok(text) if name.chars().all(plain) => script(text).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn forward(State(app): State<Arc<App>>, request: Request) -> Response {
    let what = format!("{} {}", request.method(), request.uri().path());
    let answer = match ask(&app, request).await {
        Ok(answer) => answer,
        Err(_) => (StatusCode::BAD_GATEWAY, "The backend does not answer.").into_response(),
    };
    let (parts, body) = answer.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await;
    let body = body.unwrap_or_default();
    let mut log = app.log.lock().expect("nobody panics while holding it");
    log.push(Answer {
        what,
        status: parts.status.as_u16(),
        bytes: body.len(),
    });
    Response::from_parts(parts, body.into())
}

async fn ask(app: &App, request: Request) -> Result<Response> {
    let (mut parts, body) = request.into_parts();
    for name in &HOP_BY_HOP {
        parts.headers.remove(name);
    }
    let target = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let body = axum::body::to_bytes(body, 1 << 20).await?;
    let question = app
        .client
        .request(parts.method, format!("{}{target}", app.backend))
        .headers(parts.headers)
        .body(body);
    let answer = question.send().await?;
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    for name in &HOP_BY_HOP {
        headers.remove(name);
    }
    Ok((status, headers, answer.bytes().await?).into_response())
}
