//! Any value in any field, by chance.

use super::{CHECK, ID, stored, wait};
use crate::support::Server;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// Texts that have broken programs before, and any others.
fn text() -> impl Strategy<Value = String> {
    let known = [
        "\u{0}",
        "a\u{202e}b",
        "\u{feff}",
        "'; DROP TABLE events; --",
        "\u{1f4e6}",
        "%00",
        "../..",
        "https://a.webhook.office.com/webhookb2/a",
        crate::support::WORKFLOW,
        "http://[::1]:x/",
        "https://x.example",
        "{{7*7}}",
        "<img onerror=alert(1)>",
        "\\ud800",
        "2^64",
        "All",
        "created",
        "",
    ];
    prop_oneof![
        prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        any::<String>(),
        (1_usize..3).prop_map(|times| "x".repeat(times * 20_000)),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(text(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn spoiled(good: Value, fields: &'static [&'static str]) -> impl Strategy<Value = Value> {
    (prop::sample::select(fields), value()).prop_map(move |(path, bad)| {
        let mut body = good.clone();
        if let Some(place) = body.pointer_mut(path) {
            *place = bad;
        }
        body
    })
}

fn saves() -> impl Strategy<Value = Value> {
    let mut good = crate::support::save("All", crate::support::WORKFLOW);
    for field in ["appType", "locale", "version"] {
        good[field] = Value::Null;
    }
    spoiled(
        good,
        &[
            "/notificationType",
            "/configName",
            "/contentUrl",
            "/webhookUrl",
            "/userObjectId",
            "/appType",
            "/locale",
            "/version",
            "",
        ],
    )
}

fn events() -> impl Strategy<Value = Value> {
    spoiled(
        crate::types::whole_event().0,
        &[
            "/type",
            "/actor",
            "/changes",
            "/changes/0",
            "/changes/0/field",
            "/changes/0/from",
            "/task",
            "/task/id",
            "/task/title",
            "/task/description",
            "/task/assignedTo",
            "/task/url",
            "/task/due",
            "/task/importance",
            "/task/fields",
            "/task/fields/0",
            "/task/fields/0/value",
            "/task/fields/0/short",
            "",
        ],
    )
}

fn addresses() -> impl Strategy<Value = Value> {
    spoiled(json!({"webhookUrl": "ftp://nowhere"}), &["/webhookUrl", ""])
}

/// Of a connector that is not there, so that nothing is posted.
fn test_cards() -> impl Strategy<Value = Value> {
    let good = json!({
        "notificationType": null, "configName": null, "locale": null, "webhookUrl": null,
        "code": null,
    });
    spoiled(
        good,
        &[
            "/notificationType",
            "/configName",
            "/locale",
            "/webhookUrl",
            "/code",
            "",
        ],
    )
}

fn check(strategy: impl Strategy<Value = Value>, send: impl Fn(&Value) -> (StatusCode, String)) {
    let mut runner = TestRunner::new(Config {
        cases: 150,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&strategy, |body| {
        let (status, text) = send(&body);
        prop_assert!(!status.is_server_error(), "{status} {text}");
        if status.is_client_error() {
            let problem: Value = serde_json::from_str(&text).expect("a problem");
            prop_assert!(
                problem["detail"]
                    .as_str()
                    .is_some_and(|says| !says.is_empty())
            );
            let named = problem["field"].is_string();
            prop_assert!(
                named || status != StatusCode::UNPROCESSABLE_ENTITY,
                "{text}"
            );
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_save_gets_a_clear_answer() {
    let server = Server::start().await;
    check(saves(), |body| {
        wait(async {
            let answer = server.put(ID, body).await;
            (answer.status(), answer.text().await.expect("it is text"))
        })
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn any_event_gets_a_clear_answer() {
    let server = Server::start().await;
    check(events(), |body| {
        wait(async {
            let answer = server.send(body, None).await;
            (answer.status(), answer.text().await.expect("it is text"))
        })
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn any_address_and_any_test_card_get_a_clear_answer() {
    let server = Server::start().await;
    let post = |path: &str, body: &Value| {
        wait(async {
            let answer = server.call(Method::POST, path, Some(body)).await;
            (answer.status(), answer.text().await.expect("it is text"))
        })
    };
    check(addresses(), |body| post(CHECK, body));
    let path = format!("/api/v1/connectors/{ID}/test");
    check(test_cards(), |body| post(&path, body));
    assert_eq!(stored(&server).await, 0);
}
