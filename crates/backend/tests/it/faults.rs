//! Channels and a disk that misbehave, and what is changed meanwhile.

use crate::support::timed::{HOUR, ID, START, server, state_is, tried};
use crate::support::{Receiver, Script, Server, until};
use backend::clock::Clock;
use reqwest::StatusCode;
use std::time::{Duration, Instant};

/// A host that forgot under which id a channel was saved gets no second card.
#[tokio::test]
async fn a_connector_that_stands_alone_replaces_the_others() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    let server = server(&clock).await;
    let address = receiver.connector("one");
    let other = receiver.connector("two");
    server.save(ID, "All", &address).await;
    server.save("another-channel-01", "All", &other).await;
    let mut body = crate::support::save("Create", &address);
    body["alone"] = true.into();
    let answer = server.put("forgotten-id-0001", &body).await;
    assert_eq!(answer.status(), 201);
    let status = async |id: &str| {
        let answer = server.get(&format!("/api/v1/connectors/{id}")).await;
        answer.status().as_u16()
    };
    assert_eq!(status(ID).await, 404);
    assert_eq!(status("another-channel-01").await, 200);
    server.event("created", "Once").await;
    until("a card each", async || receiver.count() == 2).await;
}

/// An answer of 200 is not enough.
#[tokio::test]
async fn wrapped_errors_are_seen() {
    let wrapped = |code: u16| {
        let body = format!("Microsoft Teams endpoint returned HTTP error {code} with ContextId x");
        Script::status(200, &body)
    };
    for (name, script, expected) in [
        ("a", wrapped(400), "failed"),
        ("b", wrapped(429), "queued"),
        ("c", wrapped(404), "queued"),
        ("d", Script::status(200, ""), "queued"),
        ("e", Script::Flood, "queued"),
        ("f", Script::status(200, "1"), "delivered"),
        (
            "g",
            Script::with_header(302, "location: http://127.0.0.1:1/"),
            "queued",
        ),
    ] {
        let receiver = Receiver::start().await;
        receiver.usually(script);
        let server = Server::start().await;
        server.save(ID, "All", &receiver.connector(name)).await;
        server.event("created", "x").await;
        until(name, async || {
            let newest = server.deliveries(ID).await[0].clone();
            newest["state"] == expected && newest["reason"] != "Waiting to be sent."
        })
        .await;
        assert_eq!(receiver.count(), 1, "{name}");
    }
}

/// A card nobody takes is dropped after the short form; others go on.
#[tokio::test]
async fn a_poison_card_is_isolated() {
    let receiver = Receiver::start().await;
    receiver.script("poison", Script::status(413, ""));
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("poison")).await;
    server
        .save("healthy-0123456789", "All", &receiver.connector("healthy"))
        .await;
    server.event("created", "Too much").await;
    until("it is dead", async || state_is(&server, "failed").await).await;
    let posts = receiver.posts_to("poison");
    assert_eq!(posts.len(), 2);
    assert!(posts[0].body.contains("Too much") && !posts[1].body.contains("Too much"));
    assert_eq!(receiver.posts_to("healthy").len(), 1);
}

/// A burst stays within 4 a second and 60 in 30 seconds, and a
/// long queue is folded into one card.
#[tokio::test]
async fn a_burst_is_paced_and_folded() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("burst")).await;
    let burst = async |of: usize| {
        for number in 0..of {
            server.event("created", &format!("Task {number}")).await;
        }
    };
    let posted = async |so_many: usize| {
        until("they are posted", async || receiver.count() >= so_many).await;
    };
    // Too few to fold, however slowly they come.
    burst(12).await;
    posted(12).await;
    // While one post hangs, the others gather behind it.
    let gate = receiver.hold("burst");
    burst(1).await;
    posted(13).await;
    burst(30).await;
    gate.add_permits(100);
    until("the queue is empty", async || {
        let metrics = server
            .get("/metrics")
            .await
            .text()
            .await
            .unwrap_or_default();
        metrics.contains("queue_depth 0")
    })
    .await;
    let posts = receiver.posts();
    assert_eq!(posts.len(), 14, "12, the one that hung, and a summary");
    assert!(posts[13].body.contains("30 task notifications"));
    for five in posts.windows(5) {
        let span = five[4].at - five[0].at;
        assert!(span > Duration::from_secs(1), "{span:?}");
    }
}

/// A hanging channel holds up only itself.
#[tokio::test]
async fn a_hanging_channel_delays_nobody() {
    let receiver = Receiver::start().await;
    receiver.script("hangs", Script::Hang);
    receiver.script("drips", Script::Drip);
    let server = Server::start().await;
    for name in ["hangs", "drips", "one", "two", "three"] {
        let id = format!("{name}-0123456789abcdef");
        server.save(&id, "All", &receiver.connector(name)).await;
    }
    for number in 0..3 {
        let begun = Instant::now();
        server.event("created", &format!("Task {number}")).await;
        until("the healthy have it", async || {
            let has = |name: &str| receiver.posts_to(name).len() == number + 1;
            has("one") && has("two") && has("three")
        })
        .await;
        assert!(
            begun.elapsed() < Duration::from_secs(2),
            "{:?}",
            begun.elapsed()
        );
    }
    assert_eq!(receiver.posts_to("hangs").len(), 1);
}

