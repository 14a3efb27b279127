//! What became of a connector's cards: the last ones, a count for each day, and one of them
//! sent again.

use super::connectors::{Part, may_change, may_read};
use super::{Shared, audit};
use crate::clock::SECOND;
use crate::problem::Failure;
use crate::store::Resend;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use wire::{Deliveries, Delivery, DeliveryDays};

pub(super) fn router() -> Router<Shared> {
    const ONE: &str = "/api/v1/connectors/{entityId}/deliveries/{eventId}/resend";
    Router::new()
        .route("/api/v1/connectors/{entityId}/deliveries", get(deliveries))
        .route("/api/v1/connectors/{entityId}/days", get(days))
        .route(ONE, post(resend))
}

async fn deliveries(
    State(app): State<Shared>,
    Part(id): Part,
    headers: HeaderMap,
) -> Result<Json<Deliveries>, Failure> {
    let (id, _) = may_read(&app, id, &headers).await?;
    let found = app.store.deliveries(&id).await?;
    let deliveries = found.ok_or_else(Failure::no_connector)?;
    Ok(Json(Deliveries { deliveries }))
}

/// Whose days are asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Zone {
    /// Minutes east of UTC.
    east: i16,
}

async fn days(
    State(app): State<Shared>,
    Part(id): Part,
    zone: Result<Query<Zone>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Json<DeliveryDays>, Failure> {
    let (id, _) = may_read(&app, id, &headers).await?;
    let east = zone.map(|Query(zone)| zone).unwrap_or_default().east;
    // No place is farther from Greenwich.
    let east = i64::from(east.clamp(-14 * 60, 14 * 60)) * 60 * SECOND;
    let days = app.store.days(&id, east).await?;
    let days = days.ok_or_else(Failure::no_connector)?;
    Ok(Json(DeliveryDays { days }))
}

/// The two ids in the path. What is no text in UTF-8 is nobody's id.
struct One(String, String);

impl<S: Send + Sync> FromRequestParts<S> for One {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let (id, event) = path.map(|Path(ids)| ids).unwrap_or_default();
        Ok(Self(id, event))
    }
}

/// Once, however often it is asked for.
async fn resend(
    State(app): State<Shared>,
    One(id, event_id): One,
    headers: HeaderMap,
) -> Result<Json<Delivery>, Failure> {
    let (entity_id, right) = may_change(&app, id, &headers).await?;
    let resend = Resend {
        entity_id: entity_id.clone(),
        event_id: event_id.clone(),
    };
    let resent = app.store.write_or_shed(resend).await?;
    let resent = resent.ok_or_else(no_delivery)?;
    if resent.queued {
        audit::note(&right, "resent", &resent.connector);
        app.worker.bell.notify_one();
    }
    let told = app.store.delivery(&entity_id, &event_id).await?;
    Ok(Json(told.ok_or_else(no_delivery)?))
}

fn no_delivery() -> Failure {
    Failure::not_found("This connector has no card for this event; read its deliveries again.")
}
