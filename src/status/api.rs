//! The only file of the status page that speaks HTTP: what it reads, and what it has done
//! for a person.

use super::{
    model::{Deed, Trouble},
    reading::Found,
};
use crate::{answers, future::LocalFuture, json::Object};
use gloo_net::http::{Method, RequestBuilder};
use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};
use web_sys::{AbortController, AbortSignal};
use wire::{EntityId, Tested, paths};

/// What the status page asks of the backend.
pub trait StatusApi {
    /// All there is about a configuration; `None` when there is none. The days are those of
    /// a clock that is so many minutes ahead of UTC.
    fn read(&self, id: EntityId, east: i32) -> LocalFuture<'_, Result<Option<Found>, Trouble>>;
    /// Takes back the reading under way: nobody waits for it any longer.
    fn give_up(&self);
    /// Does something for a person who reads this language; a test card tells how far it
    /// came.
    fn act(
        &self,
        id: EntityId,
        deed: Deed,
        language: String,
    ) -> LocalFuture<'_, Result<Option<Tested>, Trouble>>;
}

/// The backend behind the page's own origin.
#[derive(Default)]
pub struct HttpStatus(RefCell<Option<AbortController>>);

impl StatusApi for HttpStatus {
    fn read(&self, id: EntityId, east: i32) -> LocalFuture<'_, Result<Option<Found>, Trouble>> {
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        self.0.replace(controller);
        let get = move |what: &str| call(Method::GET, &id, what, None, signal.as_ref());
        let days = ["/days?east=", &east.to_string()].concat();
        let (record, deliveries, days) = (get(""), get("/deliveries"), get(&days));
        Box::pin(async move {
            let (record, (deliveries, days)) = both(record, both(deliveries, days)).await;
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
            // Without them the rest is still worth reading.
            let days = days.ok().flatten().and_then(|days| days.objects("days"));
            let days = days.unwrap_or_default();
            let days = days.iter().filter_map(answers::delivery_day).collect();
            Ok(Some(Found {
                record,
                deliveries,
                days,
            }))
        })
    }

    fn give_up(&self) {
        if let Some(call) = self.0.take() {
            call.abort();
        }
    }

    fn act(
        &self,
        id: EntityId,
        deed: Deed,
        language: String,
    ) -> LocalFuture<'_, Result<Option<Tested>, Trouble>> {
        let (what, body) = match &deed {
            // Digits and a language's tag: nothing in them has to be escaped.
            Deed::Test(code) => {
                let card = [r#"{"code":""#, code, r#"","locale":""#, &language, "\"}"];
                (String::from("/test"), Some(card.concat()))
            }
            Deed::Confirm => (String::from("/seen"), None),
            Deed::TurnOn => (String::from("/enable"), None),
            Deed::Resend(event) => (["/deliveries/", event, "/resend"].concat(), None),
        };
        let answer = call(Method::POST, &id, &what, body, None);
        Box::pin(async move {
            let answer = answer.await?.ok_or(Trouble::Unavailable)?;
            Ok(answers::tested(&answer))
        })
    }
}

/// What a good answer says; `None` when nothing is there. Boxed, so that no call carries
/// its waiting about.
type Answer = LocalFuture<'static, Result<Option<Object>, Trouble>>;

fn call(
    method: Method,
    id: &EntityId,
    what: &str,
    body: Option<String>,
    signal: Option<&AbortSignal>,
) -> Answer {
    let url = [paths::CONNECTORS, "/", id.as_str(), what].concat();
    let request = RequestBuilder::new(&url)
        .method(method)
        .abort_signal(signal);
    let request = match body {
        Some(text) => request
            .header("Content-Type", "application/json")
            .body(text),
        None => request.build(),
    };
    Box::pin(async move {
        let answer = request.map_err(|_| Trouble::Offline)?.send().await;
        let answer = answer.map_err(|_| Trouble::Offline)?;
        match answer.status() {
            200 => {}
            404 => return Ok(None),
            401 | 403 => return Err(Trouble::NotAllowed),
            429 => return Err(Trouble::Busy),
            _ => return Err(Trouble::Unavailable),
        }
        let text = answer.text().await.map_err(|_| Trouble::Offline)?;
        Object::parse(&text).map(Some).ok_or(Trouble::Unavailable)
    })
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
