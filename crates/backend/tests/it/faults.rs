//! Channels that misbehave, on a clock that is moved by hand.

use crate::support::{Receiver, Script, Server, until};
use backend::clock::Clock;
use reqwest::StatusCode;
use std::time::{Duration, Instant};

const ID: &str = "0123456789abcdef0123456789abcdef";
const START: i64 = 1_790_000_000_000;
const HOUR: Duration = Duration::from_secs(3600);

async fn server(clock: &Clock) -> Server {
    Server::start_with(|config| config.clock = clock.clone()).await
}

async fn state_is(server: &Server, state: &str) -> bool {
    server.deliveries(ID).await[0]["state"] == state
}

async fn tried(server: &Server, times: u64) -> bool {
    let newest = &server.deliveries(ID).await[0];
    newest["attempts"] == times && newest["state"] != "sending"
}

/// R6: ten attempts at the listed times, then a dead letter. News older than
/// three days are given up before.
#[tokio::test]
async fn the_schedule_is_kept_and_ends() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(503, ""));
    let server = server(&clock).await;
    server.save(ID, "All", &receiver.connector("down")).await;
    server.event("created", "Again").await;
    until("the first try", async || tried(&server, 1).await).await;
    let mut passed = Duration::ZERO;
    for (attempt, listed) in [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000]
        .iter()
        .enumerate()
    {
        let listed = *listed as f64;
        // Not yet: jitter is at most a fifth.
        clock.advance(Duration::from_secs_f64(listed * 0.79));
        passed += Duration::from_secs_f64(listed * 1.21);
        let due = server.deliveries(ID).await[0]["attempts"].clone();
        assert_eq!(due, attempt + 1, "tried early");
        clock.advance(Duration::from_secs_f64(listed * 0.42));
        let next = attempt as u64 + 2;
        until("the next try", async || tried(&server, next).await).await;
    }
    // The tenth and last comes when the news is three days old, not later.
    clock.advance(Duration::from_secs(72 * 3600 - 1) - passed);
    let nine = server.deliveries(ID).await[0]["attempts"].clone();
    assert!(nine == 9 || nine == 10, "{nine}");
    clock.advance(Duration::from_secs(2));
    until("it is given up", async || state_is(&server, "failed").await).await;
    assert_eq!(receiver.count(), 10);
    assert_eq!(server.deliveries(ID).await[0]["attempts"], 10);
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(
        metrics.contains("teams_connector_dead_total{reason=\"exhausted\"} 1"),
        "{metrics}"
    );
}

/// R7: no attempt before the time the channel asked for.
#[tokio::test]
async fn retry_after_is_honoured() {
    for (status, header, wait) in [
        (429, "retry-after: 3600", 3600),
        (503, "retry-after: 3600", 3600),
        (429, "retry-after: soon", 15),
        (503, "retry-after: 999999999", 86_400),
    ] {
        let clock = Clock::manual(START);
        let receiver = Receiver::start().await;
        receiver.usually(Script::with_header(status, header));
        let server = server(&clock).await;
        server.save(ID, "All", &receiver.connector("busy")).await;
        server.event("created", "Later").await;
        until("one try", async || {
            receiver.count() == 1 && state_is(&server, "queued").await
        })
        .await;
        receiver.usually(Script::ok());
        clock.advance(Duration::from_secs(wait - 1));
        server.event("created", "Another").await;
        assert_eq!(receiver.count(), 1, "{status} {header}");
        clock.advance(Duration::from_secs(3));
        until("both arrive", async || receiver.count() == 3).await;
    }
}

/// A save vouches for the address, and does not take back the pause that the
/// channel asked for.
#[tokio::test]
async fn a_save_does_not_cut_retry_after_short() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::with_header(429, "retry-after: 3600"));
    let server = server(&clock).await;
    let address = receiver.connector("busy");
    server.save(ID, "All", &address).await;
    server.event("created", "Later").await;
    until("one try", async || {
        receiver.count() == 1 && state_is(&server, "queued").await
    })
    .await;
    receiver.usually(Script::ok());
    server.save(ID, "Create", &address).await;
    server.event("created", "Another").await;
    clock.advance(Duration::from_secs(3599));
    server.event("created", "A third").await;
    assert_eq!(receiver.count(), 1, "the channel asked for an hour");
    clock.advance(Duration::from_secs(3));
    until("all arrive", async || receiver.count() == 4).await;
}

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

