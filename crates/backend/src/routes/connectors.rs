//! `/api/v1/connectors/{entityId}`: save, read, remove, enable, test.

use super::limits::Caller;
use super::{Shared, audit, body};
use crate::card::Language;
use crate::deliver::send_test_card;
use crate::policy::outcome::ended;
use crate::problem::Failure;
use crate::quotas::Quotas;
use crate::right::Right;
use crate::said::said;
use crate::store::{
    Asked, Enable, Full, Off, Remove, Removed, Save, SaveRefusal, Seen, Standing, TrialRefusal,
    WantAgain,
};
use crate::text::{check, check_present};
use crate::webhook::Webhook;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;
use wire::topic::MOST_OF_CONNECTOR;
use wire::{
    Connector, EntityId, Health, HealthState, Outcome, SaveConnector, Secret, TestCard, TestResult,
};

const MOST_BYTES: usize = 64 * 1024;

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route(
            "/api/v1/connectors/{entityId}",
            get(read).put(save).delete(remove),
        )
        .route("/api/v1/connectors/{entityId}/enable", post(enable))
        .route("/api/v1/connectors/{entityId}/seen", post(seen))
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
    let right = app.right(request.headers()).await?;
    let bytes = body::read(request.into_body(), MOST_BYTES, app.config.limits.read).await?;
    let mut body: SaveConnector = body::parse(&bytes)?;
    check_fields(&body)?;
    // Taken out, so that no second one stays beside them in clear.
    let webhook = checked(&app, body.webhook_url.take())?;
    let user = body.user_object_id.take();
    let user = user.map(|user| SecretString::from(user.into_exposed()));
    let save = Save {
        entity_id,
        right: right.clone(),
        caller,
        quotas: app.config.quotas,
        body,
        webhook,
        user,
        ring: app.store.ring().clone(),
    };
    let done = app.store.write_or_shed(save).await?;
    let done = done.map_err(|refusal| refused(&app, refusal))?;
    app.worker.bell.notify_one();
    let (status, what) = match done.created {
        true => (StatusCode::CREATED, "made"),
        false => (StatusCode::OK, "changed"),
    };
    audit::note(&right, what, &done.id);
    Ok((status, Json(done.saved)).into_response())
}

/// The address, when one was sent, by the same rules everywhere.
fn checked(app: &Shared, address: Option<Secret>) -> Result<Option<Webhook>, Failure> {
    let rules = app.config.rules();
    let webhook = address.map(|address| rules.check(&address)).transpose();
    Ok(webhook?)
}

