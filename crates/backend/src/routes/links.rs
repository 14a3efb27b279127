//! `/a/{token}`: the pages behind the links on cards. Looking changes nothing, however
//! often and whoever looks; only the page's own button does something.

mod act;
mod manage;

use super::{App, Shared, audit, body};
use crate::card::Language;
use crate::clock::Millis;
use crate::config::CardLinks;
use crate::link::{Ask, Asked, Dead, PATH, Target, read};
use crate::link_page::{Note, POLICY, note};
use crate::people::{Fruitless, People};
use crate::problem::Failure;
use crate::right::{Member, Right};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use std::sync::Arc;
use url::form_urlencoded;

/// A form with one short value, and a text of at most [`wire::MOST_INPUT`] characters.
const MOST_BYTES: usize = 16 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new().route("/a/{token}", get(look).post(press))
}

/// Who stands before the page, and with what in hand.
struct Visit<'a> {
    app: &'a App,
    token: &'a str,
    language: Option<Language>,
    /// Who it is, where people sign in.
    who: Option<Member>,
}

async fn look(
    State(app): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let visit = Visit::of(&app, &token, &headers);
    match (visit.target(), visit.people()) {
        (Ok(target), Some(people)) => visit.sends_away(people, &target).await,
        (target, _) => visit.stands(target).await,
    }
}

/// Whoever was sent to sign in comes back, and stands before the page.
pub(super) async fn returned(
    app: &App,
    token: &str,
    headers: &HeaderMap,
    who: Result<Member, Fruitless>,
) -> Result<Response, Failure> {
    let mut visit = Visit::of(app, token, headers);
    match who {
        Ok(member) => visit.who = Some(member),
        Err(Fruitless::Foreign) => return Ok(visit.note(Note::Foreign)),
        Err(_) => return Ok(visit.note(Note::SignedOut)),
    }
    visit.stands(visit.target()).await
}

async fn press(
    State(app): State<Shared>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    let (parts, content) = request.into_parts();
    let mut visit = Visit::of(&app, &token, &parts.headers);
    let target = match visit.target() {
        Ok(target) => target,
        Err(dead) => return Ok(visit.note(dead)),
    };
    let sent = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    let Asked::Here(ask) = visit.asked(&sent) else {
        return Ok(visit.note(Note::Outdated));
    };
    if let Some(people) = visit.people() {
        let who = ask
            .who
            .and_then(|(tenant, object)| people.visitor(tenant, object));
        if who.is_none() {
            return Ok(visit.note(Note::Outdated));
        }
        visit.who = who;
    }
    match target {
        Target::Manage(id) => visit.stop(id, &ask).await,
        Target::Act(button) => visit.act(button, &ask, &field(&sent, "input")).await,
        Target::Post(_) => Ok(visit.note(Note::Wrong)),
    }
}

impl<'a> Visit<'a> {
    fn of(app: &'a App, token: &'a str, headers: &HeaderMap) -> Self {
        Self {
            app,
            token,
            language: accepted(headers),
            who: None,
        }
    }

    /// Who can sign in, where whoever follows a link has to.
    fn people(&self) -> Option<&Arc<People>> {
        let has_to = self.app.config.who_follows() == CardLinks::Members;
        self.app.people.as_ref().filter(|_| has_to)
    }

    /// To sign in first, at the connector's own organisation: until then nothing is told
    /// but that the link is one of ours.
    async fn sends_away(&self, people: &People, target: &Target) -> Result<Response, Failure> {
        let row = match target {
            Target::Manage(row) => Some(row.as_str()),
            Target::Act(button) => button.delivery.split_once('.').map(|(_, row)| row),
            Target::Post(_) => return Ok(self.note(Note::Wrong)),
        };
        let tenant = match row {
            Some(row) => self.app.store.tenant_of_row(row).await?,
            None => None,
        };
        match people.follow(self.token, tenant.as_deref()) {
            Ok(address) => {
                let away = [(header::LOCATION, address.to_string())];
                Ok((StatusCode::FOUND, away).into_response())
            }
            Err(_) => Ok(self.note(Note::Foreign)),
        }
    }

    /// The page, for whoever may see it.
    async fn stands(&self, target: Result<Target, Note>) -> Result<Response, Failure> {
        match target {
            Ok(Target::Manage(id)) => self.show(&id).await,
            Ok(Target::Act(button)) => self.offer(button).await,
            Ok(Target::Post(_)) => Ok(self.note(Note::Wrong)),
            Err(dead) => Ok(self.note(dead)),
        }
    }

    fn right(&self) -> Right {
        self.who.clone().map_or(Right::ById, Right::Member)
    }

    /// A line for whoever has to account for it.
    fn account(&self, what: &'static str, about: &str) {
        match &self.who {
            Some(_) => audit::note(&self.right(), what, about),
            None => audit::by_link(what, about),
        }
    }

    /// The link itself, without the host.
    fn path(&self) -> String {
        [PATH, self.token].concat()
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
        let value = field(sent, "press");
        Asked::read(&value, self.token, self.app.store.ring(), self.now())
    }

    fn now(&self) -> Millis {
        self.app.store.now()
    }

    fn value(&self, state: i64) -> String {
        let who = self.who.as_ref().map(|who| (who.tenant, who.object));
        Ask::about(state, who).value(self.token, self.app.store.ring(), self.now())
    }

    fn note(&self, which: Note) -> Response {
        let page = note(which, None, self.language_or(None));
        dressed(which.status(), page)
    }

    fn language_or(&self, locale: Option<&str>) -> Language {
        self.language.unwrap_or_else(|| Language::of(locale))
    }
}

/// What the page's form has under this name.
fn field(sent: &[u8], name: &str) -> String {
    let mut fields = form_urlencoded::parse(sent);
    let found = fields.find(|(other, _)| other == name);
    found.map_or_else(String::new, |(_, value)| value.into_owned())
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
    dressed(status, note(which, None, language))
}
