//! `/api/v1/actions/{token}`: what a MessageCard's own button posts to, called by Microsoft's
//! service in a person's name. Says in headers what the client shows, and gives the card anew.

use super::presses::{Ended, Offer, Pressing, written};
use super::who::bearer_in;
use super::{App, Shared, audit, body};
use crate::card::{Done, Form, Language, Message, Sender, render};
use crate::link::{Dead, Numbered, POST_PATH, Target, read};
use crate::link_page::{Note, says};
use crate::people::Unknown;
use crate::problem::Failure;
use crate::right::{Member, Right};
use crate::secret::hex;
use crate::store::Pressed;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use wire::{Destination, Event};

/// A text of [`wire::MOST_INPUT`] characters, however it is escaped.
const MOST_BYTES: usize = 16 * 1024;
/// What the client shows below the card.
const STATUS: HeaderName = HeaderName::from_static("card-action-status");
/// Says that the body is the card as it is now.
const UPDATE: HeaderName = HeaderName::from_static("card-update-in-body");
/// Names a press; a repetition has the same.
const REQUEST: &str = "action-request-id";
/// A card may say that the token comes here, so that something else can be in the other.
const OTHER_TOKEN: HeaderName = HeaderName::from_static("action-authorization");
/// Said where it was written too much, or nothing.
const TOO_MUCH: &str = "Write something, at most 1000 characters, then press the button again.";
/// How much of a sentence the client shows.
const MOST_STATUS: usize = 120;

pub(super) fn router() -> Router<Shared> {
    Router::new().route(&format!("{POST_PATH}{{token}}"), post(press))
}

async fn press(
    State(app): State<Shared>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    let (parts, content) = request.into_parts();
    let who = app.presser(&parts.headers).await?;
    let button = app.posted(&token)?;
    let sent = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    let offer = app.offer(button, Some(&who)).await?;
    let offer = offer.map_err(|_| Failure::action_gone())?;
    let input =
        written(&offer.action, &input(&sent)).map_err(|()| Failure::invalid("input", TOO_MUCH))?;
    let pressing = Pressing {
        ask: ask(&who, &parts.headers),
        input: &input,
        who: Some(&who),
    };
    let ended = app.press(&offer, pressing).await?;
    if ended.note != Note::Used {
        audit::note(&Right::Member(who), "pressed", &ended.id);
    }
    answer(&app, &offer, &ended).await
}

impl App {
    /// Whom the one token of the call names; two that differ are none.
    async fn presser(&self, headers: &HeaderMap) -> Result<Member, Failure> {
        let people = self.people.as_ref().ok_or_else(Failure::no_page)?;
        if !people.may_press() {
            return Err(Failure::no_page());
        }
        let names = [header::AUTHORIZATION, OTHER_TOKEN];
        let sent = names.map(|name| {
            headers
                .contains_key(&name)
                .then(|| bearer_in(headers, name))
        });
        let token = match sent {
            [Some(one), None] | [None, Some(one)] => one,
            [Some(one), Some(other)] if one == other => one,
            _ => None,
        };
        let token = token.ok_or_else(Failure::sign_in)?;
        match people.presser(token).await {
            Ok(member) => Ok(member),
            Err(Unknown::Refused(_)) => Err(Failure::sign_in()),
            Err(Unknown::NotNow) => Err(Failure::sign_in_unavailable()),
        }
    }

    fn posted(&self, token: &str) -> Result<Numbered, Failure> {
        self.worker.links.as_ref().ok_or_else(Failure::no_page)?;
        match read(token, self.store.ring(), self.store.now()) {
            Ok(Target::Post(button)) => Ok(button),
            Err(Dead::Expired) => Err(Failure::action_gone()),
            Ok(_) | Err(Dead::Wrong) => Err(Failure::no_page()),
        }
    }
}

/// What the card has its client send.
#[derive(Deserialize)]
struct Sent {
    input: Option<String>,
}

