//! The only file of the status page that speaks HTTP: two reads, no writes.

use super::{model::Trouble, reading::Found};
use crate::{answers, future::LocalFuture, json::Object};
use gloo_net::http::RequestBuilder;
use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};
use web_sys::{AbortController, AbortSignal};
use wire::{EntityId, paths};

/// What the status page asks of the backend.
pub trait StatusApi {
    /// All there is about a configuration; `None` when there is none.
    fn read(&self, id: EntityId) -> LocalFuture<'_, Result<Option<Found>, Trouble>>;
    /// Takes back the reading under way: nobody waits for it any longer.
    fn give_up(&self);
}

/// The backend behind the page's own origin.
#[derive(Default)]
pub struct HttpStatus(RefCell<Option<AbortController>>);

impl StatusApi for HttpStatus {
    fn read(&self, id: EntityId) -> LocalFuture<'_, Result<Option<Found>, Trouble>> {
        let call = AbortController::new().ok();
        let signal = call.as_ref().map(AbortController::signal);
        self.0.replace(call);
        Box::pin(async move {
            let (record, deliveries) = both(
                get(&id, "", signal.as_ref()),
                get(&id, "/deliveries", signal.as_ref()),
            )
            .await;
            // Removed between the two is removed.
            let (Some(record), Some(deliveries)) = (record?, deliveries?) else {
                return Ok(None);
            };
            let record = answers::connector(&record).ok_or(Trouble::Unavailable)?;
            let deliveries = deliveries
                .objects("deliveries")
                .ok_or(Trouble::Unavailable)?;
            // A kind of delivery that only a newer backend knows is passed over.
            let deliveries = deliveries.iter().filter_map(answers::delivery).collect();
            Ok(Some(Found { record, deliveries }))
        })
    }

    fn give_up(&self) {
        if let Some(call) = self.0.take() {
            call.abort();
        }
    }
}

async fn get(
    id: &EntityId,
    what: &str,
    signal: Option<&AbortSignal>,
) -> Result<Option<Object>, Trouble> {
    let url = [paths::CONNECTORS, "/", id.as_str(), what].concat();
    let request = RequestBuilder::new(&url).abort_signal(signal).build();
    let answer = request.map_err(|_| Trouble::Offline)?.send().await;
    let answer = answer.map_err(|_| Trouble::Offline)?;
    match answer.status() {
        200 => {}
        404 => return Ok(None),
        401 | 403 => return Err(Trouble::NotAllowed),
        _ => return Err(Trouble::Unavailable),
    }
    let text = answer.text().await.map_err(|_| Trouble::Offline)?;
    Object::parse(&text).map(Some).ok_or(Trouble::Unavailable)
}

/// Runs both at the same time.
async fn both<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut from_a, mut from_b) = (None, None);
    poll_fn(move |context| {
        if from_a.is_none()
            && let Poll::Ready(value) = a.as_mut().poll(context)
        {
            from_a = Some(value);
        }
        if from_b.is_none()
            && let Poll::Ready(value) = b.as_mut().poll(context)
        {
            from_b = Some(value);
        }
        match (from_a.take(), from_b.take()) {
            (Some(from_a), Some(from_b)) => Poll::Ready((from_a, from_b)),
            (left, right) => {
                (from_a, from_b) = (left, right);
                Poll::Pending
            }
        }
    })
    .await
}
