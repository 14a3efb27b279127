//! At a glance: states, queue, hours; and sending paused or resumed.

use super::Operator;
use crate::problem::Failure;
use crate::routes::Shared;
use crate::store::Sending;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use wire::admin::{Hours, MOST_HOURS, Overview};

pub(super) async fn overview(
    State(app): State<Shared>,
    _: Operator,
) -> Result<Json<Overview>, Failure> {
    Ok(Json(Overview {
        connectors: app.store.state_counts().await?,
        queue: app.store.queue().await?,
        paused_since: app.store.paused_since().await?,
    }))
}

pub(super) async fn hours(State(app): State<Shared>, _: Operator) -> Result<Json<Hours>, Failure> {
    let hours = app.store.hours(MOST_HOURS).await?;
    Ok(Json(Hours { hours }))
}

pub(super) async fn pause(
    State(app): State<Shared>,
    operator: Operator,
) -> Result<StatusCode, Failure> {
    if app.store.write_or_shed(Sending::Pause).await? {
        operator.did("sending paused", "every connector");
    }
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn resume(
    State(app): State<Shared>,
    operator: Operator,
) -> Result<StatusCode, Failure> {
    if app.store.write_or_shed(Sending::Resume).await? {
        operator.did("sending resumed", "every connector");
        app.worker.bell.notify_one();
    }
    Ok(StatusCode::NO_CONTENT)
}