/// What a person wrote. Clients put it into our JSON and need not escape it: then it is what
/// stands between the ends that we gave it.
fn input(sent: &[u8]) -> String {
    if let Ok(Sent { input }) = serde_json::from_slice(sent) {
        return input.unwrap_or_default();
    }
    let text = String::from_utf8_lossy(sent);
    let inside = text.trim().strip_prefix(r#"{"input":""#);
    let inside = inside.and_then(|rest| rest.strip_suffix(r#""}"#));
    inside.unwrap_or_default().to_owned()
}

/// Which press it is: the same person with the same name for it presses no second time.
fn ask(who: &Member, headers: &HeaderMap) -> String {
    let named = headers.get(REQUEST).map_or(&b""[..], HeaderValue::as_bytes);
    let whole = [
        who.tenant.to_string().as_bytes(),
        who.object.to_string().as_bytes(),
        named,
    ]
    .concat();
    hex(&Sha256::digest(whole)[..16])
}

async fn answer(app: &App, offer: &Offer, ended: &Ended) -> Result<Response, Failure> {
    let status = match ended.note {
        Note::Done | Note::Passed | Note::Used => StatusCode::OK,
        other => other.status(),
    };
    let mut response = match status {
        StatusCode::OK => refreshed(app, offer).await?,
        other => other.into_response(),
    };
    let out = response.headers_mut();
    out.insert(STATUS, sentence(ended.note, ended.sentence()));
    Ok(response)
}

/// The card without what was done, and with what came of it.
async fn refreshed(app: &App, offer: &Offer) -> Result<Response, Failure> {
    let card = &offer.card;
    let all = app.store.presses_of(&offer.button.delivery).await?;
    let language = Language::of(card.locale.as_deref());
    let event = now(&card.event, &all);
    let was_pressed = |id: &str| all.iter().any(|(action, _)| action == id);
    let buttons = app
        .worker
        .buttons(&event, &offer.button.delivery, card.accepted_at);
    let left = event.actions.iter().zip(buttons);
    let left = left.filter(|(action, _)| !was_pressed(&action.id));
    let buttons: Vec<_> = left.map(|(_, button)| button).collect();
    let done: Vec<_> = all
        .iter()
        .filter_map(|one| done(&event, one, language))
        .collect();
    let manage = app.worker.manage(&card.connector_id, card.accepted_at);
    let message = Message::Task {
        event: &event,
        event_id: &card.event_id,
        at: card.accepted_at,
    };
    let sender = Sender {
        name: &card.config_name,
        manage: manage.as_deref(),
        buttons: &buttons,
        done: &done,
    };
    let bytes = render(
        &message,
        sender,
        language,
        Destination::Connector,
        Form::Full,
    );
    let mut response = Body::from(bytes).into_response();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
        .headers_mut()
        .insert(UPDATE, HeaderValue::from_static("true"));
    Ok(response)
}

/// The event with its task as the system that owns it has it now.
fn now(event: &Event, all: &[(String, Pressed)]) -> Event {
    let settled = all
        .iter()
        .filter_map(|(_, pressed)| pressed.settled.as_ref());
    let task = settled
        .filter_map(|settled| settled.task.as_deref())
        .next_back();
    Event {
        task: task.unwrap_or(&event.task).clone(),
        ..event.clone()
    }
}

fn done<'a>(
    event: &'a Event,
    (id, pressed): &'a (String, Pressed),
    language: Language,
) -> Option<Done<'a>> {
    let action = event.actions.iter().find(|action| action.id == *id)?;
    let settled = pressed.settled.as_ref();
    let own = settled.and_then(|settled| settled.sentence.as_deref());
    let word = says(
        settled.map_or(Note::Passed, super::presses::verdict),
        language,
    );
    Some(Done {
        title: &action.title,
        said: own.unwrap_or(word),
    })
}

/// For the client's line below the card: plain ASCII, short, and without name and time,
/// which it adds.
fn sentence(note: Note, own: Option<&str>) -> HeaderValue {
    let word = says(note, Language::English).replace('\u{2019}', "'");
    let plain = |text: &&str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let whole = match own.filter(plain) {
        Some(own) => format!("{word} {own}"),
        None => word,
    };
    let cut: String = whole.chars().take(MOST_STATUS).collect();
    HeaderValue::from_str(&cut).unwrap_or(HeaderValue::from_static("Done."))
}

/// A refusal says below the card what to do, too.
pub(super) fn told(mut problem: Response) -> Response {
    let says = match problem.status() {
        StatusCode::UNAUTHORIZED => "You cannot do this with your account. Ask your admin.",
        StatusCode::NOT_FOUND => "This button does not work. Do it where the task is.",
        StatusCode::GONE => "This card is too old, or was removed. Do it where the task is.",
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::PAYLOAD_TOO_LARGE => TOO_MUCH,
        _ => "This cannot be done right now. Try again in a minute.",
    };
    let headers = problem.headers_mut();
    headers.insert(STATUS, HeaderValue::from_static(says));
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_however_it_came() {
        for (sent, expected) in [
            (r#"{"input":"It is done."}"#, "It is done."),
            (r#"{"input":"He said \"no\"."}"#, "He said \"no\"."),
            (r#"{"input":"He said "no"."}"#, "He said \"no\"."),
            ("{\"input\":\"two\nlines\"}", "two\nlines"),
            (r#"{"input":"\"}"#, "\\"),
            ("{}", ""),
            ("", ""),
            (r#"{"input":null}"#, ""),
            (r#"{"input":"{{input.value}}"}"#, "{{input.value}}"),
            ("<html>", ""),
        ] {
            assert_eq!(input(sent.as_bytes()), expected, "{sent}");
        }
        assert_eq!(input(b"{\"input\":\"\xff\"}"), "\u{fffd}");
    }

    #[test]
    fn what_the_client_shows_is_short_and_plain() {
        let long = "x".repeat(10_000);
        for own in [
            None,
            Some("Closed."),
            Some("Erledigt\u{e4}."),
            Some("a\r\nset-cookie: b"),
            Some("\u{0}"),
            Some("\u{202e}\u{1f600}"),
            Some(long.as_str()),
        ] {
            for note in [
                Note::Done,
                Note::Passed,
                Note::Used,
                Note::Refused,
                Note::Unanswered,
            ] {
                let said = sentence(note, own);
                let said = said.to_str().expect("it is ASCII");
                assert!((5..=MOST_STATUS).contains(&said.len()), "{said}");
            }
        }
        assert_eq!(sentence(Note::Done, Some("Closed.")), "Done. Closed.");
        assert_eq!(sentence(Note::Done, Some("Geschlo\u{df}en")), "Done.");
    }
}
