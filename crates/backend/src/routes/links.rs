//! `/a/{token}`: the pages behind the links on cards. Looking changes nothing, however
//! often and whoever looks; only the page's own button does something.

use super::{App, Shared, audit, body};
use crate::card::Language;
use crate::link::{Ask, Asked, Dead, Target, read};
use crate::link_page::{Manage, Note, POLICY, manage, note};
use crate::problem::Failure;
use crate::right::Right;
use crate::store::{Managed, Stop, Stopped};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use url::form_urlencoded;

/// A form with one short value.
const MOST_BYTES: usize = 4 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/a/{token}", get(look).post(press))
}

/// Who stands before the page, and with what in hand.
struct Visit<'a> {
    app: &'a App,
    token: &'a str,
    language: Option<Language>,
}

async fn look(
    State(app): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let visit = Visit::of(&app, &token, &headers);
    match visit.target() {
        Ok(Target::Manage(id)) => visit.show(&id).await,
        Err(dead) => Ok(visit.note(dead)),
    }
}

async fn press(
    State(app): State<Shared>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    let (parts, content) = request.into_parts();
    let visit = Visit::of(&app, &token, &parts.headers);
    let target = match visit.target() {
        Ok(target) => target,
        Err(dead) => return Ok(visit.note(dead)),
    };
    let sent = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    let Asked::Here(ask) = visit.asked(&sent) else {
        return Ok(visit.note(Note::Outdated));
    };
    match target {
        Target::Manage(id) => visit.stop(id, &ask).await,
    }
}

impl<'a> Visit<'a> {
    fn of(app: &'a App, token: &'a str, headers: &HeaderMap) -> Self {
        Self {
            app,
            token,
            language: accepted(headers),
        }
    }

    /// Where links are not offered, there is none.
    fn target(&self) -> Result<Target, Note> {
        let store = &self.app.store;
        self.app.worker.links.as_ref().ok_or(Note::Wrong)?;
        read(self.token, store.ring(), self.now()).map_err(|dead| match dead {
            Dead::Wrong => Note::Wrong,
            Dead::Expired => Note::Expired,
        })
    }

    /// What the page's form sent.
    fn asked(&self, sent: &[u8]) -> Asked {
        let mut fields = form_urlencoded::parse(sent);
        let press = fields.find(|(name, _)| name == "press");
        let value = press.map(|(_, value)| value).unwrap_or_default();
        Asked::read(&value, self.token, self.app.store.ring(), self.now())
    }

    fn now(&self) -> crate::clock::Millis {
        self.app.store.now()
    }

    async fn show(&self, id: &str) -> Result<Response, Failure> {
        let Some(found) = self.app.store.managed(id, &Right::ById).await? else {
            return Ok(self.note(Note::Gone));
        };
        let can_stop = found.may_stop && found.stopper.is_none();
        let press = can_stop.then(|| self.value(found.starts));
        let language = self.language_or(found.locale.as_deref());
        let page = manage(&shown(&found, press.as_deref()), language);
        Ok(dressed(StatusCode::OK, page))
    }

    fn value(&self, state: i64) -> String {
        Ask::about(state).value(self.token, self.app.store.ring(), self.now())
    }

    async fn stop(&self, id: String, ask: &Ask) -> Result<Response, Failure> {
        let stop = Stop {
            id: id.clone(),
            right: Right::ById,
            ring: self.app.store.ring().clone(),
            starts: ask.state,
        };
        let note = match self.app.store.write_or_shed(stop).await? {
            Stopped::Yes => Note::Stopped,
            Stopped::Outdated => Note::Outdated,
            Stopped::NotOwner => Note::NotYours,
            Stopped::Absent => Note::Gone,
        };
        if note == Note::Stopped {
            audit::by_link("stopped", &id);
        }
        Ok(self.note(note))
    }

    fn note(&self, which: Note) -> Response {
        dressed(which.status(), note(which, self.language_or(None)))
    }

    fn language_or(&self, locale: Option<&str>) -> Language {
        self.language.unwrap_or_else(|| Language::of(locale))
    }
}

fn shown<'a>(found: &'a Managed, press: Option<&'a str>) -> Manage<'a> {
    Manage {
        name: &found.config_name,
        sends: found.notification_type,
        made_at: found.made_at,
        last_card_at: found.last_card_at,
        state: found.state,
        stopper: found.stopper,
        press,
    }
}

fn accepted(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(header::ACCEPT_LANGUAGE)?;
    Language::accepted(header.to_str().ok()?)
}

fn dressed(status: StatusCode, page: String) -> Response {
    let mut response = (status, Html(page)).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    let robots = HeaderName::from_static("x-robots-tag");
    out.insert(robots, HeaderValue::from_static("noindex"));
    let varies = HeaderValue::from_static("accept-language");
    out.insert(header::VARY, varies);
    response
}

/// What goes wrong below a person's page is a page as well.
pub(super) fn told(status: StatusCode, headers: &HeaderMap) -> Response {
    let which = match status {
        StatusCode::TOO_MANY_REQUESTS => Note::Busy,
        _ => Note::Unavailable,
    };
    let language = accepted(headers).unwrap_or_else(|| Language::of(None));
    dressed(status, note(which, language))
}
