//! Everything not the simulator's own is the backend's, both ways.

use crate::bench::{Bench, PAGE};
use axum::http::{Method, StatusCode, header};

#[tokio::test]
async fn a_call_reaches_the_backend_as_it_is() {
    let bench = Bench::start().await;
    let answer = bench
        .client
        .put(bench.url("/api/v1/connectors/a%2Fb?x=1%202"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-mine", "kept")
        .body("{\"a\":1}")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert_eq!(answer.headers()["x-own"], "kept");
    assert_eq!(answer.text().await.unwrap(), "{\"version\":1}");
    let seen = bench.seen().remove(0);
    assert_eq!(seen.method, Method::PUT);
    assert_eq!(seen.target, "/api/v1/connectors/a%2Fb?x=1%202");
    assert_eq!(seen.headers["x-mine"], "kept");
    assert_eq!(seen.headers[header::HOST], bench.address.to_string());
    assert_eq!(seen.body, "{\"a\":1}");
}

#[tokio::test]
async fn what_is_meant_for_one_connection_stays_there() {
    let bench = Bench::start().await;
    let request = bench
        .client
        .get(bench.url("/x"))
        .header(header::TE, "trailers");
    request.send().await.unwrap();
    let headers = &bench.seen()[0].headers;
    assert!(!headers.contains_key(header::TE));
    assert!(!headers.contains_key(header::TRANSFER_ENCODING));
}

#[tokio::test]
async fn compression_and_redirects_pass_through() {
    let bench = Bench::start().await;
    let compressed = bench.get("/compressed").await;
    assert_eq!(compressed.headers()[header::CONTENT_ENCODING], "br");
    assert_eq!(compressed.bytes().await.unwrap(), &b"\x0b\x00"[..]);
    let moved = bench.get("/moved").await;
    assert_eq!(moved.status(), StatusCode::FOUND);
    assert_eq!(moved.headers()[header::LOCATION], "/configure");
}

#[tokio::test]
async fn the_shipped_page_is_untouched() {
    let bench = Bench::start().await;
    assert_eq!(bench.text("/configure").await, PAGE);
    let again = bench.page("shipped").await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let seen = bench.seen().pop().unwrap();
    assert_eq!(seen.headers[header::ACCEPT_ENCODING], "gzip, br");
}

#[tokio::test]
async fn another_sdk_replaces_one_element_and_nothing_else() {
    let bench = Bench::start().await;
    for sdk in ["1.5.2", "shim"] {
        let answer = bench.page(sdk).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        assert!(!answer.headers().contains_key(header::ETAG));
        assert_eq!(
            answer.headers()[header::CONTENT_SECURITY_POLICY],
            "script-src 'self'"
        );
        let ours = format!("<script id=\"teams-sdk\" src=\"/simulator/sdk/{sdk}.js\"></script>");
        let theirs = "<script integrity=\"sha384-x\" src=\"/sdk-1.js\" id=\"teams-sdk\"></script>";
        assert_eq!(answer.text().await.unwrap(), PAGE.replace(theirs, &ours));
        let seen = bench.seen().pop().unwrap();
        assert_eq!(seen.headers[header::ACCEPT_ENCODING], "identity");
    }
}

#[tokio::test]
async fn a_cookie_that_is_no_version_changes_nothing() {
    let bench = Bench::start().await;
    for sdk in ["../../etc/passwd", "1.5", "\"><script>"] {
        assert_eq!(
            bench.page(sdk).await.status(),
            StatusCode::NOT_MODIFIED,
            "{sdk}"
        );
    }
}

#[tokio::test]
async fn a_page_without_the_sdk_passes() {
    let bench = Bench::start().await;
    let request = bench.client.get(bench.url("/other"));
    let answer = request
        .header(header::COOKIE, "simulator-sdk=1.5.2")
        .send()
        .await;
    assert_eq!(answer.unwrap().text().await.unwrap(), "<p>no SDK</p>");
}

#[tokio::test]
async fn a_silent_backend_is_a_bad_gateway() {
    let bench = Bench::without_backend().await;
    let answer = bench.get("/configure").await;
    assert_eq!(answer.status(), StatusCode::BAD_GATEWAY);
    assert_eq!(
        answer.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    assert_eq!(bench.get("/").await.status(), StatusCode::OK);
}
