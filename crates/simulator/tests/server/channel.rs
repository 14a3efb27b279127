//! The fake webhooks and the channel that shows their cards.

use crate::bench::Bench;
use axum::http::{StatusCode, header};
use serde_json::json;
use std::time::Duration;

const HOOK: &str = "/webhookb2/a@b/IncomingWebhook/c/d";

#[tokio::test]
async fn each_kind_of_webhook_answers_as_the_real_one() {
    let bench = Bench::start().await;
    let connector = bench.post(HOOK, r#"{"title":"one"}"#).await;
    assert_eq!(connector.status(), StatusCode::OK);
    assert_eq!(connector.text().await.unwrap(), "1");
    let workflow = bench.post("/workflows/x?sig=y", r#"{"title":"two"}"#).await;
    assert_eq!(workflow.status(), StatusCode::ACCEPTED);
    assert_eq!(workflow.text().await.unwrap(), "");
    bench.post(HOOK, "no JSON").await;

    let channel = bench.json("/simulator/channel").await;
    assert_eq!(channel[0]["card"], json!({"title": "one"}));
    assert_eq!(channel[0]["hook"], HOOK);
    assert_eq!(channel[1]["family"], "workflow");
    assert_eq!(channel[2]["text"], "no JSON");
    let of_hook = bench.json("/simulator/channel?hook=/workflows/x").await;
    assert_eq!(of_hook.as_array().unwrap().len(), 1);
    assert!(bench.seen().is_empty(), "a card is not the backend's");
}

#[tokio::test]
async fn a_waiting_question_is_answered_by_the_next_card() {
    let bench = Bench::start().await;
    let first = bench.get("/simulator/channel").await;
    let revision = first.headers()["simulator-revision"]
        .to_str()
        .unwrap()
        .to_owned();
    let path = format!("/simulator/channel?revision={revision}");
    let (waited, _) = tokio::join!(
        tokio::time::timeout(Duration::from_secs(10), bench.json(&path)),
        bench.post(HOOK, "{}"),
    );
    assert_eq!(
        waited.expect("answered at once").as_array().unwrap().len(),
        1
    );
}

#[tokio::test]
async fn the_channel_can_be_emptied() {
    let bench = Bench::start().await;
    bench.post(HOOK, "{}").await;
    let request = bench.client.delete(bench.url("/simulator/channel"));
    assert_eq!(
        request.send().await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(bench.json("/simulator/channel").await, json!([]));
}

#[tokio::test]
async fn the_next_posts_can_be_scripted() {
    let bench = Bench::start().await;
    let script = r#"[
        {"times": 2, "status": 429, "headers": {"retry-after": "7"}},
        {"body": "Webhook message delivery failed with error: 429"},
        {"hook": "/other", "status": 500}
    ]"#;
    assert_eq!(
        bench.put("/simulator/receiver", script).await,
        StatusCode::NO_CONTENT
    );
    for _ in 0..2 {
        let limited = bench.post(HOOK, "{}").await;
        assert_eq!(limited.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(limited.headers()[header::RETRY_AFTER], "7");
    }
    let wrapped = bench.post(HOOK, "{}").await;
    assert_eq!(wrapped.status(), StatusCode::OK);
    assert!(wrapped.text().await.unwrap().contains("failed"));
    assert_eq!(bench.post(HOOK, "{}").await.text().await.unwrap(), "1");
    let left = bench.json("/simulator/receiver").await;
    assert_eq!(left.as_array().unwrap().len(), 1);

    assert_eq!(
        bench
            .json("/simulator/channel")
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let posts = bench.json("/simulator/posts").await;
    let statuses: Vec<_> = posts
        .as_array()
        .unwrap()
        .iter()
        .map(|post| post["status"].clone())
        .collect();
    assert_eq!(statuses, [429, 429, 200, 200]);
}

/// Each of Power Automate's answers by its name, as the table has it.
#[tokio::test]
async fn a_workflow_says_what_power_automate_says() {
    let bench = Bench::start().await;
    let table = include_str!("../../src/power_automate.json");
    let table: std::collections::BTreeMap<String, serde_json::Value> =
        serde_json::from_str(table).unwrap();
    for (name, answer) in &table {
        let script = json!([{ "says": name }]).to_string();
        let set = bench.put("/simulator/receiver", &script).await;
        assert_eq!(set, StatusCode::NO_CONTENT);
        let said = bench.post("/workflows/x?sig=y", "{}").await;
        assert_eq!(said.status().as_u16(), answer["status"], "{name}");
        for (header, value) in answer["headers"].as_object().unwrap() {
            assert_eq!(said.headers()[header], value.as_str().unwrap(), "{name}");
        }
        assert_eq!(said.text().await.unwrap(), answer["body"], "{name}");
    }
    let shown = bench.json("/simulator/channel").await;
    assert_eq!(shown.as_array().unwrap().len(), 1, "only what was accepted");
}

#[tokio::test]
async fn a_receiver_can_cut_hang_and_dawdle() {
    let bench = Bench::start().await;
    let script = r#"[{"reset": true}, {"hang": true}, {"delayMs": 300}]"#;
    bench.put("/simulator/receiver", script).await;
    let send = || bench.client.post(bench.url(HOOK)).body("{}").send();
    let cut = send().await.unwrap_err();
    assert!(cut.is_request() && !cut.is_timeout());
    assert!(
        tokio::time::timeout(Duration::from_millis(200), send())
            .await
            .is_err()
    );
    let before = std::time::Instant::now();
    assert_eq!(send().await.unwrap().status(), StatusCode::OK);
    assert!(before.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_script_that_makes_no_sense_is_refused() {
    let bench = Bench::start().await;
    for script in [
        "{}",
        "[{\"statsu\": 500}]",
        "[{\"says\": \"hello\"}]",
        "nonsense",
    ] {
        assert_eq!(
            bench.put("/simulator/receiver", script).await,
            StatusCode::BAD_REQUEST,
            "{script}"
        );
    }
}
