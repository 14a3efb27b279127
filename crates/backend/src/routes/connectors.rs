//! `/api/v1/connectors/{entityId}`: save, read, remove, enable, test, history.

use super::limits::Caller;
use super::{Shared, body};
use crate::card::Language;
use crate::deliver::send_test_card;
use crate::policy::outcome::ended;
use crate::problem::Failure;
use crate::quotas::Quotas;
use crate::said::said;
use crate::store::{Asked, Enable, Full, Off, Remove, Save, SaveRefusal, TrialRefusal};
use crate::text::{check, check_present};
use crate::webhook::Webhook;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;
use wire::Outcome;
use wire::{
    Connector, Deliveries, EntityId, Health, HealthState, SaveConnector, TestCard, TestResult,
};

const MOST_BYTES: usize = 64 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route(
            "/api/v1/connectors/{entityId}",
            get(read).put(save).delete(remove),
        )
        .route("/api/v1/connectors/{entityId}/deliveries", get(deliveries))
        .route("/api/v1/connectors/{entityId}/enable", post(enable))
        .route("/api/v1/connectors/{entityId}/test", post(test))
}

async fn save(
    State(app): State<Shared>,
    Part(id): Part,
    Extension(Caller(caller)): Extension<Caller>,
    request: Request,
) -> Result<Response, Failure> {
    let entity_id = entity_id(id)?;
    body::is_json(request.headers())?;
    let right = app.right(request.headers());
    let bytes = body::read(request.into_body(), MOST_BYTES, app.config.limits.read).await?;
    let body: SaveConnector = body::parse(&bytes)?;
    check_fields(&body)?;
    let webhook = checked(&app, body.webhook_url.clone())?;
    let save = Save {
        entity_id,
        right,
        caller,
        quotas: app.config.quotas,
        body,
        webhook,
        ring: app.store.ring().clone(),
    };
    let done = app.store.write_or_shed(save).await?;
    let done = done.map_err(|refusal| refused(&app, refusal))?;
    app.worker.bell.notify_one();
    let status = match done.created {
        true => StatusCode::CREATED,
        false => StatusCode::OK,
    };
    Ok((status, Json(done.saved)).into_response())
}

/// The address, when one was sent, by the same rules everywhere.
fn checked(app: &Shared, address: Option<String>) -> Result<Option<Webhook>, Failure> {
    let address = address.map(SecretString::from);
    let rules = app.config.rules();
    let webhook = address.map(|address| rules.check(&address)).transpose();
    Ok(webhook?)
}

fn refused(app: &Shared, refusal: SaveRefusal) -> Failure {
    match refusal {
        SaveRefusal::Changed => Failure::version_conflict(
            "Somebody saved this connector meanwhile; open it again and repeat your change.",
        ),
        SaveRefusal::Removed => Failure::removed(
            "This connector was removed elsewhere; save it without a version to make it anew.",
        ),
        SaveRefusal::NoWebhook => Failure::no_webhook(),
        SaveRefusal::NotEnrolled => Failure::not_enrolled(),
        SaveRefusal::Full(full) => {
            app.metrics.refused("quota");
            too_many(&app.config.quotas, full)
        }
    }
}

fn too_many(quotas: &Quotas, full: Full) -> Failure {
    match full {
        Full::Webhook => Failure::webhook_full(quotas.of_webhook),
        Full::All => Failure::server_full(quotas.in_all),
        Full::Caller(wait) => {
            Failure::too_many_made(quotas.new_of_caller, wait.unsigned_abs().div_ceil(1000))
        }
    }
}

/// In which language the answer says what it says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asker {
    locale: Option<String>,
}

async fn read(
    State(app): State<Shared>,
    Part(id): Part,
    asker: Result<Query<Asker>, QueryRejection>,
) -> Result<Json<Connector>, Failure> {
    let asker = asker.map(|Query(asker)| asker).unwrap_or_default();
    let mut connector = told(&app, &known_id(id)?).await?;
    let language = Language::of(asker.locale.as_deref());
    let outcome = connector.health.outcome;
    let said = outcome.and_then(|outcome| said(outcome, language));
    connector.health.reason = said.or(connector.health.reason);
    Ok(Json(connector))
}

