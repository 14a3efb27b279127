//! HTTP in and out: parse, call, convert. Every answer gets its headers and
//! every error its problem here; nothing here decides about deliveries.

mod actions;
mod admin;
mod audit;
mod body;
mod caller;
mod connectors;
mod deliveries;
mod events;
mod failures;
mod headers;
mod health;
mod hosts;
mod kinds;
mod limits;
mod links;
mod pages;
mod places;
mod presses;
mod proof;
mod rest;
mod sign_in;
mod topics;
mod webhooks;
mod who;

use crate::config::Config;
use crate::deliver::Worker;
use crate::enrolment::Enrolment;
use crate::grants::Grants;
use crate::hook::Hook;
use crate::metrics::Metrics;
use crate::page::Page;
use crate::people::People;
use crate::problem::Failure;
use crate::reach::Reach;
use crate::store::Store;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use secrecy::SecretString;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64};
use tower_http::catch_panic::CatchPanicLayer;

pub(crate) use headers::unread;
pub(crate) use limits::Gate;

/// What every handler may use.
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) worker: Worker,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) page: Page,
    pub(crate) config: Config,
    pub(crate) reach: Reach,
    pub(crate) enrolment: Enrolment,
    /// Keys that were handed out by name.
    pub(crate) grants: Grants,
    /// Who can sign in; none where nobody has to.
    pub(crate) people: Option<Arc<People>>,
    /// Tells the system that owns the tasks of presses; none where there is none.
    pub(crate) hook: Option<Arc<Hook>>,
    pub(crate) events_token: SecretString,
    pub(crate) gate: Gate,
    /// The queue's depth as last seen.
    pub(crate) depth: AtomicI64,
    /// Set when the server is told to stop.
    pub(crate) stopping: AtomicBool,
}

pub(crate) type Shared = Arc<App>;

/// Every address this server answers, for the router and for openapi.json.
pub(crate) fn router(app: Shared) -> Router {
    let beside = match app.config.metrics_bind {
        Some(_) => Router::new(),
        None => health::monitor(),
    };
    let all = Router::new()
        .merge(connectors::router())
        .merge(admin::router())
        .merge(deliveries::router())
        .merge(events::router())
        .merge(topics::router())
        .merge(webhooks::router())
        .merge(links::router())
        .merge(actions::router())
        .merge(sign_in::router())
        .merge(health::router())
        .merge(beside)
        .fallback(pages::serve)
        .method_not_allowed_fallback(async || Failure::method_not_allowed())
        .layer(from_fn_with_state(app.clone(), hosts::admit));
    dressed(all, app)
}

/// `/metrics` alone. Whoever scrapes it may call it by any host.
pub(crate) fn metrics_router(app: Shared) -> Router {
    let alone = health::monitor()
        .fallback(async || Failure::no_page())
        .method_not_allowed_fallback(async || Failure::method_not_allowed());
    dressed(alone, app)
}

/// With the limits, headers and problems that every answer has.
fn dressed(routes: Router<Shared>, app: Shared) -> Router {
    routes
        .layer(from_fn_with_state(app.clone(), limits::admit))
        .layer(CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| {
                // What it said may hold anything; the log has it from the hook.
                axum::response::IntoResponse::into_response(Failure::internal())
            },
        ))
        .layer(from_fn_with_state(app.clone(), rest::hear_out))
        .layer(from_fn_with_state(app.clone(), headers::dress))
        .layer(from_fn(headers::identify))
        .with_state(app)
}
