//! Says which address is answered by which room; everything not our own is the
//! backend's.

use crate::{
    Config, ServeError,
    apps::{self, Apps},
    assets,
    backend::Backend,
    channel::{self, Channel},
    entra::{self, Entra, window},
    events,
    faults::{self, Faults},
    guard, look, press, proxy,
    receiver::{self, Receiver},
    sdk,
    under_way::{self, GivenUp},
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef},
    middleware,
    routing::{get, post, put},
};
use std::sync::Arc;

/// What the rooms work with; each handler takes only what it uses.
#[derive(Clone, FromRef)]
struct App {
    config: Arc<Config>,
    backend: Arc<Backend>,
    channel: Arc<Channel>,
    receiver: Arc<Receiver>,
    faults: Arc<Faults>,
    given_up: Arc<GivenUp>,
    entra: Arc<Entra>,
    apps: Arc<Apps>,
}

/// `port` is where it listens.
pub(crate) fn router(config: Config, port: u16) -> Result<Router, ServeError> {
    let apps = apps_at_start(&config)?;
    let app = App {
        backend: Arc::new(Backend::of(&config).map_err(ServeError::Client)?),
        config: Arc::new(config),
        channel: Arc::default(),
        receiver: Arc::default(),
        faults: Arc::default(),
        given_up: Arc::default(),
        entra: Arc::new(Entra::at_port(port)),
        apps: Arc::new(apps),
    };
    let limit = DefaultBodyLimit::max(apps::LARGEST);
    let apps_route = get(apps::list).post(apps::upload).layer(limit);
    Ok(Router::new()
        .route("/", get(assets::host_page))
        .route("/shim", get(sdk::open_with_shim))
        .route("/simulator/{name}", get(assets::asset))
        .route("/simulator/apps", apps_route)
        .route("/simulator/apps/{id}/icon", get(apps::icon))
        .route("/simulator/sdk.json", get(sdk::list))
        .route("/simulator/sdk/{file}", get(sdk::file))
        .route(
            "/simulator/channel",
            get(channel::list).delete(channel::clear),
        )
        .route("/simulator/channel/press", post(press::press))
        .route("/simulator/posts", get(channel::posts))
        .route(
            "/simulator/receiver",
            put(receiver::script).get(receiver::remaining),
        )
        .route("/simulator/backend", put(faults::set).get(faults::current))
        .route("/simulator/calls", get(faults::calls))
        .route("/simulator/given-up", post(under_way::given_up))
        .route("/simulator/look", post(look::look))
        .route("/simulator/events", post(events::report))
        .route("/simulator/issuer/token", post(entra::token))
        .route("/simulator/issuer/keys", post(entra::change_keys))
        .route("/simulator/issuer/window", put(window::set))
        .route(
            "/simulator/issuer/{tenant}/oauth2/v2.0/authorize",
            get(window::authorize),
        )
        .route(
            "/simulator/issuer/{tenant}/oauth2/v2.0/chosen",
            post(window::chosen),
        )
        .route(
            "/simulator/issuer/{tenant}/oauth2/v2.0/token",
            post(window::token),
        )
        .route(
            "/simulator/issuer/{tenant}/v2.0/.well-known/openid-configuration",
            get(entra::metadata_v2),
        )
        .route(
            "/simulator/issuer/{tenant}/.well-known/openid-configuration",
            get(entra::metadata_v1),
        )
        .route(
            "/simulator/issuer/{tenant}/discovery/v2.0/keys",
            get(entra::keys),
        )
        .route(
            "/simulator/issuer/{tenant}/discovery/keys",
            get(entra::keys),
        )
        .route("/webhookb2/{*hook}", post(receiver::connector))
        .route("/workflows/{*hook}", post(receiver::workflow))
        .fallback(proxy::forward)
        .layer(middleware::from_fn_with_state(
            app.clone(),
            guard::own_visitors,
        ))
        .with_state(app))
}

/// What was given with the start is uploaded already.
fn apps_at_start(config: &Config) -> Result<Apps, ServeError> {
    let apps = Apps::default();
    if let Some(file) = &config.package {
        let read = std::fs::read(file);
        let read = read.map_err(|error| format!("{}: {error}.", file.display()));
        let added = read.and_then(|package| apps.add(&package));
        added.map_err(ServeError::Package)?;
    }
    Ok(apps)
}
