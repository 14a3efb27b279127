//! What a form needs beside saving: an address checked, a card tried, a save
//! confirmed.

use crate::support::{LOGIC_APP, Receiver, Script, Server, WORKFLOW, save, until};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const ID: &str = "0123456789abcdef0123456789abcdef";
const PAGE: &str = "page-0123456789abcdef";

async fn check(server: &Server, address: &str) -> Response {
    let body = json!({ "webhookUrl": address });
    let path = "/api/v1/webhooks/check";
    server.call(Method::POST, path, Some(&body)).await
}

async fn test(server: &Server, body: Option<&Value>) -> Response {
    let path = format!("/api/v1/connectors/{ID}/test");
    server.call(Method::POST, &path, body).await
}

async fn json(answer: Response) -> Value {
    answer.json().await.expect("the answer is JSON")
}

#[tokio::test]
async fn an_address_is_recognised_before_it_is_saved() {
    let server = Server::start().await;
    let mixed = json!({"life": "mixed", "since": "2025-11-30"});
    let live = json!({"life": "live"});
    for (address, family, host, life) in [
        (
            LOGIC_APP,
            "Logic Apps workflow",
            "p….logic.azure.com",
            &mixed,
        ),
        (
            WORKFLOW,
            "Power Platform workflow",
            "d….environment.api.powerplatform.com",
            &live,
        ),
        (
            "http://127.0.0.1:1/workflows/x",
            "this computer",
            "loopback",
            &live,
        ),
    ] {
        let answer = check(&server, address).await;
        assert_eq!(answer.status(), StatusCode::OK, "{address}");
        let mut expected = json!({"family": family, "destination": "workflow", "host": host});
        let fields = expected.as_object_mut().expect("an object");
        fields.extend(life.as_object().expect("an object").clone());
        assert_eq!(json(answer).await, expected);
    }
}

#[tokio::test]
async fn a_refusal_has_a_reason_a_program_can_read() {
    let server = Server::start().await;
    for (address, reason) in [
        ("hello", "not_an_address"),
        ("", "not_an_address"),
        (
            "https://a.webhook.office.com/webhookb2/a b",
            "not_an_address",
        ),
        ("http://a.webhook.office.com/webhookb2/a", "not_https"),
        ("https://a.webhook.office.com:8443/webhookb2/a", "port"),
        ("https://me@a.webhook.office.com/webhookb2/a", "user_info"),
        ("https://10.0.0.1/webhookb2/a", "ip_address"),
        ("https://evil.example/webhookb2/a", "unknown_host"),
        ("https://a..webhook.office.com/webhookb2/a", "unknown_host"),
        (
            "https://evil.example;.webhook.office.com/webhookb2/a",
            "unknown_host",
        ),
        ("https://a.webhook.office.com/other/a", "unknown_path"),
        (
            "https://outlook.office.com/webhook/..%2f..%2fowa/",
            "unknown_path",
        ),
        (
            "https://outlook.office.com/webhook/%2e%2e/webhook/a",
            "not_an_address",
        ),
        (
            &WORKFLOW.replace("workflows/0a", "flows/0a"),
            "unknown_path",
        ),
        (&WORKFLOW.replace("&sig=", "&sign="), "unsigned"),
        (&WORKFLOW[..WORKFLOW.len() - 1], "unsigned"),
        (&format!("{WORKFLOW}…"), "not_an_address"),
        ("https://a.webhook.office.com/webhookb2/a", "ended"),
        ("https://outlook.office.com/webhook/a@b/c", "ended"),
        (
            &format!("https://a.logic.azure.com/workflows/{}", "x".repeat(8192)),
            "too_long",
        ),
    ] {
        for answer in [
            check(&server, address).await,
            server.put(ID, &save("All", address)).await,
            test(&server, Some(&json!({ "webhookUrl": address }))).await,
        ] {
            assert_eq!(answer.status(), 422, "{address}");
            let problem = json(answer).await;
            assert_eq!(problem["code"], "webhook_refused", "{problem}");
            assert_eq!(problem["field"], "webhookUrl", "{problem}");
            assert_eq!(problem["reason"], reason, "{problem}");
        }
    }
}

/// A host may hand out another address than the one that was saved.
#[tokio::test]
async fn who_knows_an_id_is_told_whether_an_address_is_the_stored_one() {
    let server = Server::start().await;
    let check = async |address: &str| {
        let body = json!({ "webhookUrl": address, "entityId": ID });
        let path = wire::paths::CHECK_WEBHOOK;
        let answer = server.call(Method::POST, path, Some(&body)).await;
        json(answer).await["stored"].clone()
    };
    assert_eq!(check(WORKFLOW).await, Value::Null, "nothing is stored");
    server.save(ID, "All", WORKFLOW).await;
    assert_eq!(check(WORKFLOW).await, true);
    assert_eq!(
        check(&format!("<{WORKFLOW}>")).await,
        true,
        "as it was meant"
    );
    assert_eq!(check(LOGIC_APP).await, false);
}

