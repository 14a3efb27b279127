//! What operators do and see, of every tenant, and what nobody gets to see there.

use super::{HOOK, ID, OTHER_ID, call, put, put_with};
use crate::support::entra::Entra;
use crate::support::{Receiver, Script, Server, WORKFLOW, until};
use backend::EditBy;
use reqwest::Method;
use reqwest::header::ORIGIN;
use serde_json::{Value, json};

/// An answer of the operators' part, to the operator.
async fn get(server: &Server, token: &str, path: &str) -> Value {
    let answer = call(server, token, Method::GET, &format!("admin/{path}"), None).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.expect("the answer is JSON")
}

async fn post(server: &Server, token: &str, path: &str, body: &Value) -> (u16, Value) {
    let path = format!("admin/{path}");
    let body = (!body.is_null()).then_some(body);
    let answer = call(server, token, Method::POST, &path, body).await;
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn an_operator_sees_every_tenant_and_no_address() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Owner, |_| ()).await;
    let [member, other, operator] = ["member", "other", "operator"].map(|name| entra.token(name));
    assert_eq!(put(&server, &member, ID).await, 201);
    let flow = json!({"webhookUrl": WORKFLOW, "configName": "Bills"});
    assert_eq!(put_with(&server, &other, OTHER_ID, &flow).await, 201);
    let all = get(&server, &operator, "connectors").await;
    assert_eq!(all["total"], 2);
    let [orders, bills] = all["connectors"].as_array().expect("a list").as_slice() else {
        panic!("{all}");
    };
    assert_eq!(orders["tenant"], issuer::TENANT);
    assert_eq!(orders["creator"], "33333333-3333-4333-8333-333333333333");
    assert_eq!(orders["changerName"], "member");
    assert_eq!(orders["id"], ID[..8]);
    assert_eq!(bills["tenant"], issuer::OTHER_TENANT);
    let text = all.to_string();
    for secret in ["webhookb2", "1CiCisum", ID, OTHER_ID, "c0ffee00"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    let found = get(&server, &operator, "connectors?search=bill&state=unproven").await;
    assert_eq!(found["connectors"][0]["row"], bills["row"]);
    assert_eq!(found["total"], 1);
    let none = get(&server, &operator, "connectors?search=bill&state=ok").await;
    assert_eq!(none["total"], 0);
}

#[tokio::test]
async fn an_operator_stops_starts_and_removes_any_connector() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Owner, |_| ()).await;
    let [other, operator] = ["other", "operator"].map(|name| entra.token(name));
    assert_eq!(put(&server, &other, ID).await, 201);
    let all = get(&server, &operator, "connectors").await;
    let row = all["connectors"][0]["row"].as_str().expect("a text");
    let at = |verb: &str| format!("connectors/{row}/{verb}");
    let (status, stopped) = post(&server, &operator, &at("disable"), &Value::Null).await;
    assert_eq!((status, &stopped["state"]), (200, &json!("disabled")));
    assert_eq!(stopped["stoppedBy"], "operator");
    let (status, started) = post(&server, &operator, &at("enable"), &Value::Null).await;
    assert_eq!((status, &started["state"]), (200, &json!("unproven")));
    let path = format!("admin/connectors/{row}");
    for _ in 0..2 {
        let removed = call(&server, &operator, Method::DELETE, &path, None).await;
        assert_eq!(removed.status(), 204);
    }
    assert_eq!(
        super::get(&server, &other, &format!("connectors/{ID}")).await,
        404
    );
    assert_eq!(
        post(&server, &operator, &at("enable"), &Value::Null)
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn a_paused_server_takes_events_and_sends_them_later() {
    let receiver = Receiver::start().await;
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("paused")).await;
    assert_eq!(
        post(&server, "", "sending/pause", &Value::Null).await.0,
        204
    );
    server.event("created", "Order paper").await;
    let seen = get(&server, "", "overview").await;
    assert_eq!(seen["queue"]["due"], 1);
    assert!(seen["pausedSince"].is_string(), "{seen}");
    let metrics = server.get("/metrics").await.text().await.unwrap();
    assert!(
        metrics.contains("\nteams_connector_sending_paused 1\n"),
        "{metrics}"
    );
    assert_eq!(
        post(&server, "", "sending/resume", &Value::Null).await.0,
        204
    );
    until("the card is there", async || {
        get(&server, "", "overview").await["connectors"]["ok"] == 1
    })
    .await;
    let hours = get(&server, "", "hours").await;
    let hours = hours["hours"].as_array().expect("a list");
    let sent: u64 = hours
        .iter()
        .filter_map(|hour| hour["delivered"].as_u64())
        .sum();
    assert_eq!((hours.len(), sent), (48, 1));
}

