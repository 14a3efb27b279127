//! Whose a connector is: its tenant's, for ever; and, where the operator wants, its
//! maker's.

use super::{ID, OTHER_ID, call, get, put, put_with};
use crate::support::entra::Entra;
use crate::support::{Server, offline, save};
use backend::{AuthMode, EditBy};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn another_tenants_connector_is_not_there() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    let [member, other] = ["member", "other"].map(|name| entra.token(name));
    let path = format!("connectors/{ID}");
    assert_eq!(put(&server, &member, ID).await, 201);
    let there = call(&server, &other, Method::GET, &path, None).await;
    let nowhere = call(
        &server,
        &other,
        Method::GET,
        &format!("connectors/{OTHER_ID}"),
        None,
    )
    .await;
    assert_eq!(
        (there.status(), nowhere.status()),
        (404.try_into().unwrap(), 404.try_into().unwrap())
    );
    let texts = [there, nowhere].map(|answer| async { answer.json::<Value>().await.unwrap() });
    let [there, nowhere] = texts;
    let (mut there, mut nowhere) = (there.await, nowhere.await);
    there["requestId"] = Value::Null;
    nowhere["requestId"] = Value::Null;
    assert_eq!(there, nowhere, "nothing tells that it exists");
    assert_eq!(put(&server, &other, ID).await, 404);
    let removed = call(&server, &other, Method::DELETE, &path, None).await;
    assert_eq!(removed.status(), 204, "as what is absent");
    assert_eq!(get(&server, &member, &path).await, 200, "it stays");
}

#[tokio::test]
async fn a_tenant_shares_its_connectors() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    let names = ["member", "colleague", "guest"];
    let [member, colleague, guest] = names.map(|name| entra.token(name));
    let path = format!("connectors/{ID}");
    assert_eq!(put(&server, &member, ID).await, 201);
    assert_eq!(put(&server, &colleague, ID).await, 200);
    assert_eq!(get(&server, &guest, &path).await, 200);
    let removed = call(&server, &guest, Method::DELETE, &path, None).await;
    assert_eq!(removed.status(), 204);
    assert_eq!(get(&server, &member, &path).await, 404);
}

#[tokio::test]
async fn an_owner_alone_changes_where_that_is_wanted() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Owner, |_| ()).await;
    let [member, colleague] = ["member", "colleague"].map(|name| entra.token(name));
    let path = format!("connectors/{ID}");
    assert_eq!(put(&server, &member, ID).await, 201);
    assert_eq!(get(&server, &colleague, &path).await, 200);
    assert_eq!(
        get(&server, &colleague, &format!("{path}/deliveries")).await,
        200
    );
    for (method, path) in [
        (Method::DELETE, path.clone()),
        (Method::POST, format!("{path}/enable")),
        (Method::POST, format!("{path}/test")),
    ] {
        let answer = call(&server, &colleague, method, &path, None).await;
        assert_eq!(answer.status(), 403, "{path}");
        let text = answer.text().await.unwrap();
        let owner = issuer::Person::named("member").unwrap().object;
        assert!(!text.contains(owner), "it names nobody: {text}");
    }
    assert_eq!(put(&server, &colleague, ID).await, 403);
    assert_eq!(put(&server, &member, ID).await, 200);
    assert_eq!(get(&server, &member, &path).await, 200);
}

/// What was saved before anybody signed in is theirs who save it first.
#[tokio::test]
async fn an_old_connector_is_bound_by_its_first_save() {
    let before = Server::start().await;
    before.save(ID, "All", super::HOOK).await;
    let dir = before.stop().await;
    let entra = Entra::start().await;
    let sign_in = entra.sign_in(EditBy::Owner);
    let server = Server::start_in(dir, |config| {
        config.auth_mode = Some(AuthMode::Entra(Box::new(sign_in)));
    })
    .await;
    let names = ["member", "colleague", "other", "stranger"];
    let [member, colleague, other, stranger] = names.map(|name| entra.token(name));
    let path = format!("connectors/{ID}");
    assert_eq!(get(&server, &other, &path).await, 200, "nobody's yet");
    assert_eq!(put(&server, &stranger, ID).await, 401);
    assert_eq!(put(&server, &member, ID).await, 200);
    assert_eq!(get(&server, &other, &path).await, 404);
    assert_eq!(put(&server, &other, ID).await, 404);
    assert_eq!(put(&server, &colleague, ID).await, 403);
    assert_eq!(put(&server, &member, ID).await, 200);
}

/// Who changes a colleague's connector does not become its maker.
#[tokio::test]
async fn the_maker_stays_the_maker() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    let [member, colleague] = ["member", "colleague"].map(|name| entra.token(name));
    assert_eq!(put(&server, &member, ID).await, 201);
    assert_eq!(put(&server, &colleague, ID).await, 200);
    let sign_in = entra.sign_in(EditBy::Owner);
    let server = Server::start_in(server.stop().await, |config| {
        config.auth_mode = Some(AuthMode::Entra(Box::new(sign_in)));
    })
    .await;
    assert_eq!(put(&server, &colleague, ID).await, 403);
    assert_eq!(put(&server, &member, ID).await, 200);
}

