//! What is refused before its work: too much at once, too slow, too large.
//! Every refusal that HTTP still allows is a problem.

use crate::support::{Server, until};
use serde_json::Value;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A bare connection: a client library would not be slow or wrong on purpose.
struct Line(TcpStream);

impl Line {
    async fn to(server: &Server) -> Self {
        let address = server.base.trim_start_matches("http://");
        let address: SocketAddr = address.parse().expect("an address and a port");
        Self(TcpStream::connect(address).await.expect("it listens"))
    }

    async fn say(&mut self, text: &str) {
        // The server may have hung up; then its answer tells.
        let _ = self.0.write_all(text.as_bytes()).await;
    }

    /// Everything until the server closes, or until a whole problem is there.
    async fn hear(&mut self) -> String {
        let mut heard = Vec::new();
        let reading = async {
            while self.0.read_buf(&mut heard).await.is_ok_and(|n| n > 0) {
                if heard.ends_with(b"}") {
                    break;
                }
            }
        };
        let read = tokio::time::timeout(Duration::from_secs(20), reading).await;
        assert!(read.is_ok(), "the server neither answers nor closes");
        String::from_utf8_lossy(&heard).into_owned()
    }
}

fn event_head(server: &Server, length: usize) -> String {
    format!(
        "POST /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n",
        server.events_token()
    )
}

#[track_caller]
fn is_problem(answer: &str, status: u16, code: &str) {
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")),
        "{answer}"
    );
    assert!(
        answer.contains("content-type: application/problem+json"),
        "{answer}"
    );
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let problem: Value = serde_json::from_str(body).expect("a problem is JSON");
    assert_eq!(problem["status"], status, "{problem}");
    assert_eq!(problem["code"], code, "{problem}");
    assert!(problem["requestId"].is_string(), "{problem}");
}

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

#[tokio::test]
async fn what_is_more_than_fits_at_once_is_503() {
    let server = Server::start_with(|config| {
        config.limits.concurrent = 1;
    })
    .await;
    let mut first = Line::to(&server).await;
    first.say(&event_head(&server, 100)).await;
    let shed = "requests_refused_total{reason=\"overload\"}";
    // The first is in work once another one is refused.
    until("the first is in work", async || {
        let probe = server.get("/api/v1/connectors/absent-0123456789abcdef");
        probe.await.status() == 503
    })
    .await;
    let mut second = Line::to(&server).await;
    second.say(&event_head(&server, 2)).await;
    second.say("{}").await;
    let answer = second.hear().await;
    is_problem(&answer, 503, "unavailable");
    assert!(answer.contains("retry-after: "), "{answer}");
    // Health is always answered, and what was shed is counted.
    assert_eq!(server.get("/healthz").await.status(), 200);
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains(shed), "{metrics}");
    drop(first);
    until("there is room again", async || {
        let probe = server.get("/api/v1/connectors/absent-0123456789abcdef");
        probe.await.status() == 404
    })
    .await;
}

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

/// Above hyper's own buffer of 64 KB it answers by itself, with the right
/// status and no body: no request has been read that our layers could answer.
#[tokio::test]
async fn headers_above_64_kb_are_431_without_a_problem() {
    let server = Server::start().await;
    let mut line = Line::to(&server).await;
    let long = "x".repeat(100 * 1024);
    line.say(&format!(
        "GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: {long}\r\n\r\n"
    ))
    .await;
    let answer = line.hear().await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
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

/// A proxy that is trusted to name the caller speaks for many.
#[tokio::test]
async fn an_address_has_its_share_of_the_connections() {
    for (header, closed) in [(None, true), (Some("x-forwarded-for"), false)] {
        let server = Server::start_with(|config| {
            // One is the test's own.
            config.limits.connections_per_address = 3;
            config.limits.client_address_header = header.map(str::to_owned);
        })
        .await;
        let mut held = vec![Line::to(&server).await, Line::to(&server).await];
        let mut next = Line::to(&server).await;
        next.say("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await;
        assert_eq!(next.hear().await.is_empty(), closed, "{header:?}");
        held.clear();
        until("there is room again", async || {
            let mut next = Line::to(&server).await;
            next.say("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
                .await;
            next.hear().await.starts_with("HTTP/1.1 200")
        })
        .await;
    }
}