/// A webhook that was disabled is posted to again; the address stays.
async fn enable(State(app): State<Shared>, Part(id): Part) -> Result<Json<Connector>, Failure> {
    let id = known_id(id)?;
    told(&app, &id).await?;
    let off = Off {
        entity_id: Some(id.clone().into()),
        ..Off::default()
    };
    app.store.write_or_shed(Enable(off)).await?;
    app.worker.bell.notify_one();
    Ok(Json(told(&app, &id).await?))
}

async fn told(app: &Shared, id: &EntityId) -> Result<Connector, Failure> {
    let found = app.store.connector(id).await?;
    let mut connector = found.ok_or_else(Failure::no_connector)?;
    if let Some(since) = app.config.rules().ended(&connector) {
        connector.ended_since = Some(since);
        connector.health = Health {
            state: HealthState::Disabled,
            reason: Some(ended(since)),
            outcome: Some(Outcome::Ended),
            since: Some(since),
            ..connector.health
        };
    }
    Ok(connector)
}

async fn remove(State(app): State<Shared>, Part(id): Part) -> Result<StatusCode, Failure> {
    let entity_id = entity_id(id)?;
    app.store.write_or_shed(Remove { entity_id }).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn deliveries(
    State(app): State<Shared>,
    Part(id): Part,
) -> Result<Json<Deliveries>, Failure> {
    let found = app.store.deliveries(&known_id(id)?).await?;
    let deliveries = found.ok_or_else(Failure::no_connector)?;
    Ok(Json(Deliveries { deliveries }))
}

async fn test(
    State(app): State<Shared>,
    Part(id): Part,
    request: Request,
) -> Result<Json<TestResult>, Failure> {
    let entity_id = known_id(id)?;
    let right = app.right(request.headers());
    let card = test_card(&app, request).await?;
    let asked = Asked {
        entity_id,
        right,
        webhook: checked(&app, card.webhook_url.clone())?,
        card,
    };
    match send_test_card(&app.worker, asked).await? {
        Ok(result) => Ok(Json(result)),
        Err(TrialRefusal::NoConnector) => Err(Failure::no_connector()),
        Err(TrialRefusal::NotEnrolled) => Err(Failure::not_enrolled()),
        Err(TrialRefusal::Busy(wait)) => {
            Err(Failure::channel_busy(wait.unsigned_abs().div_ceil(1000)))
        }
    }
}

/// Nothing at all asks for the stored settings.
async fn test_card(app: &Shared, request: Request) -> Result<TestCard, Failure> {
    let (parts, content) = request.into_parts();
    let bytes = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    if bytes.is_empty() {
        return Ok(TestCard::default());
    }
    body::is_json(&parts.headers)?;
    let card: TestCard = body::parse(&bytes)?;
    check_locale(card.locale.as_deref())?;
    check_code(card.code.as_deref())?;
    Ok(card)
}

/// The id in the path, as it is written there.
struct Part(String);

impl<S: Send + Sync> FromRequestParts<S> for Part {
    type Rejection = Failure;

    /// What is no text in UTF-8 is nobody's id.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        Ok(Self(path.map_or_else(|_| String::new(), |Path(id)| id)))
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
    check_present(&body.content_url, 2048).map_err(says("contentUrl"))?;
    check_content_url(&body.content_url)?;
    for (field, text, most) in [
        ("appType", &body.app_type, 32),
        ("userObjectId", &body.user_object_id, 128),
    ] {
        let Some(text) = text else { continue };
        check(text, most).map_err(says(field))?;
    }
    check_locale(body.locale.as_deref())?;
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

fn check_locale(locale: Option<&str>) -> Result<(), Failure> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let good = locale.is_none_or(|text| text.len() <= 35 && text.bytes().all(plain));
    good.then_some(())
        .ok_or_else(|| Failure::invalid("locale", "Write a locale such as `en-us`."))
}

fn check_code(code: Option<&str>) -> Result<(), Failure> {
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let good = code.is_none_or(|text| (4..=8).contains(&text.len()) && text.bytes().all(plain));
    good.then_some(())
        .ok_or_else(|| Failure::invalid("code", "Send 4 to 8 capital letters and digits."))
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
