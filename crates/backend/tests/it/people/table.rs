//! Who may what: every call of the contract by everybody, over the real router.

use super::{HOOK, ID, OTHER_ID, call, put};
use crate::actions::telling;
use crate::support::entra::Entra;
use crate::support::{Server, WORKFLOW, event, save};
use backend::{CardLinks, EditBy};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A call, and what each caller gets, in the order of the columns.
type Row<'a> = (&'a str, &'a str, &'a [u16]);

/// By the sign-in. The connector was made by the owner. `sender` has the events token;
/// `operator` is a member with the role, `impostor` has it of another tenant.
const CALLERS: [&str; 8] = [
    "nobody",
    "stranger",
    "other",
    "colleague",
    "member",
    "sender",
    "operator",
    "impostor",
];

/// `{new}` is an id that nobody has. Removal comes last.
const TENANT: &[Row<'_>] = &[
    (
        "GET",
        "/api/v1/connectors/{entityId}",
        &[401, 401, 404, 200, 200, 401, 200, 404],
    ),
    (
        "GET",
        "/api/v1/connectors/{new}",
        &[401, 401, 404, 404, 404, 401, 404, 404],
    ),
    (
        "GET",
        "/api/v1/connectors/{entityId}/deliveries",
        &[401, 401, 404, 200, 200, 401, 200, 404],
    ),
    (
        "GET",
        "/api/v1/connectors/{entityId}/days",
        &[401, 401, 404, 200, 200, 401, 200, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/enable",
        &[401, 401, 404, 200, 200, 401, 200, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/deliveries/{eventId}/resend",
        &[401, 401, 404, 404, 404, 401, 404, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/seen",
        &[401, 401, 404, 200, 200, 401, 200, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/test",
        &[401, 401, 404, 200, 200, 401, 200, 404],
    ),
    (
        "POST",
        "/api/v1/webhooks/check",
        &[401, 401, 200, 200, 200, 401, 200, 200],
    ),
    // A pass that nobody gave.
    ("POST", "/api/v1/sign-in", &[401; 8]),
    (
        "PUT",
        "/api/v1/connectors/{entityId}",
        &[401, 401, 404, 200, 200, 401, 200, 404],
    ),
    (
        "PUT",
        "/api/v1/connectors/{new}",
        &[401, 401, 201, 201, 201, 401, 201, 201],
    ),
    (
        "POST",
        "/api/v1/events",
        &[401, 401, 401, 401, 401, 202, 401, 401],
    ),
    (
        "GET",
        "/api/v1/admin/overview",
        &[401, 401, 403, 403, 403, 401, 200, 403],
    ),
    (
        "GET",
        "/api/v1/admin/hours",
        &[401, 401, 403, 403, 403, 401, 200, 403],
    ),
    (
        "GET",
        "/api/v1/admin/connectors",
        &[401, 401, 403, 403, 403, 401, 200, 403],
    ),
    (
        "POST",
        "/api/v1/admin/connectors/{row}/disable",
        &[401, 401, 403, 403, 403, 401, 404, 403],
    ),
    (
        "POST",
        "/api/v1/admin/connectors/{row}/enable",
        &[401, 401, 403, 403, 403, 401, 404, 403],
    ),
    (
        "DELETE",
        "/api/v1/admin/connectors/{row}",
        &[401, 401, 403, 403, 403, 401, 204, 403],
    ),
    (
        "GET",
        "/api/v1/admin/dead-letters",
        &[401, 401, 403, 403, 403, 401, 200, 403],
    ),
    (
        "POST",
        "/api/v1/admin/dead-letters/replay",
        &[401, 401, 403, 403, 403, 401, 200, 403],
    ),
    (
        "GET",
        "/api/v1/admin/senders",
        &[401, 401, 403, 403, 403, 401, 200, 403],
    ),
    (
        "POST",
        "/api/v1/admin/senders",
        &[401, 401, 403, 403, 403, 401, 201, 403],
    ),
    (
        "DELETE",
        "/api/v1/admin/senders/{name}",
        &[401, 401, 403, 403, 403, 401, 204, 403],
    ),
    (
        "POST",
        "/api/v1/admin/sending/pause",
        &[401, 401, 403, 403, 403, 401, 204, 403],
    ),
    (
        "POST",
        "/api/v1/admin/sending/resume",
        &[401, 401, 403, 403, 403, 401, 204, 403],
    ),
    (
        "GET",
        "/api/v1/topics",
        &[401, 401, 200, 200, 200, 401, 200, 200],
    ),
    (
        "PUT",
        "/api/v1/topics",
        &[401, 401, 401, 401, 401, 204, 401, 401],
    ),
    // Who may send where there is a source, `sources.rs` shows.
    ("POST", "/api/v1/hooks/{source}", &[404; 8]),
    (
        "GET",
        "/api/v1/topics/matches",
        &[401, 401, 200, 200, 200, 401, 200, 200],
    ),
    // Who may follow a link that is whole, `links.rs` shows.
    ("GET", "/a/{token}", &[404; 8]),
    ("POST", "/a/{token}", &[404; 8]),
    // Without a press token nobody learns whether a button is there; `in_card.rs` has the rest.
    ("POST", "/api/v1/actions/{token}", &[401; 8]),
    ("GET", "/healthz", &[200; 8]),
    ("GET", "/readyz", &[200; 8]),
    ("GET", "/metrics", &[200; 8]),
    ("GET", "/openapi.json", &[200; 8]),
    (
        "DELETE",
        "/api/v1/connectors/{entityId}",
        &[401, 401, 204, 204, 204, 401, 204, 204],
    ),
];

/// Where only the owner changes a connector; what is not here is as above.
const OWNER: &[Row<'_>] = &[
    (
        "POST",
        "/api/v1/connectors/{entityId}/enable",
        &[401, 401, 404, 403, 200, 401, 403, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/deliveries/{eventId}/resend",
        &[401, 401, 404, 403, 404, 401, 403, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/seen",
        &[401, 401, 404, 403, 200, 401, 403, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/test",
        &[401, 401, 404, 403, 200, 401, 403, 404],
    ),
    (
        "PUT",
        "/api/v1/connectors/{entityId}",
        &[401, 401, 404, 403, 200, 401, 403, 404],
    ),
    (
        "DELETE",
        "/api/v1/connectors/{entityId}",
        &[401, 401, 204, 403, 204, 401, 403, 204],
    ),
];

/// Without a sign-in, reached from outside: who knows nothing, who knows the id, who
/// has the enrolment key and no id, and who has the events token.
const CAPABILITY: &[Row<'_>] = &[
    (
        "GET",
        "/api/v1/connectors/{entityId}",
        &[404, 200, 404, 404],
    ),
    (
        "GET",
        "/api/v1/connectors/{entityId}/deliveries",
        &[404, 200, 404, 404],
    ),
    (
        "GET",
        "/api/v1/connectors/{entityId}/days",
        &[404, 200, 404, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/enable",
        &[404, 200, 404, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/deliveries/{eventId}/resend",
        &[404, 404, 404, 404],
    ),
    (
        "POST",
        "/api/v1/connectors/{entityId}/seen",
        &[404, 200, 404, 404],
    ),
    ("POST", "/api/v1/webhooks/check", &[403, 200, 200, 403]),
    (
        "PUT",
        "/api/v1/connectors/{entityId}",
        &[403, 200, 201, 403],
    ),
    ("POST", "/api/v1/sign-in", &[404; 4]),
    ("POST", "/api/v1/events", &[401, 401, 401, 202]),
    ("GET", "/api/v1/topics", &[403, 200, 200, 403]),
    ("PUT", "/api/v1/topics", &[401, 401, 401, 204]),
    ("GET", "/api/v1/topics/matches", &[403, 200, 200, 403]),
    ("GET", "/api/v1/admin/overview", &[404; 4]),
    ("GET", "/api/v1/admin/hours", &[404; 4]),
    ("GET", "/api/v1/admin/connectors", &[404; 4]),
    ("POST", "/api/v1/admin/connectors/{row}/disable", &[404; 4]),
    ("POST", "/api/v1/admin/connectors/{row}/enable", &[404; 4]),
    ("DELETE", "/api/v1/admin/connectors/{row}", &[404; 4]),
    ("GET", "/api/v1/admin/dead-letters", &[404; 4]),
    ("POST", "/api/v1/admin/dead-letters/replay", &[404; 4]),
    ("GET", "/api/v1/admin/senders", &[404; 4]),
    ("POST", "/api/v1/admin/senders", &[404; 4]),
    ("DELETE", "/api/v1/admin/senders/{name}", &[404; 4]),
    ("POST", "/api/v1/admin/sending/pause", &[404; 4]),
    ("POST", "/api/v1/admin/sending/resume", &[404; 4]),
    ("DELETE", "/api/v1/connectors/{entityId}", &[204; 4]),
];

fn body_of(method: &str, path: &str, hook: &str) -> Option<Value> {
    match (method, path) {
        ("PUT", "/api/v1/topics") => Some(json!({"topics": [{"topic": "project"}]})),
        ("PUT", _) => Some(save("All", hook)),
        (_, "/api/v1/webhooks/check") => Some(json!({"webhookUrl": hook})),
        (_, "/api/v1/sign-in") => Some(json!({"pass": "none", "verifier": "none"})),
        ("POST", "/api/v1/admin/senders") => Some(json!({"name": "ticketing"})),
        (_, "/api/v1/admin/dead-letters/replay") => Some(json!({"ids": []})),
        (_, "/api/v1/events") => Some(event("created", "Who may")),
        _ => None,
    }
}

/// What a call cannot do without, and the id of whoever knows one.
fn query_of(path: &str, known: Option<&str>) -> String {
    match path {
        "/api/v1/topics" | "/api/v1/topics/matches" => {
            let known = known.unwrap_or_default();
            format!("?notificationType=All&connector={known}")
        }
        _ => String::new(),
    }
}

async fn status(server: &Server, token: &str, row: &Row<'_>, hook: &str) -> u16 {
    let (method, path, _) = row;
    let at = path.replace("{entityId}", ID).replace("{new}", OTHER_ID);
    let url = format!("{}{at}{}", server.base, query_of(path, None));
    let verb = Method::from_bytes(method.as_bytes()).expect("a method");
    let mut request = server.http.request(verb, url);
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body_of(method, path, hook) {
        request = request.json(&body);
    }
    let answer = request.send().await.expect("the server answers");
    answer.status().as_u16()
}

fn token_of(entra: &Entra, server: &Server, caller: &str) -> String {
    match caller {
        "nobody" => String::new(),
        "sender" => server.events_token(),
        person => entra.token(person),
    }
}

async fn walk(edit_by: EditBy, row_of: impl Fn(&Row<'static>) -> Row<'static>) {
    let entra = Entra::start().await;
    for (at, caller) in CALLERS.into_iter().enumerate() {
        let server = entra.server(edit_by, |config| {
            telling("http://127.0.0.1:9/")(config);
            Entra::presses(config);
            config.card_links = Some(CardLinks::Open);
        });
        let server = server.await;
        let owner = entra.token("member");
        assert_eq!(put(&server, &owner, ID).await, 201);
        let token = token_of(&entra, &server, caller);
        for row in TENANT {
            let row = row_of(row);
            let found = status(&server, &token, &row, HOOK).await;
            assert_eq!(found, row.2[at], "{caller}: {} {}", row.0, row.1);
        }
        let path = format!("connectors/{ID}");
        let left = call(&server, &owner, Method::GET, &path, None).await;
        let may_remove = match edit_by {
            EditBy::Tenant => ["colleague", "member", "operator"].as_slice(),
            EditBy::Owner => &["member"],
        };
        let expected = if may_remove.contains(&caller) {
            404
        } else {
            200
        };
        assert_eq!(left.status().as_u16(), expected, "{caller}: what is left");
    }
}

#[tokio::test]
async fn who_signs_in_may_what_their_tenant_may() {
    walk(EditBy::Tenant, |row| *row).await;
}

#[tokio::test]
async fn where_owners_rule_others_of_the_tenant_only_read() {
    let own = |row: &Row<'static>| {
        let same = |other: &&Row<'static>| (other.0, other.1) == (row.0, row.1);
        OWNER.iter().find(same).map_or(*row, |own| *own)
    };
    walk(EditBy::Owner, own).await;
}

#[tokio::test]
async fn without_a_sign_in_keys_and_ids_are_the_right() {
    for at in 0..CAPABILITY[0].2.len() {
        let server = Server::start_outside().await;
        let key = std::fs::read_to_string(server.dir.path().join("data/enrolment-key")).unwrap();
        let made = server
            .http
            .put(format!("{}/api/v1/connectors/{ID}", server.base))
            .header("Enrolment-Key", key.trim())
            .json(&save("All", WORKFLOW));
        assert_eq!(made.send().await.unwrap().status(), 201);
        for (method, path, expected) in CAPABILITY {
            let id = if at == 1 { ID } else { OTHER_ID };
            let known = (at == 1).then_some(ID);
            let path_of = path.replace("{entityId}", id);
            let url = format!("{}{path_of}{}", server.base, query_of(path, known));
            let verb = Method::from_bytes(method.as_bytes()).unwrap();
            let mut request = server.http.request(verb, url);
            match at {
                2 => request = request.header("Enrolment-Key", key.trim()),
                3 => request = request.bearer_auth(server.events_token()),
                _ => {}
            }
            if let Some(mut body) = body_of(method, path, WORKFLOW) {
                if *path == "/api/v1/webhooks/check" && at == 1 {
                    body["entityId"] = ID.into();
                }
                request = request.json(&body);
            }
            let found = request.send().await.unwrap().status().as_u16();
            assert_eq!(found, expected[at], "caller {at}: {method} {path}");
        }
    }
}

/// A call that is added to the contract has to be in the table.
#[tokio::test]
async fn the_table_has_every_call() {
    let server = Server::start().await;
    let contract = server.json("/openapi.json").await;
    let paths = contract["paths"].as_object().unwrap();
    let methods = ["get", "put", "post", "delete", "patch"];
    let promised: BTreeSet<_> = paths
        .iter()
        .flat_map(|(path, calls)| {
            let called = methods
                .into_iter()
                .filter(|method| calls.get(method).is_some());
            called.map(move |method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    let tabled: BTreeSet<_> = TENANT
        .iter()
        .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    let missing: Vec<_> = promised.difference(&tabled).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// What people's browsers are sent to, and no system calls; `window.rs` has who may.
const BESIDE: [&str; 2] = [wire::paths::SIGN_IN, wire::paths::SIGN_IN_END];

/// A route that is added to the router has to be in the contract, and so in the table.
#[test]
fn the_contract_has_every_route() {
    const CONTRACT: &str = include_str!("../../../openapi.json");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/routes");
    let mut folders = vec![std::path::PathBuf::from(folder)];
    let mut routes = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    routes += std::fs::read_to_string(path)
                        .unwrap()
                        .matches(".route(")
                        .count();
                }
            }
        }
    }
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    let promised = contract["paths"].as_object().unwrap().len();
    assert_eq!(routes, promised + BESIDE.len());
}
