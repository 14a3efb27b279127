//! An answer that must never be sent: the room that serves cuts the connection instead.

use axum::{body::Body, response::Response};
use std::fmt;

/// Marks an answer that must never be sent: the connection is cut instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut;

impl Cut {
    /// The stand-in that carries the mark through the router.
    pub(crate) fn response(self) -> Response {
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(self);
        response
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("cut on purpose")
    }
}

impl std::error::Error for Cut {}