#[tokio::test]
async fn dead_letters_are_seen_and_sent_again() {
    let receiver = Receiver::start().await;
    receiver.script("refuses", Script::status(400, "Bad payload"));
    let server = Server::start().await;
    server.save(ID, "All", &receiver.connector("refuses")).await;
    server.event("created", "Order paper").await;
    until("it is given up", async || {
        get(&server, "", "overview").await["queue"]["dead"] == 1
    })
    .await;
    let dead = get(&server, "", "dead-letters").await;
    let letter = &dead["deadLetters"][0];
    assert_eq!(
        (&letter["connector"], &letter["taskId"]),
        (&json!("Orders"), &json!("7"))
    );
    assert_eq!(letter["canBeReplayed"], true);
    assert!(!dead.to_string().contains("Order paper"), "{dead}");
    receiver.script("refuses", Script::status(200, "1"));
    let (status, told) = post(
        &server,
        "",
        "dead-letters/replay",
        &json!({"ids": [letter["id"]]}),
    )
    .await;
    assert_eq!((status, &told["replayed"]), (200, &json!(1)));
    until("it is delivered", async || {
        get(&server, "", "overview").await["connectors"]["ok"] == 1
    })
    .await;
    let many = json!({"ids": vec!["a"; 51]});
    assert_eq!(post(&server, "", "dead-letters/replay", &many).await.0, 422);
}

#[tokio::test]
async fn a_senders_token_is_told_once_and_counts_until_it_is_revoked() {
    let server = Server::start().await;
    let (status, made) = post(&server, "", "senders", &json!({"name": "ticketing"})).await;
    assert_eq!(status, 201);
    let token = made["token"].as_str().expect("a text");
    let report = async || {
        let events = server.http.post(format!("{}/api/v1/events", server.base));
        let events = events.bearer_auth(token);
        let sent = events
            .json(&crate::support::event("created", "a"))
            .send()
            .await;
        sent.expect("the server answers").status().as_u16()
    };
    assert_eq!(report().await, 202);
    let listed = get(&server, "", "senders").await;
    assert_eq!(listed["senders"][0]["name"], "ticketing");
    assert!(!listed.to_string().contains("tcs_"), "{listed}");
    assert_eq!(
        listed["senders"][0].as_object().expect("an object").len(),
        2
    );
    for (body, field) in [
        (json!({"name": "ticketing"}), "name"),
        (json!({"name": "a b"}), "name"),
        (json!({"name": "b", "tenant": ""}), "tenant"),
    ] {
        let (status, problem) = post(&server, "", "senders", &body).await;
        assert_eq!((status, &problem["field"]), (422, &json!(field)), "{body}");
    }
    let revoke = call(&server, "", Method::DELETE, "admin/senders/ticketing", None).await;
    assert_eq!(revoke.status(), 204);
    until("it counts no longer", async || report().await == 401).await;
}

/// Without a sign-in it is for this machine alone: not through a proxy, and not for a
/// page of somebody else in a browser on it.
#[tokio::test]
async fn on_loopback_no_proxy_and_no_foreign_page_may_call() {
    let server = Server::start().await;
    let own = server.base.clone();
    for (name, value, status) in [
        ("x-forwarded-for", "10.0.0.1", 404),
        ("forwarded", "for=10.0.0.1", 404),
        ("via", "1.1 proxy", 404),
        (ORIGIN.as_str(), "https://evil.example", 403),
        (ORIGIN.as_str(), "null", 403),
        (ORIGIN.as_str(), "http://127.0.0.1:1", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "same-origin", 204),
        (ORIGIN.as_str(), own.as_str(), 204),
    ] {
        let path = format!("{}/api/v1/admin/sending/resume", server.base);
        let answer = server.http.post(path).header(name, value).send().await;
        let found = answer.expect("the server answers").status().as_u16();
        assert_eq!(found, status, "{name}: {value}");
    }
}

/// Where no tenant's people operate, nothing is there for anybody.
#[tokio::test]
async fn without_an_operators_tenant_it_is_closed() {
    let entra = Entra::start().await;
    let closed = entra.server(EditBy::Tenant, |config| {
        let Some(backend::AuthMode::Entra(sign_in)) = &mut config.auth_mode else {
            panic!("people sign in");
        };
        sign_in.operator_tenant = None;
    });
    let closed = closed.await;
    let operator = entra.token("operator");
    for (server, token) in [
        (&closed, operator.as_str()),
        (&Server::start_outside().await, ""),
    ] {
        assert_eq!(super::get(server, token, "admin/overview").await, 404);
        for page in ["/admin", "/admin.html", "/admin-signing.html"] {
            assert_eq!(server.get(page).await.status(), 404, "{page}");
        }
    }
}

#[tokio::test]
async fn a_strange_query_is_refused_with_its_field() {
    let server = Server::start().await;
    let long = "x".repeat(129);
    for (query, field) in [
        ("connectors?state=happy".to_owned(), "state"),
        ("connectors?after=yesterday".to_owned(), "after"),
        (format!("connectors?search={long}"), "search"),
        ("dead-letters?after=".to_owned(), "after"),
        ("senders?after=1&after=2".to_owned(), "after"),
    ] {
        let answer = call(&server, "", Method::GET, &format!("admin/{query}"), None).await;
        assert_eq!(answer.status(), 422, "{query}");
        let problem: Value = answer.json().await.expect("a problem");
        assert_eq!(problem["field"], field, "{query}");
    }
    server.save(ID, "All", HOOK).await;
    assert_eq!(
        get(&server, "", "connectors?search=%20orders%20").await["total"],
        1
    );
}
