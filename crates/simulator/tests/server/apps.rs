//! Uploading app packages: what the host page is told, and what is refused.

use crate::bench::Bench;
use axum::http::StatusCode;
use manifest::{Recipe, Surface, write_archive};
use serde_json::json;
use tokio_util::sync::CancellationToken;

const ADDRESS: &str = "https://connector.example.com";

fn recipe() -> Recipe {
    Recipe::new(ADDRESS.parse().expect("an address"))
}

async fn upload(bench: &Bench, package: Vec<u8>) -> reqwest::Response {
    let request = bench.client.post(bench.url("/simulator/apps"));
    let sent = request.body(package).send().await;
    sent.expect("the simulator answers")
}

#[tokio::test]
async fn an_uploaded_app_is_told_with_its_addresses_and_its_icon() {
    let bench = Bench::start().await;
    let mut recipe = recipe();
    recipe.surface = Surface::Both;
    let answer = upload(&bench, write_archive(&recipe.files())).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let all = bench.json("/simulator/apps").await;
    let app = &all[0];
    assert_eq!(app["id"], recipe.id().to_string());
    assert_eq!(app["name"]["short"], "Task notifications");
    assert_eq!(app["validDomains"], json!(["connector.example.com"]));
    let page = format!("{ADDRESS}/configure");
    assert_eq!(app["connectors"][0]["configurationUrl"], page);
    let tab = format!("{page}?destination=workflow");
    assert_eq!(app["configurableTabs"][0]["configurationUrl"], tab);
    let icon = bench
        .get(&format!("/simulator/apps/{}/icon", recipe.id()))
        .await;
    assert_eq!(icon.headers()["content-type"], "image/png");
    assert!(icon.bytes().await.unwrap().starts_with(b"\x89PNG"));
    assert_eq!(bench.get("/simulator/apps/none/icon").await.status(), 404);
}

#[tokio::test]
async fn a_newer_version_takes_the_place_of_the_older_one() {
    let bench = Bench::start().await;
    for version in ["1.0.0", "1.0.1"] {
        let mut recipe = recipe();
        recipe.app_version = version.to_owned();
        upload(&bench, write_archive(&recipe.files())).await;
    }
    let all = bench.json("/simulator/apps").await;
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert_eq!(all[0]["version"], "1.0.1");
}

#[tokio::test]
async fn what_teams_would_refuse_is_refused_with_the_fault() {
    let bench = Bench::start().await;
    let mut recipe = recipe();
    recipe.developer.website = "http://example.com".to_owned();
    for (package, says) in [
        (write_archive(&recipe.files()), "(address-not-https)"),
        (b"no archive".to_vec(), "Teams refuses this package."),
        (vec![0; 10 * 1024 * 1024 + 1], "10 MB"),
    ] {
        let answer = upload(&bench, package).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let told: serde_json::Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert!(told["detail"].as_str().unwrap().contains(says), "{told}");
    }
    assert_eq!(bench.json("/simulator/apps").await, json!([]));
}

/// What Teams finds out only when it is to show the page, the host page tells then.
#[tokio::test]
async fn a_page_outside_the_listed_domains_is_no_reason_to_refuse_the_upload() {
    let bench = Bench::start().await;
    let mut files = recipe().files();
    let mut text: serde_json::Value = serde_json::from_slice(files.manifest().unwrap()).unwrap();
    text["validDomains"] = json!(["other.example.com"]);
    let path = manifest::Path::inside(manifest::MANIFEST).unwrap();
    files.add(&path, text.to_string().into_bytes());
    let answer = upload(&bench, write_archive(&files)).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_start_with_a_broken_package_says_why() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let config = simulator::Config {
        backend: "http://127.0.0.1:1".parse().unwrap(),
        names: Vec::new(),
        events_token_file: None,
        package: Some(file.path().to_owned()),
        sdk_dirs: Vec::new(),
        shim: None,
    };
    let told = simulator::serve(listener, config, CancellationToken::new()).await;
    let told = told.unwrap_err().to_string();
    assert!(
        told.starts_with("The app package cannot be uploaded."),
        "{told}"
    );
}
