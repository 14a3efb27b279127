//! What real senders send: stray signs, other encodings, another standard's
//! envelope.

use crate::support::{Receiver, Server, until};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};

const ID: &str = "0123456789abcdef0123456789abcdef";

/// A report by token; its body and more headers are the test's.
fn report(server: &Server) -> RequestBuilder {
    call(server).bearer_auth(server.events_token())
}

fn call(server: &Server) -> RequestBuilder {
    let path = format!("{}{}", server.base, wire::paths::EVENTS);
    let call = server.http.post(path);
    call.header("content-type", "application/json")
}

async fn json(call: RequestBuilder, status: u16) -> Value {
    let answer = call.send().await.expect("the server answers");
    assert_eq!(answer.status(), status);
    answer.json().await.expect("the answer is JSON")
}

#[tokio::test]
async fn a_report_is_cleaned_and_says_so() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("clean")).await;
    let body = r#"{"type":"created","task":{"id":"7","title":"Call \u2068Kim\u2069\t\ud83d\n",
        "description":"\u001b[31mFAILED\u001b[0m","assignedTo":"Kim","url":""}}"#;
    let call = || report(&server).header("idempotency-key", "k").body(body);
    let first = json(call(), 202).await;
    let cleaned = json!(["task.title", "task.description", "task.url"]);
    assert_eq!(first["cleaned"], cleaned);
    assert_eq!(json(call(), 202).await, first, "a repeat says the same");
    until("the card is there", async || receiver.count() == 1).await;
    let card = &receiver.posts_to("clean")[0].body;
    for part in ["\"Call Kim \u{fffd}\"", "\"FAILED\""] {
        assert!(card.contains(part), "{part}: {card}");
    }
    assert!(!card.contains("potentialAction"), "{card}");
    let plain = r#"{"type":"created","task":{"id":"8","title":"Plain"}}"#;
    let plain = json(report(&server).body(plain), 202).await;
    assert!(plain.get("cleaned").is_none(), "{plain}");
}

#[tokio::test]
async fn each_encoding_has_its_own_sentence() {
    let server = Server::start().await;
    let good = r#"{"type":"created","task":{"id":"7","title":"Tür"}}"#;
    let marked = [b"\xef\xbb\xbf", good.as_bytes()].concat();
    json(report(&server).body(marked), 202).await;
    let wide: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = good.chars().map(|c| c as u8).collect();
    for body in [wide, latin] {
        let problem = json(report(&server).body(body), 400).await;
        assert_eq!(problem["title"], "The body is not UTF-8", "{problem}");
        assert!(problem.get("field").is_none(), "{problem}");
    }
    let packed = b"\x1f\x8b\x08\0\0\0\0\0".to_vec();
    for call in [
        report(&server)
            .header("content-encoding", "gzip")
            .body(packed.clone()),
        report(&server)
            .header("content-encoding", "gzip")
            .body(good),
        report(&server).body(packed),
    ] {
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(answer.headers()["accept-encoding"], "identity");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["title"], "The body is compressed", "{problem}");
    }
    let plain = report(&server).header("content-encoding", "identity");
    json(plain.body(good), 202).await;
}

/// The key of `whsec_…`.
const KEY: [u8; 24] = [7; 24];

/// Signed as every library of the standard does it.
fn signed(server: &Server, prefix: &str, id: &str, body: &Value) -> RequestBuilder {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    let (at, body) = (now.as_secs(), body.to_string());
    let mut mac = Hmac::<Sha256>::new_from_slice(&KEY).expect("a key of any length");
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    call(server)
        .header(format!("{prefix}-id"), id)
        .header(format!("{prefix}-timestamp"), at)
        .header(format!("{prefix}-signature"), signature)
        .body(body)
}

fn envelope(kind: &str, title: &str) -> Value {
    json!({
        "type": kind, "timestamp": "2026-11-03T20:26:10.344522Z",
        "data": {"id": 42, "title": title, "status": "open", "url": null},
    })
}

#[tokio::test]
async fn a_sender_by_standard_webhooks_is_taken_as_it_is() {
    let receiver = Receiver::start().await;
    let server = Server::start_with(|config| {
        let secret = format!("whsec_{}", STANDARD.encode(KEY));
        config.signing_secrets = vec![secret.into()];
    })
    .await;
    server
        .save(ID, "All", &receiver.connector("standard"))
        .await;
    for (number, prefix) in ["webhook", "svix"].into_iter().enumerate() {
        let body = envelope("task.created", &format!("By {prefix}"));
        let id = format!("msg_{number}");
        let first = json(signed(&server, prefix, &id, &body), 202).await;
        let again = json(signed(&server, prefix, &id, &body), 202).await;
        assert_eq!(first["eventId"], again["eventId"], "its id is the key");
        until("the card is there", async || receiver.count() == number + 1).await;
        let card = &receiver.posts_to("standard")[number].body;
        assert!(card.contains(&format!("By {prefix}")), "{card}");
    }
    let other = signed(&server, "svix", "msg_2", &envelope("task.deleted", "Gone"));
    let answer = other.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    let nameless = json!({"type": "task.created", "data": {"id": 1}});
    let problem = json(signed(&server, "svix", "msg_3", &nameless), 422).await;
    assert_eq!(problem["field"], "data.title");
    let mixed = call(&server)
        .header("webhook-id", "x")
        .header("svix-signature", "v1,x");
    let problem = json(mixed.body("{}"), 401).await;
    assert!(
        problem["detail"].as_str().unwrap().contains("svix"),
        "{problem}"
    );
}

#[tokio::test]
async fn a_signature_without_a_secret_is_told_what_is_missing() {
    let server = Server::start().await;
    let body = envelope("created", "Signed");
    let problem = json(signed(&server, "svix", "msg_1", &body), 401).await;
    let says = problem["detail"].as_str().unwrap();
    assert!(says.contains("--signing-secrets-file"), "{says}");
    let token = signed(&server, "svix", "msg_1", &body).bearer_auth(server.events_token());
    json(token, 202).await;
}
