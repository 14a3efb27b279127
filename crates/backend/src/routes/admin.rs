//! `/api/v1/admin/…`: what operators see and do. Closed unless somebody operates; whoever
//! calls is asked first of all.

mod connectors;
mod letters;
mod operator;
mod overview;
mod senders;

use super::Shared;
use crate::problem::Failure;
use crate::store::Cursor;
use axum::Router;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::routing::{delete, get, post};
use operator::Operator;
use serde::Deserialize;
use wire::paths::ADMIN_API;

/// Longer than any of these bodies.
const MOST_BYTES: usize = 16 * 1024;

pub(super) fn router() -> Router<Shared> {
    let at = |path: &str| [ADMIN_API, path].concat();
    Router::new()
        .route(&at("/overview"), get(overview::overview))
        .route(&at("/hours"), get(overview::hours))
        .route(&at("/sending/pause"), post(overview::pause))
        .route(&at("/sending/resume"), post(overview::resume))
        .route(&at("/connectors"), get(connectors::list))
        .route(&at("/connectors/{row}"), delete(connectors::remove))
        .route(&at("/connectors/{row}/disable"), post(connectors::disable))
        .route(&at("/connectors/{row}/enable"), post(connectors::enable))
        .route(&at("/dead-letters"), get(letters::list))
        .route(&at("/dead-letters/replay"), post(letters::replay))
        .route(&at("/senders"), get(senders::list).post(senders::add))
        .route(&at("/senders/{name}"), delete(senders::revoke))
}

/// The query of a list that is only paged.
struct After(Option<Cursor>);

impl<S: Send + Sync> FromRequestParts<S> for After {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Asked {
            after: Option<String>,
        }
        let asked = Query::<Asked>::from_request_parts(parts, state).await;
        let after = match asked {
            Ok(Query(asked)) => cursor(asked.after.as_deref())?,
            // Written twice it says nothing.
            Err(_) => cursor(Some(""))?,
        };
        Ok(Self(after))
    }
}

/// Where a page of a list begins.
fn cursor(after: Option<&str>) -> Result<Option<Cursor>, Failure> {
    let Some(text) = after else {
        return Ok(None);
    };
    let cursor = Cursor::from_text(text);
    let detail = "Send what `next` of the page before says, or nothing for the first page.";
    cursor
        .map(Some)
        .ok_or_else(|| Failure::invalid("after", detail))
}
