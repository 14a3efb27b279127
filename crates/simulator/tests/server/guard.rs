//! Loopback only: where it listens, by which name, and for whose pages.

use crate::bench::Bench;
use axum::http::{StatusCode, header};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn a_listener_for_everybody_is_refused() {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let config = simulator::Config {
        backend: "http://127.0.0.1:1".parse().unwrap(),
        names: Vec::new(),
        events_token_file: None,
        package: None,
        sdk_dirs: Vec::new(),
        shim: None,
    };
    let stop = CancellationToken::new();
    stop.cancel(); // one that would serve stops at once
    let served = simulator::serve(listener, config, stop).await;
    assert!(matches!(served, Err(simulator::ServeError::NotLoopback)));
}

#[test]
fn the_command_refuses_it_in_one_sentence() {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_simulator"))
        .args(["--bind", "0.0.0.0:0", "--backend", "http://127.0.0.1:1"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(said.lines().count(), 1);
    assert!(said.contains("loopback only"), "{said}");
}

#[tokio::test]
async fn another_name_for_this_machine_is_refused_unless_it_was_told() {
    let bench = Bench::start().await;
    for (name, expected) in [
        ("evil.example", StatusCode::FORBIDDEN),
        ("teams.example.com", StatusCode::OK),
    ] {
        let request = bench.client.get(bench.url("/"));
        let answer = request.header(header::HOST, name).send().await.unwrap();
        assert_eq!(answer.status(), expected, "{name}");
    }
    assert!(bench.seen().is_empty());
}

#[tokio::test]
async fn a_foreign_page_reports_nothing() {
    let bench = Bench::start().await;
    let own = bench.url("");
    for (origin, expected) in [
        ("https://evil.example", StatusCode::FORBIDDEN),
        ("null", StatusCode::FORBIDDEN),
        (own.as_str(), StatusCode::CREATED),
    ] {
        let request = bench.client.post(bench.url("/simulator/events"));
        let answer = request.header(header::ORIGIN, origin).send().await.unwrap();
        assert_eq!(answer.status(), expected, "{origin}");
    }
}

#[tokio::test]
async fn stopping_ends_also_what_waits() {
    let bench = Bench::start().await;
    bench.put("/simulator/receiver", r#"[{"hang":true}]"#).await;
    let hanging = bench
        .client
        .post(bench.url("/webhookb2/x"))
        .body("{}")
        .send();
    let (client, address) = (bench.client.clone(), bench.url("/"));
    let hanging = tokio::spawn(hanging);
    while bench
        .json("/simulator/posts")
        .await
        .as_array()
        .unwrap()
        .is_empty()
    {
        tokio::task::yield_now().await;
    }
    drop(bench);
    assert!(hanging.await.unwrap().is_err());
    assert!(client.get(address).send().await.is_err());
}