fn refused(app: &Shared, refusal: SaveRefusal) -> Failure {
    match refusal {
        SaveRefusal::Changed => Failure::version_conflict(
            "Someone else saved this connector meanwhile. Open it again and repeat your change.",
        ),
        SaveRefusal::Removed => Failure::removed(
            "This connector was removed elsewhere. Save it without a version to create it again.",
        ),
        SaveRefusal::NoWebhook => Failure::no_webhook(),
        SaveRefusal::NotEnrolled => Failure::not_enrolled(),
        SaveRefusal::NotOwner => Failure::not_owner(),
        SaveRefusal::Foreign => Failure::no_connector(),
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
    headers: HeaderMap,
) -> Result<Json<Connector>, Failure> {
    let (id, standing) = may_read(&app, id, &headers).await?;
    let asker = asker.map(|Query(asker)| asker).unwrap_or_default();
    let mut connector = told(&app, &id).await?;
    connector.read_only = standing == Standing::NotOwner;
    let language = Language::of(asker.locale.as_deref());
    let health = &mut connector.health;
    let said = match (health.outcome, health.state) {
        (Some(outcome), _) => said(outcome, language),
        (None, HealthState::Disabled) => {
            let stopper = app.store.stopper(&id).await?;
            stopper.map(|stopper| stopper.sentence_in(language).to_owned())
        }
        (None, _) => None,
    };
    health.reason = said.or(health.reason.take());
    Ok(Json(connector))
}

/// A webhook that was disabled is posted to again; the address stays.
async fn enable(
    State(app): State<Shared>,
    Part(id): Part,
    headers: HeaderMap,
) -> Result<Json<Connector>, Failure> {
    let (id, _) = may_change(&app, id, &headers).await?;
    told(&app, &id).await?;
    let off = Off {
        entity_id: Some(id.clone().into()),
        ..Off::default()
    };
    app.store.write_or_shed(Enable(off)).await?;
    app.store.write_or_shed(WantAgain(id.clone())).await?;
    app.worker.bell.notify_one();
    Ok(Json(told(&app, &id).await?))
}

/// Somebody saw a test card in the channel.
async fn seen(
    State(app): State<Shared>,
    Part(id): Part,
    headers: HeaderMap,
) -> Result<Json<Connector>, Failure> {
    let (id, right) = may_change(&app, id, &headers).await?;
    let seen = Seen {
        entity_id: id.clone(),
        right: right.clone(),
        ring: app.store.ring().clone(),
    };
    if let Some(row) = app.store.write_or_shed(seen).await? {
        audit::note(&right, "confirmed", &row);
    }
    Ok(Json(told(&app, &id).await?))
}

async fn told(app: &Shared, id: &EntityId) -> Result<Connector, Failure> {
    let found = app.store.connector(id).await?;
    let mut connector = found.ok_or_else(Failure::no_connector)?;
    if app.people.is_some() {
        let names = app.store.names(id).await?;
        (connector.configured_by, connector.seen_by) = (names.changer, names.seer);
    }
    if let Some(since) = app.config.rules().ended(&connector) {
        connector.ended_since = Some(since);
        connector.health = Health {
            state: HealthState::Disabled,
            reason: Some(ended(since)),
            outcome: Some(Outcome::Ended),
            since: Some(since),
            failing_since: None,
            ..connector.health
        };
    }
    Ok(connector)
}

async fn remove(
    State(app): State<Shared>,
    Part(id): Part,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    let right = app.right(&headers).await?;
    let remove = Remove {
        entity_id: entity_id(id)?,
        right: right.clone(),
        ring: app.store.ring().clone(),
    };
    match app.store.write_or_shed(remove).await? {
        Removed::NotOwner => return Err(Failure::not_owner()),
        Removed::Gone(id) => audit::note(&right, "removed", &id),
        Removed::Absent => {}
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The id, if its connector is there for the caller.
pub(super) async fn may_read(
    app: &Shared,
    id: String,
    headers: &HeaderMap,
) -> Result<(EntityId, Standing), Failure> {
    let right = app.right(headers).await?;
    let id = known_id(id)?;
    match app.store.standing(&id, &right).await? {
        Standing::Foreign => Err(Failure::no_connector()),
        standing => Ok((id, standing)),
    }
}

/// The same, if the caller may change it as well, with the caller's right.
pub(super) async fn may_change(
    app: &Shared,
    id: String,
    headers: &HeaderMap,
) -> Result<(EntityId, Right), Failure> {
    let right = app.right(headers).await?;
    let id = known_id(id)?;
    match app.store.standing(&id, &right).await? {
        Standing::Free => Ok((id, right)),
        Standing::NotOwner => Err(Failure::not_owner()),
        Standing::Foreign => Err(Failure::no_connector()),
    }
}

async fn test(
    State(app): State<Shared>,
    Part(id): Part,
    request: Request,
) -> Result<Json<TestResult>, Failure> {
    let (entity_id, right) = may_change(&app, id, request.headers()).await?;
    let mut card = test_card(&app, request).await?;
    let asked = Asked {
        entity_id,
        right,
        webhook: checked(&app, card.webhook_url.take())?,
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
pub(super) struct Part(pub(super) String);

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
    let user = body.user_object_id.as_ref().map(Secret::expose);
    for (field, text, most) in [
        ("appType", body.app_type.as_deref(), 32),
        ("userObjectId", user, 128),
    ] {
        let Some(text) = text else { continue };
        check(text, most).map_err(says(field))?;
    }
    check_locale(body.locale.as_deref())?;
    let topics = body.topics.as_ref().map_or(0, Vec::len);
    if topics > MOST_OF_CONNECTOR {
        let detail = format!("Choose at most {MOST_OF_CONNECTOR}.");
        return Err(Failure::invalid("topics", &detail));
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
