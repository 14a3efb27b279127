//! Systems that report events: listed, added, revoked. A token is told once and kept as
//! a hash.

use super::{After, MOST_BYTES, Operator};
use crate::grants::{Purpose, fresh, word};
use crate::problem::Failure;
use crate::routes::connectors::Part;
use crate::routes::{Shared, body};
use crate::store::{Granted, HandOut, TakeBack};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use secrecy::ExposeSecret as _;
use wire::Secret;
use wire::admin::{MOST_TOPICS, MadeSender, NewSender, PAGE, Sender, Senders};

pub(super) async fn list(
    State(app): State<Shared>,
    _: Operator,
    After(after): After,
) -> Result<Json<Senders>, Failure> {
    let page = app.store.granted(Purpose::Report, after, PAGE).await?;
    Ok(Json(Senders {
        senders: page.entries.into_iter().map(sender).collect(),
        next: page.next.map(|next| next.to_text()),
    }))
}

fn sender(granted: Granted) -> Sender {
    Sender {
        made: granted.made(),
        name: granted.name,
        tenant: granted.tenant,
        topics: granted.topics,
    }
}

pub(super) async fn add(
    State(app): State<Shared>,
    operator: Operator,
    request: Request,
) -> Result<(StatusCode, Json<MadeSender>), Failure> {
    let (parts, content) = request.into_parts();
    body::is_json(&parts.headers)?;
    let bytes = body::read(content, MOST_BYTES, app.config.limits.read).await?;
    let NewSender {
        name,
        tenant,
        topics,
    } = body::parse(&bytes)?;
    if topics.len() > MOST_TOPICS {
        return Err(Failure::invalid("topics", "Name at most 50 topics."));
    }
    checked("name", &name)?;
    tenant
        .as_deref()
        .map_or(Ok(()), |tenant| checked("tenant", tenant))?;
    let (token, hash) = fresh(Purpose::Report);
    let hand_out = HandOut {
        purpose: Purpose::Report,
        name: name.clone(),
        tenant,
        topics,
        hash,
    };
    if !app.store.write_or_shed(hand_out).await? {
        let detail = "A sender has this name; revoke it first, or choose another name.";
        return Err(Failure::invalid("name", detail));
    }
    operator.did("sender added", &name);
    let token = Secret::from(token.expose_secret());
    Ok((StatusCode::CREATED, Json(MadeSender { name, token })))
}

fn checked(field: &str, text: &str) -> Result<(), Failure> {
    let detail = "Use 1 to 64 letters, digits, dots, hyphens or underscores.";
    word(text)
        .map(drop)
        .map_err(|_| Failure::invalid(field, detail))
}

pub(super) async fn revoke(
    State(app): State<Shared>,
    operator: Operator,
    Part(name): Part,
) -> Result<StatusCode, Failure> {
    let take_back = TakeBack {
        purpose: Purpose::Report,
        name: name.clone(),
    };
    if app.store.write_or_shed(take_back).await? {
        operator.did("sender revoked", &name);
    }
    Ok(StatusCode::NO_CONTENT)
}
