//! From an event to a card in the channel.

use crate::support::{Receiver, Script, Server, until};
use serde_json::Value;
use std::time::{Duration, Instant};

const ID: &str = "0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn created_and_updated_reach_who_asked_for_them() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    for kind in ["Create", "Update", "All"] {
        let id = format!("{kind}-0123456789abcdef");
        server.save(&id, kind, &receiver.connector(kind)).await;
    }
    server.event("created", "One").await;
    server.event("updated", "Two").await;
    until("four cards", async || receiver.count() == 4).await;
    let titles = |name: &str| {
        let posts = receiver.posts_to(name);
        let has = |title: &str| posts.iter().any(|post| post.body.contains(title));
        (has("\"One\""), has("\"Two\""))
    };
    assert_eq!(titles("Create"), (true, false));
    assert_eq!(titles("Update"), (false, true));
    assert_eq!(titles("All"), (true, true));
    let why = server.deliveries("Create-0123456789abcdef").await;
    assert_eq!(why[0]["state"], "notWanted");
    assert_eq!(why[0]["type"], "updated");
}

#[tokio::test]
async fn each_kind_of_address_gets_its_dialect() {
    let receiver = Receiver::start().await;
    receiver.script("flow", Script::status(202, ""));
    let server = Server::start().await;
    server.save(ID, "All", &receiver.workflow("flow")).await;
    server
        .save("second-0123456789", "All", &receiver.connector("old"))
        .await;
    server.event("created", "Both").await;
    until("both cards", async || receiver.count() == 2).await;
    let card =
        |name: &str| -> Value { serde_json::from_str(&receiver.posts_to(name)[0].body).unwrap() };
    assert_eq!(card("flow")["type"], "message");
    assert_eq!(card("old")["@type"], "MessageCard");
    until("it is written down", async || {
        server.deliveries(ID).await[0]["state"] == "accepted"
    })
    .await;
    let health = server.connector(ID).await["health"].clone();
    assert_eq!(health["state"], "ok");
}

#[tokio::test]
async fn a_removed_connector_gets_nothing_more() {
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(503, ""));
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("gone")).await;
    server.event("created", "One").await;
    until("one try", async || receiver.count() == 1).await;
    let path = format!("/api/v1/connectors/{ID}");
    let removed = server.call(reqwest::Method::DELETE, &path, None).await;
    assert_eq!(removed.status(), 204);
    server.event("created", "Two").await;
    assert_eq!(server.get("/metrics").await.status(), 200);
    let metrics = server.get("/metrics").await.text().await.unwrap();
    assert!(metrics.contains("queue_depth 0"), "{metrics}");
    assert_eq!(receiver.count(), 1);
}

#[tokio::test]
async fn what_waits_survives_a_restart() {
    let receiver = Receiver::start().await;
    receiver.usually(Script::Reset);
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("back")).await;
    server.event("created", "Still here").await;
    until("one try", async || !receiver.posts().is_empty()).await;
    until("it is written down", async || {
        server.connector(ID).await["health"]["state"] == "failing"
    })
    .await;
    let dir = server.stop().await;
    receiver.usually(Script::ok());
    let server = Server::start_in(dir, |_| ()).await;
    until("it arrives", async || {
        server.deliveries(ID).await[0]["state"] == "delivered"
    })
    .await;
}

/// Slow ones take every card, each after ten seconds: a quick channel's own card
/// does not wait for one of them.
#[tokio::test]
async fn slow_channels_leave_a_place_to_quick_ones() {
    let receiver = Receiver::start().await;
    let late = Duration::from_secs(10);
    receiver.script("late", Script::Late(late));
    let server = Server::start_with(|config| config.max_posts = 4).await;
    server.save(ID, "All", &receiver.connector("quick")).await;
    server.event("created", "One").await;
    until("it is known to be quick", async || {
        server.connector(ID).await["health"]["state"] == "ok"
    })
    .await;
    for number in 0..6 {
        let id = format!("late{number}-0123456789abcdef");
        let url = receiver.connector(&format!("late{number}"));
        server.save(&id, "All", &url).await;
    }
    server.event("created", "Two").await;
    until("their places are taken", async || {
        receiver.posts_to("late").len() == 2 && receiver.posts_to("quick").len() == 2
    })
    .await;
    let begun = Instant::now();
    server.event("created", "Three").await;
    until("it arrives", async || receiver.posts_to("quick").len() == 3).await;
    assert!(begun.elapsed() < late, "it waited for a slow one");
    assert_eq!(receiver.posts_to("late").len(), 2);
}
