//! What the tests share: a fake backend, a simulator on a free port, a client.

use axum::{
    Router,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex},
};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

/// The token of the operator.
pub(crate) const TOKEN: &str = "a-token-of-the-operator";
/// What the fake backend serves as the page.
pub(crate) const PAGE: &str = "<!doctype html><script src=\"/a.js\"></script>\
    <script integrity=\"sha384-x\" src=\"/sdk-1.js\" id=\"teams-sdk\"></script><p id=teams>\u{fc}</p>";

/// One request as the backend saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: Method,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// As the backend sends people to sign in.
const AWAY: &str = "http://localhost:3978/simulator/issuer/organizations/oauth2/v2.0/authorize\
    ?client_id=aaaaaaaa-0000-4000-8000-000000000000&response_type=code&response_mode=form_post\
    &redirect_uri=http%3A%2F%2Flocalhost%3A3978%2Fform&nonce=n&state=s\
    &scope=openid+profile+aaaaaaaa-0000-4000-8000-000000000000%2Faccess_as_user\
    &code_challenge=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&code_challenge_method=S256";

type Log = Arc<Mutex<Vec<Seen>>>;

/// A running simulator with everything around it.
pub(crate) struct Bench {
    pub(crate) address: SocketAddr,
    pub(crate) client: reqwest::Client,
    seen: Log,
    stop: CancellationToken,
    dir: TempDir,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Bench {
    pub(crate) async fn start() -> Self {
        let (log, backend) = start_backend().await;
        Self::in_front_of(log, backend).await
    }

    pub(crate) async fn without_backend() -> Self {
        let gone = listener().await.local_addr().expect("it was bound");
        Self::in_front_of(Log::default(), gone).await
    }

    async fn in_front_of(seen: Log, backend: SocketAddr) -> Self {
        let dir = TempDir::new().expect("a temporary folder");
        let config = simulator::Config {
            backend: format!("http://{backend}").parse().expect("an address"),
            names: vec!["teams.example.com".to_owned()],
            events_token_file: Some(dir.path().join("token")),
            sdk_dirs: vec![dir.path().join("npm"), dir.path().join("flat")],
            package: None,
            shim: Some(dir.path().join("shim.js")),
        };
        let listener = listener().await;
        let address = listener.local_addr().expect("it was bound");
        let stop = CancellationToken::new();
        tokio::spawn(simulator::serve(listener, config, stop.clone()));
        let bench = Self {
            address,
            client: client(),
            seen,
            stop,
            dir,
        };
        bench.write("token", &format!("{TOKEN}\n"));
        bench
    }

    /// Puts a file where the simulator looks.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path: PathBuf = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is ours");
        std::fs::write(path, text).expect("the folder is ours");
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        let sent = self.client.get(self.url(path)).send().await;
        sent.expect("the simulator answers")
    }

    pub(crate) async fn text(&self, path: &str) -> String {
        self.get(path).await.text().await.expect("a text")
    }

    /// Asks for a path letter by letter as it is given: a client for people would
    /// tidy it first. The whole answer, from the status line on.
    pub(crate) async fn raw(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address)
            .await
            .expect("the simulator listens");
        let host = self.address;
        let question = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        let written = stream.write_all(question.as_bytes()).await;
        written.expect("the simulator reads");
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer).await;
        read.expect("the simulator answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(crate) async fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(path).await).expect("JSON")
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> reqwest::Response {
        let request = self.client.post(self.url(path)).body(body.to_owned());
        request.send().await.expect("the simulator answers")
    }

    pub(crate) async fn put(&self, path: &str, body: &str) -> StatusCode {
        let request = self.client.put(self.url(path)).body(body.to_owned());
        request
            .send()
            .await
            .expect("the simulator answers")
            .status()
    }

    /// The page as a browser with this SDK cookie gets it.
    pub(crate) async fn page(&self, sdk: &str) -> reqwest::Response {
        let request = self
            .client
            .get(self.url("/configure"))
            .header(header::ACCEPT, "text/html,*/*")
            .header(header::ACCEPT_ENCODING, "gzip, br")
            .header(header::IF_NONE_MATCH, "\"page\"")
            .header(header::COOKIE, format!("other=1; simulator-sdk={sdk}"));
        request.send().await.expect("the simulator answers")
    }

    /// What reached the backend so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("nobody panicked").clone()
    }
}

pub(crate) fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().no_proxy();
    let builder = builder.redirect(reqwest::redirect::Policy::none());
    builder.build().expect("a client")
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a free port")
}

async fn start_backend() -> (Log, SocketAddr) {
    let (log, listener) = (Log::default(), listener().await);
    let address = listener.local_addr().expect("it was bound");
    let router = Router::new().fallback(backend).with_state(log.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (log, address)
}

async fn backend(State(log): State<Log>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await;
    let seen = Seen {
        method: parts.method,
        target: parts.uri.to_string(),
        headers: parts.headers,
        body: body.expect("a whole body"),
    };
    let answer = spoken(&seen);
    log.lock().expect("nobody panicked").push(seen);
    answer
}

fn spoken(seen: &Seen) -> Response {
    match seen.target.as_str() {
        "/configure" => page(seen),
        "/compressed" => ([(header::CONTENT_ENCODING, "br")], &b"\x0b\x00"[..]).into_response(),
        "/other" => ([(header::CONTENT_TYPE, "text/html")], "<p>no SDK</p>").into_response(),
        "/form" if seen.method == Method::POST => "pressed".into_response(),
        "/form" => "<input name=\"press\" value=\"c0ffee\">".into_response(),
        "/card" => (
            [
                ("card-action-status", "Done. Closed."),
                ("card-update-in-body", "true"),
            ],
            r#"{"@type":"MessageCard","summary":"new"}"#,
        )
            .into_response(),
        "/signing" => (StatusCode::FOUND, [(header::LOCATION, AWAY)]).into_response(),
        "/moved" => (StatusCode::FOUND, [(header::LOCATION, "/configure")]).into_response(),
        _ => (StatusCode::CREATED, [("x-own", "kept")], "{\"version\":1}").into_response(),
    }
}

fn page(seen: &Seen) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, "script-src 'self'"),
        (header::ETAG, "\"page\""),
    ];
    if seen.headers.contains_key(header::IF_NONE_MATCH) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, PAGE).into_response()
}
