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
        + (SELECT COUNT(*) FROM deliveries) + (SELECT COUNT(*) FROM events)";
    let row = sqlx::query(sql).fetch_one(&mut db).await;
    row.expect("it counts").get(0)
}

/// No path below the connectors that is no id leads anywhere.
#[tokio::test(flavor = "multi_thread")]
async fn any_path_gets_a_clear_answer() {
    let server = Server::start().await;
    server
        .put(
            ID,
            &crate::support::save("All", "https://a.webhook.office.com/webhookb2/a"),
        )
        .await;
    let mut runner = TestRunner::new(Config {
        cases: 150,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&paths(), |path| {
        let (status, problem): (_, Value) = wait(async {
            let path = format!("/api/v1/connectors/{}", path.replace(['#', '?'], ""));
            let answer = server.get(&path).await;
            (answer.status(), answer.json().await.expect("a problem"))
        });
        prop_assert_eq!(status, StatusCode::NOT_FOUND, "{}", problem);
        prop_assert_eq!(&problem["code"], "not_found");
        prop_assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|says| !says.is_empty())
        );
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}

/// Anything that can stand in a path, and what comes close to a connector's own.
fn paths() -> impl Strategy<Value = String> {
    let near = [
        String::new(),
        format!("{ID}/"),
        format!("{ID}/deliveries/"),
        format!("{ID}/deliveries/1"),
        format!("{}/deliveries", &ID[..15]),
        format!("{ID}%00"),
        format!("{ID}%20"),
        format!("{ID}%2fdeliveries"),
        format!("{ID};"),
        format!("{}A", &ID[..31]),
        ID.repeat(3),
        "%2e%2e%2fevents".to_owned(),
    ];
    prop_oneof![prop::sample::select(near.to_vec()), "[!-~]{0,80}"]
}

#[tokio::test]
async fn an_id_that_is_no_text_is_nobodys() {
    let server = Server::start().await;
    let answer = server.get("/api/v1/connectors/%ff").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "not_found");
}