#[tokio::test]
async fn a_refused_test_card_says_why_in_the_forms_language() {
    let receiver = Receiver::start().await;
    receiver.script("flow", Script::status(404, ""));
    let server = Server::start().await;
    for (locale, says) in [
        ("en-us", "The Workflow was deleted or turned off"),
        ("de-de", "Der Workflow wurde gelöscht"),
    ] {
        let form = json!({
            "configName": "x", "locale": locale, "webhookUrl": receiver.workflow("flow"),
        });
        let answer = json(test(&server, Some(&form)).await).await;
        let detail = answer["detail"].as_str().expect("a sentence");
        assert!(
            detail.starts_with(says) && detail.contains("(HTTP 404)"),
            "{detail}"
        );
        assert_eq!(answer["outcome"], "no_workflow");
    }
}

#[tokio::test]
async fn a_form_is_tried_before_it_is_saved() {
    let receiver = Receiver::start().await;
    receiver.script("flow", Script::status(202, ""));
    let server = Server::start().await;
    let form = json!({
        "notificationType": "Update", "configName": "Bestellungen", "locale": "de-de",
        "webhookUrl": receiver.workflow("flow"), "code": "K7P2",
    });
    let answer = test(&server, Some(&form)).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let expected = json!({
        "success": true, "outcome": "accepted", "detail": "The Workflow accepted the card (HTTP 202).",
        "reached": true, "accepted": true, "posted": "unknown",
    });
    assert_eq!(json(answer).await, expected);
    let card = &receiver.posts_to("flow")[0].body;
    for part in ["Testkarte", "Aufgabe geändert", "Bestellungen", "K7P2"] {
        assert!(card.contains(part), "{part}: {card}");
    }
    let path = format!("/api/v1/connectors/{ID}");
    assert_eq!(server.get(&path).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(test(&server, None).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_form_does_not_tell_is_taken_from_the_record() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    server.save(ID, "Create", &receiver.connector("old")).await;
    let answer = json(test(&server, Some(&json!({"code": "AAAA"}))).await).await;
    assert_eq!(
        (&answer["posted"], &answer["outcome"]),
        (&json!("yes"), &json!("delivered"))
    );
    let card = &receiver.posts_to("old")[0].body;
    for part in ["Task created", "Orders", "AAAA"] {
        assert!(card.contains(part), "{part}: {card}");
    }
}

#[tokio::test]
async fn a_save_is_confirmed_in_the_channel() {
    let receiver = Receiver::start().await;
    receiver.usually(Script::status(202, ""));
    let server = Server::start().await;
    let mut body = save("Create", &receiver.workflow("flow"));
    server.put(ID, &body).await;
    assert!(
        server.deliveries(ID).await.is_empty(),
        "nobody asked for a card"
    );
    body["confirm"] = json!(true);
    server.put(ID, &body).await;
    until("the card is there", async || {
        server.deliveries(ID).await[0]["state"] == "accepted"
    })
    .await;
    let card = &receiver.posts_to("flow")[0].body;
    for says in [
        "This channel now gets notifications about created tasks\"",
        "\"Orders · ",
    ] {
        assert!(card.contains(says), "{card}");
    }
    let told = server.deliveries(ID).await;
    assert_eq!((told.len(), &told[0]["type"]), (1, &json!("configured")));
    assert_eq!(told[0]["outcome"], "accepted");
    assert!(told[0].get("taskId").is_none());
    let other = "other-0123456789abcdef";
    server.save(other, "All", &receiver.workflow("other")).await;
    assert!(
        server.deliveries(other).await.is_empty(),
        "it is nobody else's"
    );
}

#[tokio::test]
async fn a_save_without_an_address_keeps_the_stored_one() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    let mut body = save("All", "");
    body.as_object_mut()
        .expect("an object")
        .remove("webhookUrl");
    let answer = server.put(ID, &body).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let problem = json(answer).await;
    assert_eq!(
        (&problem["code"], &problem["field"]),
        (&json!("invalid_input"), &json!("webhookUrl"))
    );
    let path = format!("/api/v1/connectors/{ID}");
    assert_eq!(server.get(&path).await.status(), StatusCode::NOT_FOUND);
    server.save(ID, "Create", &receiver.connector("kept")).await;
    assert_eq!(server.put(ID, &body).await.status(), StatusCode::OK);
    assert_eq!(server.connector(ID).await["notificationType"], "All");
    server.event("updated", "x").await;
    until("it arrives", async || receiver.posts_to("kept").len() == 1).await;
}

/// An answer that got lost after the commit is no conflict for its own page.
#[tokio::test]
async fn a_page_may_save_over_its_own_record() {
    let server = Server::start().await;
    let address = WORKFLOW;
    let by = |editor: &str, version: Option<u64>| {
        let mut body = save("All", address);
        body["editor"] = json!(editor);
        body["version"] = json!(version);
        body
    };
    server.put(ID, &save("All", address)).await;
    for _ in 0..3 {
        assert_eq!(server.put(ID, &by(PAGE, Some(1))).await.status(), 200);
    }
    let other = "another-page-0123456789";
    assert_eq!(server.put(ID, &by(other, Some(1))).await.status(), 409);
    assert_eq!(server.put(ID, &by(other, Some(4))).await.status(), 200);
    assert_eq!(
        server.put(ID, &by(PAGE, Some(4))).await.status(),
        409,
        "another was faster"
    );
    assert_eq!(
        server.put(ID, &by(other, Some(9))).await.status(),
        409,
        "from the future"
    );
    assert_eq!(server.put(ID, &save("All", address)).await.status(), 200);
    assert_eq!(
        server.put(ID, &by(other, Some(4))).await.status(),
        409,
        "nobody's save between"
    );
}