/// However many channels hang, half of the places are for those that do not.
#[tokio::test]
async fn channels_that_hang_leave_places_to_the_others() {
    let receiver = Receiver::start().await;
    let clock = Clock::manual(START);
    let server = Server::start_with(|config| {
        config.clock = clock.clone();
        config.max_posts = 2;
    })
    .await;
    for name in ["bad-one", "bad-two", "good"] {
        let id = format!("{name}-0123456789abcdef");
        server.save(&id, "All", &receiver.connector(name)).await;
    }
    receiver.script("bad", Script::status(500, ""));
    server.event("created", "First").await;
    until("all were tried", async || receiver.count() == 3).await;
    for name in ["bad-one", "bad-two"] {
        until("it is known to fail", async || {
            let id = format!("{name}-0123456789abcdef");
            let newest = &server.deliveries(&id).await[0];
            newest["attempts"] == 1 && newest["state"] == "queued"
        })
        .await;
    }
    receiver.script("bad", Script::Hang);
    clock.advance(Duration::from_secs(10));
    until("one hangs", async || receiver.posts_to("bad").len() == 3).await;
    server.event("created", "Second").await;
    until("the good one has it", async || {
        receiver.posts_to("good").len() == 2
    })
    .await;
    assert_eq!(receiver.posts_to("bad").len(), 3, "one at a time");
}

/// Full storage says 503, never 202, and recovers by itself.
#[tokio::test]
async fn a_full_disk_is_told_and_recovers() {
    let clock = Clock::manual(START);
    let server = Server::start_with(|config| {
        config.clock = clock.clone();
        config.max_database_bytes = Some(600 * 1024);
    })
    .await;
    server.save(ID, "Update", crate::support::WORKFLOW).await;
    let mut body = crate::support::event("created", "Big");
    body["task"]["description"] = serde_json::json!("x".repeat(50_000));
    let mut accepted = 0;
    let refused = loop {
        let answer = server.send(&body, None).await;
        if answer.status() != StatusCode::ACCEPTED {
            break answer;
        }
        accepted += 1;
        assert!(accepted < 100, "the cap holds");
    };
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.headers().contains_key("retry-after"));
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
    assert_eq!(server.deliveries(ID).await.len(), accepted);
    // A month later the old events are forgotten, and there is room again.
    clock.advance(31 * 24 * HOUR);
    until("it is ready again", async || {
        server.get("/readyz").await.status() == StatusCode::OK
    })
    .await;
    let answer = server.send(&body, None).await;
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
}

/// What was in flight at the removal changes nothing afterwards.
#[tokio::test]
async fn removal_beats_a_post_in_flight() {
    let receiver = Receiver::start().await;
    receiver.usually(Script::Hang);
    let server = Server::start_with(|config| {
        config.patience.total = Duration::from_secs(1);
        config.lease = Duration::from_secs(2);
    })
    .await;
    server
        .save(ID, "All", &receiver.connector("inflight"))
        .await;
    server.event("created", "In flight").await;
    until("in flight", async || receiver.count() == 1).await;
    let path = format!("/api/v1/connectors/{ID}");
    let removed = server.call(reqwest::Method::DELETE, &path, None).await;
    assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    receiver.usually(Script::ok());
    server
        .save(ID, "All", &receiver.connector("inflight"))
        .await;
    assert!(server.deliveries(ID).await.is_empty());
    server.event("created", "Afterwards").await;
    until("the new one arrives", async || {
        state_is(&server, "delivered").await
    })
    .await;
    assert_eq!(receiver.count(), 2);
}

/// A card that failed at the old address goes to the new one, once.
#[tokio::test]
async fn a_queue_that_moves_is_sent_once() {
    let receiver = Receiver::start().await;
    receiver.script("old", Script::status(503, ""));
    let server = Server::start_with(|config| {
        config.patience.total = Duration::from_secs(1);
        config.lease = Duration::from_secs(2);
    })
    .await;
    server.save(ID, "All", &receiver.connector("old")).await;
    server.event("created", "Moved").await;
    until("the old one failed", async || tried(&server, 1).await).await;
    server.save(ID, "All", &receiver.connector("new")).await;
    until("the new one has it", async || {
        state_is(&server, "delivered").await
    })
    .await;
    assert_eq!(receiver.posts_to("new").len(), 1);
}

#[tokio::test]
async fn a_test_card_tells_how_it_went() {
    let receiver = Receiver::start().await;
    receiver.script("good", Script::ok());
    receiver.script("bad", Script::status(403, ""));
    let server = Server::start().await;
    for name in ["good", "bad"] {
        let id = format!("{name}-0123456789abcdef");
        server.save(&id, "All", &receiver.connector(name)).await;
        let path = format!("/api/v1/connectors/{id}/test");
        let answer = server.call(reqwest::Method::POST, &path, None).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let result: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(result["success"], name == "good", "{result}");
    }
    assert!(receiver.posts()[0].body.contains("Test card"));
    let health = server.connector("bad-0123456789abcdef").await["health"].clone();
    assert_eq!(health["state"], "failing");
    let absent = "/api/v1/connectors/absent-0123456789abcdef/test";
    let absent = server.call(reqwest::Method::POST, absent, None).await;
    assert_eq!(absent.status(), StatusCode::NOT_FOUND);
}