/// Made with a tenant's enrolment key, before people signed in: the tenant's, and
/// whoever of it saves first is its maker.
#[tokio::test]
async fn what_a_key_made_is_its_tenants() {
    let before = Server::start_outside().await;
    let add = ["enrolment", "add", "team", "--tenant", issuer::TENANT];
    let said = offline(before.dir.path(), &add).await;
    let key = said
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("key: "));
    let key = key.expect("it is printed");
    let url = format!("{}/api/v1/connectors/{ID}", before.base);
    let body = save("All", crate::support::WORKFLOW);
    let made = before
        .http
        .put(url)
        .header("Enrolment-Key", key)
        .json(&body);
    assert_eq!(made.send().await.unwrap().status(), 201);
    let entra = Entra::start().await;
    let sign_in = entra.sign_in(EditBy::Owner);
    let server = Server::start_in(before.stop().await, |config| {
        config.auth_mode = Some(AuthMode::Entra(Box::new(sign_in)));
    })
    .await;
    let names = ["member", "colleague", "other"];
    let [member, colleague, other] = names.map(|name| entra.token(name));
    assert_eq!(put(&server, &other, ID).await, 404);
    assert_eq!(put(&server, &member, ID).await, 200);
    assert_eq!(put(&server, &colleague, ID).await, 403);
}

/// The ids of makers are sealed anew with everything else.
#[tokio::test]
async fn an_owner_is_known_after_the_keys_changed() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Owner, |_| ()).await;
    let [member, colleague] = ["member", "colleague"].map(|name| entra.token(name));
    assert_eq!(put(&server, &member, ID).await, 201);
    for more in [&["rekey"][..], &["rekey", "--drop-old"]] {
        offline(server.dir.path(), more).await;
    }
    assert_eq!(put(&server, &colleague, ID).await, 403);
    assert_eq!(put(&server, &member, ID).await, 200);
}

/// `alone` replaces what the same person could remove, and nothing else.
#[tokio::test]
async fn a_save_alone_takes_nothing_from_another_tenant() {
    let entra = Entra::start().await;
    let names = ["member", "colleague", "other"];
    let [member, colleague, other] = names.map(|name| entra.token(name));
    let path = format!("connectors/{ID}");
    let alone = json!({"alone": true});
    let replaced = async |edit_by: EditBy, token: &str| {
        let server = entra.server(edit_by, |_| ()).await;
        assert_eq!(put(&server, &member, ID).await, 201);
        assert_eq!(put_with(&server, token, OTHER_ID, &alone).await, 201);
        get(&server, &member, &path).await == 404
    };
    assert!(!replaced(EditBy::Tenant, &other).await);
    assert!(replaced(EditBy::Tenant, &colleague).await);
    assert!(!replaced(EditBy::Owner, &other).await);
    assert!(!replaced(EditBy::Owner, &colleague).await);
    assert!(replaced(EditBy::Owner, &member).await);
}

/// One answer for every token that does not count.
#[tokio::test]
async fn every_refused_token_has_the_same_answer() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    let now = crate::support::entra::now();
    let person = issuer::Person::named("member").unwrap();
    let honest = || entra.issuer().claims(&person, issuer::Version::V2, "", now);
    let wrong = |name: &str, value: Value| {
        let mut claims = honest();
        claims[name] = value;
        entra.issuer().sign(&claims)
    };
    let tokens = [
        String::new(),
        "x".into(),
        entra.token("stranger"),
        wrong("exp", json!(now - 301)),
        wrong("aud", json!("other")),
        wrong("scp", json!("access_as_user2")),
    ];
    let mut answers = Vec::new();
    for token in &tokens {
        let path = format!("connectors/{ID}");
        let answer = call(&server, token, Method::GET, &path, None).await;
        assert_eq!(answer.status(), 401);
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
        let mut problem: Value = answer.json().await.unwrap();
        problem["requestId"] = Value::Null;
        answers.push(problem);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(put(&server, &entra.issuer().sign(&honest()), ID).await, 201);
}

/// The name is told to the organisation's own people, by the last save, and to nobody else.
#[tokio::test]
async fn members_read_who_saved_a_connector_last() {
    let entra = Entra::start().await;
    let server = entra.server(EditBy::Tenant, |_| ()).await;
    let by = async |reader: &str| {
        let token = entra.token(reader);
        let path = format!("connectors/{ID}");
        let answer = call(&server, &token, Method::GET, &path, None).await;
        let body: Value = answer.json().await.expect("JSON");
        body["configuredBy"].clone()
    };
    for (saves, reads) in [("member", "colleague"), ("colleague", "member")] {
        let token = entra.token(saves);
        assert!(put(&server, &token, ID).await < 300);
        assert_eq!(by(reads).await, saves);
    }
    assert_eq!(by("other").await, Value::Null);
}
