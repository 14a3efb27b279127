//! The real binary: killed, and looked into by commands.

use crate::support::{Process, Receiver, Script, binary, offline, refused, until};
use std::os::unix::fs::PermissionsExt as _;

const ID: &str = "0123456789abcdef0123456789abcdef";

/// Every 202 is kept, and soon served again.
#[tokio::test]
async fn what_was_acknowledged_survives_sigkill() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let mut server = Process::start(dir.path(), &[]).await;
    for channel in ["a", "b", "c"] {
        let id = format!("{channel}-{ID}");
        server.save(&id, "All", &receiver.connector(channel)).await;
    }
    let mut titles = Vec::new();
    for round in 0..3 {
        for number in 0..4 {
            let title = format!("Task {round}.{number}!");
            server.event(&title).await;
            titles.push(title);
        }
        server.kill().await;
        server = Process::start(dir.path(), &[]).await;
    }
    let arrived = |channel: &str, title: &str| {
        let posts = receiver.posts_to(channel);
        posts
            .iter()
            .filter(|post| post.body.contains(title))
            .count()
    };
    for title in &titles {
        for channel in ["a", "b", "c"] {
            until(title, async || arrived(channel, title) > 0).await;
        }
    }
    // At most one post in flight per channel and kill.
    let extra = receiver.count() as i64 - (titles.len() * 3) as i64;
    assert!(extra <= 9, "{extra} cards came twice");
    // Nothing is left over.
    until("nothing waits or is in flight", async || {
        let metrics = server.text("/metrics").await;
        metrics.contains("teams_connector_queue_depth 0\n")
    })
    .await;
    server.kill().await;
}

/// An interrupted post is taken over when its lease ends.
#[tokio::test]
async fn a_post_in_flight_at_sigkill_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    receiver.usually(Script::Hang);
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", &receiver.connector("slow")).await;
    server.event("Interrupted").await;
    until("it is in flight", async || receiver.count() == 1).await;
    server.kill().await;
    receiver.usually(Script::ok());
    let server = Process::start(dir.path(), &[]).await;
    let path = format!("/api/v1/connectors/{ID}/deliveries");
    until("it is made again", async || {
        server.json(&path).await["deliveries"][0]["state"] == "delivered"
    })
    .await;
    assert_eq!(receiver.count(), 2);
}

/// Every dead letter goes out once, however often it is asked for.
#[tokio::test]
async fn replay_sends_dead_letters_once() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(400, "no"));
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", &receiver.connector("dead")).await;
    server.event("Dead and back").await;
    let path = format!("/api/v1/connectors/{ID}/deliveries");
    until("it is dead", async || {
        server.json(&path).await["deliveries"][0]["state"] == "failed"
    })
    .await;
    receiver.usually(Script::ok());
    let replay = ["deliveries", "replay", "--connector", ID];
    let first = offline(dir.path(), &replay).await;
    assert!(first.contains("1 sent again"), "{first}");
    until("it arrives", async || {
        server.json(&path).await["deliveries"][0]["state"] == "delivered"
    })
    .await;
    let second = offline(dir.path(), &replay).await;
    assert!(second.contains("0 sent again"), "{second}");
    assert_eq!(receiver.count(), 2);
    let id = server.json(&path).await["deliveries"][0]["eventId"].to_string();
    let list = offline(dir.path(), &["deliveries", "list"]).await;
    assert!(list.contains(id.trim_matches('"')), "{list}");
}

/// Keys rotate under a running server; the old key may go.
#[tokio::test]
async fn rekey_leaves_everything_readable() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", &receiver.connector("rekey")).await;
    let before = std::fs::read_to_string(dir.path().join("data/secret.key")).unwrap();
    let said = offline(dir.path(), &["rekey"]).await;
    assert!(said.contains("2 secrets sealed again"), "{said}");
    server.event("Under the new key").await;
    until("it arrives", async || receiver.count() == 1).await;
    offline(dir.path(), &["rekey", "--drop-old"]).await;
    server.kill().await;
    let after = std::fs::read_to_string(dir.path().join("data/secret.key")).unwrap();
    let key = |text: &str| text.lines().last().map(str::to_owned);
    assert_ne!(key(&before), key(&after));
    let server = Process::start(dir.path(), &[]).await;
    server.event("After the restart").await;
    until("it arrives", async || receiver.count() == 2).await;
}

/// A backup taken while events come holds all that came before it.
#[tokio::test]
async fn a_backup_restores() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", &receiver.connector("kept")).await;
    server.event("Before").await;
    until("it arrived", async || receiver.count() == 1).await;
    let other = tempfile::tempdir().unwrap();
    let data = other.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let copy = data.join("connector.db");
    offline(dir.path(), &["backup", copy.to_str().unwrap()]).await;
    let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "it holds the tasks' texts");
    server.kill().await;
    std::fs::copy(dir.path().join("data/secret.key"), data.join("secret.key")).unwrap();
    let server = Process::start(other.path(), &[]).await;
    server.event("From the copy").await;
    until("the copy delivers", async || receiver.count() >= 2).await;
    let history = server
        .json(&format!("/api/v1/connectors/{ID}/deliveries"))
        .await;
    assert_eq!(history["deliveries"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn events_are_sent_from_a_shell() {
    let receiver = Receiver::start().await;
    let dir = tempfile::tempdir().unwrap();
    let server = Process::start(dir.path(), &[]).await;
    let base = server.base.clone();
    server.save(ID, "All", &receiver.connector("shell")).await;
    // A title is anything, also what looks like a flag.
    let send = [
        "send-event",
        "created",
        "--id",
        "-7",
        "--title",
        "- buy milk",
        "--idempotency-key",
        "-7-created",
        "--server",
        &base,
    ];
    let said = offline(dir.path(), &send).await;
    assert!(said.contains("eventId"), "{said}");
    until("it arrived", async || receiver.count() == 1).await;
    let card = &receiver.posts_to("shell")[0].body;
    assert!(card.contains("- buy milk"), "{card}");
}

/// What is off is listed and switched on again beside the running server.
#[tokio::test]
async fn webhooks_are_listed_and_switched_on() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", &receiver.workflow("listed")).await;
    let list = offline(dir.path(), &["webhooks", "list"]).await;
    assert!(
        list.contains("active") && list.contains("last card never"),
        "{list}"
    );
    assert!(!list.contains("canary"), "{list}");
    for nothing in [&["--disabled"][..], &["--quiet"], &["--quiet", "1"]] {
        let list = offline(dir.path(), &[&["webhooks", "list"], nothing].concat()).await;
        assert_eq!(list, "");
    }
    for one in [&["--all"][..], &["--connector", ID], &["0123456789abcdef"]] {
        let said = offline(dir.path(), &[&["webhooks", "enable"], one].concat()).await;
        assert_eq!(said, "0 switched on\n");
    }
    let mut none = binary();
    none.args(["webhooks", "enable", "--data-dir"])
        .arg(dir.path().join("data"));
    let said = refused(&mut none).await;
    assert!(said.contains("--all"), "{said}");
}
