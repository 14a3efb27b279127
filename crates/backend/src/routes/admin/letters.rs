//! Dead letters: listed, and sent again.

use super::{After, MOST_BYTES, Operator};
use crate::problem::Failure;
use crate::routes::{Shared, body};
use crate::store::{Replay, Which};
use axum::Json;
use axum::extract::{Request, State};
use wire::admin::{DeadLetters, PAGE, ReplayThese, Replayed};

pub(super) async fn list(
    State(app): State<Shared>,
    _: Operator,
    After(after): After,
) -> Result<Json<DeadLetters>, Failure> {
    let page = app.store.dead_letters(after, PAGE).await?;
    Ok(Json(DeadLetters {
        dead_letters: page.entries,
        next: page.next.map(|next| next.to_text()),
    }))
}

/// Those that are named, as an operator saw them; what came meanwhile is not sent.
pub(super) async fn replay(
    State(app): State<Shared>,
    operator: Operator,
    request: Request,
) -> Result<Json<Replayed>, Failure> {
    let (parts, content) = request.into_parts();
    body::is_json(&parts.headers)?;
    let bytes = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    let asked: ReplayThese = body::parse(&bytes)?;
    if asked.ids.len() > PAGE {
        return Err(Failure::invalid("ids", "Name at most 50 deliveries."));
    }
    let mut replayed = 0;
    for id in asked.ids {
        let which = Which {
            delivery: Some(id.clone()),
            ..Which::default()
        };
        let count = app.store.write_or_shed(Replay(which)).await?;
        if count > 0 {
            operator.did("replayed", &id);
        }
        replayed += count;
    }
    app.worker.bell.notify_one();
    Ok(Json(Replayed { replayed }))
}
