//! The buttons on cards: a press is told to the system that owns the task, once, signed,
//! and as long as it takes.

use crate::support::{Process, Receiver, Server, binary, refused, until};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode as Status};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use backend::hook::HookAddress;
use backend::{AuthMode, CardLinks, Config};
use reqwest::StatusCode;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

pub(super) const ID: &str = "0123456789abcdef0123456789abcdef";
pub(super) const PUBLIC: &str = "http://localhost:3978";
pub(super) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The system that owns the tasks.
#[derive(Clone, Default)]
pub(super) struct Owner(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    calls: Vec<(HeaderMap, String)>,
    answers: Vec<Answer>,
}

/// What it does with a call.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Says(u16, &'static str),
    Hangs,
}

impl Owner {
    /// It answers in this order, and then as the last time.
    pub(super) async fn start(answers: &[Answer]) -> (Self, String) {
        let owner = Self::default();
        owner.0.lock().expect("nobody panicked").answers = answers.to_vec();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("it is there");
        let url = format!(
            "http://{}/pressed?key=canary",
            listener.local_addr().expect("it is there")
        );
        let router = Router::new()
            .route("/pressed", post(hear))
            .with_state(owner.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (owner, url)
    }

    pub(super) fn calls(&self) -> Vec<(HeaderMap, String)> {
        self.0.lock().expect("nobody panicked").calls.clone()
    }

    pub(super) fn ids(&self) -> BTreeSet<String> {
        let id = |(headers, _): &(HeaderMap, String)| text(headers, "webhook-id");
        self.calls().iter().map(id).collect()
    }
}

async fn hear(State(owner): State<Owner>, headers: HeaderMap, body: Bytes) -> Response {
    let answer = {
        let mut told = owner.0.lock().expect("nobody panicked");
        let said = String::from_utf8(body.to_vec()).expect("it is there");
        told.calls.push((headers, said));
        match told.answers.len() {
            1 => told.answers[0].clone(),
            _ => told.answers.remove(0),
        }
    };
    match answer {
        Answer::Says(status, body) => {
            (Status::from_u16(status).expect("it is there"), body).into_response()
        }
        Answer::Hangs => std::future::pending().await,
    }
}

pub(super) fn text(headers: &HeaderMap, name: &str) -> String {
    headers[name].to_str().expect("it is there").to_owned()
}

pub(super) fn telling(url: &str) -> impl FnOnce(&mut Config) {
    let address = HookAddress {
        url: url.parse().expect("it is there"),
        secret: SecretString::from(SECRET),
    };
    move |config| {
        config.public_url = Some(PUBLIC.into());
        config.hook = Some(address);
    }
}

pub(super) fn event() -> Value {
    json!({
        "type": "created",
        "actions": [{"id": "done", "title": "Mark as done"}, {"id": "later", "title": "Not now"}],
        "task": {"id": "7", "title": "Order paper", "url": "https://tasks.example/7"},
    })
}

/// Where the buttons of the newest card lead, by their names.
fn buttons(receiver: &Receiver) -> Vec<(String, String)> {
    let Some(posted) = receiver.posts().pop() else {
        return Vec::new();
    };
    let card: Value = serde_json::from_str(&posted.body).expect("it is there");
    let actions = card["attachments"][0]["content"]["actions"].as_array();
    let actions = actions.cloned().unwrap_or_default();
    let one = |action: &Value| {
        let url = action["url"]
            .as_str()
            .expect("it is there")
            .replace(PUBLIC, "");
        (
            action["title"].as_str().expect("it is there").to_owned(),
            url,
        )
    };
    actions.iter().map(one).collect()
}

/// A card with buttons, and the paths of their pages.
async fn carded(server: &Server) -> Vec<String> {
    let receiver = Receiver::start().await;
    server.save(ID, "All", &receiver.workflow("orders")).await;
    let taken = server.send(&event(), None).await;
    assert_eq!(taken.status(), StatusCode::ACCEPTED);
    until("the card is there", async || receiver.count() > 0).await;
    let found = buttons(&receiver);
    let names: Vec<_> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Mark as done", "Not now", "View in tasks.example"]);
    found.into_iter().map(|(_, url)| url).take(2).collect()
}

async fn value(base: &str, path: &str) -> Option<String> {
    let page = reqwest::get(format!("{base}{path}"))
        .await
        .expect("it is there");
    let page = page.text().await.expect("it is there");
    let rest = page.split("name=\"press\" value=\"").nth(1)?;
    rest.split('"').next().map(str::to_owned)
}

async fn press(base: &str, path: &str, value: &str) -> (u16, String) {
    let post = reqwest::Client::new().post(format!("{base}{path}"));
    let form = post.header("content-type", "application/x-www-form-urlencoded");
    let answer = form
        .body(format!("press={value}"))
        .send()
        .await
        .expect("it is there");
    let status = answer.status().as_u16();
    (status, answer.text().await.expect("it is there"))
}

#[tokio::test]
async fn a_press_is_told_once_signed_and_its_answer_is_shown() {
    let (owner, url) =
        Owner::start(&[Answer::Says(200, r#"{"sentence":"Closed <b>7</b>."}"#)]).await;
    let server = Server::start_with(telling(&url)).await;
    let paths = carded(&server).await;
    for _ in 0..50 {
        assert!(value(&server.base, &paths[0]).await.is_some());
    }
    assert!(owner.calls().is_empty(), "looking tells nobody");
    let first = value(&server.base, &paths[0]).await.unwrap();
    let other = value(&server.base, &paths[0]).await.unwrap();
    let answer = press(&server.base, &paths[0], &first).await;
    assert_eq!(answer.0, 200);
    assert!(
        answer.1.contains("Closed &lt;b&gt;7&lt;/b&gt;."),
        "{}",
        answer.1
    );
    assert_eq!(press(&server.base, &paths[0], &first).await, answer);
    let (status, used) = press(&server.base, &paths[0], &other).await;
    assert_eq!(status, 410);
    assert!(
        used.contains("done already") && used.contains("Closed"),
        "{used}"
    );
    assert_eq!(value(&server.base, &paths[0]).await, None);
    let calls = owner.calls();
    let [(headers, body)] = calls.as_slice() else {
        panic!("{calls:?}");
    };
    let told: Value = serde_json::from_str(body).unwrap();
    assert_eq!(told["type"], "action.pressed");
    assert_eq!(
        told["data"]["action"],
        json!({"id": "done", "title": "Mark as done"})
    );
    assert_eq!(told["data"]["task"]["id"], "7");
    assert_eq!(told["data"]["configuration"], "Orders");
    let signed = format!(
        "{}.{}.{body}",
        text(headers, "webhook-id"),
        text(headers, "webhook-timestamp")
    );
    assert_eq!(text(headers, "webhook-signature"), signature(&signed));
    // The other button is another press.
    let later = value(&server.base, &paths[1]).await.unwrap();
    assert_eq!(press(&server.base, &paths[1], &later).await.0, 200);
    assert_eq!(owner.ids().len(), 2);
}

fn signature(signed: &str) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let key = STANDARD
        .decode(SECRET.strip_prefix("whsec_").expect("it is there"))
        .expect("it is there");
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).expect("it is there");
    mac.update(signed.as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[tokio::test]
async fn sixty_four_presses_are_one_call_and_one_answer() {
    let (owner, url) = Owner::start(&[Answer::Says(200, r#"{"sentence":"Closed."}"#)]).await;
    let server = Server::start_with(telling(&url)).await;
    let path = carded(&server).await.remove(0);
    let value = value(&server.base, &path).await.unwrap();
    let mut presses = JoinSet::new();
    for _ in 0..64 {
        let (base, path, value) = (server.base.clone(), path.clone(), value.clone());
        presses.spawn(async move { press(&base, &path, &value).await });
    }
    let answers: BTreeSet<_> = presses.join_all().await.into_iter().collect();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(answers.first().map(|(status, _)| *status), Some(200));
    assert_eq!(owner.calls().len(), 1);
}

/// Who waits is told in time that it was passed on; later the same press has its answer.
#[tokio::test]
async fn a_silent_system_is_asked_again_under_the_same_id() {
    let (owner, url) = Owner::start(&[
        Answer::Says(503, ""),
        Answer::Says(200, r#"{"sentence":"Closed."}"#),
    ])
    .await;
    let server = Server::start_with(telling(&url)).await;
    let path = carded(&server).await.remove(0);
    let value = value(&server.base, &path).await.unwrap();
    let begun = Instant::now();
    let (status, page) = press(&server.base, &path, &value).await;
    let took = begun.elapsed();
    assert_eq!(status, 202);
    assert!(page.contains("It was passed on."), "{page}");
    assert!(took >= Duration::from_millis(1400), "{took:?}");
    until("it is told again", async || owner.calls().len() > 1).await;
    until("the press has its answer", async || {
        press(&server.base, &path, &value).await.0 == 200
    })
    .await;
    assert_eq!(owner.ids().len(), 1);
}

#[tokio::test]
async fn a_refusal_is_final_and_in_the_systems_own_words() {
    let (owner, url) =
        Owner::start(&[Answer::Says(409, r#"{"sentence":"It is archived."}"#)]).await;
    let server = Server::start_with(telling(&url)).await;
    let path = carded(&server).await.remove(0);
    let value = value(&server.base, &path).await.unwrap();
    let first = press(&server.base, &path, &value).await;
    assert_eq!(first.0, 409);
    assert!(first.1.contains("refused") && first.1.contains("It is archived."));
    assert_eq!(press(&server.base, &path, &value).await, first);
    assert_eq!(owner.calls().len(), 1);
}

/// Killed while the system works, and killed after it answered: the same press again has
/// the same answer, and the system met one id. No token, address or secret is in the log.
#[tokio::test]
async fn a_kill_between_press_and_answer_loses_nothing() {
    let (owner, url) = Owner::start(&[
        Answer::Hangs,
        Answer::Says(200, r#"{"sentence":"Closed."}"#),
    ])
    .await;
    let dir = tempfile::tempdir().unwrap();
    let secret = dir.path().join("actions-secret");
    std::fs::write(&secret, SECRET).unwrap();
    let flags = [
        "--public-url",
        PUBLIC,
        "--actions-url",
        &url,
        "--actions-secret-file",
    ];
    let flags = [&flags[..], &[secret.to_str().unwrap()]].concat();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &flags).await;
    server.save(ID, "All", &receiver.workflow("orders")).await;
    let token = std::fs::read_to_string(dir.path().join("data/events-token")).unwrap();
    let report = reqwest::Client::new().post(format!("{}/api/v1/events", server.base));
    let taken = report
        .bearer_auth(token.trim())
        .json(&event())
        .send()
        .await
        .unwrap();
    assert_eq!(taken.status(), StatusCode::ACCEPTED);
    until("the card is there", async || receiver.count() > 0).await;
    let path = buttons(&receiver).remove(0).1;
    let value = value(&server.base, &path).await.unwrap();
    let waiting = tokio::spawn({
        let (base, path, value) = (server.base.clone(), path.clone(), value.clone());
        async move {
            let post = reqwest::Client::new().post(format!("{base}{path}"));
            let form = post.header("content-type", "application/x-www-form-urlencoded");
            form.body(format!("press={value}")).send().await.is_ok()
        }
    });
    until("the system is told", async || !owner.calls().is_empty()).await;
    server.kill().await;
    let _ = waiting.await;
    let server = Process::start(dir.path(), &flags).await;
    until("it is told again", async || owner.calls().len() > 1).await;
    until("the press has its answer", async || {
        press(&server.base, &path, &value).await.0 == 200
    })
    .await;
    let answer = press(&server.base, &path, &value).await;
    server.kill().await;
    let server = Process::start(dir.path(), &flags).await;
    assert_eq!(press(&server.base, &path, &value).await, answer);
    assert!(answer.1.contains("Closed."), "{}", answer.1);
    assert_eq!(owner.ids().len(), 1);
    server.kill().await;
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    for secret in [
        &path["/a/".len()..][..16],
        &value[..16],
        "canary",
        "MfKQ9r8",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

/// Without a system to tell there is nothing to press.
#[tokio::test]
async fn buttons_are_where_somebody_is_told() {
    let receiver = Receiver::start().await;
    let server = Server::start_with(|config| config.public_url = Some(PUBLIC.into())).await;
    server.save(ID, "All", &receiver.workflow("orders")).await;
    assert_eq!(
        server.send(&event(), None).await.status(),
        StatusCode::ACCEPTED
    );
    until("the card is there", async || receiver.count() > 0).await;
    let names: Vec<_> = buttons(&receiver)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["View in tasks.example"]);
}

#[tokio::test]
async fn actions_that_no_card_could_have_are_refused() {
    let server = Server::start().await;
    let with = |actions: Value| {
        let mut event = event();
        event["actions"] = actions;
        event
    };
    let action = |id: &str| json!({"id": id, "title": "Do it"});
    for (actions, field) in [
        (
            json!([action("a"), action("b"), action("c"), action("d")]),
            "actions",
        ),
        (json!([action("a"), action("a")]), "actions"),
        (json!([action("")]), "actions[0].id"),
        (json!([action("a b")]), "actions[0].id"),
        (
            json!([action("ok"), action(&"x".repeat(65))]),
            "actions[1].id",
        ),
        (json!([{"id": "a", "title": " "}]), "actions[0].title"),
        (
            json!([{"id": "a", "title": "x".repeat(41)}]),
            "actions[0].title",
        ),
        (
            json!([{"id": "a", "title": "b", "url": "c"}]),
            "actions[0].url",
        ),
    ] {
        let answer = server.send(&with(actions.clone()), None).await;
        assert_eq!(answer.status(), 422, "{actions}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["field"], field, "{actions}");
    }
    let cleaned = server
        .send(&with(json!([{"id": "a", "title": "Do\nit"}])), None)
        .await;
    let cleaned: Value = cleaned.json().await.unwrap();
    assert_eq!(cleaned["cleaned"], json!(["actions[0].title"]));
}

/// What an operator has to say aloud before strangers' presses count.
#[tokio::test]
async fn the_flags_for_buttons_are_checked_before_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let (good, weak) = (dir.path().join("good"), dir.path().join("weak"));
    std::fs::write(&good, SECRET).unwrap();
    std::fs::write(&weak, "whsec_AAAA").unwrap();
    let (good, weak) = (good.to_str().unwrap(), weak.to_str().unwrap());
    let public = [
        "--public-url",
        "https://connector.example.com",
        "--auth-mode",
        "capability",
    ];
    let tells =
        |url: &'static str, secret| vec!["--actions-url", url, "--actions-secret-file", secret];
    let https = "https://tasks.example/pressed";
    let open = ["--card-links", "open"];
    for (flags, says) in [
        (
            [&public[..], &["--actions-url", https]].concat(),
            "needs a secret",
        ),
        (
            [&public[..], &tells(https, good)].concat(),
            "say so with --card-links open",
        ),
        (
            [&public[..], &open, &tells(https, weak)].concat(),
            "24 random bytes",
        ),
        (
            [&public[..], &open, &tells("http://tasks.example/", good)].concat(),
            "must be an https address",
        ),
        (
            [
                &public[..],
                &open,
                &tells("https://me@tasks.example/", good),
            ]
            .concat(),
            "must be an https address",
        ),
        (tells(https, good), "give --public-url"),
        (
            [&public[..], &["--card-links", "members"]].concat(),
            "nobody signs in otherwise",
        ),
        (
            ["--card-links", "members"].to_vec(),
            "--card-links needs --public-url",
        ),
    ] {
        let mut serve = binary();
        serve.args(["serve", "--bind", "127.0.0.1:0", "--data-dir"]);
        serve.arg(dir.path().join("data")).args(&flags);
        let said = refused(&mut serve).await;
        assert!(said.contains(says), "{flags:?}: {said}");
    }
    let mut config = Config::loopback(dir.path().join("data"));
    telling(https)(&mut config);
    config.public_url = Some("https://connector.example.com".into());
    config.auth_mode = Some(AuthMode::Capability);
    config.card_links = Some(CardLinks::Open);
    let faults = config.faults("127.0.0.1:0".parse().unwrap());
    assert_eq!(faults, Vec::<String>::new());
}

/// What docs/actions.md shows is taken as it stands there.
#[tokio::test]
async fn the_documents_example_has_its_buttons() {
    const DOCUMENT: &str = include_str!("../../../../docs/actions.md");
    let example = DOCUMENT
        .split("```json")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let example: Value = serde_json::from_str(example.expect("an example")).unwrap();
    let (_owner, url) = Owner::start(&[Answer::Says(204, "")]).await;
    let server = Server::start_with(telling(&url)).await;
    let receiver = Receiver::start().await;
    server.save(ID, "All", &receiver.workflow("orders")).await;
    let taken = server.send(&example, None).await;
    assert_eq!(taken.status(), StatusCode::ACCEPTED);
    until("the card is there", async || receiver.count() > 0).await;
    assert_eq!(buttons(&receiver).len(), 2);
}
