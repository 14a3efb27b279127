//! Keys by name: each sender has a token and its own tenant's ears, each team an
//! enrolment key, and each is taken back alone.

use crate::support::{Server, WORKFLOW, event, offline, save, until};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const NOBODYS: &str = "cccccccccccccccccccccccccccccccc";

/// The key that a command printed this once, as soon as the server knows it.
pub(crate) async fn made(server: &Server, arguments: &[&str]) -> String {
    let key = printed(server, arguments).await;
    until("the server knows it", async || {
        counts(server, arguments[0], &key).await
    })
    .await;
    key
}

/// Whether a key is good for anything. Nothing is reported or made: it is only asked
/// who may.
async fn counts(server: &Server, kind: &str, key: &str) -> bool {
    let url = |path: &str| format!("{}/api/v1/{path}", server.base);
    let (call, refusal) = match kind {
        "senders" => {
            let call = server.http.post(url("events")).bearer_auth(key);
            (call.json(&Value::Null), StatusCode::UNAUTHORIZED)
        }
        _ => {
            let call = server.http.post(url("webhooks/check"));
            let call = call.header("Enrolment-Key", key);
            let body = json!({"webhookUrl": WORKFLOW});
            (call.json(&body), StatusCode::FORBIDDEN)
        }
    };
    let answer = call.send().await.expect("the server answers");
    answer.status() != refusal
}

async fn printed(server: &Server, arguments: &[&str]) -> String {
    let said = offline(server.dir.path(), arguments).await;
    let mut lines = said.lines();
    let key = lines.find_map(|line| {
        let key = line.strip_prefix("token: ").or(line.strip_prefix("key: "));
        key.map(str::to_owned)
    });
    key.unwrap_or_else(|| panic!("{said}"))
}

async fn report(server: &Server, token: &str, title: &str, key: Option<&str>) -> (u16, Value) {
    let url = format!("{}/api/v1/events", server.base);
    let mut request = server.http.post(url).bearer_auth(token);
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    let answer = request.json(&event("created", title)).send().await;
    let answer = answer.expect("the server answers");
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or_default())
}

/// Saves with an enrolment key.
async fn enrolled(server: &Server, key: &str, id: &str, body: &Value) -> StatusCode {
    let url = format!("{}/api/v1/connectors/{id}", server.base);
    let request = server.http.put(url).header("Enrolment-Key", key);
    let answer = request.json(body).send().await;
    answer.expect("the server answers").status()
}

#[tokio::test]
async fn a_sender_is_heard_by_its_own_tenant_alone() {
    let server = Server::start_outside().await;
    for (name, id) in [("a", A), ("b", B)] {
        let add = ["enrolment", "add", name, "--tenant", name];
        let key = made(&server, &add).await;
        assert!(key.starts_with("tce_"), "{key}");
        let saved = enrolled(&server, &key, id, &save("All", WORKFLOW)).await;
        assert_eq!(saved, StatusCode::CREATED);
    }
    let own = std::fs::read_to_string(server.dir.path().join("data/enrolment-key")).unwrap();
    let saved = enrolled(&server, own.trim(), NOBODYS, &save("All", WORKFLOW)).await;
    assert_eq!(saved, StatusCode::CREATED);
    let list = ["connectors", "list"];
    let all = offline(server.dir.path(), &list).await;
    for tenant in ["  of a  ", "  of b  ", "  of nobody  "] {
        assert_eq!(all.matches(tenant).count(), 1, "{all}");
    }
    let of_a = offline(server.dir.path(), &[&list[..], &["--tenant", "a"]].concat()).await;
    assert!(
        of_a.lines().count() == 1 && of_a.contains("  of a  "),
        "{of_a}"
    );
    let add = ["senders", "add", "billing", "--tenant", "a"];
    let of_a = made(&server, &add).await;
    let of_all = made(&server, &["senders", "add", "everything"]).await;
    let (status, taken) = report(&server, &of_a, "For a", None).await;
    assert_eq!((status, &taken["deliveries"]), (202, &1.into()));
    let (status, taken) = report(&server, &of_all, "For all", None).await;
    assert_eq!((status, &taken["deliveries"]), (202, &3.into()));
    // Neither its title nor that it was is in another tenant's history.
    for (id, heard) in [(A, 2), (B, 1), (NOBODYS, 1)] {
        let all = server.deliveries(id).await;
        assert_eq!(all.len(), heard, "{id}: {all:?}");
    }
}

#[tokio::test]
async fn a_token_is_made_listed_and_taken_back_while_the_server_runs() {
    let server = Server::start().await;
    let token = made(&server, &["senders", "add", "billing"]).await;
    assert!(token.starts_with("tcs_"), "{token}");
    assert_eq!(report(&server, &token, "One", None).await.0, 202);
    let other = made(&server, &["senders", "add", "shop", "--tenant", "contoso"]).await;
    let said = offline(server.dir.path(), &["senders", "list"]).await;
    assert!(said.contains("billing  every tenant  made "), "{said}");
    assert!(said.contains("shop  contoso  made "), "{said}");
    assert!(!said.contains(&token) && !said.contains(&other), "{said}");
    let said = offline(server.dir.path(), &["senders", "revoke", "billing"]).await;
    assert!(said.contains("billing revoked"), "{said}");
    until("it counts no longer", async || {
        report(&server, &token, "Two", None).await.0 == 401
    })
    .await;
    assert_eq!(report(&server, &other, "Three", None).await.0, 202);
    assert_eq!(
        report(&server, &server.events_token(), "Four", None)
            .await
            .0,
        202
    );
    for wrong in ["", "tcs_", &other[1..], &format!("{other}x")] {
        assert_eq!(report(&server, wrong, "Five", None).await.0, 401, "{wrong}");
    }
}

