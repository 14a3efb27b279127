//! A failure written out: its status, its headers and the problem.

use super::Failure;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::Problem;

impl Failure {
    fn problem(&self) -> Problem {
        Problem {
            kind: format!("about:blank#{}", self.code.code()),
            title: self.title.to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            code: self.code,
            field: self.field.clone(),
            reason: self.reason,
            since: self.since,
            request_id: None,
        }
    }

    /// The whole answer, with the request's id in it.
    pub(crate) fn answer(&self, request_id: Option<String>) -> Response {
        let (headers, body) = self.parts(request_id);
        (self.status, headers, body).into_response()
    }

    /// Its own headers, and the problem.
    pub(crate) fn parts(&self, request_id: Option<String>) -> (HeaderMap, Vec<u8>) {
        let problem = Problem {
            request_id,
            ..self.problem()
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut headers = HeaderMap::new();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNSUPPORTED_MEDIA_TYPE {
            let json = HeaderValue::from_static("application/json");
            headers.insert(header::ACCEPT, json);
            let plain = HeaderValue::from_static("identity");
            headers.insert(header::ACCEPT_ENCODING, plain);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        (headers, body)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
