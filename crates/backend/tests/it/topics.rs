//! Topics over HTTP: who hears of what, and of what a sender may report.

use crate::grants::made;
use crate::support::{Receiver, Server, save, until};
use reqwest::StatusCode;
use serde_json::{Value, json};

const ALPHA: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const BETA: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

fn about(topics: &Value, title: &str) -> Value {
    json!({"type": "created", "topics": topics, "task": {"id": "7", "title": title}})
}

async fn answer(server: &Server, body: &Value) -> (StatusCode, Value) {
    let answer = server.send(body, None).await;
    let status = answer.status();
    (status, answer.json().await.expect("the answer is JSON"))
}

async fn save_about(server: &Server, id: &str, webhook: &str, topics: Value) -> StatusCode {
    let mut body = save("All", webhook);
    body["topics"] = topics;
    server.put(id, &body).await.status()
}

#[tokio::test]
async fn each_channel_hears_of_its_own_project() {
    let (receiver, server) = (Receiver::start().await, Server::start().await);
    for (id, name) in [(ALPHA, "alpha"), (BETA, "beta")] {
        let webhook = receiver.connector(name);
        let topics = json!([format!("project/{name}")]);
        let saved = save_about(&server, id, &webhook, topics.clone()).await;
        assert_eq!(saved, StatusCode::CREATED);
        assert_eq!(server.connector(id).await["topics"], topics);
    }
    let (status, told) = answer(&server, &about(&json!(["project/beta/1"]), "For beta")).await;
    assert_eq!(
        (status, &told["deliveries"]),
        (StatusCode::ACCEPTED, &json!(1))
    );
    until("its card is there", async || {
        receiver.posts_to("beta").len() == 1
    })
    .await;
    let (_, told) = answer(&server, &about(&json!([]), "For nobody")).await;
    assert_eq!(told["deliveries"], 0);
    assert!(receiver.posts_to("alpha").is_empty());
    // Nor does it read in its history what the other is told.
    assert!(server.deliveries(ALPHA).await.is_empty());
    assert_eq!(server.deliveries(BETA).await.len(), 1);
}

#[tokio::test]
async fn a_topic_is_cleaned_told_once_and_refused_where_it_is_none() {
    let server = Server::start().await;
    let sent = json!([" project/alpha ", "project/alpha"]);
    let (status, told) = answer(&server, &about(&sent, "Order paper")).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    assert_eq!(told["cleaned"], json!(["topics[0]"]));
    let nine = vec!["project/alpha"; 9];
    for (topics, field) in [
        (json!(["a/b/c/d/e"]), "topics[0]"),
        (json!(["a", "a//b"]), "topics[1]"),
        (json!(["a", ""]), "topics[1]"),
        (json!(nine), "topics"),
    ] {
        let (status, problem) = answer(&server, &about(&topics, "Order paper")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{topics}");
        assert_eq!(problem["field"], field, "{problem}");
    }
    let webhook = Receiver::start().await.connector("alpha");
    for topics in [json!(["a//b"]), json!(vec!["a"; 51]), json!("a")] {
        let saved = save_about(&server, ALPHA, &webhook, topics).await;
        assert!(saved.is_client_error(), "{saved}");
    }
}

/// In the envelope of Standard Webhooks, where others may mean something else by it.
#[tokio::test]
async fn an_envelope_names_topics_too() {
    let (receiver, server) = (Receiver::start().await, Server::start().await);
    save_about(
        &server,
        ALPHA,
        &receiver.connector("alpha"),
        json!(["project"]),
    )
    .await;
    for (topics, deliveries) in [(json!(["project/alpha"]), 1), (json!({"of": 1}), 0)] {
        let data = json!({"id": 7, "title": "Order paper", "topics": topics});
        let body = json!({"type": "task.created", "data": data});
        let (status, told) = answer(&server, &body).await;
        assert_eq!(
            (status, &told["deliveries"]),
            (StatusCode::ACCEPTED, &json!(deliveries))
        );
    }
}

#[tokio::test]
async fn a_sender_may_be_limited_to_some_topics() {
    let server = Server::start().await;
    let add = [
        "senders",
        "add",
        "billing",
        "--topic",
        "project/alpha",
        "--topic",
        "list",
    ];
    let token = made(&server, &add).await;
    for (topics, status) in [
        (json!(["project/alpha"]), StatusCode::ACCEPTED),
        (
            json!(["list/facilities", "project/alpha/1"]),
            StatusCode::ACCEPTED,
        ),
        (json!(["project"]), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!(["list", "project/beta"]),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (json!([]), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let call = server.http.post(format!("{}/api/v1/events", server.base));
        let call = call
            .bearer_auth(&token)
            .json(&about(&topics, "Order paper"));
        let answer = call.send().await.expect("the server answers");
        assert_eq!(answer.status(), status, "{topics}");
        if status == StatusCode::UNPROCESSABLE_ENTITY {
            let problem: Value = answer.json().await.expect("a problem");
            let detail = "This sender may report about project/alpha, list alone.";
            assert_eq!(problem["detail"], detail, "{problem}");
        }
    }
}
