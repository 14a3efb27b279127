//! Addresses that were harmed on their way, and kinds of address that Microsoft
//! ended: what is stored, what is posted to, and what can be sent again.

use crate::support::{Receiver, Server, WORKFLOW, offline, save, until};
use backend::Config;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const ID: &str = "0123456789abcdef0123456789abcdef";
const ENDED: &str = "https://contoso.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d";
const SAYS: &str = "Microsoft retired this kind of webhook link on 2026-05-22. Paste a \
                    Workflow's webhook link in the settings.";

async fn problem(answer: reqwest::Response) -> Value {
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    answer.json().await.expect("the answer is JSON")
}

#[tokio::test]
async fn a_harmed_address_is_repaired_wherever_it_is_taken() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    for (pasted, repaired) in [
        (WORKFLOW.replace('&', "&amp;"), json!(["escapes"])),
        (format!("<{WORKFLOW}>."), json!(["around"])),
        (format!("{WORKFLOW}\u{200b}"), json!(["inside"])),
        (WORKFLOW.replace("flows/", "flows/\r\n "), json!(["inside"])),
    ] {
        let body = json!({ "webhookUrl": pasted });
        let path = wire::paths::CHECK_WEBHOOK;
        let answer = server.call(Method::POST, path, Some(&body)).await;
        assert_eq!(answer.status(), StatusCode::OK, "{pasted}");
        let answer: Value = answer.json().await.expect("the answer is JSON");
        assert_eq!(answer["repaired"], repaired, "{pasted}");
        assert_eq!(answer["webhookUrl"], WORKFLOW, "{pasted}");
    }
    let body = json!({ "webhookUrl": WORKFLOW });
    let answer = server
        .call(Method::POST, wire::paths::CHECK_WEBHOOK, Some(&body))
        .await;
    let answer: Value = answer.json().await.expect("the answer is JSON");
    assert!(answer.get("webhookUrl").is_none(), "nothing was repaired");
    // What is stored is what was meant: two spellings are one address.
    let meant = receiver.workflow("flow");
    let harmed = meant.replace("workflows", "work\u{200b}flows");
    server.save(ID, "All", &harmed).await;
    server.event("created", "Order paper").await;
    until("it arrives", async || receiver.posts_to("flow").len() == 1).await;
}

#[tokio::test]
async fn an_ended_kind_is_refused_with_its_day_and_the_way_on() {
    let server = Server::start().await;
    let answer = problem(server.put(ID, &save("All", ENDED)).await).await;
    assert_eq!(answer["reason"], "ended");
    assert_eq!(answer["since"], "2026-05-22");
    let detail = answer["detail"].as_str().expect("a sentence");
    for part in ["2026-05-22", "Make a Workflow"] {
        assert!(detail.contains(part), "{detail}");
    }
    let old = Server::start_with(|config| config.allow_ended_families = true).await;
    let body = json!({ "webhookUrl": ENDED });
    let path = wire::paths::CHECK_WEBHOOK;
    let answer = old.call(Method::POST, path, Some(&body)).await;
    let answer: Value = answer.json().await.expect("the answer is JSON");
    assert_eq!(
        (&answer["life"], &answer["since"]),
        (&json!("ended"), &json!("2026-05-22"))
    );
    old.save(ID, "All", ENDED).await;
    assert!(old.connector(ID).await.get("endedSince").is_none());
}

/// A server on what an older one stored.
async fn upgraded(change: impl FnOnce(&mut Config)) -> Server {
    let old = Server::start_with(|config| config.allow_ended_families = true).await;
    old.save(ID, "All", ENDED).await;
    Server::start_in(old.stop().await, change).await
}

#[tokio::test]
async fn an_ended_kind_is_not_posted_to_and_nothing_is_lost() {
    let receiver = Receiver::start().await;
    let server = upgraded(|_| ()).await;
    let connector = server.connector(ID).await;
    assert_eq!(connector["endedSince"], "2026-05-22");
    let health = json!({
        "state": "disabled", "reason": SAYS, "outcome": "ended", "since": "2026-05-22"
    });
    assert_eq!(connector["health"], health);
    let path = format!("/api/v1/connectors/{ID}?locale=fr-ca");
    let said = server.json(&path).await["health"]["reason"].clone();
    assert!(
        said.as_str()
            .is_some_and(|said| said.starts_with("Microsoft a mis hors service ce type de lien")),
        "{said}"
    );
    for title in ["Order paper", "Order ink"] {
        server.event("created", title).await;
    }
    until("both are given up", async || {
        let told = server.deliveries(ID).await;
        told.iter().all(|told| told["state"] == "failed")
    })
    .await;
    for told in server.deliveries(ID).await {
        assert_eq!(told["outcome"], "ended");
        assert_eq!(told["reason"], SAYS);
        assert_eq!(told["attempts"], 1);
    }
    let path = format!("/api/v1/connectors/{ID}/test");
    let tried = server.call(Method::POST, &path, None).await;
    let tried: Value = tried.json().await.expect("the answer is JSON");
    assert_eq!(
        (&tried["outcome"], &tried["reached"], &tried["posted"]),
        (&json!("ended"), &json!(false), &json!("no"))
    );
    server.save(ID, "All", &receiver.workflow("flow")).await;
    let connector = server.connector(ID).await;
    assert_eq!(connector["version"], 2, "the same record");
    assert!(connector.get("endedSince").is_none(), "{connector}");
    let replay = ["deliveries", "replay", "--connector", ID];
    let said = offline(server.dir.path(), &replay).await;
    assert!(said.contains("2 sent again"), "{said}");
    until("both arrive", async || receiver.posts_to("flow").len() == 2).await;
}

#[tokio::test]
async fn an_operator_may_go_on_with_an_ended_kind() {
    let server = upgraded(|config| config.allow_ended_families = true).await;
    assert!(server.connector(ID).await.get("endedSince").is_none());
    let path = format!("/api/v1/connectors/{ID}/test");
    let tried = server.call(Method::POST, &path, None).await;
    let tried: Value = tried.json().await.expect("the answer is JSON");
    assert_ne!(tried["outcome"], "ended", "it was asked: {tried}");
}
