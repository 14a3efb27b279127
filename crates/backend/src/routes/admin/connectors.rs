//! Connectors of every tenant: listed, searched, stopped, started, removed.

use super::{Operator, cursor};
use crate::problem::Failure;
use crate::routes::Shared;
use crate::routes::connectors::Part;
use crate::store::{Described, Dismiss, Enable, Look, Off, Sought, Switch};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use wire::admin::{Inventory, Listed, PAGE, StoppedBy};
use wire::{Destination, HealthState, NotificationType};

/// What is looked for, in characters.
const MOST_SEARCH: usize = 128;

#[derive(Deserialize)]
pub(super) struct Asked {
    search: Option<String>,
    state: Option<String>,
    after: Option<String>,
}

impl Asked {
    fn look(self) -> Result<Look, Failure> {
        let text = self.search.map(|text| text.trim().to_owned());
        let text = text.filter(|text| !text.is_empty());
        let long = text.as_ref().map_or(0, |text| text.chars().count()) > MOST_SEARCH;
        if long {
            let detail = "Look for at most 128 characters.";
            return Err(Failure::invalid("search", detail));
        }
        Ok(Look {
            text,
            state: self.state.as_deref().map(state).transpose()?,
            after: cursor(self.after.as_deref())?,
        })
    }
}

fn state(code: &str) -> Result<HealthState, Failure> {
    let detail = "A state is one of `unproven`, `ok`, `failing` and `disabled`.";
    HealthState::from_code(code).ok_or_else(|| Failure::invalid("state", detail))
}

pub(super) async fn list(
    State(app): State<Shared>,
    _: Operator,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Inventory>, Failure> {
    let unread = |_| Failure::invalid("search", "Write each part of the query once.");
    let Query(asked) = asked.map_err(unread)?;
    let (page, total) = app.store.browse(&asked.look()?, PAGE).await?;
    let connectors = page.entries.into_iter().filter_map(listed).collect();
    Ok(Json(Inventory {
        connectors,
        total,
        next: page.next.map(|next| next.to_text()),
    }))
}

/// As the page has it; words that this build does not know are nobody's.
fn listed(found: Described) -> Option<Listed> {
    Some(Listed {
        row: found.row,
        id: found.id,
        name: found.name,
        notification_type: NotificationType::from_code(&found.notification_type)?,
        destination: Destination::from_code(&found.destination)?,
        host: found.host,
        state: HealthState::from_code(found.state)?,
        reason: found.reason,
        stopped_by: found.stopped_by.as_deref().and_then(StoppedBy::from_code),
        tenant: found.tenant,
        creator: found.creator,
        changed_by: found.changed_by,
        changer_name: found.changer_name,
        made: found.made,
        saved: found.saved,
        last_card: found.last_card,
        waiting: found.waiting.unsigned_abs(),
    })
}

pub(super) async fn disable(
    State(app): State<Shared>,
    operator: Operator,
    Part(row): Part,
) -> Result<Json<Listed>, Failure> {
    let switch = Switch::Off(vec![row.clone()]);
    if app.store.write_or_shed(switch).await? > 0 {
        operator.did("disabled", &row);
    }
    now(&app, &row).await
}

/// Whoever stopped it, and also where its webhook was disabled.
pub(super) async fn enable(
    State(app): State<Shared>,
    operator: Operator,
    Part(row): Part,
) -> Result<Json<Listed>, Failure> {
    let off = Off {
        row: Some(row.clone()),
        ..Off::default()
    };
    let webhooks = app.store.write_or_shed(Enable(off)).await?;
    let switch = Switch::On(vec![row.clone()]);
    let connectors = app.store.write_or_shed(switch).await?;
    if webhooks + connectors > 0 {
        operator.did("enabled", &row);
        app.worker.bell.notify_one();
    }
    now(&app, &row).await
}

async fn now(app: &Shared, row: &str) -> Result<Json<Listed>, Failure> {
    let found = app.store.listed(row).await?.and_then(listed);
    found.map(Json).ok_or_else(Failure::no_connector)
}

pub(super) async fn remove(
    State(app): State<Shared>,
    operator: Operator,
    Part(row): Part,
) -> Result<StatusCode, Failure> {
    let dismiss = Dismiss {
        ids: vec![row.clone()],
        sought: Sought::default(),
    };
    if app.store.write_or_shed(dismiss).await? > 0 {
        operator.did("removed", &row);
    }
    Ok(StatusCode::NO_CONTENT)
}
