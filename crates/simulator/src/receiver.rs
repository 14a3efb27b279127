//! Plays the two kinds of webhook, and answers wrongly when told to: the next
//! posts can be scripted. Never asks where a post comes from.

use crate::{
    channel::{Channel, Post, now},
    cut::Cut,
    power_automate,
    problem::problem,
};
use axum::{
    Json,
    body::Bytes,
    extract::{OriginalUri, State},
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How the next posts are answered.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(crate) struct Scripted {
    /// For how many posts; one when absent.
    times: Option<u32>,
    /// Only for posts whose path contains this.
    hook: Option<String>,
    /// Power Automate's answer of this name; what is said beside it goes first.
    says: Option<String>,
    status: Option<u16>,
    body: Option<String>,
    headers: BTreeMap<String, String>,
    delay_ms: u64,
    /// Never answer.
    hang: bool,
    /// Cut the connection.
    reset: bool,
    /// Whether the card appears in the channel all the same.
    shown: Option<bool>,
}

/// The script that is still to be played.
#[derive(Default)]
pub(crate) struct Receiver(Mutex<Vec<Scripted>>);

impl Receiver {
    fn script(&self) -> MutexGuard<'_, Vec<Scripted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer for a post to `hook`, used up by asking.
    fn next(&self, hook: &str) -> Option<Scripted> {
        let mut script = self.script();
        let fits = |entry: &Scripted| entry.hook.as_ref().is_none_or(|part| hook.contains(part));
        let place = script.iter().position(fits)?;
        let left = script[place].times.unwrap_or(1).saturating_sub(1);
        script[place].times = Some(left);
        let entry = script[place].clone();
        if left == 0 {
            script.remove(place);
        }
        Some(entry)
    }
}

impl Scripted {
    /// With the answer that it names; else a sentence with those that can be named.
    fn spelled_out(mut self) -> Result<Self, String> {
        let Some(name) = &self.says else {
            return Ok(self);
        };
        let answer = power_automate::answer(name).ok_or_else(|| {
            let names = power_automate::names();
            format!("Power Automate has no answer `{name}`; choose one of {names}.")
        })?;
        self.status.get_or_insert(answer.status);
        if !answer.body.is_empty() {
            self.body.get_or_insert(answer.body);
        }
        for (name, value) in answer.headers {
            self.headers.entry(name).or_insert(value);
        }
        Ok(self)
    }

    /// Teams shows a card only when it took it: an error in the body of a 200 is an error.
    fn shows(&self) -> bool {
        let taken = !self.hang && !self.reset && self.body.is_none();
        let good = self
            .status
            .is_none_or(|status| (200..300).contains(&status));
        self.shown.unwrap_or(taken && good)
    }
}

/// One kind of webhook: what it is called and what it answers.
struct Kind {
    family: &'static str,
    status: u16,
    body: &'static str,
}

/// An Office 365 connector answers 200 with the body `1`.
pub(crate) async fn connector(
    State(receiver): State<Arc<Receiver>>,
    State(channel): State<Arc<Channel>>,
    OriginalUri(uri): OriginalUri,
    body: Bytes,
) -> Response {
    let kind = Kind {
        family: "connector",
        status: 200,
        body: "1",
    };
    receive(&receiver, &channel, uri.path(), &kind, &body).await
}

/// A Workflow answers 202 and nothing more.
pub(crate) async fn workflow(
    State(receiver): State<Arc<Receiver>>,
    State(channel): State<Arc<Channel>>,
    OriginalUri(uri): OriginalUri,
    body: Bytes,
) -> Response {
    let kind = Kind {
        family: "workflow",
        status: 202,
        body: "",
    };
    receive(&receiver, &channel, uri.path(), &kind, &body).await
}

async fn receive(
    receiver: &Receiver,
    channel: &Channel,
    hook: &str,
    kind: &Kind,
    body: &[u8],
) -> Response {
    let scripted = receiver.next(hook).unwrap_or_default();
    channel.add(post(hook, kind, &scripted, body));
    tokio::time::sleep(Duration::from_millis(scripted.delay_ms)).await;
    if scripted.hang {
        std::future::pending::<()>().await;
    }
    if scripted.reset {
        return Cut.response();
    }
    spoken(kind, scripted)
}

fn post(hook: &str, kind: &Kind, scripted: &Scripted, body: &[u8]) -> Post {
    let card = serde_json::from_slice(body).ok();
    let text = card
        .is_none()
        .then(|| String::from_utf8_lossy(body).into_owned());
    let silent = scripted.hang || scripted.reset;
    Post {
        hook: hook.to_owned(),
        family: kind.family,
        received_at: now(),
        status: (!silent).then_some(scripted.status.unwrap_or(kind.status)),
        shown: scripted.shows(),
        card,
        text,
        says: None,
    }
}

fn spoken(kind: &Kind, scripted: Scripted) -> Response {
    let body = scripted.body.unwrap_or_else(|| kind.body.to_owned());
    let mut response = body.into_response();
    let status = StatusCode::from_u16(scripted.status.unwrap_or(kind.status));
    *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &scripted.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Replaces the script: a list, played in order.
pub(crate) async fn script(State(receiver): State<Arc<Receiver>>, body: Bytes) -> Response {
    let script = serde_json::from_slice::<Vec<Scripted>>(&body).map_err(|error| error.to_string());
    let spelled = |script: Vec<Scripted>| script.into_iter().map(Scripted::spelled_out).collect();
    match script.and_then(spelled) {
        Ok(script) => {
            *receiver.script() = script;
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => problem(StatusCode::BAD_REQUEST, &error),
    }
}

/// What of the script is still to be played.
pub(crate) async fn remaining(State(receiver): State<Arc<Receiver>>) -> Json<Vec<Scripted>> {
    Json(receiver.script().clone())
}