/// R8: an answer of 200 is not enough.
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

/// R12: a card nobody takes is dropped after the short form; others go on.
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

/// R13: gone twice disables once; saving again enables.
#[tokio::test]
async fn a_gone_webhook_is_disabled_until_saved_again() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(410, ""));
    let server = server(&clock).await;
    server.save(ID, "All", &receiver.connector("gone")).await;
    server.event("created", "One").await;
    until("one try", async || tried(&server, 1).await).await;
    assert_eq!(server.connector(ID).await["health"]["state"], "failing");
    clock.advance(Duration::from_secs(301));
    until("disabled", async || {
        server.connector(ID).await["health"]["state"] == "disabled"
    })
    .await;
    let reason = server.connector(ID).await["health"]["reason"].to_string();
    assert!(reason.contains("no longer exists"), "{reason}");
    server.event("created", "Two").await;
    assert_eq!(server.deliveries(ID).await[0]["state"], "skipped");
    assert_eq!(receiver.count(), 2);
    receiver.usually(Script::ok());
    server.save(ID, "All", &receiver.connector("gone")).await;
    server.event("created", "Three").await;
    until("enabled", async || state_is(&server, "delivered").await).await;
}

/// R13: five days without a success.
#[tokio::test]
async fn five_days_of_failure_disable() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(500, ""));
    let server = server(&clock).await;
    server.save(ID, "All", &receiver.connector("dead")).await;
    for _ in 0..5 {
        server.event("created", "News").await;
        until("tried", async || {
            // The pace needs time to pass, too.
            clock.advance(Duration::from_secs(1));
            let newest = server.deliveries(ID).await[0].clone();
            // The attempt counts from its start; the outcome comes with its end.
            newest["attempts"] != 0 && newest["state"] != "sending"
        })
        .await;
        let health = server.connector(ID).await["health"].clone();
        assert_eq!(health["state"], "failing");
        clock.advance(24 * HOUR);
    }
    server.event("created", "The last straw").await;
    until("disabled", async || {
        server.connector(ID).await["health"]["state"] == "disabled"
    })
    .await;
}

/// R9 in short: a burst stays within 4 a second and 60 in 30 seconds, and a
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

/// R11 in short: a channel that answers 503 to every third post has every card
/// in the end, each once.
#[tokio::test]
async fn a_flaky_channel_gets_everything() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::every_third(503));
    let server = Server::start_with(|config| {
        config.clock = clock.clone();
        // The clock moves while a post may be on its way.
        config.lease = HOUR;
    })
    .await;
    server.save(ID, "All", &receiver.connector("flaky")).await;
    for number in 0..9 {
        server.event("created", &format!("Task {number}")).await;
    }
    until("all are delivered", async || {
        let all = server.deliveries(ID).await;
        let are = |state: &str| all.iter().filter(|each| each["state"] == state).count();
        // A card may be the third one several times: then it waits for half an hour.
        if are("sending") == 0 {
            clock.advance(Duration::from_secs(60));
        }
        are("delivered") == 9
    })
    .await;
    let taken = receiver.posts().iter().filter(|post| post.taken).count();
    assert_eq!(taken, 9);
    assert!(receiver.count() > 9, "some were refused at first");
}

/// R10 in short: a hanging channel holds up only itself.
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

/// R16: full storage says 503, never 202, and recovers by itself.
#[tokio::test]
async fn a_full_disk_is_told_and_recovers() {
    let clock = Clock::manual(START);
    let server = Server::start_with(|config| {
        config.clock = clock.clone();
        config.max_database_bytes = Some(600 * 1024);
    })
    .await;
    let good = "https://contoso.webhook.office.com/webhookb2/a";
    server.save(ID, "Update", good).await;
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

/// R25: what was in flight at the removal changes nothing afterwards.
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

/// R26: time that stands still fires nothing.
#[tokio::test]
async fn nothing_is_early_while_time_stands() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(503, ""));
    let server = server(&clock).await;
    server.save(ID, "All", &receiver.connector("still")).await;
    server.event("created", "Once").await;
    until("one try", async || tried(&server, 1).await).await;
    for _ in 0..20 {
        assert_eq!(server.get("/readyz").await.status(), StatusCode::OK);
    }
    assert_eq!(receiver.count(), 1);
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
