//! openapi.json and inbound limits: what is promised is what is served.

use crate::support::timed::{self, START};
use crate::support::{LOGIC_APP, Receiver, Script, Server, WORKFLOW, event, save, until};
use backend::clock::Clock;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

#[tokio::test]
async fn every_promised_call_exists_and_no_other_method() {
    let server = Server::start().await;
    let contract = server.json("/openapi.json").await;
    assert_eq!(contract["openapi"], "3.1.0");
    let paths = contract["paths"].as_object().unwrap();
    for (path, calls) in paths {
        let at = path.replace("{entityId}", "0123456789abcdef");
        let at = at.replace("{eventId}", "0");
        for method in ["get", "put", "post", "delete", "patch"] {
            let name = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let status = server.call(name, &at, None).await.status();
            let promised = calls.get(method).is_some();
            let served = status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(served, promised, "{method} {path}: {status}");
            if promised {
                let answers = calls[method]["responses"].as_object().unwrap();
                let listed = answers.contains_key(status.as_str());
                assert!(listed, "{method} {path} answers {status}");
            }
        }
    }
}

/// A save with every field is taken, and what is read afterwards is as the contract
/// has it, before a delivery, while it waits and when it is over.
#[tokio::test]
async fn what_is_saved_and_read_is_as_promised() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    let server = timed::server(&clock).await;
    let contract = server.json("/openapi.json").await;
    let id = "0123456789abcdef0123456789abcdef";
    receiver.script("flow", Script::status(503, ""));
    let mut save = crate::types::whole_save();
    save["webhookUrl"] = receiver.workflow("flow").into();
    save.as_object_mut().unwrap().remove("version");
    let saved = server.put(id, &save).await;
    assert_eq!(saved.status(), StatusCode::CREATED);
    is_as_promised(&contract, "Saved", &saved.json().await.unwrap());
    let (event, _) = crate::types::whole_event();
    is_as_promised(&contract, "Event", &event);
    let taken = server.send(&event, None).await;
    is_as_promised(&contract, "Accepted", &taken.json().await.unwrap());
    let path = format!("/api/v1/connectors/{id}");
    let mut met = BTreeSet::new();
    for state in ["queued", "accepted"] {
        until(state, async || {
            let all = server.json(&format!("{path}/deliveries")).await;
            is_as_promised(&contract, "Deliveries", &all);
            let newest = all["deliveries"][0].clone();
            met.extend(newest.as_object().unwrap().keys().cloned());
            newest["state"] == state && newest["attempts"] != 0
        })
        .await;
        is_as_promised(&contract, "Connector", &server.connector(id).await);
        receiver.script("flow", Script::status(202, ""));
        clock.advance(Duration::from_secs(7));
    }
    for field in ["outcome", "finishedAt", "nextAttemptAt"] {
        assert!(met.contains(field), "{field} was not met");
    }
    is_as_promised(&contract, "Problem", &server.json("/nothing").await);
}

