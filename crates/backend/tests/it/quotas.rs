//! How many connectors there may be: with one address, made by one caller, and in
//! all. What exists is changed whatever the quotas say.

use crate::support::timed::START;
use crate::support::{Receiver, Server, offline, save};
use backend::Quotas;
use backend::clock::Clock;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use std::time::Duration;

const ROOMY: Quotas = Quotas {
    of_webhook: 100,
    new_of_caller: 100,
    in_all: 100,
};

fn id(number: u32) -> String {
    format!("{number:04}-0123456789abcdef")
}

/// Saves by way of a proxy that names the caller.
async fn put_by(server: &Server, caller: &str, number: u32, body: &Value) -> Response {
    let url = format!("{}/api/v1/connectors/{}", server.base, id(number));
    let call = server.http.put(url).json(body);
    let call = call.header("x-forwarded-for", caller);
    call.send().await.expect("the server answers")
}

async fn put(server: &Server, number: u32, body: &Value) -> Response {
    server.put(&id(number), body).await
}

/// Refused, and how; the sentence says the limit.
async fn is_refused(answer: Response, status: u16, says: &str) {
    assert_eq!(answer.status(), status);
    let problem: Value = answer.json().await.expect("the answer is JSON");
    assert_eq!(problem["code"], "quota_reached");
    let detail = problem["detail"].as_str().expect("a sentence");
    assert!(detail.contains(says), "{detail}");
}

#[tokio::test]
async fn a_webhook_has_only_so_many_connectors() {
    let receiver = Receiver::start().await;
    let quotas = Quotas {
        of_webhook: 2,
        ..ROOMY
    };
    let server = Server::start_with(|config| config.quotas = quotas).await;
    let mut body = save("All", &receiver.connector("one"));
    for number in 0..2 {
        assert_eq!(put(&server, number, &body).await.status(), 201);
    }
    is_refused(put(&server, 2, &body).await, 409, "has 2 connectors").await;
    assert_eq!(put(&server, 0, &body).await.status(), 200);
    let other = save("All", &receiver.connector("other"));
    assert_eq!(put(&server, 3, &other).await.status(), 201);
    // It takes the place of the two.
    body["alone"] = json!(true);
    assert_eq!(put(&server, 2, &body).await.status(), 201);
    let metrics = server.get("/metrics").await.text().await.unwrap();
    let counted = r#"requests_refused_total{reason="quota"} 1"#;
    assert!(metrics.contains(counted), "{metrics}");
}

#[tokio::test]
async fn the_server_keeps_only_so_many_connectors() {
    let receiver = Receiver::start().await;
    let quotas = Quotas { in_all: 2, ..ROOMY };
    let server = Server::start_with(|config| config.quotas = quotas).await;
    let body = |number| save("All", &receiver.connector(&format!("c{number}")));
    for number in 0..2 {
        assert_eq!(put(&server, number, &body(number)).await.status(), 201);
    }
    is_refused(put(&server, 2, &body(2)).await, 409, "keeps 2 connectors").await;
    let listed = offline(server.dir.path(), &["webhooks", "list"]).await;
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert_eq!(put(&server, 0, &body(3)).await.status(), 200);
    let path = format!("/api/v1/connectors/{}", id(1));
    server.call(Method::DELETE, &path, None).await;
    assert_eq!(put(&server, 2, &body(2)).await.status(), 201);
}

#[tokio::test]
async fn saves_at_the_same_time_share_the_quota() {
    let receiver = Receiver::start().await;
    let quotas = Quotas { in_all: 5, ..ROOMY };
    let server = Server::start_with(|config| config.quotas = quotas).await;
    let body = save("All", &receiver.connector("one"));
    let mut saves = tokio::task::JoinSet::new();
    for number in 0..40 {
        let url = format!("{}/api/v1/connectors/{}", server.base, id(number));
        saves.spawn(server.http.put(url).json(&body).send());
    }
    let answers = saves.join_all().await;
    let made = answers.into_iter().filter(|answer| {
        let answer = answer.as_ref().expect("the server answers");
        answer.status() == 201
    });
    assert_eq!(made.count(), 5);
}

#[tokio::test]
async fn a_caller_makes_only_so_many_a_day() {
    let receiver = Receiver::start().await;
    let clock = Clock::manual(START);
    let server = Server::start_with(|config| {
        config.clock = clock.clone();
        config.limits.client_address_header = Some("x-forwarded-for".into());
        config.quotas = Quotas {
            new_of_caller: 2,
            ..ROOMY
        };
    })
    .await;
    let body = save("All", &receiver.connector("one"));
    let (one, neighbour, other) = ("2001:db8::1", "2001:db8::2", "192.0.2.1");
    assert_eq!(put_by(&server, one, 0, &body).await.status(), 201);
    clock.advance(Duration::from_secs(3600));
    assert_eq!(put_by(&server, neighbour, 1, &body).await.status(), 201);
    // What was made counts, also when it is gone.
    let path = format!("/api/v1/connectors/{}", id(0));
    server.call(Method::DELETE, &path, None).await;
    let refused = put_by(&server, one, 2, &body).await;
    assert_eq!(refused.headers()["retry-after"], "82800");
    is_refused(refused, 429, "2 connectors were made in a day").await;
    assert_eq!(put_by(&server, one, 1, &body).await.status(), 200);
    assert_eq!(put_by(&server, other, 3, &body).await.status(), 201);
    clock.advance(Duration::from_secs(82_800));
    assert_eq!(put_by(&server, one, 2, &body).await.status(), 201);
    assert_eq!(put_by(&server, one, 4, &body).await.status(), 429);
}
