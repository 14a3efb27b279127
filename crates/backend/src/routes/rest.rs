//! A refusal that comes before the body was read: the rest is heard out first,
//! within limits. Many senders only listen once they have said everything, and
//! would otherwise meet a connection that breaks instead of the answer.

use super::Shared;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt as _;
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

/// How much is heard and thrown away, in bytes; what is longer is cut off.
const MOST: u64 = 16 * 1024 * 1024;

/// Passes the request on; after an error, takes what is left of its body.
pub(super) async fn hear_out(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() || waits(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let kept = Kept::of(body);
    let request = Request::from_parts(parts, Body::new(kept.clone()));
    let response = next.run(request).await;
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    // Who was too slow already had its time.
    if refused && status != StatusCode::REQUEST_TIMEOUT {
        let time = app.config.limits.read;
        let _ = tokio::time::timeout(time, kept.take().drain()).await;
    }
    response
}

/// Who asks first sends nothing after a refusal; reading would ask for it.
fn waits(headers: &HeaderMap) -> bool {
    headers.contains_key(header::EXPECT)
}

/// A body that can be taken back from whoever was given it.
#[derive(Clone)]
struct Kept(Arc<Mutex<Body>>);

impl Kept {
    fn of(body: Body) -> Self {
        Self(Arc::new(Mutex::new(body)))
    }

    fn body(&self) -> MutexGuard<'_, Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Rest {
        Rest(std::mem::take(&mut *self.body()))
    }
}

impl HttpBody for Kept {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Poll::Ready(ready!(Pin::new(&mut *self.body()).poll_frame(context)))
    }

    fn is_end_stream(&self) -> bool {
        self.body().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body().size_hint()
    }
}

/// The part of a refused body that nobody read yet.
struct Rest(Body);

impl Rest {
    async fn drain(mut self) {
        if self.0.size_hint().lower() > MOST {
            return;
        }
        let mut heard = 0;
        while heard <= MOST
            && let Some(Ok(frame)) = self.0.frame().await
        {
            heard += frame.data_ref().map_or(0, |data| data.len() as u64);
        }
    }
}
