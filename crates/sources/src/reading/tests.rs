use super::*;
use crate::{SHIPPED, Sources};
use secrecy::SecretString;

const SECRET: &str = "name:a-secret-of-enough-letters";

fn source(text: &str) -> Sources {
    let secrets = |_: &str| Ok(SecretString::from(SECRET));
    Sources::read(text, &secrets).unwrap_or_else(|error| panic!("{error}"))
}

fn broken(text: &str) -> String {
    let secrets = |_: &str| Ok(SecretString::from(SECRET));
    match Sources::read(text, &secrets) {
        Ok(_) => panic!("it is taken: {text}"),
        Err(broken) => broken.to_string(),
    }
}

fn shipped(name: &str) -> Sources {
    source(&format!("[it]\nlike = \"{name}\"\nsecret-file = \"a\""))
}

fn headers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect()
}

fn sample(name: &str) -> &'static str {
    match name {
        "alertmanager" => include_str!("../../samples/alertmanager.json"),
        "azure-devops" => include_str!("../../samples/azure-devops.json"),
        "cloudevents" => include_str!("../../samples/cloudevents.json"),
        "github" => include_str!("../../samples/github.json"),
        "gitlab" => include_str!("../../samples/gitlab.json"),
        "jenkins" => include_str!("../../samples/jenkins.json"),
        "jira" => include_str!("../../samples/jira.json"),
        "plain" => include_str!("../../samples/plain.json"),
        "planner" => include_str!("../../samples/planner.json"),
        "trello" => include_str!("../../samples/trello.json"),
        other => panic!("no sample of {other}"),
    }
}

/// What each shipped source makes of its sample: kind, id, title, topics.
#[test]
fn each_shipped_source_reads_what_its_system_sends() {
    let sent = headers(&[
        ("x-github-event", "issues"),
        ("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"),
        (
            "x-gitlab-event-uuid",
            "13792a34-cac6-4fda-95a8-c58e00a3954e",
        ),
        ("x-atlassian-webhook-identifier", "5-1"),
        ("x-ms-workflow-run-id", "08584"),
        ("x-delivery-id", "1"),
    ]);
    let read = SHIPPED.iter().map(|(name, _)| {
        let sources = shipped(name);
        let it = sources.get("it").unwrap();
        let body = sample(name).as_bytes();
        let call = Call {
            headers: &sent,
            body,
        };
        let opened = it.open(&call).unwrap();
        let id = opened.delivery_id().unwrap();
        assert!(id.is_some(), "{name} has no id of a delivery");
        let event = opened.event().unwrap_or_else(|why| panic!("{name}: {why}"));
        let event = event.unwrap_or_else(|| panic!("{name} does not want its sample"));
        let kind = event.kind.code();
        let task = &event.task;
        format!(
            "{name}: {kind} {} “{}” {:?}",
            task.id, task.title, event.topics
        )
    });
    let read: Vec<_> = read.collect();
    assert_eq!(
        read,
        [
            "alertmanager: created {}:{alertname=\"DiskFull\"} “A disk is nearly full” [\"alert/DiskFull\"]",
            "azure-devops: created 5 “Order paper” [\"project/Fabrikam\"]",
            "cloudevents: created 7 “Order paper” []",
            "github: created contoso/orders#7 “Order paper” [\"repository/contoso/orders\"]",
            "gitlab: created contoso/orders#23 “Order paper” [\"project/contoso/orders\"]",
            "jenkins: updated orders#18 “orders #18: FAILURE” [\"job/orders\"]",
            "jira: updated OPS-7 “Order paper” [\"project/OPS\"]",
            "plain: updated 7 “Order paper” [\"list/facilities\"]",
            "planner: created 01gzSlKkIUSUl6DF_EilrmQAKDhh “Order paper” [\"plan/Facilities\"]",
            "trello: updated 4d5ea62fd76aa1136000000c “Order paper” [\"board/Facilities\"]",
        ]
    );
}

#[test]
fn what_is_told_beside_the_task_is_read_too() {
    let none = BTreeMap::new();
    let of = |name: &str| {
        let sources = shipped(name);
        let body = sample(name).as_bytes();
        let call = Call {
            headers: &none,
            body,
        };
        let it = sources.get("it").unwrap();
        it.open(&call).unwrap().event().unwrap().unwrap()
    };
    let jira = of("jira");
    assert_eq!(jira.actor.as_deref(), Some("Dev Contoso"));
    assert_eq!(jira.changes.len(), 2);
    assert_eq!(jira.changes[0].from.as_deref(), Some("Open"));
    assert_eq!(jira.changes[1].from, None);
    assert_eq!(jira.task.due.as_deref(), Some("2026-12-04"));
    assert_eq!(
        jira.task.url.as_deref(),
        Some("https://contoso.atlassian.net/browse/OPS-7")
    );
    assert_eq!(jira.task.assigned_to, None, "nobody is");
    let alert = of("alertmanager");
    assert_eq!(alert.task.importance, Some(wire::Importance::Urgent));
    assert_eq!(alert.task.fields[0].value, "db-1:9100");
    assert_eq!(of("trello").changes[0].to.as_deref(), Some("Doing"));
}

