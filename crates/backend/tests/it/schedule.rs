//! When a card is tried again and when a channel is given up, on a clock that is
//! moved by hand.

use crate::support::timed::{HOUR, ID, START, Witness, server, state_is, tried, wanted};
use crate::support::{Receiver, Script, Server, until};
use backend::clock::Clock;
use std::time::Duration;

/// Ten attempts at the listed times, then a dead letter. News older than
/// three days are given up before.
#[tokio::test]
async fn the_schedule_is_kept_and_ends() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(503, ""));
    let server = server(&clock).await;
    let witness = Witness::beside(&server, &receiver).await;
    server.save(ID, "Create", &receiver.connector("down")).await;
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
        witness.looks().await;
        let due = wanted(&server).await[0]["attempts"].clone();
        assert_eq!(due, attempt + 1, "tried early");
        clock.advance(Duration::from_secs_f64(listed * 0.42));
        let next = attempt as u64 + 2;
        until("the next try", async || tried(&server, next).await).await;
    }
    // The tenth and last comes when the news is three days old, not later.
    clock.advance(Duration::from_secs(72 * 3600 - 1) - passed);
    witness.looks().await;
    assert!(tried(&server, 9).await, "{:?}", wanted(&server).await[0]);
    clock.advance(Duration::from_secs(2));
    until("it is given up", async || state_is(&server, "failed").await).await;
    assert_eq!(receiver.posts_to("down").len(), 10);
    assert_eq!(wanted(&server).await[0]["attempts"], 10);
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(
        metrics.contains("teams_connector_dead_total{reason=\"exhausted\"} 1"),
        "{metrics}"
    );
}

/// No attempt before the time the channel asked for.
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
        let witness = Witness::beside(&server, &receiver).await;
        server.save(ID, "Create", &receiver.connector("busy")).await;
        server.event("created", "Later").await;
        until("one try", async || {
            receiver.count() == 1 && state_is(&server, "queued").await
        })
        .await;
        receiver.usually(Script::ok());
        clock.advance(Duration::from_secs(wait - 1));
        server.event("created", "Another").await;
        witness.looks().await;
        all_wait(&server, &format!("{status} {header}")).await;
        clock.advance(Duration::from_secs(3));
        until("both arrive", async || receiver.posts_to("busy").len() == 3).await;
    }
}

/// Nothing was claimed: a delivery that is being sent or was sent is not queued.
async fn all_wait(server: &Server, what: &str) {
    for each in wanted(server).await {
        assert_eq!(each["state"], "queued", "{what}: {each}");
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
    let witness = Witness::beside(&server, &receiver).await;
    let address = receiver.connector("busy");
    server.save(ID, "Create", &address).await;
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
    witness.looks().await;
    all_wait(&server, "the channel asked for an hour").await;
    clock.advance(Duration::from_secs(3));
    until("all arrive", async || receiver.posts_to("busy").len() == 4).await;
}

/// What the channel asked to wait for is not due meanwhile, and the history says
/// when it is tried next.
#[tokio::test]
async fn an_absurd_pause_is_told_and_is_not_due() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::with_header(
        429,
        "retry-after: 99999999999999999999",
    ));
    let server = server(&clock).await;
    server.save(ID, "All", &receiver.connector("busy")).await;
    server.event("created", "Later").await;
    until("one try", async || {
        receiver.count() == 1 && state_is(&server, "queued").await
    })
    .await;
    let due = async || {
        let metrics = server.get("/metrics").await.text().await.expect("text");
        let name = "teams_connector_oldest_due_seconds ";
        let line = metrics.lines().find_map(|line| line.strip_prefix(name));
        line.expect("it is told").parse::<f64>().expect("a number")
    };
    clock.advance(HOUR);
    server.event("created", "Another").await;
    for each in wanted(&server).await {
        assert_eq!(each["nextAttemptAt"], "2026-09-22T14:13:20Z", "{each}");
    }
    assert!(due().await <= 0.0, "{}", due().await);
    // Nothing is sent while the receiver hangs: from then on it is due.
    let gate = receiver.hold("busy");
    clock.advance(24 * HOUR);
    until("it is sent", async || receiver.count() == 2).await;
    let late = due().await;
    assert!((late - 3600.0).abs() < 1.0, "{late}");
    gate.add_permits(2);
    until("both arrive", async || receiver.count() == 3).await;
}

/// Gone twice disables once; saving again enables.
#[tokio::test]
async fn a_gone_webhook_is_disabled_until_saved_again() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(410, ""));
    let server = server(&clock).await;
    let witness = Witness::beside(&server, &receiver).await;
    server.save(ID, "Create", &receiver.connector("gone")).await;
    server.event("created", "One").await;
    until("one try", async || tried(&server, 1).await).await;
    assert_eq!(server.connector(ID).await["health"]["state"], "failing");
    clock.advance(Duration::from_secs(299));
    witness.looks().await;
    assert!(tried(&server, 1).await, "it is asked again after 300 s");
    clock.advance(Duration::from_secs(2));
    until("disabled", async || {
        server.connector(ID).await["health"]["state"] == "disabled"
    })
    .await;
    let reason = server.connector(ID).await["health"]["reason"].to_string();
    assert!(reason.contains("no longer exists"), "{reason}");
    server.event("created", "Two").await;
    assert!(state_is(&server, "skipped").await);
    assert_eq!(receiver.posts_to("gone").len(), 2);
    receiver.usually(Script::ok());
    server.save(ID, "Create", &receiver.connector("gone")).await;
    server.event("created", "Three").await;
    until("enabled", async || state_is(&server, "delivered").await).await;
}

/// Five days without a success.
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

/// A channel that answers 503 to every third post has every card
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

/// Time that stands still fires nothing.
#[tokio::test]
async fn nothing_is_early_while_time_stands() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(503, ""));
    let server = server(&clock).await;
    let witness = Witness::beside(&server, &receiver).await;
    server
        .save(ID, "Create", &receiver.connector("still"))
        .await;
    server.event("created", "Once").await;
    until("one try", async || tried(&server, 1).await).await;
    // Teams takes four posts in a second.
    for _ in 0..4 {
        witness.looks().await;
        assert!(tried(&server, 1).await);
    }
    assert_eq!(receiver.posts_to("still").len(), 1);
}
