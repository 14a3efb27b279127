//! The HTTP contract: what is answered, and that nothing else happens.

use crate::support::{Receiver, Server, WORKFLOW, event, save};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const ID: &str = "0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn a_connector_is_saved_read_changed_and_removed() {
    let server = Server::start().await;
    let created = server.put(ID, &save("Create", WORKFLOW)).await;
    assert_eq!(created.status(), StatusCode::CREATED);
    assert_eq!(
        created.json::<Value>().await.unwrap(),
        json!({"version": 1})
    );
    let mut connector = server.connector(ID).await;
    for time in ["createdAt", "updatedAt"] {
        assert!(connector[time].is_string(), "{connector}");
        connector[time] = json!("…");
    }
    insta::assert_json_snapshot!("connector", connector);
    let changed = server.put(ID, &save("All", WORKFLOW)).await;
    assert_eq!(changed.status(), StatusCode::OK);
    assert_eq!(server.connector(ID).await["notificationType"], "All");
    for _ in 0..2 {
        let path = format!("/api/v1/connectors/{ID}");
        let removed = server.call(Method::DELETE, &path, None).await;
        assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    }
    let gone = server.get(&format!("/api/v1/connectors/{ID}")).await;
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_version_guards_against_somebody_elses_edit() {
    let server = Server::start().await;
    let with = |version: u64| {
        let mut body = save("All", WORKFLOW);
        body["version"] = json!(version);
        body
    };
    let absent = server.put(ID, &with(1)).await;
    assert_eq!(absent.status(), StatusCode::CONFLICT);
    insta::assert_json_snapshot!("removed_elsewhere", problem(absent).await);
    server.save(ID, "All", WORKFLOW).await;
    assert_eq!(server.put(ID, &with(1)).await.status(), StatusCode::OK);
    let stale = server.put(ID, &with(1)).await;
    assert_eq!(stale.status(), StatusCode::CONFLICT);
    insta::assert_json_snapshot!("changed_meanwhile", problem(stale).await);
    assert_eq!(server.connector(ID).await["version"], 2);
}

#[tokio::test]
async fn bad_saves_name_the_field_and_store_nothing() {
    let server = Server::start().await;
    let long = "x".repeat(5000);
    for (field, value, named) in [
        ("notificationType", json!("Nope"), "notificationType"),
        ("notificationType", json!(7), "notificationType"),
        ("configName", json!(""), "configName"),
        ("configName", json!("a\u{0}b"), "configName"),
        ("configName", json!(long), "configName"),
        ("contentUrl", json!("ftp://a.example/"), "contentUrl"),
        ("contentUrl", json!("http://a.example/"), "contentUrl"),
        ("contentUrl", json!("/configure"), "contentUrl"),
        ("contentUrl", json!(long), "contentUrl"),
        ("webhookUrl", json!("https://evil.example/"), "webhookUrl"),
        ("webhookUrl", json!(["deep"]), "webhookUrl"),
        ("locale", json!("de de"), "locale"),
        ("appType", json!(long), "appType"),
        ("userObjectId", json!("a\u{7}"), "userObjectId"),
        ("version", json!(-1), "version"),
        ("version", json!(u64::MAX), "version"),
        ("surprise", json!(1), "surprise"),
    ] {
        let mut body = save("All", WORKFLOW);
        body[field] = value.clone();
        let answer = server.put(ID, &body).await;
        assert_eq!(answer.status(), 422, "{field} {value}");
        assert_eq!(problem(answer).await["field"], named, "{field} {value}");
    }
    let absent = server.get(&format!("/api/v1/connectors/{ID}")).await;
    assert_eq!(absent.status(), StatusCode::NOT_FOUND);
}

/// The page does the same to a name: both ask `wire`.
#[tokio::test]
async fn a_name_is_stored_as_it_is_seen() {
    let server = Server::start().await;
    let mut body = save("All", WORKFLOW);
    body["configName"] = json!("Team \u{2068}Nord\u{2069}\u{200b}");
    assert_eq!(server.put(ID, &body).await.status(), StatusCode::CREATED);
    assert_eq!(server.connector(ID).await["configName"], "Team Nord");
}

#[tokio::test]
async fn problems_say_what_to_do() {
    let server = Server::start_with(|config| config.allow_loopback_webhooks = false).await;
    let refused = server
        .put(ID, &save("All", "https://evil.example/x?sig=canary"))
        .await;
    insta::assert_json_snapshot!("webhook_refused", problem(refused).await);
    let short = server.put("short", &save("All", WORKFLOW)).await;
    insta::assert_json_snapshot!("bad_entity_id", problem(short).await);
    insta::assert_json_snapshot!("not_found", problem(server.get("/nothing").await).await);
    let method = server.call(Method::PATCH, "/api/v1/events", None).await;
    insta::assert_json_snapshot!("method", problem(method).await);
    let path = format!("{}/api/v1/connectors/{ID}", server.base);
    let text = server.http.put(&path).body("{}").send().await.unwrap();
    insta::assert_json_snapshot!("media_type", problem(text).await);
    let broken = server
        .http
        .put(&path)
        .header("content-type", "application/json");
    let broken = broken.body("{\"notificationType\":").send().await.unwrap();
    insta::assert_json_snapshot!("not_json", problem(broken).await);
    let huge = json!({"configName": "x".repeat(70_000)});
    insta::assert_json_snapshot!("too_large", problem(server.put(ID, &huge).await).await);
}

