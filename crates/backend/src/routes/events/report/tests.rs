mod details;

use super::*;
use serde_json::{Value, json};
use wire::{EventKind, Importance};

fn reported(body: &Value) -> Result<Option<Report>, Failure> {
    read(body.to_string().as_bytes())
}

fn taken(json: &str) -> Report {
    let report = read(json.as_bytes());
    report.expect(json).expect("it is told")
}

/// A task with one field more, as JSON writes it: what is kept, and what is told.
fn check(field: &str, json: &str, kept: Option<&str>, told: bool) {
    let fields = match field {
        "id" => format!(r#""id":{json},"title":"x""#),
        "title" => format!(r#""id":"1","title":{json}"#),
        _ => format!(r#""id":"1","title":"x","{field}":{json}"#),
    };
    let report = taken(&format!(r#"{{"type":"created","task":{{{fields}}}}}"#));
    let task = serde_json::to_value(&report.event.task).expect("a task");
    assert_eq!(
        task.get(field).and_then(Value::as_str),
        kept,
        "{field}: {json}"
    );
    let expected: &[String] = if told {
        &[format!("task.{field}")]
    } else {
        &[]
    };
    assert_eq!(report.cleaned, expected, "{field}: {json}");
}

#[test]
fn what_no_card_shows_is_cleaned_away_and_told() {
    for field in ["id", "title", "assignedTo", "description"] {
        check(
            field,
            r#""Call \u2068+49 170\u2069""#,
            Some("Call +49 170"),
            true,
        );
        check(
            field,
            r#""\u001b[31mFAILED\u001b[0m""#,
            Some("FAILED"),
            true,
        );
        check(field, r#""a\u0000\u200bb""#, Some("ab"), true);
        check(field, r#""Ship it \ud83d""#, Some("Ship it \u{fffd}"), true);
        check(
            field,
            r#""Ship it \ud83d\udce6""#,
            Some("Ship it 📦"),
            false,
        );
    }
    for field in ["id", "title", "assignedTo"] {
        check(field, r#""Order\tpaper\n""#, Some("Order paper"), true);
        check(field, r#""a\r\nb\u2028c\u000bd""#, Some("a b c d"), true);
    }
    check("description", r#""a\r\n\tb\n""#, Some("a\n\tb\n"), false);
    check("description", r#""a\u2028b\u000bc""#, Some("a\nb\nc"), true);
    check("description", r#""""#, Some(""), false);
}

#[test]
fn an_address_that_leads_nowhere_is_no_link() {
    for json in [
        r#""""#,
        r#""  ""#,
        r#""N/A""#,
        r#""/tasks/7""#,
        r#""https://a.example/\ud83d""#,
        r#""https://u:p@a.example/""#,
        r#""https://u@a.example/""#,
        &format!(r#""https://a.example/{}""#, "x".repeat(2048)),
    ] {
        check("url", json, None, true);
    }
    check("url", "null", None, false);
    check(
        "url",
        r#""https://a.example/7""#,
        Some("https://a.example/7"),
        false,
    );
    check(
        "url",
        r#"" https://a.example/7\n""#,
        Some("https://a.example/7"),
        true,
    );
    check(
        "url",
        r#""http://a.example/""#,
        Some("http://a.example/"),
        false,
    );
}

#[test]
fn what_is_missing_or_too_long_is_refused_by_name() {
    for (task, field) in [
        (json!({"id": "1", "title": ""}), "task.title"),
        (json!({"id": "1", "title": "\u{200b}\u{7}"}), "task.title"),
        (json!({"id": " ", "title": "x"}), "task.id"),
        (json!({"id": "1", "title": "é".repeat(1025)}), "task.title"),
        (
            json!({"id": "1", "title": "x", "assignedTo": "x".repeat(513)}),
            "task.assignedTo",
        ),
        (
            json!({"id": "1", "title": "x", "description": "x".repeat(100_001)}),
            "task.description",
        ),
        (json!({"id": "1", "title": "x", "url": 7}), "task.url"),
        (json!({"id": 1, "title": "x"}), "task.id"),
        (json!({"id": "1"}), "task.title"),
    ] {
        let failure = reported(&json!({"type": "created", "task": task})).err();
        assert_eq!(failure.expect("it is refused").at_fault(), Some(field));
    }
    let long = json!({"id": "1", "title": "x".repeat(1024) + "\u{2068}\n"});
    assert!(reported(&json!({"type": "created", "task": long})).is_ok());
}

/// What a sender by Standard Webhooks sends that never heard of us.
#[test]
fn an_envelope_is_read_as_it_comes() {
    let body = json!({
        "type": "task.updated",
        "timestamp": "2026-11-03T20:26:10.344522Z",
        "data": {"id": 42, "title": "Order\tpaper", "status": "open", "assignedTo": null,
                 "url": "https://tasks.example/42", "tags": ["a"]},
    });
    let report = reported(&body).expect("taken").expect("told");
    assert_eq!(report.event.kind, EventKind::Updated);
    let task = report.event.task;
    assert_eq!(
        (task.id.as_str(), task.title.as_str()),
        ("42", "Order paper")
    );
    assert_eq!(task.url.as_deref(), Some("https://tasks.example/42"));
    assert_eq!(report.cleaned, ["data.title"]);
}

#[test]
fn an_envelope_about_something_else_is_nothing_to_tell() {
    for name in ["task.deleted", "invoice.paid", "created.not", ""] {
        let body = json!({"type": name, "timestamp": "", "data": {"any": 1}});
        assert!(reported(&body).expect(name).is_none(), "{name}");
    }
}

#[test]
fn a_bad_envelope_names_its_field() {
    let data = json!({"id": "1"});
    for (body, field) in [
        (json!({"type": "task.created", "data": data}), "data.title"),
        (json!({"type": 7, "data": data}), "type"),
        (json!({"data": data}), "type"),
        (
            json!({"type": "created", "data": {"id": true, "title": "x"}}),
            "data.id",
        ),
        (json!({"type": "created", "data": []}), "data"),
        // Not an envelope: a mistake in the other shape.
        (
            json!({"type": "created", "task": data, "data": 1}),
            "task.title",
        ),
        (
            json!({"type": "task.created", "task": {"id": "1", "title": "x"}}),
            "type",
        ),
    ] {
        let failure = reported(&body).expect_err("it is refused");
        assert_eq!(failure.at_fault(), Some(field), "{body}");
    }
}
