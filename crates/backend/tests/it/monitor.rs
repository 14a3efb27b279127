//! `--metrics-bind`: the metrics are on a listener of their own, and nowhere else.

use crate::support::{Process, binary, raw, refused};
use std::net::TcpListener;

/// A free port of an address that only these tests use.
fn free() -> String {
    let listener = TcpListener::bind("127.0.0.3:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    address.to_string()
}

#[tokio::test]
async fn metrics_are_on_their_own_listener_alone() {
    let dir = tempfile::tempdir().unwrap();
    let address = free();
    let server = Process::start(dir.path(), &["--metrics-bind", &address]).await;
    let base = format!("http://{address}");
    let there = raw(&base, "/metrics").await;
    assert!(there.contains("teams_connector_connectors"), "{there}");
    for path in ["/", "/readyz", "/openapi.json", "/api/v1/connectors/x"] {
        let other = raw(&base, path).await;
        assert!(other.starts_with("HTTP/1.1 404"), "{path}: {other}");
        assert!(
            other.contains("application/problem+json"),
            "{path}: {other}"
        );
    }
    let main = raw(&server.base, "/metrics").await;
    assert!(main.starts_with("HTTP/1.1 404"), "{main}");
    assert!(raw(&server.base, "/readyz").await.contains("200 OK"));
    assert_eq!(server.terminate().await, Some(0));
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    assert!(!log.contains("may read /metrics"), "{log}");
}

#[tokio::test]
async fn metrics_for_everybody_are_told_and_a_taken_address_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let server = Process::start(dir.path(), &["--metrics-bind", "0.0.0.0:0"]).await;
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    assert!(log.contains("may read /metrics"), "{log}");
    let taken = server.base.strip_prefix("http://").unwrap();
    let other = tempfile::tempdir().unwrap();
    let mut serve = binary();
    serve.args(["serve", "--bind", "127.0.0.1:0", "--metrics-bind", taken]);
    serve.arg("--data-dir").arg(other.path().join("data"));
    let said = refused(&mut serve).await;
    assert!(said.contains("cannot be bound"), "{said}");
}
