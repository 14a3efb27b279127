//! The pretend issuer, seen by who verifies its tokens.

use crate::bench::Bench;
use identity::{
    Allowed, Authority, Issuer, KeySet, PAGE_SCOPE, Person, Policy, Refusal, TEAMS_CLIENTS,
    TenantId, Version, keys_address, verify,
};
use issuer::{CLIENT_ID, EVERYBODY, OTHER_TENANT, TENANT};
use reqwest::header;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

const VERSIONS: [(Version, &str); 2] = [(Version::V1, "1.0"), (Version::V2, "2.0")];

fn policy(bench: &Bench) -> Policy {
    let port = bench.address.port();
    let base = format!("http://localhost:{port}/simulator/issuer");
    let tenants = [TENANT, OTHER_TENANT].map(|tenant| tenant.parse().expect("a GUID"));
    let own = CLIENT_ID.parse().expect("a GUID");
    Policy {
        authority: Authority::at(&base.parse().expect("an address")).expect("on this machine"),
        client_id: own,
        app_uri: format!("api://localhost:{port}/{CLIENT_ID}"),
        tenants: Allowed::Only(tenants.into()),
        clients: Allowed::Only([&TEAMS_CLIENTS[..], &[own]].concat()),
        scope: PAGE_SCOPE.into(),
        leeway: 300,
    }
}

async fn send(bench: &Bench, path: &str, body: &Value) -> reqwest::Response {
    let request = bench.client.post(bench.url(path));
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let sent = request.body(body.to_string()).send().await;
    sent.expect("the simulator answers")
}

async fn token(bench: &Bench, wanted: Value) -> String {
    let answer = send(bench, "/simulator/issuer/token", &wanted).await;
    let text = answer.text().await.expect("a text");
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    answer["token"].as_str().expect("a token").to_owned()
}

/// By the documents alone, as the backend reads them.
async fn keys(bench: &Bench, policy: &Policy) -> HashMap<Issuer, KeySet> {
    let mut keys = HashMap::new();
    for tenant in [TENANT, OTHER_TENANT] {
        for (version, _) in VERSIONS {
            let tenant: TenantId = tenant.parse().expect("a GUID");
            let issuer = Issuer { tenant, version };
            let place = policy.authority.metadata(&issuer);
            let metadata = bench.text(&path(&place)).await;
            let place = keys_address(metadata.as_bytes(), &policy.authority, &issuer);
            let listed = bench.text(place.expect("metadata").path()).await;
            keys.insert(issuer, KeySet::read(listed.as_bytes()).expect("keys"));
        }
    }
    keys
}

fn path(address: &str) -> String {
    let address: url::Url = address.parse().expect("an address");
    address.path().to_owned()
}

async fn look(bench: &Bench, token: &str) -> Result<Person, Refusal> {
    let policy = policy(bench);
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.expect("it is after 1970").as_secs().cast_signed();
    verify(token, &keys(bench, &policy).await, &policy, now)
}

#[tokio::test]
async fn everybody_has_tokens_of_both_versions() {
    let bench = Bench::start().await;
    for person in EVERYBODY {
        for (version, word) in VERSIONS {
            let wanted = json!({"person": person.name, "version": word});
            let found = look(&bench, &token(&bench, wanted).await).await;
            if person.name == "stranger" {
                assert_eq!(found, Err(Refusal::TenantNotAllowed));
                continue;
            }
            let found = found.expect("an honest token");
            assert_eq!(found.tenant.to_string(), person.tenant);
            assert_eq!(found.object.to_string(), person.object);
            assert_eq!(found.version, version);
        }
    }
    let nobody = json!({"person": "nobody"});
    let answer = send(&bench, "/simulator/issuer/token", &nobody).await;
    assert_eq!(answer.status(), 404);
    assert!(bench.seen().is_empty(), "nothing of it is the backend's");
}

#[tokio::test]
async fn an_old_token_has_expired() {
    let bench = Bench::start().await;
    let old = token(&bench, json!({"person": "member", "age": 7200})).await;
    assert_eq!(look(&bench, &old).await, Err(Refusal::Expired));
}

