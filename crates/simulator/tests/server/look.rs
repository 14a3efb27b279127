//! What the simulator sees at a page's address, and that it asks this machine alone.

use crate::bench::Bench;
use axum::{
    Router,
    http::{StatusCode, header},
    response::{Html, Redirect},
    routing::get,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

async fn site() -> u16 {
    let framed = [
        ("x-frame-options", "DENY"),
        ("content-security-policy", "frame-ancestors 'self'"),
    ];
    let app = Router::new()
        .route("/page", get(async move || (framed, Html("<p>"))))
        .route("/moved", get(async || Redirect::to("/page")))
        .route("/round", get(async || Redirect::to("/round")))
        .route("/away", get(async || Redirect::to("http://192.0.2.1/")))
        .route("/text", get(async || "text"));
    let listener = TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("a free port");
    let port = listener.local_addr().expect("it was bound").port();
    tokio::spawn(async { axum::serve(listener, app).await });
    port
}

async fn look(bench: &Bench, address: &str) -> Value {
    let body = json!({ "address": address }).to_string();
    let answer = bench.post("/simulator/look", &body).await;
    assert_eq!(answer.status(), StatusCode::OK, "{address}");
    let text = answer.text().await.expect("a text");
    serde_json::from_str(&text).expect("JSON")
}

#[tokio::test]
async fn what_answers_is_described() {
    let (bench, port) = (Bench::start().await, site().await);
    let page = format!("http://localhost:{port}/page");
    for path in ["page", "moved"] {
        let seen = look(&bench, &format!("http://localhost:{port}/{path}")).await;
        let expected = json!({
            "found": "answer", "status": 200, "kind": "text/html; charset=utf-8",
            "frameOptions": "DENY", "policy": "frame-ancestors 'self'", "address": page,
        });
        assert_eq!(seen, expected, "{path}");
    }
    let seen = look(&bench, &format!("http://127.0.0.1:{port}/text")).await;
    assert_eq!(
        (&seen["status"], &seen["policy"]),
        (&json!(200), &Value::Null)
    );
    let seen = look(&bench, &format!("http://localhost:{port}/none")).await;
    assert_eq!(seen["status"], 404);
}

#[tokio::test]
async fn what_does_not_answer_is_told_apart() {
    let (bench, port) = (Bench::start().await, site().await);
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = gone.local_addr().unwrap().port();
    drop(gone);
    for (address, expected) in [
        (format!("http://127.0.0.1:{nobody}/"), "nobody"),
        (format!("http://localhost:{port}/round"), "circle"),
        ("http://no-such-host.invalid/".to_owned(), "no-name"),
    ] {
        assert_eq!(look(&bench, &address).await["found"], expected, "{address}");
    }
}

/// The simulator may stand where a browser cannot reach.
#[tokio::test]
async fn other_machines_are_not_asked() {
    let (bench, port) = (Bench::start().await, site().await);
    for address in [
        "http://192.0.2.1/page".to_owned(),
        "http://[2001:db8::1]/".to_owned(),
        format!("http://localhost:{port}/away"),
    ] {
        assert_eq!(
            look(&bench, &address).await,
            json!({ "found": "elsewhere" })
        );
    }
}

#[tokio::test]
async fn only_an_address_is_looked_at_and_only_for_the_own_page() {
    let bench = Bench::start().await;
    let answer = bench
        .post("/simulator/look", "{\"address\":\"/configure\"}")
        .await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let request = bench.client.post(bench.url("/simulator/look"));
    let foreign = request.header(header::ORIGIN, "https://evil.example");
    let answer = foreign.body("{}").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}
