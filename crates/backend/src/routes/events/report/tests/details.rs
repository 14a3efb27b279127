//! Who did it, what changed, and what else is told about a task.

use super::*;

fn whole() -> Value {
    json!({
        "type": "updated",
        "actor": "Kim",
        "changes": [{"field": "Status", "from": "Open", "to": "Done"}, {"field": "Notes"}],
        "task": {
            "id": "1", "title": "x", "due": "2026-12-04", "importance": "high",
            "fields": [{"name": "Project", "value": "Alpha", "short": true}],
        },
    })
}

/// The whole event with one value replaced; the path is a JSON pointer.
fn with(path: &str, value: Value) -> Value {
    let mut body = whole();
    *body.pointer_mut(path).expect(path) = value;
    body
}

#[test]
fn everything_that_is_told_is_kept() {
    let report = reported(&whole()).expect("taken").expect("told");
    assert_eq!(
        serde_json::to_value(&report.event).expect("an event"),
        whole()
    );
    assert_eq!(report.cleaned, [""; 0]);
}

#[test]
fn nothing_is_no_list_of_something() {
    let body = json!({"type": "created", "actor": null, "changes": null,
        "task": {"id": "1", "title": "x", "due": null, "importance": null, "fields": null}});
    let event = reported(&body).expect("taken").expect("told").event;
    let bare = json!({"type": "created", "task": {"id": "1", "title": "x"}});
    assert_eq!(serde_json::to_value(event).expect("an event"), bare);
}

#[test]
fn what_no_card_shows_is_cleaned_out_of_each() {
    for (path, place) in [
        ("/actor", "actor"),
        ("/changes/0/field", "changes[0].field"),
        ("/changes/0/from", "changes[0].from"),
        ("/changes/0/to", "changes[0].to"),
        ("/task/fields/0/name", "task.fields[0].name"),
        ("/task/fields/0/value", "task.fields[0].value"),
    ] {
        let body = with(path, json!("a\u{2068}\u{1b}[31mb\u{1b}[0m\n"));
        let report = reported(&body).expect(path).expect("told");
        assert_eq!(report.cleaned, [place]);
        let kept = serde_json::to_value(&report.event).expect("an event");
        assert_eq!(kept.pointer(path), Some(&json!("ab")), "{path}");
    }
}

#[test]
fn a_time_is_kept_as_it_is_meant() {
    for (sent, kept, told) in [
        ("2026-12-04", Some("2026-12-04"), false),
        (" 2026-12-04\n", Some("2026-12-04"), true),
        (
            "2026-12-04T15:00:00.5Z",
            Some("2026-12-04T15:00:00Z"),
            false,
        ),
        ("", None, true),
    ] {
        let body = with("/task/due", json!(sent));
        let report = reported(&body).expect(sent).expect("told");
        assert_eq!(report.event.task.due.as_deref(), kept, "{sent:?}");
        assert_eq!(!report.cleaned.is_empty(), told, "{sent:?}");
    }
}

#[test]
fn what_is_wrong_is_refused_by_its_place() {
    let long = |most: usize| json!("x".repeat(most + 1));
    let eleven = |one: Value| Value::Array(vec![one; 11]);
    for (path, value, place) in [
        ("/actor", long(512), "actor"),
        ("/actor", json!(7), "actor"),
        ("/changes", json!("Status"), "changes"),
        ("/changes", eleven(json!({"field": "a"})), "changes"),
        ("/changes/0/field", long(64), "changes[0].field"),
        ("/changes/1/field", json!(" "), "changes[1].field"),
        ("/changes/0/from", long(512), "changes[0].from"),
        ("/changes/0/to", json!(["Done"]), "changes[0].to"),
        ("/changes/1", json!({"to": "a"}), "changes[1].field"),
        (
            "/changes/1",
            json!({"field": "a", "old": "b"}),
            "changes[1].old",
        ),
        (
            "/task/fields",
            eleven(json!({"name": "a", "value": "b"})),
            "task.fields",
        ),
        ("/task/fields/0/name", long(64), "task.fields[0].name"),
        ("/task/fields/0/value", long(512), "task.fields[0].value"),
        (
            "/task/fields/0",
            json!({"name": "a"}),
            "task.fields[0].value",
        ),
        ("/task/fields/0/short", json!("yes"), "task.fields[0].short"),
        ("/task/due", json!("soon"), "task.due"),
        ("/task/due", json!("2026-02-30"), "task.due"),
        ("/task/due", json!("2026-12-04T15:00:00"), "task.due"),
        ("/task/due", json!(1_796_000_000), "task.due"),
        ("/task/importance", json!("High"), "task.importance"),
    ] {
        let failure = reported(&with(path, value)).expect_err(place);
        assert_eq!(failure.at_fault(), Some(place));
    }
}

#[test]
fn a_refusal_says_what_would_do() {
    for (path, value, says) in [
        (
            "/task/importance",
            json!("x, expected `y`"),
            "Use one of `low`, `normal`, `high`, `urgent`.",
        ),
        ("/type", json!("deleted"), "Use `created` or `updated`."),
        ("/task/due", json!("soon"), "2026-12-04T15:00:00Z"),
        (
            "/changes",
            Value::Array(vec![json!({"field": "a"}); 11]),
            "Send at most 10.",
        ),
    ] {
        let failure = reported(&with(path, value)).expect_err(says);
        let detail = failure.detail();
        assert!(detail.contains(says), "{detail}");
    }
}

#[test]
fn an_envelope_tells_the_same_within_its_data() {
    let body = json!({"type": "task.updated", "data": {
        "id": 7, "title": "x", "due": "2026-12-04", "importance": "urgent", "actor": "Kim\n",
        "changes": [{"field": "Status", "to": "Done"}], "fields": [{"name": "a", "value": "b"}],
    }});
    let report = reported(&body).expect("taken").expect("told");
    assert_eq!(report.cleaned, ["data.actor"]);
    assert_eq!(report.event.actor.as_deref(), Some("Kim"));
    assert_eq!(report.event.changes.len(), 1);
    let task = report.event.task;
    assert_eq!(task.importance, Some(Importance::Urgent));
    assert_eq!(
        (task.due.as_deref(), task.fields.len()),
        (Some("2026-12-04"), 1)
    );
}

/// Its sender never heard of us: what it calls so is something else.
#[test]
fn an_envelopes_own_fields_are_no_mistakes_of_ours() {
    let body = json!({"type": "task.updated", "data": {
        "id": 7, "title": "x", "due": 1_796_000_000, "importance": 3, "actor": {"id": 1},
        "changes": {"status": ["a", "b"]}, "fields": [{"key": "a"}],
    }});
    let report = reported(&body).expect("taken").expect("told");
    let bare = json!({"type": "updated", "task": {"id": "7", "title": "x"}});
    assert_eq!(serde_json::to_value(&report.event).expect("an event"), bare);
    let body = json!({"type": "created", "data": {"id": 7, "title": "x", "due": "next week"}});
    let report = reported(&body).expect("taken").expect("told");
    assert_eq!(report.event.task.due, None);
}
