//! For which hosts requests are answered. A browser that was told a wrong
//! address for a stranger's name (DNS rebinding) still sends that name.

use super::Shared;
use crate::problem::Failure;
use axum::extract::{Request, State};
use axum::http::Version;
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub(super) async fn admit(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if !is_well_formed(&request) {
        app.metrics.refused("host");
        return Failure::bad_host().into_response();
    }
    let host = host(&request);
    let meant = match request.uri().path() {
        // They say nothing; a probe calls the machine by any name.
        "/healthz" | "/readyz" => true,
        // No browser knows the token, and a sender may know the server by another name.
        wire::paths::EVENTS => true,
        "/metrics" => host.is_some_and(|host| app.reach.answers_monitor(host)),
        _ => host.is_some_and(|host| app.reach.answers(host)),
    };
    if meant {
        return next.run(request).await;
    }
    app.metrics.refused("host");
    Failure::misdirected().into_response()
}

/// HTTP/1.1 wants exactly one `Host`: with two, a proxy and we may mean different
/// ones. Older probes send none.
fn is_well_formed(request: &Request) -> bool {
    let named = request.headers().get_all(HOST).iter().count();
    named == 1 || (named == 0 && request.version() < Version::HTTP_11)
}

/// The one host it names; none where it names several.
fn host(request: &Request) -> Option<&str> {
    let mut named = request.headers().get_all(HOST).iter();
    let host = named.next()?.to_str().ok()?;
    named.next().is_none().then_some(host)
}
