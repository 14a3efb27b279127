//! Anything at all in the place of an id.

use super::{ID, wait};
use crate::support::Server;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::StatusCode;
use serde_json::Value;

/// No path below the connectors that is no id leads anywhere.
#[tokio::test(flavor = "multi_thread")]
async fn any_path_gets_a_clear_answer() {
    let server = Server::start().await;
    server
        .put(
            ID,
            &crate::support::save("All", "https://a.webhook.office.com/webhookb2/a"),
        )
        .await;
    let mut runner = TestRunner::new(Config {
        cases: 150,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&paths(), |path| {
        let (status, problem): (_, Value) = wait(async {
            let path = format!("/api/v1/connectors/{}", path.replace(['#', '?'], ""));
            let answer = server.get(&path).await;
            (answer.status(), answer.json().await.expect("a problem"))
        });
        prop_assert_eq!(status, StatusCode::NOT_FOUND, "{}", problem);
        prop_assert_eq!(&problem["code"], "not_found");
        prop_assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|says| !says.is_empty())
        );
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}

/// Anything that can stand in a path, and what comes close to a connector's own.
fn paths() -> impl Strategy<Value = String> {
    let near = [
        String::new(),
        format!("{ID}/"),
        format!("{ID}/deliveries/"),
        format!("{ID}/deliveries/1"),
        format!("{}/deliveries", &ID[..15]),
        format!("{ID}%00"),
        format!("{ID}%20"),
        format!("{ID}%2fdeliveries"),
        format!("{ID};"),
        format!("{}A", &ID[..31]),
        ID.repeat(3),
        "%2e%2e%2fevents".to_owned(),
    ];
    prop_oneof![prop::sample::select(near.to_vec()), "[!-~]{0,80}"]
}

#[tokio::test]
async fn an_id_that_is_no_text_is_nobodys() {
    let server = Server::start().await;
    let answer = server.get("/api/v1/connectors/%ff").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "not_found");
}
