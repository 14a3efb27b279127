//! Presses a card's button as the clients of today do: what opens an address is opened
//! without a script, and the opened page's own button is pressed; what would need a bot
//! fails. Presses nothing beyond this machine, and keeps nothing.

mod post;

use crate::{
    backend::Backend,
    channel::{Channel, Post},
    entra::Entra,
    problem::problem,
};
use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use issuer::Person;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use url::form_urlencoded;

/// What Teams shows where a button needs a bot that is not there.
const NO_BOT: &str = "Something went wrong. Please try again.";

/// Which button.
#[derive(Deserialize)]
struct Wanted {
    /// What stands on it, or on a link of the card.
    button: String,
    /// Only a card of this hook; the newest of all unless said.
    hook: Option<String>,
    /// Who presses, where people sign in.
    #[serde(default = "member")]
    person: String,
    /// What is written along.
    #[serde(default)]
    input: String,
}

fn member() -> String {
    "member".into()
}

/// What a button does.
#[derive(Debug, PartialEq, Eq)]
enum Does {
    /// It opens an address.
    Opens(String),
    /// It has Microsoft's service post this body there.
    Posts { target: String, body: String },
    /// It asks a bot.
    AsksABot,
}

/// A page as a person without a script meets it.
#[derive(Serialize)]
struct Page {
    status: u16,
    text: String,
    /// Where it leads, if it is none itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

/// The whole exchange, for a program that tests a card.
pub(crate) async fn press(
    State(channel): State<Arc<Channel>>,
    State(backend): State<Arc<Backend>>,
    State(entra): State<Arc<Entra>>,
    body: Bytes,
) -> Response {
    let Ok(wanted) = serde_json::from_slice::<Wanted>(&body) else {
        return problem(StatusCode::BAD_REQUEST, "Name the button to press.");
    };
    let Some(post) = channel.newest(wanted.hook.as_deref()) else {
        return problem(StatusCode::NOT_FOUND, "The channel has no such card.");
    };
    match does(&post, &wanted.button) {
        None => problem(StatusCode::NOT_FOUND, "The card shows no such button."),
        Some(Does::AsksABot) => Json(json!({ "says": NO_BOT })).into_response(),
        Some(Does::Opens(address)) => open(&backend, &entra, &wanted, &address).await,
        Some(Does::Posts { target, body }) => {
            let Some(person) = Person::named(&wanted.person) else {
                return problem(StatusCode::NOT_FOUND, "Nobody is called so.");
            };
            let press = post::Press {
                post: &post,
                target: &target,
                body: body.replace("{{input.value}}", &wanted.input),
                token: entra.press_token(&person),
                person: person.name,
            };
            press.send(&backend, &channel).await
        }
    }
}

/// What the client makes of a button's name. A Workflow shows a MessageCard without its
/// buttons.
fn does(post: &Post, button: &str) -> Option<Does> {
    let card = post.card.as_ref()?;
    let is_message_card = card["@type"] == "MessageCard";
    let in_text = || link_in(card, button).map(Does::Opens);
    if is_message_card && post.family == "workflow" {
        return in_text();
    }
    let all = match is_message_card {
        true => list(&card["potentialAction"]),
        false => list(&card["attachments"][0]["content"]["actions"]),
    };
    let named = |action: &&Value| action["name"] == button || action["title"] == button;
    let action = all.iter().find(named);
    action.map_or_else(in_text, |action| Some(done_by(action)))
}

fn done_by(action: &Value) -> Does {
    let inner = match action["@type"].as_str() {
        Some("ActionCard") => &action["actions"][0],
        _ => action,
    };
    if let ("HttpPOST", Some(target)) = (
        inner["@type"].as_str().unwrap_or_default(),
        inner["target"].as_str(),
    ) {
        let body = inner["body"].as_str().unwrap_or_default();
        return Does::Posts {
            target: target.to_owned(),
            body: body.to_owned(),
        };
    }
    let address = match (action["@type"].as_str(), action["type"].as_str()) {
        (Some("OpenUri"), _) => action["targets"][0]["uri"].as_str(),
        (_, Some("Action.OpenUrl")) => action["url"].as_str(),
        _ => None,
    };
    address.map_or(Does::AsksABot, |address| Does::Opens(address.to_owned()))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Where a Markdown link with this text leads, in any of a card's texts.
fn link_in(value: &Value, text: &str) -> Option<String> {
    match value {
        Value::String(said) => {
            let (_, rest) = said.split_once(&format!("[{text}]("))?;
            rest.split_once(')').map(|(address, _)| address.to_owned())
        }
        Value::Array(all) => all.iter().find_map(|one| link_in(one, text)),
        Value::Object(all) => all.values().find_map(|one| link_in(one, text)),
        _ => None,
    }
}

/// Opens a page of the backend, and presses the one button that it has.
async fn open(backend: &Backend, entra: &Entra, wanted: &Wanted, address: &str) -> Response {
    let Some(here) = here(backend, address) else {
        return Json(json!({ "opens": address, "says": "It leads elsewhere." })).into_response();
    };
    let opened = match page(backend.client.get(here.clone())).await {
        Some(sent) if sent.status == 302 => signed_in(backend, entra, wanted, &sent).await,
        other => other,
    };
    let Some(opened) = opened else {
        return problem(StatusCode::BAD_GATEWAY, "The backend does not answer.");
    };
    let Some(value) = value(&opened.text) else {
        return Json(json!({ "opened": opened })).into_response();
    };
    let form = backend
        .client
        .post(here)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(
            form_urlencoded::Serializer::new(String::new())
                .append_pair("press", value)
                .append_pair("input", &wanted.input)
                .finish(),
        );
    match page(form).await {
        Some(pressed) => Json(json!({ "opened": opened, "pressed": pressed })).into_response(),
        None => problem(StatusCode::BAD_GATEWAY, "The backend does not answer."),
    }
}

/// The page that whoever was sent to the pretend Entra comes back to.
async fn signed_in(backend: &Backend, entra: &Entra, wanted: &Wanted, sent: &Page) -> Option<Page> {
    let to = url::Url::parse(sent.to.as_deref()?).ok()?;
    let (code, question) = entra.code(&to, &Person::named(&wanted.person)?)?;
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("code", &code)
        .append_pair("state", &question.state)
        .finish();
    let back = backend
        .client
        .post(here(backend, &question.redirect_uri)?)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form);
    page(back).await
}

/// The same page at the backend, where the address is one of this machine.
fn here(backend: &Backend, address: &str) -> Option<url::Url> {
    let meant = url::Url::parse(address).ok()?;
    let near = match meant.host()? {
        url::Host::Domain(name) => name == "localhost",
        url::Host::Ipv4(address) => address.is_loopback(),
        url::Host::Ipv6(address) => address.is_loopback(),
    };
    let path = &meant[url::Position::BeforePath..];
    near.then(|| backend.address.join(path).ok()).flatten()
}

async fn page(request: reqwest::RequestBuilder) -> Option<Page> {
    let answer = request.send().await.ok()?;
    let status = answer.status().as_u16();
    let to = answer.headers().get(header::LOCATION);
    let to = to.and_then(|to| to.to_str().ok()).map(str::to_owned);
    let text = answer.text().await.ok()?;
    Some(Page { status, text, to })
}

/// What the page's form would send; only letters and digits are taken from it.
fn value(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("name=\"press\" value=\"")?;
    let (value, _) = rest.split_once('"')?;
    value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric())
        .then_some(value)
}
