//! How often one caller may ask, and how often one channel may be asked.

use crate::support::timed::{self, START};
use crate::support::{Receiver, Server};
use backend::clock::Clock;
use reqwest::Method;
use serde_json::json;

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