#[tokio::test]
async fn keys_are_rotated_and_replaced() {
    let bench = Bench::start().await;
    let member = || token(&bench, json!({"person": "member"}));
    let first = member().await;
    let change = async |how: &str| {
        let answer = send(&bench, "/simulator/issuer/keys", &json!(how)).await;
        assert_eq!(answer.status(), 204);
    };
    change("rotate").await;
    let second = member().await;
    assert!(look(&bench, &first).await.is_ok() && look(&bench, &second).await.is_ok());
    change("replace").await;
    for old in [&first, &second] {
        let found = look(&bench, old).await;
        assert!(matches!(found, Err(Refusal::UnknownKey(_))), "{found:?}");
    }
    assert!(look(&bench, &member().await).await.is_ok());
}

fn question(bench: &Bench) -> String {
    let challenge = "A".repeat(43);
    let back = bench.url("/sign-in/end");
    let pairs = [
        ("client_id", CLIENT_ID),
        ("response_type", "code"),
        ("response_mode", "form_post"),
        ("redirect_uri", &back),
        ("scope", &format!("openid {CLIENT_ID}/access_as_user")),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("nonce", "once"),
        ("state", "st\"ate"),
    ];
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

async fn put_window(bench: &Bench, mood: &str) {
    let request = bench.client.put(bench.url("/simulator/issuer/window"));
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let body = json!({"mood": mood}).to_string();
    let answer = request
        .body(body)
        .send()
        .await
        .expect("the simulator answers");
    assert_eq!(answer.status(), 204);
}

async fn choose(bench: &Bench, answer: &str) -> String {
    let url = bench.url(&format!("/simulator/issuer/{TENANT}/oauth2/v2.0/chosen"));
    let body = format!("{}&answer={answer}", question(bench));
    let request = bench.client.post(url).body(body);
    let kind = "application/x-www-form-urlencoded";
    let answer = request.header(header::CONTENT_TYPE, kind).send().await;
    answer
        .expect("the simulator answers")
        .text()
        .await
        .expect("text")
}

#[tokio::test]
async fn the_window_asks_and_sends_back_what_came_of_it() {
    let bench = Bench::start().await;
    let place = format!("/simulator/issuer/{TENANT}/oauth2/v2.0/authorize");
    let page = bench.text(&format!("{place}?{}", question(&bench))).await;
    for person in EVERYBODY {
        assert!(
            page.contains(&format!("value=\"{}\"", person.name)),
            "{page}"
        );
    }
    assert!(page.contains("value=\"st&quot;ate\""), "{page}");
    let lost = bench.text(&format!("{place}?client_id={CLIENT_ID}")).await;
    assert!(lost.contains("AADSTS90014"), "{lost}");
    let back = choose(&bench, "member").await;
    assert!(
        back.contains("name=\"code\"") && back.contains("/sign-in/end\""),
        "{back}"
    );
    assert!(
        choose(&bench, "cancel")
            .await
            .contains("value=\"access_denied\"")
    );
    put_window(&bench, "consent").await;
    assert!(choose(&bench, "member").await.contains("value=\"decline\""));
    for (mood, shows) in [
        ("refused", "access_denied"),
        ("error", "AADSTS53003"),
        ("closes", "window.close()"),
    ] {
        put_window(&bench, mood).await;
        let page = bench.text(&format!("{place}?{}", question(&bench))).await;
        assert!(page.contains(shows), "{mood}: {page}");
    }
    assert!(bench.seen().is_empty(), "nothing of it is the backend's");
}

/// Another page on this machine gets nobody's token.
#[tokio::test]
async fn only_the_host_page_gets_tokens() {
    let bench = Bench::start().await;
    let request = bench.client.post(bench.url("/simulator/issuer/token"));
    let request = request
        .header(header::ORIGIN, "http://evil.example")
        .header(header::CONTENT_TYPE, "application/json")
        .body(r#"{"person":"member"}"#);
    let answer = request.send().await.expect("the simulator answers");
    assert_eq!(answer.status(), 403);
}

/// The host page says the same of a person as the tokens do.
#[test]
fn the_host_page_knows_everybody() {
    let people = include_str!("../../www/people.js");
    for person in EVERYBODY {
        let line = format!(
            "  {}: {{ tid: \"{}\", oid: \"{}\"",
            person.name, person.tenant, person.object
        );
        assert!(people.contains(&line), "{line}");
    }
}
