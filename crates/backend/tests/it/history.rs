//! What the status page is given of the past: enough to see what is wrong, never
//! all there is.

use crate::support::{Receiver, Server};
use reqwest::StatusCode;
use serde_json::json;

const ID: &str = "0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn the_last_twenty_deliveries_are_told_the_newest_first() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("old")).await;
    for number in 1..=22 {
        let task = json!({"id": number.to_string(), "title": "Order paper"});
        let sent = server
            .send(&json!({"type": "created", "task": task}), None)
            .await;
        assert_eq!(sent.status(), StatusCode::ACCEPTED);
    }
    let told = server.deliveries(ID).await;
    let tasks: Vec<_> = told.iter().map(|each| each["taskId"].clone()).collect();
    let newest: Vec<_> = (3..=22)
        .rev()
        .map(|number| json!(number.to_string()))
        .collect();
    assert_eq!(tasks, newest);
}
