//! Anything at all in any field: 2xx or 4xx, never 5xx, on the real router.

use crate::support::Server;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};

const ID: &str = "0123456789abcdef0123456789abcdef";
const CHECK: &str = "/api/v1/webhooks/check";

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
    let mut good = crate::support::save("All", "https://a.webhook.office.com/webhookb2/a");
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
    let good = json!({"type": "created", "task": {
        "id": "1", "title": "a", "description": "b", "assignedTo": "c", "url": "https://a.example",
    }});
    spoiled(
        good,
        &[
            "/type",
            "/task",
            "/task/id",
            "/task/title",
            "/task/description",
            "/task/assignedTo",
            "/task/url",
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

/// Waits for an answer from a test that is not asynchronous inside.
fn wait<T>(answer: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(answer))
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

#[tokio::test]
async fn raw_addresses_and_test_cards_get_a_clear_answer() {
    let server = Server::start().await;
    let test = format!("/api/v1/connectors/{ID}/test");
    let long = "x".repeat(1_000_000);
    for (body, field) in [
        (r#"{"F":"a","F":"b"}"#.to_owned(), "F"),
        (format!(r#"{{"F":{}"#, "[".repeat(30_000)), "F"),
        (r#"{"F":"\ud800"}"#.to_owned(), "F"),
        (r#"{"F":{"a":1}}"#.to_owned(), "F"),
        (r#"{"unknown":1}"#.to_owned(), "unknown"),
        (format!(r#"{{"F":"{long}"}}"#), ""),
    ] {
        for (path, name) in [
            (CHECK, "webhookUrl"),
            (test.as_str(), "webhookUrl"),
            (&test, "code"),
        ] {
            let request = server.http.post(format!("{}{path}", server.base));
            let request = request.header("content-type", "application/json");
            let answer = request.body(body.replace('F', name)).send().await.unwrap();
            assert!(answer.status().is_client_error(), "{}", answer.status());
            let problem: Value = answer.json().await.unwrap();
            if !field.is_empty() {
                assert_eq!(
                    problem["field"],
                    field.replace('F', name),
                    "{path} {problem}"
                );
            }
        }
    }
    assert_eq!(stored(&server).await, 0);
}

/// Rows of the tables that a person or an address could be in.
async fn stored(server: &Server) -> i64 {
    let file = server.dir.path().join("data/connector.db");
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut db = options.connect().await.expect("it opens");
    let sql = "SELECT (SELECT COUNT(*) FROM connectors) + (SELECT COUNT(*) FROM webhooks)
        + (SELECT COUNT(*) FROM deliveries)";
    let row = sqlx::query(sql).fetch_one(&mut db).await;
    row.expect("it counts").get(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn any_path_gets_a_clear_answer() {
    let server = Server::start().await;
    let mut runner = TestRunner::new(Config {
        cases: 150,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&"[!-~]{0,80}", |path| {
        let status = wait(async {
            let path = format!("/api/v1/connectors/{}", path.replace(['#', '?'], ""));
            server.get(&path).await.status()
        });
        prop_assert!(!status.is_server_error(), "{status}");
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test]
async fn an_id_that_is_no_text_is_nobodys() {
    let server = Server::start().await;
    let answer = server.get("/api/v1/connectors/%ff").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "not_found");
}

#[tokio::test]
async fn raw_bodies_get_a_clear_answer() {
    let server = Server::start().await;
    let good = crate::support::save("All", "https://a.webhook.office.com/webhookb2/a").to_string();
    let twice = good.replacen('{', "{\"configName\":\"Twice\",", 1);
    let deep = good.replace("\"Orders\"", &"[".repeat(30_000));
    let surrogate = good.replace("Orders", "\\ud800");
    let bytes = [b"{\"configName\":\"".as_slice(), &[0xff, 0xfe], b"\"}"].concat();
    for (body, field) in [
        (twice.into_bytes(), "configName"),
        (deep.into_bytes(), "configName"),
        (surrogate.into_bytes(), "configName"),
        (bytes, "configName"),
    ] {
        let request = server
            .http
            .put(format!("{}/api/v1/connectors/{ID}", server.base));
        let request = request
            .header("content-type", "application/json")
            .body(body);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["field"], field, "{problem}");
    }
    let absent = server.get(&format!("/api/v1/connectors/{ID}")).await;
    assert_eq!(absent.status(), StatusCode::NOT_FOUND);
}
