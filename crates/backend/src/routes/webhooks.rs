//! `/api/v1/webhooks/check`: may an address be saved, and of which family is
//! it? Asked by whoever may make a connector or knows one. Stores nothing, calls
//! nothing, logs no address.

use super::{Shared, body};
use crate::problem::Failure;
use crate::right::Right;
use crate::store::Standing;
use axum::extract::{Request, State};
use axum::routing::post;
use axum::{Json, Router};
use wire::{CheckWebhook, CheckedWebhook, EntityId};

const MOST_BYTES: usize = 64 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new().route(wire::paths::CHECK_WEBHOOK, post(check))
}

async fn check(
    State(app): State<Shared>,
    request: Request,
) -> Result<Json<CheckedWebhook>, Failure> {
    body::is_json(request.headers())?;
    let right = app.right(request.headers()).await?;
    let bytes = body::read(request.into_body(), MOST_BYTES, app.config.limits.read).await?;
    let body: CheckWebhook = body::parse(&bytes)?;
    let stored = stored(&app, body.entity_id.as_ref(), &right).await?;
    if right == Right::ById && stored.is_none() {
        return Err(Failure::not_enrolled());
    }
    let repaired = wire::repair(&body.webhook_url);
    let harmed = !repaired.repairs.is_empty();
    let webhook = app.config.rules().check(&repaired.url)?;
    let mark = app.store.ring().mark(&webhook.url);
    Ok(Json(CheckedWebhook {
        family: webhook.family,
        destination: webhook.destination,
        host: webhook.host,
        life: webhook.life,
        repaired: repaired.repairs,
        stored: stored.map(|stored| stored == mark),
        webhook_url: harmed.then_some(repaired.url),
    }))
}

/// The mark of the address that is stored for a connector, if it is there for the
/// caller.
async fn stored(
    app: &Shared,
    id: Option<&EntityId>,
    right: &Right,
) -> Result<Option<String>, Failure> {
    match id {
        Some(id) if app.store.standing(id, right).await? != Standing::Foreign => {
            Ok(app.store.mark(id).await?)
        }
        _ => Ok(None),
    }
}
