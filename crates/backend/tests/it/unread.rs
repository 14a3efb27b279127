//! What cannot be read as a request of HTTP/1.1: no handler hears of it, and it is told
//! what is wrong all the same.

use crate::limits::{Line, is_problem};
use crate::support::Server;
use tokio::io::AsyncWriteExt as _;

const GOOD: &str = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";

fn with_header_lines(count: usize) -> String {
    let lines: String = (0..count).map(|n| format!("x-{n}: a\r\n")).collect();
    format!("GET /healthz HTTP/1.1\r\nhost: localhost\r\n{lines}\r\n")
}

fn with_a_long_header() -> String {
    let long = "x".repeat(1024 * 1024);
    format!("GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-long: {long}\r\n\r\n")
}

fn with_a_long_address() -> String {
    let long = "x".repeat(65_535);
    format!("GET /{long} HTTP/1.1\r\n\r\n")
}

#[tokio::test]
async fn what_is_not_http_is_told_what_is_wrong() {
    let server = Server::start().await;
    for (said, status, code) in [
        ("an order of paper\r\n\r\n".to_owned(), 400, "invalid_input"),
        (GOOD.replace("GET", "G\u{1}T"), 400, "invalid_input"),
        (GOOD.replace("1.1", "4.2"), 400, "invalid_input"),
        (GOOD.replace("host:", "ho st:"), 400, "invalid_input"),
        (GOOD.replace("/healthz", "health z"), 400, "invalid_input"),
        (with_a_long_address(), 414, "too_large"),
        (with_header_lines(101), 431, "too_large"),
        (with_a_long_header(), 431, "too_large"),
    ] {
        let mut line = Line::to(&server).await;
        line.say(&said).await;
        let answer = line.hear().await;
        is_problem(&answer, status, code);
        for header in [
            "\r\nx-request-id: ",
            "\r\nx-content-type-options: nosniff\r\n",
            "\r\ncontent-security-policy: default-src 'none'",
            "\r\nconnection: close\r\n",
            "\r\ndate: ",
        ] {
            assert!(answer.contains(header), "{header:?} in {answer}");
        }
    }
    let metrics = server.get("/metrics").await.text().await.expect("text");
    let counted = "requests_refused_total{reason=\"malformed\"} 8";
    assert!(metrics.contains(counted), "{metrics}");
}

/// What came before it on the same connection is answered as ever.
#[tokio::test]
async fn what_came_before_is_answered_first() {
    let server = Server::start().await;
    let contract = GOOD.replace("/healthz", "/openapi.json");
    let whole = server
        .get("/openapi.json")
        .await
        .text()
        .await
        .expect("text");
    let mut line = Line::to(&server).await;
    line.say(&format!("{contract}{contract}and no more\r\n\r\n"))
        .await;
    line.0.shutdown().await.expect("it is open");
    let heard = line.hear_all().await;
    assert_eq!(heard.matches("HTTP/1.1 200 OK").count(), 2);
    assert_eq!(heard.matches(&whole).count(), 2, "both are whole");
    let last = heard.rfind("HTTP/1.1 400").expect("the last is answered");
    is_problem(&heard[last..], 400, "invalid_input");
}

/// Python's and others listen once they have said everything.
#[tokio::test]
async fn it_reaches_who_is_still_sending() {
    let server = Server::start().await;
    let mut line = Line::to(&server).await;
    line.say(&with_a_long_header()).await;
    let more = "x".repeat(8 * 1024 * 1024);
    line.0.write_all(more.as_bytes()).await.expect("it listens");
    is_problem(&line.hear().await, 431, "too_large");
}
