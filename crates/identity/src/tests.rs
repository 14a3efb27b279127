//! What the tests share: a pretend issuer's keys, the claims of an honest token, and
//! a policy that accepts it.

mod addresses;
mod answers;
mod bytes;
mod documents;
mod rotation;
mod table;

use super::*;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::LazyLock;

const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const OTHER_TENANT: &str = "0f1e2d3c-4b5a-4678-8796-a5b4c3d2e1f0";
const PERSON: &str = "11111111-2222-4333-8444-555555555555";
const APP: &str = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const URI: &str = "api://connector.example.com/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const TEAMS: &str = "1fec8e78-bce4-4aaf-ab1b-5451cc387264";
const NOW: Seconds = 1_800_000_000;

/// Making a key takes long.
static KEY: LazyLock<issuer::Key> = LazyLock::new(issuer::Key::generate);
static STRANGER: LazyLock<issuer::Key> = LazyLock::new(issuer::Key::generate);

fn tenant(text: &str) -> TenantId {
    text.parse().unwrap()
}

fn policy() -> Policy {
    let own = APP.parse().unwrap();
    Policy {
        authority: Cloud::EACH[0].into(),
        client_id: own,
        app_uri: URI.into(),
        tenants: Allowed::Only(vec![tenant(TENANT)]),
        clients: Allowed::Only([&TEAMS_CLIENTS[..], &[own]].concat()),
        scope: PAGE_SCOPE.into(),
        leeway: 300,
    }
}

/// An honest token's claims.
fn v2() -> Value {
    json!({
        "ver": "2.0",
        "iss": format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
        "tid": TENANT,
        "oid": PERSON,
        "aud": APP,
        "azp": TEAMS,
        "azpacr": "0",
        "scp": "openid access_as_user",
        "iat": NOW - 60,
        "nbf": NOW - 60,
        "exp": NOW + 3600,
        "sub": "pairwise",
        "uti": "u_7-T",
        "preferred_username": "person@example.com",
    })
}

/// The same, as Entra writes it by default.
fn v1() -> Value {
    json!({
        "ver": "1.0",
        "iss": format!("https://sts.windows.net/{TENANT}/"),
        "tid": TENANT,
        "oid": PERSON,
        "aud": URI,
        "appid": TEAMS,
        "appidacr": "0",
        "scp": "access_as_user",
        "iat": NOW - 60,
        "nbf": NOW - 60,
        "exp": NOW + 3600,
        "upn": "person@example.com",
    })
}

/// One claim is something else; `null` takes it away.
fn with(mut claims: Value, name: &str, value: impl Into<Value>) -> Value {
    claims[name] = value.into();
    if claims[name].is_null() {
        claims.as_object_mut().unwrap().shift_remove(name);
    }
    claims
}

fn keys_with(key: &issuer::Key, more: impl Fn(&mut Value)) -> HashMap<Issuer, KeySet> {
    let mut published = key.published();
    more(&mut published);
    let document = json!({"keys": [published]}).to_string();
    let versions = [Version::V1, Version::V2];
    let each = versions.map(|version| {
        let tenant = tenant(TENANT);
        let set = KeySet::read(document.as_bytes()).unwrap();
        (Issuer { tenant, version }, set)
    });
    each.into()
}

fn keys() -> HashMap<Issuer, KeySet> {
    keys_with(&KEY, |_| ())
}

fn look(token: &str) -> Result<Person, Refusal> {
    verify(token, &keys(), &policy(), NOW)
}
