//! A connector that was never used goes after a year without a save; what took a
//! card, or waits for one, stays.

use crate::support::timed::START;
use crate::support::{Receiver, Script, Server, WORKFLOW, until};
use backend::clock::Clock;
use std::time::Duration;
use tempfile::TempDir;

const DAY: Duration = Duration::from_secs(24 * 3600);
const UNUSED: &str = "unused-0123456789abcdef";
const SAVED: &str = "saved--0123456789abcdef";
const TESTED: &str = "tested-0123456789abcdef";
const WAITING: &str = "waits--0123456789abcdef";

async fn server(dir: TempDir, clock: &Clock, days: Option<u32>) -> Server {
    Server::start_in(dir, |config| {
        config.clock = clock.clone();
        config.expire_unused_days = days;
    })
    .await
}

async fn is_there(server: &Server, id: &str) -> bool {
    let path = format!("/api/v1/connectors/{id}");
    server.get(&path).await.status() == 200
}

/// Three connectors, of which one took a test card, and one was saved again after
/// some days.
async fn made(clock: &Clock, receiver: &Receiver) -> TempDir {
    let server = server(tempfile::tempdir().expect("a place"), clock, Some(365)).await;
    server.save(UNUSED, "Update", WORKFLOW).await;
    server
        .save(TESTED, "Update", &receiver.connector("one"))
        .await;
    let path = format!("/api/v1/connectors/{TESTED}/test");
    let tested = server.call(reqwest::Method::POST, &path, None).await;
    assert_eq!(tested.status(), 200);
    let ours = receiver.connector("saved");
    server.save(SAVED, "Update", &ours).await;
    clock.advance(DAY * 10);
    server.save(SAVED, "Update", &ours).await;
    server.stop().await
}

#[tokio::test]
async fn what_was_never_used_expires_after_a_year() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    let dir = made(&clock, &receiver).await;
    clock.advance(DAY * 354);
    let young = server(dir, &clock, Some(365)).await;
    // A card that waits for its channel.
    receiver.script("waits", Script::status(503, ""));
    young
        .save(WAITING, "Create", &receiver.connector("waits"))
        .await;
    young.event("created", "Order paper").await;
    assert!(is_there(&young, UNUSED).await);
    let dir = young.stop().await;
    clock.advance(DAY * 2);
    let never = server(dir, &clock, None).await;
    assert!(is_there(&never, UNUSED).await);
    let dir = never.stop().await;
    let old = server(dir, &clock, Some(365)).await;
    until("it has expired", async || !is_there(&old, UNUSED).await).await;
    for kept in [SAVED, TESTED, WAITING] {
        assert!(is_there(&old, kept).await, "{kept}");
    }
}