/// Every way a save is refused is in the contract, with a problem of its shape.
#[tokio::test]
async fn every_refusal_of_a_save_is_promised() {
    let server = Server::start_with(|config| config.quotas.of_webhook = 1).await;
    let contract = server.json("/openapi.json").await;
    let promised = &contract["paths"]["/api/v1/connectors/{entityId}"]["put"]["responses"];
    let (first, second) = ("0123456789abcdef", "fedcba9876543210");
    let good = save("All", WORKFLOW);
    assert_eq!(server.put(first, &good).await.status(), StatusCode::CREATED);
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let mut bare = good.clone();
    bare.as_object_mut().unwrap().remove("webhookUrl");
    for (id, body, status, code) in [
        (second, bare, 400, "invalid_input"),
        (second, good.clone(), 409, "quota_reached"),
        (first, with("version", json!(9)), 409, "version_conflict"),
        (second, with("version", json!(1)), 409, "removed"),
        (
            first,
            with("webhookUrl", json!("https://a.example")),
            422,
            "webhook_refused",
        ),
        (
            first,
            with("configName", json!("x".repeat(70_000))),
            413,
            "too_large",
        ),
    ] {
        let answer = server.put(id, &body).await;
        assert_eq!(answer.status(), status, "{code}");
        assert!(promised.get(answer.status().as_str()).is_some(), "{code}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["code"], code);
        is_as_promised(&contract, "Problem", &problem);
    }
}

/// What a form asks before it is saved: a full question with every field, and
/// the answers, are as the contract has them.
#[tokio::test]
async fn a_form_asks_and_hears_what_the_contract_says() {
    let receiver = Receiver::start().await;
    receiver.script("refuses", Script::status(403, ""));
    let server = Server::start().await;
    let contract = server.json("/openapi.json").await;
    let schemas = &contract["components"]["schemas"];
    let sorted = |names: Vec<&String>| -> BTreeSet<String> { names.into_iter().cloned().collect() };
    let fields = |value: &Value| sorted(value.as_object().unwrap().keys().collect());
    for name in ["takes", "refuses"] {
        let question = wire::TestCard {
            notification_type: Some(wire::NotificationType::Create),
            config_name: Some("Orders".to_owned().try_into().unwrap()),
            locale: Some("de-de".into()),
            webhook_url: Some(receiver.workflow(name).into()),
            code: Some("K7P2".into()),
        };
        let question = serde_json::to_value(question).unwrap();
        let asked = fields(&schemas["TestCard"]["properties"]);
        assert_eq!(fields(&question), asked);
        let path = "/api/v1/connectors/0123456789abcdef/test";
        let answer = server.call(Method::POST, path, Some(&question)).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let answer: Value = answer.json().await.unwrap();
        is_as_promised(&contract, "TestResult", &answer);
    }
    for address in [
        WORKFLOW.to_owned(),
        format!("<{WORKFLOW}>"),
        LOGIC_APP.to_owned(),
        receiver.workflow("takes"),
    ] {
        let question = json!({ "webhookUrl": address, "entityId": "0123456789abcdef" });
        assert_eq!(
            fields(&question),
            fields(&schemas["CheckWebhook"]["properties"])
        );
        let path = "/api/v1/webhooks/check";
        let answer = server.call(Method::POST, path, Some(&question)).await;
        let answer: Value = answer.json().await.unwrap();
        is_as_promised(&contract, "CheckedWebhook", &answer);
    }
}

/// Every field that must be there is, nothing else, each of its type and, where
/// the contract lists them, one of its values; so is what lies inside.
fn is_as_promised(contract: &Value, name: &str, answer: &Value) {
    fits(
        contract,
        &contract["components"]["schemas"][name],
        answer,
        name,
    );
}

fn fits(contract: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(elsewhere) = schema["$ref"].as_str() {
        let place = elsewhere.strip_prefix('#').expect("it is in this document");
        let schema = contract.pointer(place).expect("it is there");
        return fits(contract, schema, value, at);
    }
    if let Some(values) = schema["enum"].as_array() {
        assert!(values.contains(value), "{at}: {value}");
    }
    match schema["type"].as_str().expect("the contract is complete") {
        "object" => return fields_fit(contract, schema, value, at),
        "array" => {
            for each in value.as_array().expect(at) {
                fits(contract, &schema["items"], each, at);
            }
        }
        "boolean" => assert!(value.is_boolean(), "{at}: {value}"),
        "integer" => assert!(value.is_u64(), "{at}: {value}"),
        "string" => assert!(value.is_string(), "{at}: {value}"),
        other => panic!("{at}: {other}"),
    }
    if schema["format"] == "date-time" {
        let format = &time::format_description::well_known::Rfc3339;
        let time = time::OffsetDateTime::parse(value.as_str().expect(at), format);
        assert!(time.is_ok(), "{at}: {value}");
    }
}

fn fields_fit(contract: &Value, schema: &Value, value: &Value, at: &str) {
    for required in schema["required"].as_array().into_iter().flatten() {
        let name = required.as_str().expect("a name");
        assert!(value.get(name).is_some(), "{at}.{name} is missing: {value}");
    }
    let promised = &schema["properties"];
    for (name, value) in value.as_object().expect(at) {
        let at = format!("{at}.{name}");
        fits(contract, promised.get(name).expect(&at), value, &at);
    }
}

/// Whatever is counted is promised to be: only the sign of life is free.
#[tokio::test]
async fn each_counted_call_promises_429() {
    let server = Server::start_with(|config| config.limits.requests_per_second = 1).await;
    let contract = server.json("/openapi.json").await;
    let paths = contract["paths"].as_object().unwrap();
    for (path, calls) in paths {
        let Some(answers) = calls.pointer("/get/responses") else {
            continue;
        };
        let at = path.replace("{entityId}", "absent-0123456789");
        let mut seen = BTreeSet::new();
        for _ in 0..40 {
            seen.insert(server.get(&at).await.status().as_u16());
        }
        let promised = answers.get("429").is_some();
        assert_eq!(seen.contains(&429), promised, "{path}: {seen:?}");
        assert_eq!(promised, path != "/healthz", "{path}");
    }
}

#[tokio::test]
async fn callers_that_ask_too_much_wait() {
    let server = Server::start_with(|config| config.limits.requests_per_second = 1).await;
    let mut last = StatusCode::OK;
    for _ in 0..40 {
        let answer = server.get("/api/v1/connectors/absent-0123456789").await;
        last = answer.status();
        if last == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.headers().contains_key("retry-after"));
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn large_headers_and_bodies_are_refused() {
    let server = Server::start().await;
    let request = server.http.get(format!("{}/healthz", server.base));
    let answer = request
        .header("x-large", "x".repeat(20_000))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "too_large");
    let mut body = event("created", "x");
    body["task"]["description"] = Value::from("x".repeat(1_000_000));
    let answer = server.send(&body, None).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    let server = Server::start_with(|config| {
        config.limits.read = Duration::from_millis(300);
    })
    .await;
    let address = server.base.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: 100\r\n\r\n{{",
        server.events_token()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
}

#[tokio::test]
async fn a_full_queue_refuses_events() {
    let server = Server::start_with(|config| config.limits.queue = 0).await;
    let answer = server.send(&event("created", "x"), None).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers().contains_key("retry-after"));
}

/// A signature proves the sender instead of the token.
#[tokio::test]
async fn signed_events_need_no_token() {
    let (old, new) = ([7_u8; 24], [9_u8; 24]);
    let server = Server::start_with(|config| {
        config.signing_secrets = [old, new].map(|key| secret(&key).into()).to_vec();
    })
    .await;
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let body = event("created", "Signed").to_string();
    for (key, at, sent, expected) in [
        (&old, now, body.as_str(), 202),
        (&new, now, body.as_str(), 202),
        (&[1; 24], now, body.as_str(), 401),
        (&new, now - 301, body.as_str(), 401),
        (&new, now + 310, body.as_str(), 401),
        (&new, now, "{}", 401),
    ] {
        let id = format!("msg_{}_{at}_{}", key[0], sent.len());
        let request = server.http.post(format!("{}/api/v1/events", server.base));
        let answer = request
            .header("content-type", "application/json")
            .header("webhook-id", &id)
            .header("webhook-timestamp", at.to_string())
            .header("webhook-signature", signature(key, &id, at, &body))
            .body(sent.to_owned())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), expected, "{id}");
    }
    let id = format!("msg_9_{now}_{}", body.len());
    let captured = signature(&new, &id, now, &body);
    let again = async |key: &str, at: &str| {
        let request = server.http.post(format!("{}/api/v1/events", server.base));
        let request = request
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .header("webhook-id", &id)
            .header("webhook-timestamp", at)
            .header("webhook-signature", &captured)
            .body(body.clone());
        request.send().await.unwrap()
    };
    let mut ids = Vec::new();
    for key in ["first", "second"] {
        let answer: serde_json::Value = again(key, &now.to_string()).await.json().await.unwrap();
        ids.push(answer["eventId"].clone());
    }
    assert_eq!(ids[0], ids[1], "a captured call is a repeat under any key");
    let absurd = again("third", &i64::MIN.to_string()).await.status();
    assert_eq!(absurd, StatusCode::UNAUTHORIZED);
    let half = server.http.post(format!("{}/api/v1/events", server.base));
    let half = half
        .header("webhook-timestamp", "1")
        .json(&event("created", "x"));
    let status = half.send().await.unwrap().status();
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

fn secret(key: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(key);
    format!("whsec_{text}")
}

fn signature(key: &[u8], id: &str, at: u64, body: &str) -> String {
    use base64::Engine as _;
    use hmac::{KeyInit as _, Mac as _};
    let mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(key);
    let mut mac = mac.expect("a key of any length");
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    let code = mac.finalize().into_bytes();
    let code = base64::engine::general_purpose::STANDARD.encode(code);
    format!("v1,{code}")
}
