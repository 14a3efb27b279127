//! Says which address is answered by which room; everything not our own is the
//! backend's.

use crate::{
    Config, assets,
    channel::{self, Channel},
    events,
    faults::{self, Faults},
    guard, look, proxy,
    receiver::{self, Receiver},
    sdk,
    under_way::{self, GivenUp},
};
use axum::{
    Router, middleware,
    routing::{get, post, put},
};
use std::{sync::Arc, time::Duration};

/// What the rooms share.
pub(crate) struct App {
    pub(crate) config: Config,
    pub(crate) client: reqwest::Client,
    pub(crate) channel: Channel,
    pub(crate) receiver: Receiver,
    pub(crate) faults: Faults,
    pub(crate) given_up: GivenUp,
}

pub(crate) fn router(config: Config) -> Result<Router, reqwest::Error> {
    let app = Arc::new(App {
        config,
        client: client()?,
        channel: Channel::default(),
        receiver: Receiver::default(),
        faults: Faults::default(),
        given_up: GivenUp::default(),
    });
    Ok(Router::new()
        .route("/", get(assets::host_page))
        .route("/shim", get(sdk::open_with_shim))
        .route("/simulator/{name}", get(assets::asset))
        .route("/simulator/sdk.json", get(sdk::list))
        .route("/simulator/sdk/{file}", get(sdk::file))
        .route(
            "/simulator/channel",
            get(channel::list).delete(channel::clear),
        )
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
        .route("/webhookb2/{*hook}", post(receiver::connector))
        .route("/workflows/{*hook}", post(receiver::workflow))
        .fallback(proxy::forward)
        .layer(middleware::from_fn_with_state(
            app.clone(),
            guard::own_visitors,
        ))
        .with_state(app))
}

/// Redirects and compression are the browser's matter, not ours; a proxy from
/// the environment would take loopback requests off the machine.
fn client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(5))
        .build()
}
