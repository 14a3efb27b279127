//! Signing in in a window: out to the authority, back again, and what came of it for the
//! page. Nothing is stored; nothing of it is there where nobody signs in.

use super::{Shared, body, links};
use crate::people::{Back, Fruitless, People, Returned};
use crate::problem::Failure;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use std::borrow::Cow;
use std::sync::Arc;
use url::form_urlencoded::parse;
use wire::{FetchSignIn, SignedIn, paths};

/// A pass holds a token of 16 KB at most, sealed and in base64.
const MOST_BYTES: usize = 64 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route(paths::SIGN_IN, get(begin))
        .route(paths::SIGN_IN_END, post(end))
        .route(paths::SIGNED_IN, post(fetch))
}

fn people(app: &Shared) -> Result<&Arc<People>, Failure> {
    app.people.as_ref().ok_or_else(Failure::no_page)
}

async fn begin(State(app): State<Shared>, uri: Uri) -> Result<Response, Failure> {
    let people = people(&app)?;
    let query = uri.query().unwrap_or_default().as_bytes();
    let challenge = field(query, "challenge").unwrap_or_default();
    let tenant = field(query, "tenant");
    match people.begin(&challenge, tenant.as_deref()) {
        Ok(address) => {
            Ok((StatusCode::FOUND, [(header::LOCATION, address.to_string())]).into_response())
        }
        Err(why) => last_page(&app, Err(why)),
    }
}

async fn end(State(app): State<Shared>, request: Request) -> Result<Response, Failure> {
    let people = people(&app)?;
    let headers = request.headers().clone();
    let form = body::read(request.into_body(), MOST_BYTES, app.config.limits.read).await?;
    let said = |name| field(&form, name).map(Cow::into_owned).unwrap_or_default();
    let back = Back {
        state: said("state"),
        code: match said("code") {
            none if none.is_empty() => Err(said("error")),
            code => Ok(code),
        },
    };
    match people.end(back).await {
        Returned::ToPage(came) => last_page(&app, came),
        Returned::ToLink(link, who) => links::returned(&app, &link, &headers, who).await,
    }
}

async fn fetch(State(app): State<Shared>, request: Request) -> Result<Json<SignedIn>, Failure> {
    let people = people(&app)?;
    body::is_json(request.headers())?;
    let bytes = body::read(request.into_body(), MOST_BYTES, app.config.limits.read).await?;
    let fetch: FetchSignIn = body::parse(&bytes)?;
    let token = people.brought(&fetch.pass, &fetch.verifier);
    let token = token.ok_or_else(Failure::sign_in)?;
    Ok(Json(SignedIn {
        token: token.into(),
    }))
}

fn field<'a>(form: &'a [u8], name: &str) -> Option<Cow<'a, str>> {
    parse(form)
        .find(|(field, _)| field == name)
        .map(|(_, value)| value)
}

/// The window's last page tells the page that opened it, through the host. A pass and a
/// word have no character that HTML gives a meaning.
fn last_page(app: &Shared, came: Result<String, Fruitless>) -> Result<Response, Failure> {
    let asset = app.page.asset("/sign-in.html");
    let asset = asset.ok_or_else(Failure::page_not_built)?;
    let told = match came {
        Ok(pass) => format!("<html data-pass=\"{pass}\""),
        Err(why) => format!("<html data-fruitless=\"{}\"", why.word()),
    };
    let mut response = Body::from(asset.with("<html", &told)).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    if let Some(policy) = &asset.policy {
        out.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    Ok(response)
}
