//! Reporting a task: the token goes to the backend and nowhere else.

use crate::bench::{Bench, TOKEN};
use axum::http::{StatusCode, header};

#[tokio::test]
async fn an_event_goes_out_with_the_token_and_a_fresh_key() {
    let bench = Bench::start().await;
    for _ in 0..2 {
        let answer = bench
            .post("/simulator/events", r#"{"type":"created"}"#)
            .await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        assert_eq!(answer.text().await.unwrap(), "{\"version\":1}");
    }
    let seen = bench.seen();
    assert_eq!(seen[0].target, "/api/v1/events");
    assert_eq!(seen[0].body, r#"{"type":"created"}"#);
    assert_eq!(
        seen[0].headers[header::AUTHORIZATION],
        format!("Bearer {TOKEN}")
    );
    assert_eq!(seen[0].headers[header::CONTENT_TYPE], "application/json");
    assert_ne!(
        seen[0].headers["idempotency-key"],
        seen[1].headers["idempotency-key"]
    );
}

#[tokio::test]
async fn the_token_never_reaches_the_browser() {
    let bench = Bench::start().await;
    let mut answers = vec![bench.post("/simulator/events", "{}").await];
    for path in [
        "/",
        "/simulator/teams.js",
        "/simulator/channel",
        "/simulator/token",
        "/token",
    ] {
        answers.push(bench.get(path).await);
    }
    for answer in answers {
        let headers = format!("{:?}", answer.headers());
        let text = answer.text().await.unwrap();
        assert!(!headers.contains(TOKEN) && !text.contains(TOKEN));
    }
}

#[tokio::test]
async fn a_new_token_is_used_at_once_and_none_is_said() {
    let bench = Bench::start().await;
    bench.write("token", "another\n");
    bench.post("/simulator/events", "{}").await;
    assert_eq!(
        bench.seen()[0].headers[header::AUTHORIZATION],
        "Bearer another"
    );
    bench.write("token", "\n");
    let answer = bench.post("/simulator/events", "{}").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(bench.seen().len(), 1);
}
