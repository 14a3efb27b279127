//! What a request is, as far as its limits go: what one kind takes, no other lacks.

use super::Shared;
use crate::config::Limits;
use crate::grants::Purpose;
use crate::link;
use crate::secret::same;
use axum::extract::Request;
use axum::http::header::AUTHORIZATION;
use wire::paths;

/// Requests with limits of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// An event whose sender has the token.
    ProvenEvent,
    /// An event that may be signed, or by a stranger.
    Event,
    /// A test card: it holds its place for as long as the channel takes.
    Test,
    /// Any other call.
    Call,
    /// A page's file, or the contract.
    Page,
    /// What a monitor reads.
    Monitor,
}

impl Kind {
    pub(super) const EACH: [Self; 6] = [
        Self::ProvenEvent,
        Self::Event,
        Self::Test,
        Self::Call,
        Self::Page,
        Self::Monitor,
    ];

    /// None for what is always answered.
    pub(super) fn of(app: &Shared, request: &Request) -> Option<Self> {
        let path = request.uri().path();
        Some(match path {
            "/healthz" => return None,
            "/readyz" | "/metrics" => Self::Monitor,
            paths::EVENTS if has_token(app, request) => Self::ProvenEvent,
            paths::EVENTS => Self::Event,
            _ if path.starts_with(paths::HOOKS) => Self::Event,
            _ if path.starts_with(paths::CONNECTORS) && path.ends_with("/test") => Self::Test,
            paths::SIGN_IN_END => Self::Call,
            _ if path.starts_with("/api/") || path.starts_with(link::PATH) => Self::Call,
            _ => Self::Page,
        })
    }

    /// Calls per second and address, and how many at once after a rest.
    pub(super) fn rate(self, limits: &Limits) -> (i64, i64) {
        let calls = i64::from(limits.requests_per_second);
        let (rate, burst) = match self {
            Self::ProvenEvent | Self::Event => (i64::from(limits.events_per_second), 2),
            Self::Test => (i64::from(limits.tests_per_second), 10),
            Self::Call | Self::Monitor => (calls, 4),
            // A page is many files.
            Self::Page => (calls * 4, 4),
        };
        (rate, rate * burst)
    }

    /// How many are worked on at once, and how many of them for one address; none
    /// for what is answered at once.
    pub(super) fn places(self, limits: &Limits) -> Option<(usize, Option<usize>)> {
        let shared = |places: usize| Some((places, Some((places / 4).max(1))));
        match self {
            // All may come from the operator's one system.
            Self::ProvenEvent => Some((limits.concurrent_events, None)),
            Self::Event => shared(limits.concurrent_events / 2),
            Self::Test => shared(limits.concurrent_tests),
            Self::Call => shared(limits.concurrent),
            Self::Page | Self::Monitor => None,
        }
    }
}

fn has_token(app: &Shared, request: &Request) -> bool {
    let sent = request.headers().get(AUTHORIZATION);
    let sent = sent.and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|value| value.split_once(' '));
    sent.is_some_and(|(_, token)| {
        let token = token.trim().as_bytes();
        same(token, &app.events_token) || app.grants.knew(Purpose::Report, token)
    })
}
