//! What a stranger tries who knows only the public address, in both modes: nothing is
//! made, changed, posted or told.

use crate::support::entra::Entra;
use crate::support::{Receiver, Server, WORKFLOW, event, offline, save};
use backend::EditBy;
use reqwest::{Method, Response};
use serde_json::{Value, json};

/// A victim's connector, whose id the stranger does not know.
const VICTIM: &str = "0123456789abcdef0123456789abcdef";
const GUESS: &str = "attacker-0000000000000001";

/// One try: what is sent, and the answers that are a refusal.
struct Try {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Option<Value>,
    refused: &'static [u16],
}

fn attempt(method: &'static str, path: &str, refused: &'static [u16]) -> Try {
    Try {
        method,
        path: path.to_owned(),
        headers: Vec::new(),
        body: None,
        refused,
    }
}

impl Try {
    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn saying(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }
}

/// By one who has a webhook of his own, and knows that of another.
fn tries(hook: &str) -> Vec<Try> {
    let own = format!("/api/v1/connectors/{GUESS}");
    let mine = || save("All", hook);
    let alone = || {
        let mut body = mine();
        body["alone"] = true.into();
        body
    };
    let put = || attempt("PUT", &own, &[401, 403]).saying(mine());
    let address = || json!({"webhookUrl": hook});
    vec![
        put(),
        put().with("enrolment-key", "x"),
        put().with("enrolment-key", "A".repeat(43)),
        put().with("enrolment-key", format!("tce_{}", "A".repeat(43))),
        put().with("authorization", "Bearer"),
        put().with("authorization", "Bearer null"),
        put().with("authorization", "Bearer e30.e30.e30"),
        put().with("x-forwarded-for", "127.0.0.1"),
        put().with("x-forwarded-host", "localhost"),
        put().with("x-ms-client-principal-id", VICTIM),
        put().with("cookie", "session=admin"),
        attempt("PUT", &own, &[401, 403]).saying(alone()),
        attempt("POST", &own, &[405])
            .saying(mine())
            .with("x-http-method-override", "PUT"),
        attempt("POST", &format!("{own}/test"), &[401, 403]).saying(address()),
        attempt("POST", "/api/v1/webhooks/check", &[401, 403]).saying(address()),
        attempt("POST", &format!("{own}/enable"), &[401, 404]),
        attempt("GET", &own, &[401, 404]),
        attempt("GET", &format!("{own}/deliveries"), &[401, 404]),
        attempt("GET", "/api/v1/connectors", &[404]),
        attempt("GET", "/api/v1/connectors/", &[401, 404]),
        attempt("GET", "/api/v1/connectors/%2a", &[401, 404]),
        attempt("GET", "/api/v1/connectors/..%2fevents", &[401, 404]),
        attempt("DELETE", &own, &[401, 204]),
        attempt("OPTIONS", &own, &[405])
            .with("origin", "https://evil.example")
            .with("access-control-request-method", "PUT"),
        attempt("POST", "/api/v1/events", &[401]).saying(event("created", "By a stranger")),
        attempt("POST", "/api/v1/events", &[401])
            .saying(event("created", "By a stranger"))
            .with(
                "authorization",
                "Bearer tcs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            ),
        attempt("POST", "/api/v1/events", &[401])
            .saying(event("created", "By a stranger"))
            .with("webhook-id", "1")
            .with("webhook-timestamp", "1")
            .with("webhook-signature", "v1,AAAA"),
        attempt("POST", "/api/v1/events?token=x", &[401]).saying(event("created", "No")),
    ]
}

async fn send(server: &Server, attempt: &Try) -> Response {
    let method = Method::from_bytes(attempt.method.as_bytes()).expect("a method");
    let url = format!("{}{}", server.base, attempt.path);
    let mut request = server.http.request(method, url);
    for (name, value) in &attempt.headers {
        request = request.header(*name, value);
    }
    if let Some(body) = &attempt.body {
        request = request.json(body);
    }
    request.send().await.expect("the server answers")
}

/// Every try is refused, in words that tell nothing of the victim, and leaves nothing.
async fn attacked(server: &Server, hook: &str) {
    let before = offline(server.dir.path(), &["connectors", "list"]).await;
    assert_eq!(before.lines().count(), 1, "{before}");
    for attempt in tries(hook) {
        let answer = send(server, &attempt).await;
        let status = answer.status().as_u16();
        let headers = format!("{:?}", answer.headers());
        let (method, path) = (attempt.method, &attempt.path);
        let headers_sent = &attempt.headers;
        assert!(
            attempt.refused.contains(&status),
            "{method} {path} {headers_sent:?}: {status}"
        );
        assert!(!headers.contains("access-control-allow"), "{headers}");
        let text = answer.text().await.expect("a text");
        assert!(!text.contains(VICTIM) && !text.contains("Orders"), "{text}");
    }
    let after = offline(server.dir.path(), &["connectors", "list"]).await;
    assert_eq!(after, before);
    let sent = offline(server.dir.path(), &["deliveries", "list"]).await;
    assert_eq!(sent, "", "nothing is on its way");
}

#[tokio::test]
async fn a_stranger_gets_nothing_without_the_key() {
    let server = Server::start_outside().await;
    let key = std::fs::read_to_string(server.dir.path().join("data/enrolment-key")).unwrap();
    let url = format!("{}/api/v1/connectors/{VICTIM}", server.base);
    let made = server.http.put(url).header("Enrolment-Key", key.trim());
    let made = made.json(&save("All", WORKFLOW)).send().await.unwrap();
    assert_eq!(made.status(), 201);
    attacked(&server, WORKFLOW).await;
}

#[tokio::test]
async fn a_stranger_gets_nothing_where_people_sign_in() {
    let (entra, receiver) = (Entra::start().await, Receiver::start().await);
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    let hook = receiver.connector("victim");
    let url = format!("{}/api/v1/connectors/{VICTIM}", server.base);
    let made = server.http.put(url).bearer_auth(entra.token("member"));
    let made = made.json(&save("All", &hook)).send().await.unwrap();
    assert_eq!(made.status(), 201);
    attacked(&server, &hook).await;
    assert_eq!(receiver.count(), 0);
    assert_eq!(entra.asked(), 1, "for the member alone");
}
