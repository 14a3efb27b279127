//! Who is slow: to send, to ask, or to take the answer.

use super::{Line, event_head, is_problem};
use crate::support::Server;
use std::time::Duration;

#[tokio::test]
async fn a_body_that_dawdles_is_408() {
    let server = Server::start_with(|config| {
        config.limits.read = Duration::from_millis(300);
    })
    .await;
    let mut line = Line::to(&server).await;
    line.say(&event_head(&server, 100)).await;
    line.say("{\"type\":").await;
    is_problem(&line.hear().await, 408, "too_slow");
}

/// hyper closes without a word: no request has come yet that could be answered.
#[tokio::test]
async fn headers_that_dawdle_end_the_connection() {
    let server = Server::start_with(|config| {
        config.limits.read = Duration::from_millis(300);
    })
    .await;
    let mut line = Line::to(&server).await;
    line.say("GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ")
        .await;
    let heard = line.hear().await;
    assert!(!heard.contains("200 OK"), "{heard}");
}

/// Who connects and says nothing keeps no place: neither at first nor after an
/// answer.
#[tokio::test]
async fn silent_connections_are_closed_and_make_room() {
    let server = Server::start_with(|config| {
        config.limits.read = Duration::from_millis(300);
        config.limits.connections = 3;
    })
    .await;
    let mut silent = Vec::new();
    for _ in 0..3 {
        silent.push(Line::to(&server).await);
    }
    // Every place is taken: this one waits until the silent ones are gone.
    let mut next = Line::to(&server).await;
    next.say("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let heard = next.hear().await;
    assert!(heard.starts_with("HTTP/1.1 200"), "{heard}");
    for line in &mut silent {
        assert_eq!(line.hear().await, "", "closed without a word");
    }
}

/// A pile of requests whose answers nobody takes: each keeps its place only so long.
#[tokio::test]
async fn who_does_not_read_is_cut_off() {
    let server = Server::start_with(|config| {
        config.limits.unread = Duration::from_millis(500);
        config.limits.read = Duration::from_millis(300);
        config.limits.connections = 1;
    })
    .await;
    let mut deaf = Line::to(&server).await;
    let contract = "GET /openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n";
    // More than the system itself keeps on both sides.
    deaf.say(&contract.repeat(1000)).await;
    let mut next = Line::to(&server).await;
    next.say("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let heard = next.hear().await;
    assert!(heard.starts_with("HTTP/1.1 200"), "{heard}");
}
