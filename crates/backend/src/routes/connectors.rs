//! `/api/v1/connectors/{entityId}`: save, read, remove, test, history.

use super::{Shared, body};
use crate::deliver::send_test_card;
use crate::problem::Failure;
use crate::store::{Remove, Save, SaveRefusal, TrialRefusal};
use crate::text::{Limit, check, check_present};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use secrecy::SecretString;
use url::Url;
use wire::{Connector, Deliveries, EntityId, SaveConnector, TestResult};

const MOST_BYTES: usize = 64 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route(
            "/api/v1/connectors/{entityId}",
            get(read).put(save).delete(remove),
        )
        .route("/api/v1/connectors/{entityId}/deliveries", get(deliveries))
        .route("/api/v1/connectors/{entityId}/test", post(test))
}

async fn save(
    State(app): State<Shared>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Failure> {
    let entity_id = entity_id(id)?;
    body::is_json(request.headers())?;
    let bytes = body::read(request.into_body(), MOST_BYTES, app.config.limits.read).await?;
    let body: SaveConnector = body::parse(&bytes)?;
    check_fields(&body)?;
    let webhook = app
        .config
        .rules()
        .check(&SecretString::from(body.webhook_url.clone()))?;
    let save = Save {
        entity_id,
        body,
        webhook,
        ring: app.store.ring().clone(),
    };
    let done = app.store.write_or_shed(save).await?;
    let done = done.map_err(conflict)?;
    app.worker.bell.notify_one();
    let status = match done.created {
        true => StatusCode::CREATED,
        false => StatusCode::OK,
    };
    Ok((status, Json(done.saved)).into_response())
}

fn conflict(refusal: SaveRefusal) -> Failure {
    Failure::version_conflict(match refusal {
        SaveRefusal::Changed => {
            "Somebody saved this connector meanwhile; open it again and repeat your change."
        }
        SaveRefusal::Removed => {
            "This connector was removed elsewhere; save it without a version to make it anew."
        }
    })
}

async fn read(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<Connector>, Failure> {
    let found = app.store.connector(&known_id(id)?).await?;
    found.map(Json).ok_or_else(Failure::no_connector)
}

async fn remove(State(app): State<Shared>, Path(id): Path<String>) -> Result<StatusCode, Failure> {
    let entity_id = entity_id(id)?;
    app.store.write_or_shed(Remove { entity_id }).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn deliveries(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<Deliveries>, Failure> {
    let found = app.store.deliveries(&known_id(id)?).await?;
    let deliveries = found.ok_or_else(Failure::no_connector)?;
    Ok(Json(Deliveries { deliveries }))
}

async fn test(
    State(app): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<TestResult>, Failure> {
    match send_test_card(&app.worker, known_id(id)?).await? {
        Ok(result) => Ok(Json(result)),
        Err(TrialRefusal::NoConnector) => Err(Failure::no_connector()),
        Err(TrialRefusal::Busy(wait)) => {
            Err(Failure::channel_busy(wait.unsigned_abs().div_ceil(1000)))
        }
    }
}

fn entity_id(text: String) -> Result<EntityId, Failure> {
    EntityId::try_from(text).map_err(|_| {
        let detail = "An entity id is 16 to 64 letters, digits, hyphens or underscores.";
        Failure::invalid("entityId", detail)
    })
}

/// A malformed id is simply one that nobody has.
fn known_id(text: String) -> Result<EntityId, Failure> {
    entity_id(text).map_err(|_| Failure::no_connector())
}

fn check_fields(body: &SaveConnector) -> Result<(), Failure> {
    let says = |field: &'static str| move |why: String| Failure::invalid(field, &why);
    let name = body.config_name.as_str();
    check_present(name, Limit::Line(wire::MAX_CONFIG_NAME)).map_err(says("configName"))?;
    check_present(&body.content_url, Limit::Line(2048)).map_err(says("contentUrl"))?;
    check_content_url(&body.content_url)?;
    for (field, text, most) in [
        ("appType", &body.app_type, 32),
        ("userObjectId", &body.user_object_id, 128),
        ("locale", &body.locale, 35),
    ] {
        let Some(text) = text else { continue };
        check(text, Limit::Line(most)).map_err(says(field))?;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if body
        .locale
        .as_ref()
        .is_some_and(|text| !text.chars().all(plain))
    {
        return Err(Failure::invalid(
            "locale",
            "Write a locale such as `en-us`.",
        ));
    }
    if body
        .version
        .is_some_and(|version| i64::try_from(version).is_err())
    {
        return Err(Failure::invalid(
            "version",
            "Send the version that was read.",
        ));
    }
    Ok(())
}

fn check_content_url(text: &str) -> Result<(), Failure> {
    let fault = || {
        let detail = "Send the page's complete https address, without a user name.";
        Failure::invalid("contentUrl", detail)
    };
    let url = Url::parse(text).map_err(|_| fault())?;
    let host = url.host_str().unwrap_or_default();
    // A page on the same machine is only ever a developer's.
    let local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let secure = url.scheme() == "https" || (url.scheme() == "http" && local);
    let named = !host.is_empty() && url.username().is_empty() && url.password().is_none();
    (secure && named).then_some(()).ok_or_else(fault)
}
