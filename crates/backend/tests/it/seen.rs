//! Whether a channel shows what its Workflow takes: only a person can say so, and what they
//! said is kept with the time, and with their name where people sign in.

use crate::support::entra::Entra;
use crate::support::timed::{self, ID, START};
use crate::support::{LOGIC_APP, Receiver, Script, Server, WORKFLOW, save, until};
use backend::EditBy;
use backend::clock::Clock;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const SEEN: &str = "/api/v1/connectors/0123456789abcdef0123456789abcdef/seen";

#[tokio::test]
async fn a_test_card_that_was_seen_counts_for_its_address() {
    let server = Server::start().await;
    let seen = async || server.connector(ID).await["seenAt"].clone();
    server.save(ID, "All", WORKFLOW).await;
    assert_eq!(seen().await, Value::Null, "nobody said so");
    let answer = server.call(Method::POST, SEEN, None).await;
    let answer: Value = answer.json().await.unwrap();
    assert!(answer["seenAt"].is_string(), "{answer}");
    assert_eq!(seen().await, answer["seenAt"]);
    server.put(ID, &save("Create", WORKFLOW)).await;
    assert_eq!(seen().await, answer["seenAt"], "the same address");
    server.put(ID, &save("Create", LOGIC_APP)).await;
    assert_eq!(seen().await, Value::Null, "another one");
    let mut body = save("All", WORKFLOW);
    body["seen"] = json!(true);
    server.put(ID, &body).await;
    assert!(
        seen().await.is_string(),
        "the form that saved it saw a card"
    );
    assert!(server.connector(ID).await.get("seenBy").is_none());
}

#[tokio::test]
async fn who_saw_it_is_told_by_name() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Owner, |_| ()).await;
    let path = format!("/api/v1/connectors/{ID}");
    let call = async |who: &str, method: Method, path: &str, body: Option<&Value>| {
        let url = format!("{}{path}", server.base);
        let request = server
            .http
            .request(method, url)
            .bearer_auth(entra.token(who));
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        request.send().await.unwrap()
    };
    let read = async |who: &str| -> Value {
        let answer = call(who, Method::GET, &path, None).await;
        answer.json().await.unwrap()
    };
    let made = call("member", Method::PUT, &path, Some(&save("All", WORKFLOW))).await;
    assert_eq!(made.status(), 201);
    assert_eq!(
        call("colleague", Method::POST, SEEN, None).await.status(),
        403
    );
    assert_eq!(call("member", Method::POST, SEEN, None).await.status(), 200);
    let told = read("colleague").await;
    let name = told["configuredBy"].clone();
    assert!(name.is_string(), "{told}");
    assert_eq!(told["seenBy"], name);
    assert_eq!(told["readOnly"], true, "{told}");
    assert!(read("member").await.get("readOnly").is_none());
    let id = issuer::Person::named("member").unwrap().object;
    assert!(!told.to_string().contains(id), "{told}");
}

/// The channel reads who changed what: a name, never an id.
#[tokio::test]
async fn the_card_of_a_save_names_who_saved() {
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(202, ""));
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    let url = format!("{}/api/v1/connectors/{ID}", server.base);
    let people = ["member", "colleague"].map(|name| issuer::Person::named(name).unwrap());
    for (at, (name, kind)) in [("member", "All"), ("colleague", "Create")]
        .into_iter()
        .enumerate()
    {
        let mut body = save(kind, &receiver.workflow("flow"));
        body["confirm"] = json!(true);
        let request = server.http.put(&url).bearer_auth(entra.token(name));
        assert!(
            request
                .json(&body)
                .send()
                .await
                .unwrap()
                .status()
                .is_success()
        );
        until("the card is there", async || {
            receiver.posts_to("flow").len() == at + 1
        })
        .await;
        let card = &receiver.posts_to("flow")[at].body;
        assert!(card.contains(people[at].name), "{card}");
        for person in &people {
            assert!(!card.contains(person.object), "{card}");
        }
    }
}

#[tokio::test]
async fn since_when_cards_fail_is_told_and_who_stopped_them() {
    let clock = Clock::manual(START);
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(503, ""));
    let server = timed::server(&clock).await;
    server.save(ID, "All", &receiver.workflow("flow")).await;
    let health = async || server.connector(ID).await["health"].clone();
    assert!(health().await.get("failingSince").is_none());
    server.event("created", "Order paper").await;
    until("it fails", async || health().await["state"] == "failing").await;
    let since = health().await["failingSince"].clone();
    clock.advance(Duration::from_secs(7));
    until("it was tried again", async || {
        server.deliveries(ID).await[0]["attempts"] == 2
    })
    .await;
    assert_eq!(health().await["failingSince"], since, "the first of them");
    assert!(health().await.get("stoppedBy").is_none());
}
