//! Remembers the page's calls that nobody waited for any more: their frame went
//! before they were answered. Never decides about one.

use axum::{Json, extract::State};
use std::{
    mem,
    sync::{Arc, Mutex, PoisonError},
};

/// Calls given up, such as `PUT /api/v1/connectors/7`, the newest last.
#[derive(Clone, Default)]
pub(crate) struct GivenUp(Arc<Mutex<Vec<String>>>);

impl GivenUp {
    /// Follows a call: dropped before its answer, it was given up.
    pub(crate) fn follow(&self, call: String) -> Call {
        Call {
            call: Some(call),
            given_up: self.clone(),
        }
    }

    fn take(&self) -> Vec<String> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A call under way.
pub(crate) struct Call {
    call: Option<String>,
    given_up: GivenUp,
}

impl Call {
    /// Its answer is there.
    pub(crate) fn answered(mut self) {
        self.call = None;
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let calls = self.given_up.0.lock();
        calls
            .unwrap_or_else(PoisonError::into_inner)
            .extend(self.call.take());
    }
}

/// Names the calls given up since somebody last asked.
pub(crate) async fn given_up(State(given_up): State<Arc<GivenUp>>) -> Json<Vec<String>> {
    Json(given_up.take())
}