/// What somebody may put in the place of a value: as it stands in the body.
fn tricks() -> Vec<(&'static str, Vec<u8>)> {
    let long = format!("\"{}\"", "x".repeat(1_000_000));
    vec![
        ("NUL", br#""a\u0000b""#.to_vec()),
        ("a bare NUL", b"\"a\0b\"".to_vec()),
        ("half a surrogate pair", br#""\ud800""#.to_vec()),
        ("bytes that are no text", b"\"\xff\xfe\"".to_vec()),
        ("turned text", "\"a\u{202e}b\"".into()),
        ("an object", br#"{"a":1}"#.to_vec()),
        ("a list", b"[]".to_vec()),
        ("a truth", b"true".to_vec()),
        ("deep", "[".repeat(30_000).into()),
        ("long", long.into()),
    ]
}

/// The body with a trick in the place of one value.
fn with(good: &Value, pointer: &str, trick: &[u8]) -> Vec<u8> {
    const MARK: &str = "\"the place\"";
    let mut body = good.clone();
    *body.pointer_mut(pointer).expect("the field is there") = "the place".into();
    let text = body.to_string();
    let (before, after) = text.split_once(MARK).expect("it is there once");
    [before.as_bytes(), trick, after.as_bytes()].concat()
}

/// The body with one field twice, and with a field nobody knows beside it.
fn crowded(good: &Value, pointer: &str) -> [(Vec<u8>, String); 2] {
    let name = pointer.rsplit('/').next().expect("it has a name");
    let path = place(pointer);
    let beside = path[..path.len() - name.len()].to_owned() + "surprise";
    let value = good.pointer(pointer).expect("the field is there");
    let field = format!("\"{name}\":{value}");
    let text = good.to_string();
    let put = |more: &str| text.replacen(&field, &format!("{field},{more}"), 1).into();
    [(put(&field), path), (put("\"surprise\":1"), beside)]
}

/// A pointer as answers name it: `/changes/0/from` is `changes[0].from`.
fn place(pointer: &str) -> String {
    let parts = pointer[1..].split('/').map(|part| match part.parse() {
        Ok::<u8, _>(number) => format!("[{number}]"),
        Err(_) => format!(".{part}"),
    });
    parts.collect::<String>().trim_start_matches('.').to_owned()
}

/// The texts of an event; any of its other fields is a word of ours, or a time.
const TEXTS: [&str; 11] = [
    "actor",
    "changes[0].field",
    "changes[0].from",
    "changes[0].to",
    "task.id",
    "task.title",
    "task.description",
    "task.assignedTo",
    "task.url",
    "task.fields[0].name",
    "task.fields[0].value",
];

/// What nobody sees is left out of a report and of a name.
fn is_cleaned(trick: &str, field: &str) -> bool {
    match trick {
        "turned text" => TEXTS.contains(&field) || field == "configName",
        "NUL" | "half a surrogate pair" => TEXTS.contains(&field),
        _ => false,
    }
}

/// Every field with everything that has broken a program: refused or cleaned, the
/// field named, nothing else stored.
#[tokio::test]
async fn every_trick_in_every_field_is_named() {
    let server = Server::start().await;
    let mut connector = crate::support::save("All", crate::support::WORKFLOW);
    connector["appType"] = "web".into();
    connector["locale"] = "en-us".into();
    connector["version"] = 1.into();
    let mut event = crate::types::whole_event().0;
    // Among the tricks is a truth, which is none where one is asked for.
    let field = event["task"]["fields"][0].as_object_mut();
    field.expect("an object").remove("short");
    let mut reports = 0;
    let targets = [
        (Method::PUT, format!("/api/v1/connectors/{ID}"), connector),
        (Method::POST, wire::paths::EVENTS.to_owned(), event),
    ];
    for (method, path, good) in targets {
        for pointer in pointers(&good) {
            let field = place(&pointer);
            let each = tricks().into_iter();
            let mut bodies: Vec<_> = each
                .map(|(name, trick)| (name, with(&good, &pointer, &trick), field.clone()))
                .collect();
            for (body, named) in crowded(&good, &pointer) {
                bodies.push(("a crowd", body, named));
            }
            for (trick, body, named) in bodies {
                let request = server
                    .http
                    .request(method.clone(), format!("{}{path}", server.base))
                    .header("content-type", "application/json")
                    .bearer_auth(server.events_token());
                let answer = request.body(body).send().await.unwrap();
                let status = answer.status();
                let problem: Value = answer.json().await.expect("a problem");
                if trick == "long" {
                    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{field}");
                    continue;
                }
                if is_cleaned(trick, &named) {
                    reports += i64::from(status == StatusCode::ACCEPTED);
                    // The connector went meanwhile, as its version says.
                    let fits = problem["cleaned"] == json!([named]) || status == 409;
                    assert!(fits, "{trick} in {field}: {problem}");
                    continue;
                }
                if trick == "bytes that are no text" {
                    assert_eq!(status, 400, "{problem}");
                    assert_eq!(problem["title"], "The body is not UTF-8");
                    continue;
                }
                assert_eq!(status, 422, "{trick} in {field}: {problem}");
                assert_eq!(problem["field"], named, "{trick} in {field}: {problem}");
            }
        }
    }
    assert_eq!(stored(&server).await, reports);
    assert_eq!(reports, 3 * TEXTS.len() as i64);
}

/// Every field that holds no others.
fn pointers(good: &Value) -> Vec<String> {
    let below = |name: &str, value: &Value| -> Vec<String> {
        let below = pointers(value);
        below.iter().map(|rest| format!("/{name}{rest}")).collect()
    };
    match good {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| below(name, value))
            .collect(),
        Value::Array(all) => {
            let all = all.iter().enumerate();
            all.flat_map(|(at, value)| below(&at.to_string(), value))
                .collect()
        }
        _ => vec![String::new()],
    }
}
