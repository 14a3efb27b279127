//! The releases of the SDK: found in folders, served by version alone.

use crate::bench::Bench;
use axum::http::{StatusCode, header};
use serde_json::json;

fn with_releases(bench: &Bench) {
    bench.write(
        "npm/@microsoft/teams-js/package.json",
        r#"{"version":"2.58.0"}"#,
    );
    bench.write(
        "npm/@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js",
        "newest",
    );
    bench.write(
        "npm/teams-js-1.13.1/package.json",
        r#"{"version":"1.13.1"}"#,
    );
    bench.write("npm/teams-js-1.13.1/dist/MicrosoftTeams.min.js", "old");
    bench.write(
        "npm/teams-js-evil/package.json",
        r#"{"version":"../secret"}"#,
    );
    bench.write("npm/teams-js-evil/dist/MicrosoftTeams.min.js", "evil");
    bench.write("flat/1.5.2.js", "older");
    bench.write("flat/notes.js", "not a release");
    bench.write("secret.js", "secret");
}

#[tokio::test]
async fn lists_what_is_there_oldest_first() {
    let bench = Bench::start().await;
    assert_eq!(bench.json("/simulator/sdk.json").await, json!(["shipped"]));
    with_releases(&bench);
    let expected = json!(["shipped", "1.5.2", "1.13.1", "2.58.0"]);
    assert_eq!(bench.json("/simulator/sdk.json").await, expected);
    bench.write("shim.js", "stand-in");
    assert_eq!(bench.json("/simulator/sdk.json").await[4], "shim");
}

#[tokio::test]
async fn serves_each_release_unmodified() {
    let bench = Bench::start().await;
    with_releases(&bench);
    bench.write("shim.js", "stand-in");
    for (version, script) in [
        ("1.5.2", "older"),
        ("1.13.1", "old"),
        ("2.58.0", "newest"),
        ("shim", "stand-in"),
    ] {
        let answer = bench.get(&format!("/simulator/sdk/{version}.js")).await;
        assert_eq!(
            answer.headers()[header::CONTENT_TYPE],
            "text/javascript; charset=utf-8"
        );
        assert_eq!(answer.text().await.unwrap(), script);
    }
}

/// Asked for as a client writes it that does not tidy its paths.
#[tokio::test]
async fn a_release_that_is_not_at_hand_names_what_brings_it() {
    let bench = Bench::start().await;
    let detail = async |file: &str| {
        let answer = bench.get(&format!("/simulator/sdk/{file}")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{file}");
        let problem: serde_json::Value = answer.json().await.unwrap();
        problem["detail"].as_str().unwrap().to_owned()
    };
    let release = detail("2.13.0.js").await;
    for command in ["cargo xtask sdk fetch 2.13.0", "cargo xtask sdk fetch all"] {
        assert!(release.contains(command), "{release}");
    }
    let shim = detail("shim.js").await;
    assert!(shim.contains("npm run shim"), "{shim}");
    // Nothing from an address goes into a command that somebody may copy.
    let odd = detail("2.13.0;evil.js").await;
    assert!(!odd.contains("evil") && odd.contains("2.13.0"), "{odd}");
}

#[tokio::test]
async fn a_fetched_release_is_there_at_once() {
    let bench = Bench::start().await;
    bench.write("flat/1.5.2.js", "older");
    let answer = bench.get("/simulator/sdk/2.13.0.js").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    bench.write("flat/2.13.0.js", "fetched");
    let answer = bench.get("/simulator/sdk/2.13.0.js").await;
    assert_eq!(answer.text().await.unwrap(), "fetched");
    let expected = json!(["shipped", "1.5.2", "2.13.0"]);
    assert_eq!(bench.json("/simulator/sdk.json").await, expected);
}

#[tokio::test]
async fn nothing_leaves_the_folders() {
    let bench = Bench::start().await;
    with_releases(&bench);
    for file in [
        "..%2Fsecret.js",
        "..%2F..%2Fsecret.js",
        "..%5Csecret.js",
        "%2e%2e%2fsecret.js",
        "flat%2F..%2F..%2Fsecret.js",
        "notes.js",
        "2.0.0.js",
        "%2Fetc%2Fpasswd.js",
        "1.5.2",
        "shim.js",
        "..",
        "%2e%2e",
        "..\\secret.js",
    ] {
        let answer = bench.raw(&format!("/simulator/sdk/{file}")).await;
        assert!(answer.starts_with("HTTP/1.1 404 "), "{file}: {answer}");
        assert!(!tells(&answer), "{file}: {answer}");
    }
    assert!(bench.seen().is_empty());
}

/// More segments than a release has: nobody's here, so the backend is asked.
#[tokio::test]
async fn other_paths_read_no_file() {
    let bench = Bench::start().await;
    with_releases(&bench);
    for path in [
        "/simulator/sdk/../secret.js",
        "/simulator/sdk/../../secret.js",
        "/simulator/sdk/%2e%2e/secret.js",
        "/simulator/sdk/1.5.2.js/../../../secret.js",
    ] {
        let answer = bench.raw(path).await;
        assert!(answer.contains("x-own: kept"), "{path}: {answer}");
        assert!(!tells(&answer), "{path}: {answer}");
    }
}

/// Whether an answer has what lies outside the folders, or is no release.
fn tells(answer: &str) -> bool {
    let (_, body) = answer.split_once("\r\n\r\n").expect("it has a head");
    body.contains("secret") || body.contains("not a release")
}

#[tokio::test]
async fn the_page_can_be_opened_without_a_host() {
    let bench = Bench::start().await;
    let answer = bench.get("/shim").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()[header::LOCATION], "/configure");
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("simulator-sdk=shim;"), "{cookie}");
}
