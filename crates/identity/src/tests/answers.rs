//! What an authority answers, and where it is asked.

use super::*;

fn person() -> Person {
    look(&KEY.token(&v2())).unwrap()
}

fn answer(claims: &Value) -> Option<Answer> {
    let answer = json!({"access_token": "for us", "id_token": KEY.token(claims)});
    Answer::read(answer.to_string().as_bytes())
}

fn id_claims() -> Value {
    json!({"tid": TENANT, "oid": PERSON, "nonce": "once"})
}

#[test]
fn an_answer_belongs_to_one_sign_in_of_one_person() {
    let belongs = |claims: Value| answer(&claims).unwrap().belongs_to("once", &person());
    assert!(belongs(id_claims()));
    assert!(!belongs(with(id_claims(), "nonce", "another")));
    assert!(!belongs(with(id_claims(), "nonce", Value::Null)));
    assert!(!belongs(with(id_claims(), "tid", OTHER_TENANT)));
    assert!(!belongs(with(id_claims(), "oid", OTHER_TENANT)));
    let twice = format!("{{\"nonce\":\"another\",{}", &id_claims().to_string()[1..]);
    let token = KEY.token_of(KEY.header().to_string(), twice);
    let answer = json!({"access_token": "for us", "id_token": token}).to_string();
    let answer = Answer::read(answer.as_bytes()).unwrap();
    assert!(!answer.belongs_to("once", &person()));
}

#[test]
fn an_answer_has_both_tokens_and_shows_neither() {
    let found = answer(&id_claims()).unwrap();
    assert_eq!(found.access, "for us");
    assert_eq!(format!("{found:?}"), "Answer(…)");
    for wrong in [
        "",
        "[]",
        "{}",
        r#"{"access_token":"a"}"#,
        r#"{"access_token":1,"id_token":""}"#,
    ] {
        assert!(Answer::read(wrong.as_bytes()).is_none(), "{wrong}");
    }
    let broken = Answer::read(br#"{"access_token":"a","id_token":"b"}"#).unwrap();
    assert!(!broken.belongs_to("once", &person()));
}

#[test]
fn people_sign_in_at_their_tenant_or_at_any() {
    let authority = Authority::from(Cloud::EACH[0]);
    let base = "https://login.microsoftonline.com";
    let own = format!("{base}/{TENANT}/oauth2/v2.0");
    assert_eq!(
        authority.authorize(Some(tenant(TENANT))),
        format!("{own}/authorize")
    );
    assert_eq!(
        authority.token(Some(tenant(TENANT))),
        format!("{own}/token")
    );
    assert_eq!(
        authority.authorize(None),
        format!("{base}/organizations/oauth2/v2.0/authorize")
    );
    assert_eq!(
        authority.token(None),
        format!("{base}/organizations/oauth2/v2.0/token")
    );
}

/// Where a person signs in in a window, the app itself asks: it has to be among them.
#[test]
fn the_app_itself_may_ask_where_it_is_listed() {
    let mut strict = policy();
    strict.clients = Allowed::Only(vec![APP.parse().unwrap()]);
    let look = |claims: Value| verify(&KEY.token(&claims), &keys(), &strict, NOW);
    assert!(look(with(v2(), "azp", APP)).is_ok());
    assert!(look(with(v1(), "appid", APP)).is_ok());
    assert_eq!(look(v2()), Err(Refusal::ClientNotAllowed));
}

/// Whatever else the claim is, nobody has a role by it.
#[test]
fn roles_are_a_list_of_texts() {
    let roles = |claims: Value| look(&KEY.token(&claims)).unwrap().roles;
    let with_roles = |said: Value| roles(with(v2(), "roles", said));
    assert_eq!(
        with_roles(json!(["Operator", "Reader"])),
        ["Operator", "Reader"]
    );
    for said in [
        json!("Operator"),
        json!({"Operator": true}),
        json!(["Operator", 1]),
        json!([["Operator"]]),
        json!([]),
        Value::Null,
    ] {
        assert!(with_roles(said.clone()).is_empty(), "{said}");
    }
    assert!(roles(v2()).is_empty() && roles(v1()).is_empty());
}

#[test]
fn a_person_is_called_what_can_be_shown() {
    let name = |claims: Value| look(&KEY.token(&claims)).unwrap().name;
    assert_eq!(name(v2()).as_deref(), Some("person@example.com"));
    assert_eq!(name(v1()).as_deref(), Some("person@example.com"));
    let called = |name| with(v2(), "name", name);
    assert_eq!(name(called("Megan Bowen")).as_deref(), Some("Megan Bowen"));
    assert_eq!(name(called(" A\u{0}\n\u{9b}B ")).as_deref(), Some("AB"));
    assert_eq!(name(called(" \n")).as_deref(), Some("person@example.com"));
    let long = name(called(&"ä".repeat(MOST_NAME + 1))).unwrap();
    assert_eq!(long.chars().count(), MOST_NAME);
    let nobody = with(v2(), "preferred_username", Value::Null);
    assert_eq!(name(nobody), None);
}