#[tokio::test]
async fn events_need_the_token() {
    let server = Server::start().await;
    let path = format!("{}/api/v1/events", server.base);
    let body = event("created", "x");
    let none = server.http.post(&path).json(&body).send().await.unwrap();
    assert_eq!(none.status(), StatusCode::UNAUTHORIZED);
    assert!(none.headers().contains_key("www-authenticate"));
    let wrong = server
        .http
        .post(&path)
        .bearer_auth("x".repeat(43))
        .json(&body);
    let wrong = wrong.send().await.unwrap();
    insta::assert_json_snapshot!("wrong_token", problem(wrong).await);
    assert_eq!(
        server.send(&body, None).await.status(),
        StatusCode::ACCEPTED
    );
}

#[tokio::test]
async fn bad_events_name_the_field() {
    let server = Server::start().await;
    for (body, named) in [
        (
            json!({"type": "deleted", "task": {"id": "1", "title": "a"}}),
            "type",
        ),
        (
            json!({"type": "created", "task": {"id": "", "title": "a"}}),
            "task.id",
        ),
        (
            json!({"type": "created", "task": {"id": "1"}}),
            "task.title",
        ),
        (
            json!({"type": "created", "task": {"id": "1", "title": " \u{0}"}}),
            "task.title",
        ),
        (
            json!({"type": "created", "task": {"id": "1", "title": "a", "x": 1}}),
            "task.x",
        ),
        (
            json!({"type": "created", "task": {"id": "1", "title": "a", "url": 7}}),
            "task.url",
        ),
        (
            json!({"type": "created", "task": {"id": "1", "title": "x".repeat(2000)}}),
            "task.title",
        ),
        (json!({"type": "created"}), "task"),
    ] {
        let answer = server.send(&body, None).await;
        assert_eq!(answer.status(), 422, "{body}");
        assert_eq!(problem(answer).await["field"], named, "{body}");
    }
}

#[tokio::test]
async fn one_key_is_one_event() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("one")).await;
    let first = server.send(&event("created", "once"), Some("k1")).await;
    assert!(!first.headers().contains_key("idempotent-replay"));
    let first: Value = first.json().await.unwrap();
    assert_eq!(first["deliveries"], 1);
    let again = server.send(&event("created", "once"), Some("k1")).await;
    assert_eq!(again.status(), StatusCode::ACCEPTED);
    assert_eq!(again.headers()["idempotent-replay"], "true");
    assert_eq!(again.json::<Value>().await.unwrap(), first);
    let other = server.send(&event("created", "other"), Some("k1")).await;
    insta::assert_json_snapshot!("idempotency_conflict", problem(other).await);
    assert_eq!(server.deliveries(ID).await.len(), 1);
}

#[tokio::test]
async fn parallel_repeats_are_one_event() {
    let server = Server::start().await;
    server.save(ID, "All", WORKFLOW).await;
    for key in ["a", "b", "c"] {
        let calls = (0..30).map(|_| {
            let (http, token) = (server.http.clone(), server.events_token());
            let path = format!("{}/api/v1/events", server.base);
            let request = http.post(path).bearer_auth(token);
            let request = request.header("idempotency-key", key);
            tokio::spawn(request.json(&event("created", "once")).send())
        });
        let mut ids = Vec::new();
        let mut replays = 0;
        for call in calls.collect::<Vec<_>>() {
            let answer = call.await.unwrap().unwrap();
            assert_eq!(answer.status(), StatusCode::ACCEPTED);
            replays += usize::from(answer.headers().contains_key("idempotent-replay"));
            let answer: Value = answer.json().await.unwrap();
            assert_eq!(answer["deliveries"], 1);
            ids.push(answer["eventId"].as_str().unwrap().to_owned());
        }
        ids.dedup();
        assert_eq!((ids.len(), replays), (1, 29), "{ids:?}");
    }
    assert_eq!(server.deliveries(ID).await.len(), 3);
}

#[tokio::test]
async fn every_answer_wears_its_headers() {
    let server = Server::start().await;
    for path in [
        "/healthz",
        "/nothing",
        "/api/v1/connectors/absent",
        "/configure",
    ] {
        let answer = server.get(path).await;
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap())
        };
        let policy = header("content-security-policy").expect(path);
        assert!(
            policy.contains("frame-ancestors 'self' https://teams.microsoft.com"),
            "{policy}"
        );
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(header("referrer-policy"), Some("no-referrer"), "{path}");
        assert!(header("x-request-id").is_some() && header("permissions-policy").is_some());
        assert!(header("x-frame-options").is_none(), "{path}");
    }
    let api = server.get("/api/v1/connectors/absent").await;
    assert_eq!(api.headers()["cache-control"], "no-store");
}

/// Answers with an error, without its changing part.
async fn problem(answer: reqwest::Response) -> Value {
    let kind = answer.headers()["content-type"]
        .to_str()
        .expect("it is plain")
        .to_owned();
    assert_eq!(kind, "application/problem+json");
    let status = answer.status().as_u16();
    let mut problem: Value = answer.json().await.expect("it is JSON");
    assert_eq!(problem["status"], status);
    assert!(problem["requestId"].is_string(), "{problem}");
    problem["requestId"] = json!("…");
    problem
}
