//! One wrong look switches nothing off: what is not called now waits.

use crate::support::timed::{HOUR, ID, START, state_is, wanted};
use crate::support::{Receiver, Script, Server, until};
use backend::clock::Clock;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;
use tempfile::TempDir;

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn started(dir: TempDir, clock: &Clock, loopback: bool) -> Server {
    Server::start_in(dir, |config| {
        config.clock = clock.clone();
        config.allow_loopback_webhooks = loopback;
        // The clock is turned on by hours while a card is out.
        config.lease = std::time::Duration::from_secs(3600);
    })
    .await
}

/// One start without an entry of the list: the cards wait, and come once it is back.
#[tokio::test]
async fn a_list_that_was_shorter_for_one_start_loses_nothing() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    let server = started(tempfile::tempdir().unwrap(), &clock, true).await;
    server.save(ID, "All", &receiver.connector("listed")).await;
    let server = started(server.stop().await, &clock, false).await;
    server.event("created", "Meanwhile").await;
    until("it is looked at", async || {
        wanted(&server).await[0]["outcome"] == "blocked"
    })
    .await;
    let waits = wanted(&server).await[0].clone();
    assert_eq!(waits["state"], "queued", "{waits}");
    let reason = waits["reason"].as_str().unwrap();
    assert!(reason.contains("no longer on the list"), "{reason}");
    let health = server.connector(ID).await["health"].clone();
    assert_eq!(health["state"], "failing", "{health}");
    let server = started(server.stop().await, &clock, true).await;
    clock.advance(Duration::from_secs(7));
    until("it comes", async || state_is(&server, "delivered").await).await;
    assert_eq!(receiver.count(), 1);
}

/// A list that stays shorter for five days is meant so.
#[tokio::test]
async fn five_days_off_the_list_disable() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    let server = started(tempfile::tempdir().unwrap(), &clock, true).await;
    server.save(ID, "All", &receiver.connector("listed")).await;
    let server = started(server.stop().await, &clock, false).await;
    let mut passed = Duration::ZERO;
    while server.connector(ID).await["health"]["state"] != "disabled" {
        assert!(passed < DAY * 60, "it is never disabled");
        if passed.as_secs().is_multiple_of(DAY.as_secs()) {
            server.event("created", "News").await;
        }
        // The worker may see several of these hours as one; never fewer than passed.
        clock.advance(HOUR);
        passed += HOUR;
    }
    assert!(passed >= DAY * 5, "disabled after {passed:?}");
    assert_eq!(receiver.count(), 0);
}

/// Every answer of Power Automate, as the simulator says it too: its code in the
/// history and in the test card's result, in one sentence that names no address.
#[tokio::test]
async fn power_automates_answers_are_told_apart() {
    const ANSWERS: &str = include_str!("../../../simulator/src/power_automate.json");
    let answers: BTreeMap<String, Value> = serde_json::from_str(ANSWERS).unwrap();
    for (name, outcome, state) in [
        ("accepted", "accepted", "accepted"),
        ("switched-off", "switched_off", "queued"),
        ("deleted", "switched_off", "queued"),
        ("not-found", "no_workflow", "queued"),
        ("unsigned", "unsigned", "queued"),
        ("two-authorizations", "two_authorizations", "queued"),
        ("schema-mismatch", "bad_card", "failed"),
        ("too-large", "too_large", "failed"),
        ("throttled", "throttled", "queued"),
    ] {
        let clock = Clock::manual(START);
        let receiver = Receiver::start().await;
        receiver.usually(Script::recorded(&answers[name]));
        let server = Server::start_with(|config| config.clock = clock.clone()).await;
        server.save(ID, "All", &receiver.workflow("flow")).await;
        server.event("created", "Told apart").await;
        until(name, async || {
            let newest = wanted(&server).await[0].clone();
            newest["state"] == state && newest["outcome"] == outcome
        })
        .await;
    }
}

/// A flow that is switched on again gets what came meanwhile.
#[tokio::test]
async fn a_workflow_that_was_off_gets_its_cards() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    let off = r#"{"error":{"code":"WorkflowTriggerIsNotEnabled"}}"#;
    receiver.usually(Script::status(400, off));
    let server = Server::start_with(|config| config.clock = clock.clone()).await;
    server.save(ID, "All", &receiver.workflow("flow")).await;
    server.event("created", "While it is off").await;
    until("it is refused", async || {
        wanted(&server).await[0]["outcome"] == "switched_off"
    })
    .await;
    let health = server.connector(ID).await["health"].clone();
    assert_eq!(health["state"], "failing");
    let reason = health["reason"].as_str().unwrap();
    assert!(reason.contains("is off or was deleted"), "{reason}");
    receiver.usually(Script::status(202, ""));
    clock.advance(Duration::from_secs(7));
    until("it comes", async || state_is(&server, "accepted").await).await;
}
