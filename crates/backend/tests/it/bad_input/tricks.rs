//! What has broken programs before, in each field in turn.

use super::{CHECK, ID, stored};
use crate::support::Server;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

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

/// The body with one field twice, and with a field nobody knows beside it. A place in a
/// list has no name.
fn crowded(good: &Value, pointer: &str) -> Vec<(Vec<u8>, String)> {
    let name = pointer.rsplit('/').next().expect("it has a name");
    if name.parse::<u8>().is_ok() {
        return Vec::new();
    }
    let path = place(pointer);
    let beside = path[..path.len() - name.len()].to_owned() + "surprise";
    let value = good.pointer(pointer).expect("the field is there");
    let field = format!("\"{name}\":{value}");
    let text = good.to_string();
    let put = |more: &str| text.replacen(&field, &format!("{field},{more}"), 1).into();
    vec![(put(&field), path), (put("\"surprise\":1"), beside)]
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
const TEXTS: [&str; 13] = [
    "actor",
    "actions[0].title",
    "changes[0].field",
    "changes[0].from",
    "changes[0].to",
    "topics[0]",
    "task.id",
    "task.title",
    "task.description",
    "task.assignedTo",
    "task.url",
    "task.fields[0].name",
    "task.fields[0].value",
];

/// What nobody sees is left out of a report and of a name.
fn is_cleaned(method: &Method, trick: &str, field: &str) -> bool {
    match trick {
        // A choice of a connector's is a topic as it stands, or none.
        _ if field == "topics[0]" && *method == Method::PUT => false,
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
    connector["topics"] = json!(["project"]);
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
                if is_cleaned(&method, trick, &named) {
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
