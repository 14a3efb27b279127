//! What the protocol itself makes too large, unclear or early.

use super::{Line, event_head, is_problem};
use crate::support::{Server, until};
use tokio::io::AsyncWriteExt as _;

#[tokio::test]
async fn headers_above_16_kb_are_431() {
    let server = Server::start().await;
    let mut line = Line::to(&server).await;
    let long = "x".repeat(20 * 1024);
    line.say(&format!(
        "GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: {long}\r\n\r\n"
    ))
    .await;
    is_problem(&line.hear().await, 431, "too_large");
}

/// Python's and others listen once they have said everything.
#[tokio::test]
async fn a_refusal_reaches_who_is_still_sending() {
    let server = Server::start_with(|config| {
        config.limits.events_per_second = 1;
    })
    .await;
    let body = "x".repeat(8 * 1024 * 1024);
    let stranger = event_head(&server, body.len()).replace("Bearer ", "Bearer x");
    for (head, status, code) in [
        (event_head(&server, body.len()), 413, "too_large"),
        (stranger.clone(), 401, "unauthorized"),
    ] {
        let mut line = Line::to(&server).await;
        line.say(&head).await;
        line.0.write_all(body.as_bytes()).await.expect("it listens");
        is_problem(&line.hear().await, status, code);
    }
    until("its measure is used up", async || {
        server
            .send(&crate::support::event("created", "x"), None)
            .await
            .status()
            == 429
    })
    .await;
    let mut line = Line::to(&server).await;
    line.say(&event_head(&server, body.len())).await;
    line.0.write_all(body.as_bytes()).await.expect("it listens");
    let answer = line.hear().await;
    is_problem(&answer, 429, "too_many_requests");
    assert!(answer.contains("retry-after: "), "{answer}");
}

/// Who asks before it sends is told at once, and not asked to go on.
#[tokio::test]
async fn a_refusal_does_not_ask_for_the_body() {
    let server = Server::start().await;
    let head = event_head(&server, 1000).replace("Bearer ", "Bearer x");
    let head = head.replace("host: x", "host: x\r\nexpect: 100-continue");
    let mut line = Line::to(&server).await;
    line.say(&head).await;
    is_problem(&line.hear().await, 401, "unauthorized");
}

/// A proxy and we might mean different ones.
#[tokio::test]
async fn no_host_or_two_are_400() {
    let server = Server::start().await;
    for lines in ["", "host: localhost\r\nhost: localhost\r\n"] {
        for path in ["/healthz", "/api/v1/events", "/configure"] {
            let mut line = Line::to(&server).await;
            line.say(&format!("GET {path} HTTP/1.1\r\n{lines}\r\n"))
                .await;
            is_problem(&line.hear().await, 400, "invalid_input");
        }
    }
    let mut probe = Line::to(&server).await;
    probe.say("GET /healthz HTTP/1.0\r\n\r\n").await;
    assert!(probe.hear().await.contains("200 OK"));
}
