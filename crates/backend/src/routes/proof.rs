//! Who reports an event: the token, or a signature by Standard Webhooks under
//! either of its two header names. Also the key that goes with the proof.

use super::Shared;
use crate::grants::{Grant, Purpose};
use crate::problem::Failure;
use crate::secret::same;
use crate::signature::{Signed, verify};
use axum::http::{HeaderMap, HeaderValue, header};
use wire::Topic;

/// The standard's own names, then those that most of its senders grew up with.
const NAMES: [[&str; 3]; 2] = [
    ["webhook-id", "webhook-timestamp", "webhook-signature"],
    ["svix-id", "svix-timestamp", "svix-signature"],
];

/// What a call claims about its sender.
pub(super) enum Proof<'a> {
    /// The token was the right one.
    Token,
    /// The token was one that was handed out by name.
    Sender(Grant),
    /// A signature over the body, not yet verified.
    Signature(Signed<'a>),
}

impl<'a> Proof<'a> {
    /// Looks at the headers alone: without either proof no body is read.
    pub(super) async fn of(app: &Shared, headers: &'a HeaderMap) -> Result<Self, Failure> {
        let signed = signed(headers)?;
        match signed {
            Some(signed) if !app.config.signing_secrets.is_empty() => Ok(Self::Signature(signed)),
            Some(_) if !headers.contains_key(header::AUTHORIZATION) => Err(Failure::unauthorized(
                "This call is signed, but the server has no signing secret: give it one with \
                     `--signing-secrets-file`, or send the events token.",
            )),
            _ => by_token(app, headers).await,
        }
    }

    /// Verifies what can only be verified with the body.
    pub(super) fn covers(&self, app: &Shared, body: &[u8]) -> Result<(), Failure> {
        let Self::Signature(signed) = self else {
            return Ok(());
        };
        let (secrets, now) = (&app.config.signing_secrets, app.config.clock.wall());
        verify(signed, body, secrets, now).map_err(Failure::unauthorized)
    }

    /// The idempotency key. A signed call goes by the id that its signature covers: under another key a
    /// captured one would be a new event.
    pub(super) fn key(&self, headers: &HeaderMap) -> Result<Option<String>, Failure> {
        let text = match self {
            Self::Signature(signed) => signed.id,
            Self::Token | Self::Sender(_) => match first_of(headers) {
                Some(header) => header.to_str().unwrap_or_default(),
                None => return Ok(None),
            },
        };
        let (text, plain) = (text.trim(), |byte: u8| (b' '..=b'~').contains(&byte));
        if text.is_empty() || text.len() > 255 || !text.bytes().all(plain) {
            let detail = "Use 1 to 255 plain characters as the idempotency key.";
            return Err(Failure::invalid("Idempotency-Key", detail));
        }
        Ok(Some(match self {
            // Each sender has keys of its own.
            Self::Sender(sender) => format!("{}:{text}", sender.id),
            Self::Token | Self::Signature(_) => text.to_owned(),
        }))
    }

    /// A sender that was given topics reports of nothing else; `field` names them.
    pub(super) fn may_report<'t>(
        &self,
        field: &str,
        topics: impl IntoIterator<Item = &'t str>,
    ) -> Result<(), Failure> {
        let Self::Sender(Grant { topics: own, .. }) = self else {
            return Ok(());
        };
        let within = |topic: &str| own.iter().any(|own| own.hears(topic));
        let mut topics = topics.into_iter().peekable();
        if own.is_empty() || (topics.peek().is_some() && topics.all(within)) {
            return Ok(());
        }
        let own: Vec<_> = own.iter().map(Topic::as_str).collect();
        let detail = format!("This sender may report about {} alone.", own.join(", "));
        Err(Failure::invalid(field, &detail))
    }

    /// The only tenant to which its events go.
    pub(super) fn tenant(&self) -> Option<String> {
        match self {
            Self::Sender(sender) => sender.tenant.clone(),
            Self::Token | Self::Signature(_) => None,
        }
    }
}

fn first_of(headers: &HeaderMap) -> Option<&HeaderValue> {
    let ids = NAMES.map(|[id, ..]| id);
    let mut names = ["idempotency-key"].into_iter().chain(ids);
    names.find_map(|name| headers.get(name))
}

/// The three headers of a signed call; a call with some of them is a mistake.
fn signed(headers: &HeaderMap) -> Result<Option<Signed<'_>>, Failure> {
    let get = |name| headers.get(name).and_then(|value| value.to_str().ok());
    for names in NAMES {
        match names.map(get) {
            [Some(id), Some(timestamp), Some(signatures)] => {
                return Ok(Some(Signed {
                    id,
                    timestamp,
                    signatures,
                }));
            }
            // An id alone may serve as a key.
            [_, None, None] => {}
            _ => {
                let detail = "A signed call has the headers webhook-id, webhook-timestamp and \
                              webhook-signature, or the same three with svix in their names.";
                return Err(Failure::unauthorized(detail));
            }
        }
    }
    Ok(None)
}

async fn by_token<'a>(app: &Shared, headers: &HeaderMap) -> Result<Proof<'a>, Failure> {
    let sent = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim().as_bytes())
        .ok_or_else(|| {
            Failure::unauthorized("Send `Authorization: Bearer` with the events token.")
        })?;
    if same(sent, &app.events_token) {
        return Ok(Proof::Token);
    }
    let sender = app.granted(Purpose::Report, sent).await?;
    sender
        .map(Proof::Sender)
        .ok_or_else(|| Failure::unauthorized("The events token is not the right one."))
}
