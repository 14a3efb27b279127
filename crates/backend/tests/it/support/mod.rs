//! A running server, a pretend channel, and calls to both.

pub(crate) mod entra;
mod process;
pub(crate) mod timed;

pub(crate) use process::{Process, binary, offline, refused};
pub(crate) use testkit::{Receiver, Script, until};

use backend::Config;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// An address that a Workflow of today has.
pub(crate) const WORKFLOW: &str = "https://d.ab.environment.api.powerplatform.com:443\
    /powerautomate/automations/direct/cu/04/workflows/0a/triggers/manual/paths/invoke\
    ?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0\
    &sig=1CiCisum_b6CHtqBZO-6MnyuBfzcN4NGyY5LLFbno1k";

/// An address that a Logic App has, and a Workflow had until it moved.
pub(crate) const LOGIC_APP: &str = "https://prod-1.westeurope.logic.azure.com:443/workflows/0a\
    /triggers/manual/paths/invoke?api-version=2016-10-01\
    &sig=1CiCisum_b6CHtqBZO-6MnyuBfzcN4NGyY5LLFbno1k";

/// A running server with a data directory of its own.
pub(crate) struct Server {
    pub(crate) base: String,
    pub(crate) dir: TempDir,
    pub(crate) http: reqwest::Client,
    stop: CancellationToken,
    running: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().expect("a directory can be made");
        Self::start_in(dir, change).await
    }

    /// Reached from outside, as behind a proxy; its tests reach it on loopback.
    pub(crate) async fn start_outside() -> Self {
        Self::start_with(|config| {
            config.allow_loopback_webhooks = false;
            config.public_url = Some("https://connector.example.com".into());
            config.auth_mode = Some(backend::AuthMode::Capability);
        })
        .await
    }

    pub(crate) async fn start_in(dir: TempDir, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::loopback(dir.path().join("data"));
        config.allow_loopback_webhooks = true;
        config.poll = Duration::from_millis(20);
        // Waiting for something asks often.
        config.limits.requests_per_second = 10_000;
        config.limits.tests_per_second = 1_000;
        change(&mut config);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let stop = CancellationToken::new();
        let serving = backend::serve(listener, config, stop.clone());
        let running = tokio::spawn(async move { serving.await.expect("the server runs") });
        let server = Self {
            base: format!("http://{address}"),
            dir,
            http: reqwest::Client::new(),
            stop,
            running,
        };
        let ready = server.get("/readyz").await.status();
        assert_eq!(ready, StatusCode::OK);
        server
    }

    /// Stops in order and gives the data directory back.
    pub(crate) async fn stop(self) -> TempDir {
        self.stop.cancel();
        self.running.await.expect("it ends in order");
        self.dir
    }

    pub(crate) fn events_token(&self) -> String {
        let file = self.dir.path().join("data/events-token");
        let text = std::fs::read_to_string(file).expect("the token was made");
        text.trim().to_owned()
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Response {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.expect("the server answers")
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        answer.json().await.expect("the answer is JSON")
    }

    pub(crate) async fn put(&self, id: &str, body: &Value) -> Response {
        let path = format!("/api/v1/connectors/{id}");
        self.call(Method::PUT, &path, Some(body)).await
    }

    pub(crate) async fn save(&self, id: &str, kind: &str, webhook: &str) {
        let answer = self.put(id, &save(kind, webhook)).await;
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    pub(crate) async fn connector(&self, id: &str) -> Value {
        self.json(&format!("/api/v1/connectors/{id}")).await
    }

    pub(crate) async fn send(&self, body: &Value, key: Option<&str>) -> Response {
        let mut request = self
            .http
            .post(format!("{}/api/v1/events", self.base))
            .bearer_auth(self.events_token())
            .json(body);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        request.send().await.expect("the server answers")
    }

    /// Reports an event; answers the event's id.
    pub(crate) async fn event(&self, kind: &str, title: &str) -> String {
        let answer = self.send(&event(kind, title), None).await;
        assert_eq!(answer.status(), StatusCode::ACCEPTED);
        let answer: Value = answer.json().await.expect("the answer is JSON");
        answer["eventId"].as_str().expect("it has an id").to_owned()
    }

    /// The state of the newest deliveries of a connector.
    pub(crate) async fn deliveries(&self, id: &str) -> Vec<Value> {
        let path = format!("/api/v1/connectors/{id}/deliveries");
        let all = self.json(&path).await;
        all["deliveries"].as_array().expect("a list").clone()
    }
}

pub(crate) fn save(kind: &str, webhook: &str) -> Value {
    json!({
        "notificationType": kind,
        "configName": "Orders",
        "contentUrl": "https://connector.example/configure",
        "webhookUrl": webhook,
        "userObjectId": "c0ffee00-user-canary",
    })
}

pub(crate) fn event(kind: &str, title: &str) -> Value {
    json!({"type": kind, "task": {"id": "7", "title": title}})
}

/// Asks for a path letter by letter as it is given: a client for people would
/// tidy it first. The whole answer, from the status line on.
pub(crate) async fn raw(base: &str, path: &str) -> String {
    let address = base.strip_prefix("http://").expect("a plain address");
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let question = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    let written = stream.write_all(question.as_bytes()).await;
    written.expect("it reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("it answers");
    String::from_utf8_lossy(&answer).into_owned()
}