/// Two senders that count their calls from one are two.
#[tokio::test]
async fn idempotency_keys_are_each_senders_own() {
    let server = Server::start().await;
    let one = made(&server, &["senders", "add", "one"]).await;
    let two = made(&server, &["senders", "add", "two"]).await;
    let (_, first) = report(&server, &one, "One", Some("1")).await;
    let (status, second) = report(&server, &two, "Two", Some("1")).await;
    assert_eq!(status, 202, "no conflict");
    assert_ne!(first["eventId"], second["eventId"]);
    let (_, again) = report(&server, &one, "One", Some("1")).await;
    assert_eq!(first["eventId"], again["eventId"]);
    let operator = server.events_token();
    assert_eq!(report(&server, &operator, "Three", Some("1")).await.0, 202);
}

#[tokio::test]
async fn an_enrolment_key_is_taken_back_alone() {
    let server = Server::start_outside().await;
    let one = made(&server, &["enrolment", "add", "team-one"]).await;
    let two = made(&server, &["enrolment", "add", "team-two"]).await;
    let body = save("All", WORKFLOW);
    assert_eq!(enrolled(&server, &one, A, &body).await, StatusCode::CREATED);
    offline(server.dir.path(), &["enrolment", "revoke", "team-one"]).await;
    until("it counts no longer", async || {
        !counts(&server, "enrolment", &one).await
    })
    .await;
    assert_eq!(
        enrolled(&server, &one, B, &body).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        enrolled(&server, &two, NOBODYS, &body).await,
        StatusCode::CREATED
    );
    assert_eq!(
        enrolled(&server, "", A, &body).await,
        StatusCode::OK,
        "what is saved goes on"
    );
    let said = offline(server.dir.path(), &["enrolment", "list"]).await;
    assert!(
        said.contains("team-two") && !said.contains("team-one"),
        "{said}"
    );
    // A sender's token is no enrolment key, nor the other way round.
    let sender = made(&server, &["senders", "add", "billing"]).await;
    let id = "dddddddddddddddddddddddddddddddd";
    assert_eq!(
        enrolled(&server, &sender, id, &body).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(report(&server, &two, "No", None).await.0, 401);
}

/// `alone` reaches no further than the key.
#[tokio::test]
async fn a_tenants_key_replaces_no_other_tenants_connectors() {
    let server = Server::start_outside().await;
    let [a, b] = [["add", "a", "--tenant", "a"], ["add", "b", "--tenant", "b"]];
    let a = made(&server, &[&["enrolment"], &a[..]].concat()).await;
    let b = made(&server, &[&["enrolment"], &b[..]].concat()).await;
    let mut body = save("All", WORKFLOW);
    assert_eq!(enrolled(&server, &a, A, &body).await, StatusCode::CREATED);
    // Whoever knows the id changes it, and does not take it over.
    assert_eq!(enrolled(&server, &b, A, &body).await, StatusCode::OK);
    let list = ["connectors", "list", "--tenant", "a"];
    let of_a = offline(server.dir.path(), &list).await;
    assert_eq!(of_a.lines().count(), 1, "{of_a}");
    body["alone"] = true.into();
    assert_eq!(enrolled(&server, &b, B, &body).await, StatusCode::CREATED);
    let path = format!("/api/v1/connectors/{A}");
    let there = async || server.call(Method::GET, &path, None).await.status();
    assert_eq!(there().await, StatusCode::OK);
    assert_eq!(
        enrolled(&server, &a, NOBODYS, &body).await,
        StatusCode::CREATED
    );
    assert_eq!(there().await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_name_is_given_once() {
    let server = Server::start().await;
    made(&server, &["senders", "add", "billing"]).await;
    let data = server.dir.path().join("data");
    for (arguments, sentence) in [
        (["senders", "add", "billing"], "revoke it first"),
        (["senders", "revoke", "shop"], "No key is for shop"),
        (["senders", "add", "two words"], "letters, digits"),
        (["enrolment", "revoke", "billing"], "No key is for billing"),
    ] {
        let mut command = crate::support::binary();
        command.args(arguments).arg("--data-dir").arg(&data);
        let said = crate::support::refused(&mut command).await;
        assert!(said.contains(sentence), "{arguments:?}: {said}");
    }
}

/// The key is in no file and no log: only its hash is stored.
#[tokio::test]
async fn a_key_is_stored_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    let server = crate::support::Process::start(dir.path(), &[]).await;
    let said = offline(dir.path(), &["senders", "add", "billing"]).await;
    let token = said.trim().strip_prefix("token: ").unwrap().to_owned();
    let url = format!("{}/api/v1/events", server.base);
    let sent = reqwest::Client::new().post(url).bearer_auth(&token);
    let sent = sent.json(&event("created", "Canary")).send().await.unwrap();
    assert_eq!(sent.status(), 202);
    assert_eq!(server.terminate().await, Some(0));
    let mut files = vec![dir.path().join("log")];
    files.extend(
        std::fs::read_dir(dir.path().join("data"))
            .unwrap()
            .map(|file| file.unwrap().path()),
    );
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let found = bytes
            .windows(token.len())
            .any(|part| part == token.as_bytes());
        assert!(!found, "{}", file.display());
    }
}
