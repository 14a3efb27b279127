//! Who operates: a person of the operators' tenant with the app's role, or, where nobody
//! signs in, whoever is on this machine. Nobody else learns that there is anything.

use crate::problem::Failure;
use crate::right::{Member, Right};
use crate::routes::{App, Shared, audit};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use url::Url;

/// The right to call; a handler that takes it runs for operators alone.
pub(super) struct Operator(Option<Member>);

impl Operator {
    /// Writes a change down.
    pub(super) fn did(&self, what: &'static str, about: &str) {
        audit::by_operator(self.0.as_ref(), what, about);
    }
}

impl FromRequestParts<Shared> for Operator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        if !app.config.has_operators(&app.reach) {
            return Err(Failure::no_page());
        }
        if app.people.is_none() {
            return here(app, &parts.headers).map(|()| Self(None));
        }
        match app.right(&parts.headers).await? {
            Right::Member(member) if member.operates => Ok(Self(Some(member))),
            _ => Err(Failure::not_operator()),
        }
    }
}

/// What proxies add: whoever comes through one is somewhere else.
const OF_PROXIES: [&str; 5] = [
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-real-ip",
];

/// A browser on this machine shows pages of others, too: none of them may call.
fn here(app: &App, headers: &HeaderMap) -> Result<(), Failure> {
    if OF_PROXIES.iter().any(|name| headers.contains_key(*name)) {
        return Err(Failure::no_page());
    }
    let site = HeaderName::from_static("sec-fetch-site");
    let own_site = match headers.get(site).map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => true,
        Some(_) => false,
    };
    match own_site
        && headers
            .get_all(header::ORIGIN)
            .iter()
            .all(|origin| is_own(app, origin, headers))
    {
        true => Ok(()),
        false => Err(Failure::foreign_page()),
    }
}

/// The origin of the address that was asked for, or of the public one.
fn is_own(app: &App, origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let asked = host.map(|host| format!("http://{host}"));
    let public = app.config.public_url.as_deref().map(Url::parse);
    let public = public
        .and_then(Result::ok)
        .map(|url| url.origin().ascii_serialization());
    [asked, public].iter().flatten().any(|own| own == origin)
}
