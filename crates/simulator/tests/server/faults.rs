//! A backend's faults, played in front of the real one.

use crate::bench::Bench;
use axum::http::StatusCode;
use serde_json::json;
use std::time::{Duration, Instant};

const CONNECTOR: &str = "/api/v1/connectors/c";

async fn set(bench: &Bench, setting: &str) {
    assert_eq!(
        bench.put("/simulator/backend", setting).await,
        StatusCode::NO_CONTENT
    );
}

async fn save(bench: &Bench) -> Result<StatusCode, reqwest::Error> {
    let request = bench.client.put(bench.url(CONNECTOR)).body("{}");
    request.send().await.map(|answer| answer.status())
}

#[tokio::test]
async fn a_backend_that_is_down_never_hears_of_it() {
    let bench = Bench::start().await;
    set(&bench, r#"{"mode":"down"}"#).await;
    assert!(save(&bench).await.is_err());
    assert!(bench.seen().is_empty());
    assert_eq!(bench.get("/configure").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_backend_that_dies_after_the_commit_has_committed() {
    let bench = Bench::start().await;
    set(&bench, r#"{"mode":"dies-after-commit"}"#).await;
    assert!(save(&bench).await.is_err());
    assert!(bench.seen().iter().any(|seen| seen.target == CONNECTOR));
}

#[tokio::test]
async fn a_backend_that_hangs_after_the_commit_has_committed_too() {
    let bench = Bench::start().await;
    set(&bench, r#"{"mode":"hangs-after-commit"}"#).await;
    let waited = tokio::time::timeout(Duration::from_millis(300), save(&bench)).await;
    assert!(waited.is_err(), "it answers {waited:?}");
    assert!(bench.seen().iter().any(|seen| seen.target == CONNECTOR));
}

#[tokio::test]
async fn the_pages_calls_are_noted_whatever_comes_of_them() {
    let bench = Bench::start().await;
    for mode in ["down", "500", "ok"] {
        set(&bench, &json!({ "mode": mode }).to_string()).await;
        let _ = save(&bench).await; // each ends as it is told
    }
    bench.get("/configure").await;
    let calls = bench.get("/simulator/calls").await;
    let calls: Vec<String> = calls.json().await.unwrap();
    assert_eq!(calls, [const { "PUT /api/v1/connectors/c" }; 3]);
}

#[tokio::test]
async fn an_error_status_is_answered_in_its_name() {
    let bench = Bench::start().await;
    for status in [400, 500, 503] {
        set(&bench, &json!({"mode": status.to_string()}).to_string()).await;
        assert_eq!(save(&bench).await.unwrap().as_u16(), status);
    }
    assert!(bench.seen().is_empty());
}

#[tokio::test]
async fn whatever_the_page_asks_is_hit_and_tasks_are_still_reported() {
    let bench = Bench::start().await;
    set(&bench, r#"{"mode":"503"}"#).await;
    for call in [
        CONNECTOR,
        "/api/v1/connectors/c/test",
        "/api/v1/connectors/c/deliveries",
        "/api/v1/webhooks/check",
    ] {
        let answer = bench.post(call, "{}").await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{call}");
    }
    assert!(bench.seen().is_empty());
    let reported = bench.post("/simulator/events", "{}").await;
    assert_eq!(reported.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_program_that_hangs_is_the_only_file_that_does() {
    let bench = Bench::start().await;
    set(&bench, r#"{"mode":"program-hangs"}"#).await;
    let program = bench.get("/page-1_bg.wasm");
    // Nothing but time can show that no answer comes.
    let waited = tokio::time::timeout(Duration::from_millis(300), program).await;
    assert!(waited.is_err(), "an answer came");
    assert!(bench.seen().is_empty(), "the backend heard of it");
    assert_eq!(bench.get("/page-1.js").await.status(), StatusCode::CREATED);
    assert_eq!(save(&bench).await.unwrap(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_slow_backend_still_answers() {
    let bench = Bench::start().await;
    set(&bench, r#"{"mode":"slow","delay":300}"#).await;
    let before = Instant::now();
    assert_eq!(save(&bench).await.unwrap(), StatusCode::CREATED);
    assert!(before.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_fault_can_be_seen_and_taken_back() {
    let bench = Bench::start().await;
    set(&bench, r#"{"mode":"down"}"#).await;
    assert_eq!(
        bench.json("/simulator/backend").await,
        json!({"mode": "down"})
    );
    set(&bench, r#"{"mode":"ok"}"#).await;
    assert_eq!(save(&bench).await.unwrap(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_fault_nobody_knows_is_refused() {
    let bench = Bench::start().await;
    for setting in [
        r#"{"mode":"200"}"#,
        r#"{"mode":"asleep"}"#,
        r#"{"mode":"ok","x":1}"#,
        "down",
    ] {
        assert_eq!(
            bench.put("/simulator/backend", setting).await,
            StatusCode::BAD_REQUEST,
            "{setting}"
        );
    }
    assert_eq!(
        bench.json("/simulator/backend").await,
        json!({"mode": "ok"})
    );
}

#[tokio::test]
async fn a_call_that_nobody_waits_for_any_more_is_named_once() {
    let bench = Bench::start().await;
    let given_up = async || {
        bench
            .post("/simulator/given-up", "")
            .await
            .text()
            .await
            .unwrap()
    };
    bench.get("/api/v1/connectors/7").await;
    assert_eq!(given_up().await, "[]");

    bench.put("/simulator/backend", r#"{"mode":"hangs"}"#).await;
    let call = bench.client.put(bench.url("/api/v1/connectors/7")).send();
    let call = tokio::spawn(call);
    while bench
        .json("/simulator/calls")
        .await
        .as_array()
        .unwrap()
        .len()
        < 2
    {
        tokio::task::yield_now().await;
    }
    call.abort();
    let mut named = given_up().await;
    while named == "[]" {
        named = given_up().await;
    }
    assert_eq!(named, r#"["PUT /api/v1/connectors/7"]"#);
    assert_eq!(given_up().await, "[]");
}
