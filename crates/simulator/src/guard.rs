//! Keeps foreign web pages out: a name that only resolves to loopback is no
//! reason to trust whoever opened it, and reporting events needs no token here.

use crate::{Config, problem::problem};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

/// Lets a request pass that names a loopback host, or one that it was told of, and, where it changes the
/// simulator, comes from the simulator's own pages or from no page at all.
pub(crate) async fn own_visitors(
    State(config): State<Arc<Config>>,
    request: Request,
    next: Next,
) -> Response {
    let host = text(request.headers(), header::HOST);
    let is_ours = |host: &str| names_loopback(host) || config.names.iter().any(|it| it == host);
    if !host.is_some_and(is_ours) {
        return problem(
            StatusCode::FORBIDDEN,
            "The simulator answers only under localhost.",
        );
    }
    if controls_the_simulator(&request) && !from_own_page(request.headers(), host) {
        return problem(
            StatusCode::FORBIDDEN,
            "Only the simulator's own page may do that.",
        );
    }
    next.run(request).await
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn names_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

fn controls_the_simulator(request: &Request) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    !reads && request.uri().path().starts_with("/simulator/")
}

fn from_own_page(headers: &HeaderMap, host: Option<&str>) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true; // not a browser: tests and shells send none
    };
    let origin = origin.to_str().ok();
    let name = origin.and_then(|origin| origin.split_once("://"));
    name.map(|(_, name)| name) == host
}

#[cfg(test)]
mod tests {
    use super::names_loopback;

    #[test]
    fn only_loopback_names_pass() {
        for host in ["localhost", "localhost:3978", "127.0.0.1:1", "[::1]:9"] {
            assert!(names_loopback(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:3978",
            "",
            "10.0.0.1:3978",
        ] {
            assert!(!names_loopback(host), "{host}");
        }
    }
}
