//! A press that Microsoft's service passes on: with a token in the person's name, within two
//! seconds as it wants them, and never where the card's target is not known to it.

use super::here;
use crate::{
    backend::Backend,
    channel::{Channel, Post, now},
    problem::problem,
};
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Older messages' buttons are not passed on, in milliseconds.
const MONTH: u64 = 30 * 24 * 60 * 60 * 1000;
/// The service's target, and the hard end.
const SOON: Duration = Duration::from_secs(2);
const END: Duration = Duration::from_secs(10);

/// One press.
pub(super) struct Press<'a> {
    pub(super) post: &'a Post,
    pub(super) target: &'a str,
    pub(super) body: String,
    pub(super) token: String,
    pub(super) person: &'a str,
}

impl Press<'_> {
    /// The whole exchange; the channel shows what came of it.
    pub(super) async fn send(self, backend: &Backend, channel: &Channel) -> Response {
        let Some(here) = here(backend, self.target) else {
            let says = "The target is not registered in the developer dashboard.";
            return problem(StatusCode::FORBIDDEN, says);
        };
        if now().saturating_sub(self.post.received_at) > MONTH {
            return problem(
                StatusCode::FORBIDDEN,
                "The message is more than a month old.",
            );
        }
        let correlation = self.post.card.as_ref().map(|card| &card["correlationId"]);
        let correlation = correlation.and_then(Value::as_str).unwrap_or_default();
        let begun = Instant::now();
        let request = backend
            .client
            .post(here)
            .timeout(END)
            .bearer_auth(&self.token)
            .header(header::CONTENT_TYPE, "application/json")
            .header("card-correlation-id", correlation)
            .header("action-request-id", uuid::Uuid::new_v4().to_string())
            .body(self.body.clone());
        let Ok(answer) = request.send().await else {
            return problem(StatusCode::BAD_GATEWAY, "The target does not answer.");
        };
        self.shown(answer, begun, channel).await
    }

    /// The client adds name and time to the sentence.
    async fn shown(
        &self,
        answer: reqwest::Response,
        begun: Instant,
        channel: &Channel,
    ) -> Response {
        let status = answer.status().as_u16();
        let text = |name: &str| {
            let value = answer.headers().get(name)?;
            value.to_str().ok().map(str::to_owned)
        };
        let says = text("card-action-status").unwrap_or_default();
        let is_new = status == 200 && text("card-update-in-body").as_deref() == Some("true");
        let body = answer.bytes().await.unwrap_or_default();
        let card: Option<Value> = is_new.then(|| serde_json::from_slice(&body).ok()).flatten();
        let line = format!("{says} ({})", self.person);
        channel.pressed(self.post, line, card.clone());
        let in_time = begun.elapsed() <= SOON;
        let posted = json!({"status": status, "says": says, "card": card, "inTime": in_time});
        Json(json!({ "posted": posted })).into_response()
    }
}
