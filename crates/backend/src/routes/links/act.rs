//! The page behind a button on a card: it asks, and then the system that owns the task is
//! told, once.

use super::{Visit, audit, dressed};
use crate::clock::rfc3339;
use crate::hook::Hook;
use crate::link::{Ask, Numbered};
use crate::link_page::{Act, Note, act, note};
use crate::problem::Failure;
use crate::secret::hex;
use crate::store::{Button, Carded, Press, Pressed, Settled, StoreError, Verdict};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use wire::Action;

/// How long a person waits for the system that owns the task; later it was passed on.
const WAIT: Duration = Duration::from_millis(1500);

/// A button with all that is known of it.
struct Offer {
    hook: Arc<Hook>,
    card: Carded,
    action: Action,
    button: Button,
}

impl Visit<'_> {
    pub(super) async fn offer(&self, button: Numbered) -> Result<Response, Failure> {
        let offer = match self.find(button).await? {
            Ok(offer) => offer,
            Err(note) => return Ok(self.note(note)),
        };
        if let Some(pressed) = self.app.store.pressed(&offer.button).await? {
            return Ok(self.used(&pressed, &offer));
        }
        let press = self.value(0);
        let about = Act {
            title: &offer.action.title,
            task: &offer.card.event.task.title,
            name: &offer.card.config_name,
            press: &press,
        };
        let language = self.language_or(offer.card.locale.as_deref());
        Ok(dressed(StatusCode::OK, act(&about, language)))
    }

    pub(super) async fn act(&self, button: Numbered, ask: &Ask) -> Result<Response, Failure> {
        let offer = match self.find(button).await? {
            Ok(offer) => offer,
            Err(note) => return Ok(self.note(note)),
        };
        let press = Press {
            button: offer.button.clone(),
            ask: hex(&ask.id),
            body: self.body(&offer),
        };
        let pressed = self.app.store.write_or_shed(press).await?;
        if pressed.ask != hex(&ask.id) {
            return Ok(self.used(&pressed, &offer));
        }
        offer.hook.bell.notify_one();
        let pressed = self.wait(&offer).await?.unwrap_or(pressed);
        audit::by_link("pressed", &pressed.id);
        let which = pressed.settled.as_ref().map_or(Note::Passed, verdict);
        Ok(self.says(which, pressed.settled.as_ref(), &offer))
    }

    /// The card is there as long as its event, which is as long as the link.
    async fn find(&self, button: Numbered) -> Result<Result<Offer, Note>, Failure> {
        let Some(hook) = self.app.hook.clone() else {
            return Ok(Err(Note::Wrong));
        };
        let Some(card) = self.app.store.carded(&button.delivery).await? else {
            return Ok(Err(Note::Gone));
        };
        let action = card.event.actions.get(usize::from(button.number)).cloned();
        Ok(action.ok_or(Note::Gone).map(|action| Offer {
            hook,
            card,
            button: Button {
                delivery: button.delivery,
                action: action.id.clone(),
            },
            action,
        }))
    }

    /// What the system that owns the task is told.
    fn body(&self, offer: &Offer) -> String {
        let (card, task) = (&offer.card, &offer.card.event.task);
        let told = json!({
            "type": "action.pressed",
            "timestamp": rfc3339(self.now()),
            "data": {
                "eventId": card.event_id,
                "action": offer.action,
                "task": {"id": task.id, "title": task.title, "url": task.url},
                "configuration": card.config_name,
                "tenant": card.tenant,
            },
        });
        told.to_string()
    }

    /// The answer, if it comes while a person waits.
    async fn wait(&self, offer: &Offer) -> Result<Option<Pressed>, StoreError> {
        let until = Instant::now() + WAIT;
        loop {
            // Listening starts before looking: no answer is missed in between.
            let mut told = pin!(offer.hook.told.notified());
            told.as_mut().enable();
            let pressed = self.app.store.pressed(&offer.button).await?;
            let is_settled = pressed.as_ref().is_none_or(|one| one.settled.is_some());
            if is_settled || timeout_at(until, told).await.is_err() {
                return Ok(pressed);
            }
        }
    }

    fn used(&self, pressed: &Pressed, offer: &Offer) -> Response {
        self.says(Note::Used, pressed.settled.as_ref(), offer)
    }

    /// In the words of the system that owns the task, where it has some.
    fn says(&self, which: Note, settled: Option<&Settled>, offer: &Offer) -> Response {
        let language = self.language_or(offer.card.locale.as_deref());
        let sentence = settled.and_then(|settled| settled.sentence.as_deref());
        dressed(which.status(), note(which, sentence, language))
    }
}

fn verdict(settled: &Settled) -> Note {
    match settled.verdict {
        Verdict::Done => Note::Done,
        Verdict::Refused => Note::Refused,
        Verdict::Dead => Note::Unanswered,
    }
}
