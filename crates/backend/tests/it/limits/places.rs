//! How much may be under way at once, and for whom.

use super::{Line, is_problem};
use crate::support::{Receiver, Script, Server, until};
use reqwest::Method;

/// A save whose body is on its way for long.
const SLOW_SAVE: &str = "PUT /api/v1/connectors/slow-0123456789abcdef HTTP/1.1\r\n\
     host: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n";

/// Whether a call is begun, by a caller that a proxy names.
async fn is_begun(server: &Server, caller: &str) -> bool {
    let path = "/api/v1/connectors/absent-0123456789abcdef";
    let probe = server.http.get(format!("{}{path}", server.base));
    let probe = probe.header("x-forwarded-for", caller).send().await;
    match probe.expect("the server answers").status().as_u16() {
        404 => true,
        503 => false,
        other => panic!("{other}"),
    }
}

/// What strangers hold, events do not lack; and nobody holds more than a share.
#[tokio::test]
async fn what_is_more_than_fits_at_once_is_503() {
    let server = Server::start_with(|config| {
        config.limits.concurrent = 4;
        config.limits.client_address_header = Some("x-forwarded-for".into());
    })
    .await;
    let mut slow = Vec::new();
    for caller in ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"] {
        assert!(is_begun(&server, caller).await);
        let mut line = Line::to(&server).await;
        let named = format!("\r\nx-forwarded-for: {caller}\r\ncontent-length");
        line.say(&SLOW_SAVE.replace("\r\ncontent-length", &named))
            .await;
        slow.push(line);
        until("its share is taken", async || {
            !is_begun(&server, caller).await
        })
        .await;
    }
    // Every place is taken, whoever asks.
    assert!(!is_begun(&server, "10.0.0.5").await);
    let mut next = Line::to(&server).await;
    next.say(SLOW_SAVE).await;
    let answer = next.hear().await;
    is_problem(&answer, 503, "unavailable");
    assert!(answer.contains("retry-after: "), "{answer}");
    let shed = "requests_refused_total{reason=\"overload\"}";
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains(shed), "{metrics}");
    assert_eq!(server.get("/healthz").await.status(), 200);
    server.event("created", "Not their place").await;
    drop(slow);
    until("there is room again", async || {
        is_begun(&server, "10.0.0.5").await
    })
    .await;
}

/// Test cards to a channel that never answers: few at once for one address, and
/// neither calls nor events wait for them.
#[tokio::test]
async fn test_cards_have_few_places() {
    let receiver = Receiver::start().await;
    receiver.usually(Script::Hang);
    let server = Server::start_with(|config| config.limits.concurrent_tests = 8).await;
    let test = async |name: String| {
        let path = format!("/api/v1/connectors/{name}-0123456789abcdef/test");
        let card = serde_json::json!({ "webhookUrl": receiver.connector(&name) });
        server.call(Method::POST, &path, Some(&card)).await.status()
    };
    let refused = async {
        until("both are on their way", async || receiver.count() == 2).await;
        test("third".into()).await
    };
    let (first, second) = (test("first".into()), test("second".into()));
    tokio::select! {
        status = refused => assert_eq!(status, 503),
        _ = async { tokio::join!(first, second) } => panic!("the channels hang"),
    }
    server.event("created", "Not their place").await;
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
