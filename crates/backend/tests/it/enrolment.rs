//! Outside this machine a stranger may nothing: a new connector needs the
//! enrolment key, and so does asking for anything without a connector's id.

use crate::support::{Process, Server, WORKFLOW, offline, save};
use reqwest::{Method, Response};
use serde_json::{Value, json};

const ID: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

fn key(server: &Server) -> String {
    let file = server.dir.path().join("data/enrolment-key");
    let text = std::fs::read_to_string(file).expect("the key was made");
    text.trim().to_owned()
}

async fn ask(server: &Server, key: &str, method: Method, path: &str, body: &Value) -> Response {
    let url = format!("{}/api/v1/{path}", server.base);
    let call = server.http.request(method, url).json(body);
    let call = match key {
        "" => call,
        key => call.header("Enrolment-Key", key),
    };
    call.send().await.expect("the server answers")
}

async fn put(server: &Server, key: &str, id: &str, more: Value) -> u16 {
    let mut body = save("All", WORKFLOW);
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let path = format!("connectors/{id}");
    let answer = ask(server, key, Method::PUT, &path, &body).await;
    answer.status().as_u16()
}

#[tokio::test]
async fn a_connector_is_made_by_the_key_and_changed_by_its_id() {
    let server = Server::start_outside().await;
    let key = key(&server);
    let wrong = "x".repeat(key.len());
    for stranger in ["", "x", &wrong, &key[1..]] {
        assert_eq!(put(&server, stranger, ID, json!({})).await, 403);
    }
    let path = format!("connectors/{ID}");
    let body = save("All", WORKFLOW);
    let refused = ask(&server, "", Method::PUT, &path, &body).await;
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["code"], "not_enrolled");
    assert_eq!(put(&server, &key, ID, json!({})).await, 201);
    assert_eq!(put(&server, "", ID, json!({})).await, 200);
    assert_eq!(server.get(&format!("/api/v1/{path}")).await.status(), 200);
}

/// Knowing only an address takes nobody's connectors away.
#[tokio::test]
async fn a_stranger_replaces_nobody() {
    let server = Server::start_outside().await;
    assert_eq!(put(&server, &key(&server), ID, json!({})).await, 201);
    assert_eq!(put(&server, "", OTHER, json!({"alone": true})).await, 403);
    assert_eq!(server.connector(ID).await["version"], 1);
    let alone = json!({"alone": true});
    assert_eq!(put(&server, &key(&server), OTHER, alone).await, 201);
    let gone = server.get(&format!("/api/v1/connectors/{ID}")).await;
    assert_eq!(gone.status(), 404);
}

#[tokio::test]
async fn asking_needs_the_key_or_an_id() {
    let server = Server::start_outside().await;
    let key = key(&server);
    assert_eq!(put(&server, &key, ID, json!({})).await, 201);
    let check = async |key: &str, id: Option<&str>| {
        let body = match id {
            Some(id) => json!({"webhookUrl": WORKFLOW, "entityId": id}),
            None => json!({"webhookUrl": WORKFLOW}),
        };
        let answer = ask(&server, key, Method::POST, "webhooks/check", &body).await;
        answer.status().as_u16()
    };
    assert_eq!(check("", None).await, 403);
    assert_eq!(check("", Some(OTHER)).await, 403);
    assert_eq!(check("", Some(ID)).await, 200);
    assert_eq!(check(&key, None).await, 200);
    let path = format!("connectors/{OTHER}/test");
    let body = json!({"webhookUrl": WORKFLOW});
    let answer = ask(&server, "", Method::POST, &path, &body).await;
    assert_eq!(answer.status(), 403);
}

/// The old key counts no longer, at once; what was saved goes on.
#[tokio::test]
async fn a_key_is_rotated_while_the_server_runs() {
    let server = Server::start_outside().await;
    let old = key(&server);
    assert_eq!(put(&server, &old, ID, json!({})).await, 201);
    let address = ["--public-url", "https://connector.example.com/"];
    let shown = [&["enrolment", "show"], &address[..]].concat();
    let said = offline(server.dir.path(), &shown).await;
    let page = format!("https://connector.example.com/configure?enrol={old}\n");
    assert!(said.contains(&page), "{said}");
    let said = offline(server.dir.path(), &["enrolment", "rotate"]).await;
    let new = key(&server);
    assert!(old != new && said.contains(&new), "{said}");
    assert_eq!(put(&server, &old, OTHER, json!({})).await, 403);
    assert_eq!(put(&server, "", ID, json!({})).await, 200);
    assert_eq!(put(&server, &new, OTHER, json!({})).await, 201);
}

/// On this machine alone nobody is asked for anything.
#[tokio::test]
async fn on_loopback_nobody_needs_the_key() {
    let server = Server::start().await;
    assert_eq!(put(&server, "", ID, json!({"alone": true})).await, 201);
    let body = json!({"webhookUrl": WORKFLOW});
    let answer = ask(&server, "", Method::POST, "webhooks/check", &body).await;
    assert_eq!(answer.status(), 200);
}

/// It travels in the page's address and in a header, and stays out of the log.
#[tokio::test]
async fn the_key_is_private_and_in_no_log() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let outside = ["--public-url", "https://connector.example.com"];
    let outside = [&outside[..], &["--auth-mode", "capability"]].concat();
    let server = Process::start_strict_with(dir.path(), &outside).await;
    let file = dir.path().join("data/enrolment-key");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let key = std::fs::read_to_string(&file).unwrap().trim().to_owned();
    let mut answers = server.text(&format!("/configure?enrol={key}")).await;
    let call = reqwest::Client::new().put(format!("{}/api/v1/connectors/{ID}", server.base));
    let call = call
        .header("Enrolment-Key", &key)
        .json(&save("All", WORKFLOW));
    let answer = call.send().await.unwrap();
    assert_eq!(answer.status(), 201);
    answers += &answer.text().await.unwrap();
    answers += &server.text(&format!("/api/v1/connectors/{ID}")).await;
    answers += &server.text("/metrics").await;
    assert_eq!(server.terminate().await, Some(0));
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    assert!(log.contains("whoever has the enrolment key"), "{log}");
    assert!(!log.contains(&key) && !answers.contains(&key));
}