const PLAIN: &str = "[it]\nlike = \"plain\"\nsecret-file = \"a\"\n";

fn read(sources: &Sources, body: &str) -> Result<Option<Event>, Unreadable> {
    let none = BTreeMap::new();
    let body = body.as_bytes();
    let call = Call {
        headers: &none,
        body,
    };
    sources.get("it").unwrap().open(&call)?.event()
}

#[test]
fn what_is_missing_is_told_with_its_place_and_nothing_of_the_body() {
    let plain = source(PLAIN);
    for (body, told) in [
        (
            "{",
            "body: it is not JSON: choose that format at its sender",
        ),
        (
            "[]",
            "event.type: the expression does not fit what the body has there",
        ),
        ("{}", "event.type: the body has no what"),
        (
            r#"{"what":"created","number":7}"#,
            "event.title: the body has no name",
        ),
        (
            r#"{"what":"created","number":["canary"],"name":"a"}"#,
            "event.id: this is neither a text nor a number",
        ),
        (
            r#"{"what":"canary","number":7,"name":"a"}"#,
            "event.type: it is none of created, updated",
        ),
    ] {
        let why = read(&plain, body).unwrap_err().to_string();
        assert!(why == told, "{why}");
        assert!(!why.contains("canary"), "{why}");
    }
}

#[test]
fn what_a_source_does_not_want_is_no_event_and_no_error() {
    let github = shipped("github");
    for event in ["push", "issues"] {
        let sent = headers(&[("x-github-event", event)]);
        let body = br#"{"action":"pinned","issue":{}}"#;
        let call = Call {
            headers: &sent,
            body,
        };
        let opened = github.get("it").unwrap().open(&call).unwrap();
        assert_eq!(opened.event().unwrap(), None);
    }
    assert_eq!(
        read(&shipped("github"), "{}").unwrap(),
        None,
        "without the header"
    );
}

#[test]
fn long_texts_are_cut_and_long_lists_too() {
    let text =
        format!("{PLAIN}[it.event]\nfields = \"body.all.map(one, {{'name': 'a', 'value': one}})\"");
    let all: Vec<_> = (0..20).collect();
    let body = json!({"what": "created", "number": 7, "name": "ä".repeat(2000), "all": all});
    let event = read(&source(&text), &body.to_string()).unwrap().unwrap();
    assert_eq!(event.task.title.chars().count(), 1024);
    assert_eq!(event.task.fields.len(), 10);
    assert_eq!(event.task.fields[9].value, "9");
}

#[test]
fn a_source_that_cannot_work_is_told_at_once() {
    let long = "x".repeat(2001);
    for (text, told) in [
        ("[It]", "It: name a source"),
        ("[it]", "it.proof: say how"),
        (
            "[it]\nlike = \"gitbub\"",
            "it.like: choose one of alertmanager, azure-devops",
        ),
        ("[it]\nlike = \"github\"", "it.secret-file: name the file"),
        ("[it]\nsurprise = 1", "the file: unknown field `surprise`"),
        (
            &format!("{PLAIN}when = \"body.\""),
            "it.when: this is no expression of CEL",
        ),
        (&format!("{PLAIN}when = \"{long}\""), "it.when: shorten"),
        (
            &format!("{PLAIN}when = \"body.a.all(x, body.a.all(y, x == y))\""),
            "it.when: go through one list at most",
        ),
        (
            &format!("{PLAIN}[it.event]\ncolour = \"1\""),
            "it.event.colour: an event has no such part",
        ),
        (
            "[it]\nsecret-file = \"a\"\nproof = { by = \"basic\" }\n[it.event]\ntype = \"1\"",
            "it.event.id: every event needs one",
        ),
    ] {
        let why = broken(text);
        assert!(why.starts_with(told), "{why}");
    }
}

/// A list as long as a body may be, gone through once.
#[test]
fn the_largest_body_is_read_soon() {
    let text = format!("{PLAIN}[it.event]\ntopics = \"body.all.filter(one, one == 'a')\"");
    let sources = source(&text);
    let all = vec!["b"; 60_000];
    let body = json!({"what": "created", "number": 7, "name": "a", "all": all}).to_string();
    let begin = std::time::Instant::now();
    assert!(read(&sources, &body).unwrap().is_some());
    let took = begin.elapsed();
    println!("{} bytes: {} ms", body.len(), took.as_millis());
    assert!(took.as_secs() < 5, "{took:?}");
}
