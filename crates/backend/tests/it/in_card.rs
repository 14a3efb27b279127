//! Buttons that act within a MessageCard: Microsoft's service posts in a person's name, and
//! the answer is what the client shows.

use crate::actions::{Answer, ID, Owner, PUBLIC, SECRET, event, telling};
use crate::support::entra::{APP_URI, Entra, now};
use crate::support::{Process, Receiver, Server, save, until};
use backend::{CardLinks, EditBy};
use issuer::{CLIENT_ID, OTHER_TENANT, Person, TEAMS, TENANT, Version};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tokio::task::JoinSet;

const OTHER_ID: &str = "fedcba9876543210fedcba9876543210";
const CLOSED: Answer = Answer::Says(200, r#"{"sentence":"Closed."}"#);

/// A server with a card in a channel.
struct Channel {
    entra: Entra,
    owner: Owner,
    server: Server,
    receiver: Receiver,
}

impl Channel {
    async fn with(answers: &[Answer], event: &Value) -> Self {
        let (owner, url) = Owner::start(answers).await;
        let (entra, receiver) = (Entra::start().await, Receiver::start().await);
        let server = entra.server(EditBy::Tenant, |config| {
            telling(&url)(config);
            Entra::presses(config);
            config.card_links = Some(CardLinks::Open);
        });
        let server = server.await;
        put(&server.base, &entra, &receiver).await;
        assert_eq!(server.send(event, None).await.status(), 202);
        until("the card is there", async || receiver.count() > 0).await;
        Self {
            entra,
            owner,
            server,
            receiver,
        }
    }

    fn actions(&self) -> Vec<Value> {
        actions(&self.receiver)
    }

    /// A press of the first button, still without a token.
    fn press(&self) -> RequestBuilder {
        let path = target(&self.actions()[0]);
        let post = self.server.http.post(format!("{}{path}", self.server.base));
        post.header("content-type", "application/json").body("{}")
    }

    fn by(&self, name: &str) -> RequestBuilder {
        self.press().bearer_auth(self.entra.press_token(name))
    }
}

/// A connector of the member's.
async fn put(base: &str, entra: &Entra, receiver: &Receiver) {
    let url = format!("{base}/api/v1/connectors/{ID}");
    let put = reqwest::Client::new()
        .put(url)
        .bearer_auth(entra.token("member"));
    let put = put.json(&save("All", &receiver.connector("orders")));
    assert_eq!(put.send().await.expect("it answers").status(), 201);
}

fn actions(receiver: &Receiver) -> Vec<Value> {
    let posted = receiver.posts().pop().expect("a card was posted");
    let card: Value = serde_json::from_str(&posted.body).expect("a card is JSON");
    let actions = card["potentialAction"].as_array();
    actions.expect("it has actions").clone()
}

fn target(action: &Value) -> String {
    let target = action["target"].as_str().expect("it posts");
    target.strip_prefix(PUBLIC).expect("to us").to_owned()
}

async fn send(request: RequestBuilder) -> Response {
    request.send().await.expect("the server answers")
}

/// What the client shows below the card, if anything.
fn status(answer: &Response) -> &str {
    let said = answer.headers().get("card-action-status");
    said.map_or("", |said| said.to_str().expect("it is ASCII"))
}

#[tokio::test]
async fn a_press_is_told_with_its_person_and_the_card_is_new() {
    let says = r#"{"sentence":"Closed.","task":{"id":"7","title":"Order paper (closed)","url":"https://tasks.example/7"}}"#;
    let channel = Channel::with(&[Answer::Says(200, says)], &event()).await;
    let pressed = || channel.by("colleague").header("action-request-id", "1");
    let answer = send(pressed()).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(status(&answer), "Done. Closed.");
    assert_eq!(answer.headers()["card-update-in-body"], "true");
    assert_eq!(answer.headers()["content-type"], "application/json");
    let card: Value = answer.json().await.unwrap();
    let names = card["potentialAction"].as_array().unwrap().iter();
    let names: Vec<_> = names
        .map(|action| (&action["@type"], &action["name"]))
        .collect();
    assert_eq!(
        names,
        [
            (&json!("HttpPOST"), &json!("Not now")),
            (&json!("OpenUri"), &json!("View in tasks.example"))
        ]
    );
    let told = card["sections"][0].to_string();
    assert!(told.contains("Order paper (closed)"), "{told}");
    assert_eq!(
        card["sections"][0]["facts"][0],
        json!({"name": "Mark as done", "value": "Closed."})
    );
    // The same press again has the same answer; another one finds it done.
    let again = send(pressed()).await;
    assert_eq!(status(&again), "Done. Closed.");
    assert_eq!(again.json::<Value>().await.unwrap(), card);
    for other in [
        channel.by("colleague"),
        channel.by("member").header("action-request-id", "1"),
    ] {
        let used = send(other).await;
        assert_eq!(used.status(), 200);
        assert_eq!(status(&used), "This was done already. Closed.");
        assert_eq!(used.json::<Value>().await.unwrap(), card);
    }
    let calls = channel.owner.calls();
    let [(_, body)] = calls.as_slice() else {
        panic!("{calls:?}");
    };
    let told: Value = serde_json::from_str(body).unwrap();
    let colleague = Person::named("colleague").unwrap();
    assert_eq!(
        told["data"]["person"],
        json!({"tenant": colleague.tenant, "id": colleague.object})
    );
    assert_eq!(
        told["data"]["action"],
        json!({"id": "done", "title": "Mark as done"})
    );
    assert_eq!(told["data"]["input"], Value::Null);
}

/// Each has the one public answer, says below the card what to do, and tells nobody.
#[tokio::test]
async fn who_has_no_token_for_pressing_presses_nothing() {
    let channel = Channel::with(&[CLOSED], &event()).await;
    let issuer = channel.entra.issuer();
    let member = Person::named("member").unwrap();
    let honest = |version| issuer.press_claims(&member, version, APP_URI, now());
    let with = |name: &str, value: Value| {
        let mut claims = honest(Version::V2);
        claims[name] = value;
        issuer.sign(&claims)
    };
    let strange = issuer::Issuer::at(&channel.entra.base).sign(&honest(Version::V2));
    let v1_of_others = {
        let mut claims = honest(Version::V1);
        claims["aud"] = "api://other.example/app".into();
        issuer.sign(&claims)
    };
    for (why, token) in [
        ("the page's", channel.entra.token("member")),
        ("no token", "x".into()),
        ("expired", with("exp", json!(now() - 301))),
        ("not yet", with("nbf", json!(now() + 301))),
        ("for another app", with("aud", json!(TENANT))),
        ("v1 for another app", v1_of_others),
        (
            "of another issuer",
            with(
                "iss",
                json!(format!("{}/{OTHER_TENANT}/v2.0", channel.entra.base)),
            ),
        ),
        ("by Teams itself", with("azp", json!(TEAMS))),
        ("by the app itself", with("azp", json!(CLIENT_ID))),
        ("for the page", with("scp", json!("access_as_user"))),
        ("of nobody", with("oid", Value::Null)),
        ("of no organisation", with("tid", Value::Null)),
        ("by an unknown key", strange),
        (
            "of a strange organisation",
            channel.entra.press_token("stranger"),
        ),
    ] {
        let answer = send(channel.press().bearer_auth(token)).await;
        assert_eq!(answer.status(), 401, "{why}");
        assert!(status(&answer).starts_with("You cannot do this"), "{why}");
        let text = answer.text().await.unwrap();
        assert!(!text.contains("Order paper"), "{why}: {text}");
    }
    let good = channel.entra.press_token("member");
    let other = channel.entra.press_token("colleague");
    let both = |one: &str, two: &str| {
        let one = channel.press().bearer_auth(one);
        one.header("action-authorization", format!("Bearer {two}"))
    };
    assert_eq!(send(channel.press()).await.status(), 401, "none");
    assert_eq!(send(both(&good, &other)).await.status(), 401, "two persons");
    assert_eq!(send(both("", &good)).await.status(), 401, "none and one");
    let foreign = send(channel.by("other")).await;
    assert_eq!(foreign.status(), 410, "of another tenant");
    assert!(!foreign.text().await.unwrap().contains("Order paper"));
    assert!(channel.owner.calls().is_empty(), "nobody was told");
    let beside = channel
        .press()
        .header("action-authorization", format!("Bearer {good}"));
    assert_eq!(send(beside).await.status(), 200);
    assert_eq!(send(both(&good, &good)).await.status(), 200);
    let v1 = issuer.sign(&honest(Version::V1));
    assert_eq!(
        status(&send(channel.press().bearer_auth(v1)).await),
        "Done. Closed."
    );
    assert_eq!(channel.owner.calls().len(), 1);
}

/// What leads nowhere says so below the card as well.
#[tokio::test]
async fn a_link_is_good_for_what_it_was_made_for() {
    let channel = Channel::with(&[CLOSED], &event()).await;
    let post = target(&channel.actions()[0]);
    let token = post.strip_prefix("/api/v1/actions/").unwrap();
    let good = channel.entra.press_token("member");
    let at = async |path: String| {
        let post = channel
            .server
            .http
            .post(format!("{}{path}", channel.server.base));
        send(post.bearer_auth(&good)).await
    };
    for path in [
        "/api/v1/actions/00".to_owned(),
        format!("{post}00"),
        format!("/api/v1/actions/61{}", &token[2..]),
    ] {
        let answer = at(path).await;
        assert_eq!(answer.status(), 404);
        assert!(status(&answer).starts_with("This button does not work"));
    }
    // A page's link is none for posting.
    let url = format!("{}/api/v1/connectors/{OTHER_ID}", channel.server.base);
    let put = channel.server.http.put(url);
    let put = put.bearer_auth(channel.entra.token("member"));
    let made = put.json(&save("All", &channel.receiver.workflow("pages")));
    assert_eq!(send(made).await.status(), 201);
    assert_eq!(channel.server.send(&event(), None).await.status(), 202);
    until("the page's card is there", async || {
        !channel.receiver.posts_to("pages").is_empty()
    })
    .await;
    let page = channel.receiver.posts_to("pages").pop().expect("a card");
    let page: Value = serde_json::from_str(&page.body).unwrap();
    let page = page["attachments"][0]["content"]["actions"][0]["url"].as_str();
    let page = page.expect("it opens").rsplit('/').next().expect("a token");
    assert_eq!(at(format!("/api/v1/actions/{page}")).await.status(), 404);
    // Nor is it a page.
    let page = channel.server.get(&format!("/a/{token}")).await;
    assert_eq!(page.status(), 404);
    let gone = format!("{}/api/v1/connectors/{ID}", channel.server.base);
    let gone = channel.server.http.delete(gone);
    send(gone.bearer_auth(channel.entra.token("member"))).await;
    let answer = at(post.clone()).await;
    assert_eq!(answer.status(), 410);
    assert!(status(&answer).contains("was removed"));
    assert!(channel.owner.calls().is_empty());
}

#[tokio::test]
async fn sixty_four_presses_in_a_card_are_one_call() {
    let channel = Channel::with(&[CLOSED], &event()).await;
    let mut presses = JoinSet::new();
    for number in 0..64 {
        let id = format!("{}", number % 2);
        let press = channel.by("member").header("action-request-id", id);
        presses.spawn(send(press));
    }
    let answers = presses.join_all().await;
    let said: BTreeSet<_> = answers
        .iter()
        .map(|answer| status(answer).to_owned())
        .collect();
    assert!(answers.iter().all(|answer| answer.status() == 200));
    let done = answers
        .iter()
        .filter(|answer| status(answer) == "Done. Closed.");
    assert_eq!(done.count(), 32, "{said:?}");
    assert_eq!(channel.owner.calls().len(), 1);
}

/// What a person writes is told, cut to what was asked for.
#[tokio::test]
async fn what_is_written_along_is_told() {
    let mut event = event();
    event["actions"] = json!([{
        "id": "done", "title": "Mark as done", "input": {"title": "Why?", "required": true},
    }]);
    let channel = Channel::with(&[CLOSED], &event).await;
    let action = channel.actions().remove(0);
    assert_eq!(action["@type"], "ActionCard");
    let post = format!("{}{}", channel.server.base, target(&action["actions"][0]));
    let write = async |body: String| {
        let post = channel
            .server
            .http
            .post(&post)
            .bearer_auth(channel.entra.press_token("member"));
        send(post.body(body)).await
    };
    for nothing in [
        "{}".to_owned(),
        r#"{"input":" "}"#.into(),
        format!(r#"{{"input":"{}"}}"#, "x".repeat(1001)),
    ] {
        let answer = write(nothing).await;
        assert_eq!(answer.status(), 422);
        assert!(status(&answer).starts_with("Write something"));
    }
    assert_eq!(write("x".repeat(17_000)).await.status(), 413);
    assert!(channel.owner.calls().is_empty());
    assert_eq!(
        write(r#"{"input":"She said "no"."}"#.into()).await.status(),
        200
    );
    let told: Value = serde_json::from_str(&channel.owner.calls()[0].1).unwrap();
    assert_eq!(told["data"]["input"], "She said \"no\".");
}

#[tokio::test]
async fn a_refusal_and_silence_are_said_below_the_card() {
    let refused = Answer::Says(409, r#"{"sentence":"It is archived."}"#);
    let channel = Channel::with(&[refused], &event()).await;
    let answer = send(channel.by("member")).await;
    assert_eq!(answer.status(), 409);
    assert_eq!(
        status(&answer),
        "The system that owns the task refused this. It is archived."
    );
    assert!(!answer.headers().contains_key("card-update-in-body"));
    let channel = Channel::with(&[Answer::Hangs], &event()).await;
    let answer = send(channel.by("member")).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(status(&answer), "It was passed on.");
    let card: Value = answer.json().await.unwrap();
    assert_eq!(
        card["sections"][0]["facts"][0]["value"],
        "It was passed on."
    );
}

/// Killed while the system works, and killed after it answered.
#[tokio::test]
async fn a_kill_loses_no_press_within_a_card() {
    let (owner, url) = Owner::start(&[Answer::Hangs, CLOSED]).await;
    let (entra, receiver) = (Entra::start().await, Receiver::start().await);
    let dir = tempfile::tempdir().unwrap();
    let secret = dir.path().join("actions-secret");
    std::fs::write(&secret, SECRET).unwrap();
    let tenants = [TENANT, OTHER_TENANT].join(",");
    let flags = [
        ["--public-url", PUBLIC],
        ["--auth-mode", "entra"],
        ["--auth-client-id", CLIENT_ID],
        ["--allowed-tenants", &tenants],
        ["--auth-authority", &entra.base],
        ["--auth-actions-scope", issuer::ACTIONS_SCOPE],
        ["--auth-actions-app-uri", APP_URI],
        ["--card-links", "open"],
        ["--actions-url", &url],
        ["--actions-secret-file", secret.to_str().unwrap()],
    ];
    let flags = flags.concat();
    let server = Process::start(dir.path(), &flags).await;
    put(&server.base, &entra, &receiver).await;
    let token = std::fs::read_to_string(dir.path().join("data/events-token")).unwrap();
    let report = reqwest::Client::new().post(format!("{}/api/v1/events", server.base));
    let report = report.bearer_auth(token.trim()).json(&event());
    assert_eq!(send(report).await.status(), 202);
    until("the card is there", async || receiver.count() > 0).await;
    let path = target(&actions(&receiver)[0]);
    let member = Person::named("member").unwrap();
    let v1 = entra
        .issuer()
        .press_claims(&member, Version::V1, APP_URI, now());
    let token = entra.issuer().sign(&v1);
    let press = |server: &Process| {
        let post = reqwest::Client::new().post(format!("{}{path}", server.base));
        post.bearer_auth(&token)
            .header("action-request-id", "1")
            .send()
    };
    let waiting = tokio::spawn(press(&server));
    until("the system is told", async || !owner.calls().is_empty()).await;
    server.kill().await;
    let _ = waiting.await;
    let server = Process::start(dir.path(), &flags).await;
    let mut answers = Vec::new();
    until("the press has its answer", async || {
        status(&press(&server).await.unwrap()) == "Done. Closed."
    })
    .await;
    answers.push(press(&server).await.unwrap().text().await.unwrap());
    server.kill().await;
    let server = Process::start(dir.path(), &flags).await;
    answers.push(press(&server).await.unwrap().text().await.unwrap());
    answers.dedup();
    assert_eq!(answers.len(), 1, "the same answer again");
    assert_eq!(owner.ids().len(), 1);
    server.kill().await;
    let log = std::fs::read_to_string(dir.path().join("log")).unwrap();
    for secret in [&path["/api/v1/actions/".len()..][..16], &token[..40]] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
