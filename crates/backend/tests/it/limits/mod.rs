//! What is refused before its work: too much at once, too slow, too large.
//! Every refusal that HTTP still allows is a problem.

use crate::support::timed::{self, START};
use crate::support::{Receiver, Script, Server, until};
use backend::clock::Clock;
use reqwest::Method;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A bare connection: a client library would not be slow or wrong on purpose.
pub(crate) struct Line(pub(crate) TcpStream);

impl Line {
    pub(crate) async fn to(server: &Server) -> Self {
        let address = server.base.trim_start_matches("http://");
        let address: SocketAddr = address.parse().expect("an address and a port");
        Self(TcpStream::connect(address).await.expect("it listens"))
    }

    pub(crate) async fn say(&mut self, text: &str) {
        // The server may have hung up; then its answer tells.
        let _ = self.0.write_all(text.as_bytes()).await;
    }

    /// Everything until the server closes.
    pub(crate) async fn hear_all(&mut self) -> String {
        let mut heard = String::new();
        let reading = self.0.read_to_string(&mut heard);
        let read = tokio::time::timeout(Duration::from_secs(20), reading).await;
        read.expect("the server closes").expect("it is text");
        heard
    }

    /// Everything until the server closes, or until a whole problem is there.
    pub(crate) async fn hear(&mut self) -> String {
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
pub(crate) fn is_problem(answer: &str, status: u16, code: &str) {
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

/// A test card is somebody at a form, not a machine.
#[tokio::test]
async fn test_cards_are_slow_and_what_monitors_read_is_counted() {
    let server = Server::start_with(|config| {
        config.limits.tests_per_second = 1;
        config.limits.requests_per_second = 5;
    })
    .await;
    for (method, path, free) in [
        (
            Method::POST,
            "/api/v1/connectors/absent-0123456789abcdef/test",
            10,
        ),
        // The start asked once whether it is ready.
        (Method::GET, "/metrics", 19),
        (Method::GET, "/configure", 80),
    ] {
        let mut let_through = 0;
        while server.call(method.clone(), path, None).await.status() != 429 {
            let_through += 1;
            assert!(let_through < free * 4, "{path} is not counted");
        }
        assert!(let_through >= free, "{let_through} of {path}");
    }
    assert_eq!(server.get("/healthz").await.status(), 200);
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

/// Each proxy writes it in its own way; only the last entry is the proxy's own.
#[tokio::test]
async fn callers_behind_a_proxy_are_told_apart() {
    let server = Server::start_with(|config| {
        config.limits.requests_per_second = 1;
        config.limits.client_address_header = Some("X-Forwarded-For".into());
    })
    .await;
    let call = async |lines: &[String]| {
        let path = "/api/v1/connectors/absent-0123456789abcdef";
        let mut request = server.http.get(format!("{}{path}", server.base));
        for line in lines {
            request = request.header("x-forwarded-for", line);
        }
        request.send().await.expect("it answers").status().as_u16()
    };
    // A forged line of the caller's own before the proxy's.
    let mut statuses = Vec::new();
    for number in 0..30 {
        statuses.push(call(&[format!("10.0.0.{number}"), "7.7.7.7".into()]).await);
    }
    assert!(statuses.contains(&429), "{statuses:?}");
    for number in 0..30 {
        let address = format!("8.8.8.{number}:4{number:04}");
        assert_eq!(call(&[address]).await, 404, "{number}");
        let address = format!("[2001:db8:{number}::1]");
        assert_eq!(call(&[address]).await, 404, "{number}");
    }
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

/// A query of its own for each test card makes no other channel of it.
#[tokio::test]
async fn test_cards_are_no_flood_whatever_the_query() {
    let receiver = Receiver::start().await;
    let clock = Clock::manual(START);
    let server = timed::server(&clock).await;
    let mut statuses = Vec::new();
    for number in 0..20 {
        let address = format!("{}&n={number}", receiver.workflow("flow"));
        let card = json!({"webhookUrl": address, "notificationType": "All", "configName": "x"});
        let path = format!("/api/v1/connectors/stranger-{number:016}/test");
        statuses.push(server.call(Method::POST, &path, Some(&card)).await.status());
    }
    let [first, rest] = [&statuses[..4], &statuses[4..]];
    assert!(first.iter().all(|status| *status == 200), "{statuses:?}");
    assert!(rest.iter().all(|status| *status == 429), "{statuses:?}");
    assert_eq!(receiver.posts_to("flow").len(), 4);
}
