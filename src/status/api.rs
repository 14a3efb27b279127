//! The only file of the status page that speaks HTTP: two reads, no writes.

use super::{
    model::Trouble,
    reading::{Delivery, Found, Record},
};
use crate::{future::LocalFuture, json::Object};
use gloo_net::http::RequestBuilder;
use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};
use web_sys::{AbortController, AbortSignal};
use wire::{
    Day, DeliveryKind, DeliveryState, Destination, EntityId, HealthState, NotificationType,
    Outcome, paths,
};

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
            let record = record_of(&record).ok_or(Trouble::Unavailable)?;
            let deliveries = deliveries
                .objects("deliveries")
                .ok_or(Trouble::Unavailable)?;
            // A kind of delivery that only a newer backend knows is passed over.
            let deliveries = deliveries.iter().filter_map(delivery_of).collect();
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

fn record_of(object: &Object) -> Option<Record> {
    let health = object.object("health")?;
    Some(Record {
        name: object.text("configName")?,
        notifications: NotificationType::from_code(&object.text("notificationType")?)?,
        destination: Destination::from_code(&object.text("destination")?)?,
        host: object.text("webhookHost")?,
        health: HealthState::from_code(&health.text("state")?)?,
        reason: health.text("reason"),
        why: outcome(&health),
        since: health.text("since").and_then(|day| Day::from_text(&day)),
        created_at: object.text("createdAt")?,
        updated_at: object.text("updatedAt")?,
        last_delivered_at: health.text("lastDeliveredAt"),
        quiet_days: health.number("quietDays"),
    })
}

fn outcome(object: &Object) -> Option<Outcome> {
    Outcome::from_code(&object.text("outcome")?)
}

fn delivery_of(object: &Object) -> Option<Delivery> {
    Some(Delivery {
        kind: DeliveryKind::from_code(&object.text("type")?)?,
        task_id: object.text("taskId").unwrap_or_default(),
        accepted_at: object.text("acceptedAt")?,
        state: DeliveryState::from_code(&object.text("state")?)?,
        attempts: object.number("attempts").unwrap_or_default(),
        outcome: outcome(object),
        reason: object.text("reason").unwrap_or_default(),
        next_attempt_at: object.text("nextAttemptAt"),
    })
}
