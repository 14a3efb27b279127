//! A card that was given up or not sent is sent again by whoever may change the connector:
//! once, however often that is asked for.

use crate::support::timed::ID;
use crate::support::{Receiver, Script, Server, event, offline, until};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// A server with a card that the channel refused; answers the event's id.
async fn refused(server: &Server, receiver: &Receiver) -> String {
    receiver.usually(Script::status(400, ""));
    server.save(ID, "All", &receiver.workflow("flow")).await;
    let event_id = server.event("created", "Order paper").await;
    until("it is given up", async || state(server).await == "failed").await;
    receiver.usually(Script::status(202, ""));
    event_id
}

async fn state(server: &Server) -> Value {
    server.deliveries(ID).await[0]["state"].clone()
}

async fn resend(server: &Server, event_id: &str) -> (StatusCode, Value) {
    let path = format!("/api/v1/connectors/{ID}/deliveries/{event_id}/resend");
    let answer = server.call(Method::POST, &path, None).await;
    (answer.status(), answer.json().await.expect("JSON"))
}

#[tokio::test]
async fn a_failed_card_is_sent_again_once_however_often_it_is_asked_for() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    let event_id = refused(&server, &receiver).await;
    for _ in 0..3 {
        let (status, told) = resend(&server, &event_id).await;
        assert_eq!(status, 200);
        let waits = ["queued", "sending", "accepted"].map(Value::from);
        assert!(waits.contains(&told["state"]), "{told}");
        assert_eq!(told["eventId"], event_id.as_str());
    }
    until("it arrives", async || state(&server).await == "accepted").await;
    let (_, told) = resend(&server, &event_id).await;
    assert_eq!(told["state"], "accepted", "what arrived is left alone");
    assert_eq!(told["attempts"], 1);
    // Whatever was queued before comes before what is reported now.
    server.event("created", "Order ink").await;
    until("the next one is there", async || {
        receiver.posts_to("flow").len() == 3
    })
    .await;
    let last = &receiver.posts_to("flow")[2].body;
    assert!(last.contains("Order ink"), "{last}");
}

#[tokio::test]
async fn what_is_off_sends_nothing_again() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    let event_id = refused(&server, &receiver).await;
    offline(server.dir.path(), &["connectors", "disable", ID]).await;
    let health = server.connector(ID).await["health"].clone();
    assert_eq!(health["stoppedBy"], "operator", "{health}");
    let (status, told) = resend(&server, &event_id).await;
    assert_eq!((status, &told["state"]), (StatusCode::OK, &json!("failed")));
    assert_eq!(state(&server).await, "failed");
}

#[tokio::test]
async fn there_is_no_card_of_another_connector() {
    let server = Server::start().await;
    let other = "fedcba9876543210fedcba9876543210";
    server.save(other, "Update", crate::support::WORKFLOW).await;
    server.save(ID, "Update", crate::support::LOGIC_APP).await;
    let taken = server.send(&event("created", "Order paper"), None).await;
    let taken: Value = taken.json().await.unwrap();
    for event_id in [taken["eventId"].as_str().unwrap(), "0", "%ff"] {
        let (status, problem) = resend(&server, event_id).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{event_id}: {problem}");
        assert_eq!(problem["code"], "not_found");
    }
}
