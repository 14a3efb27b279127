//! A button of a card, pressed on a page or in the card itself: what it stands for, who may
//! press it, and what comes of it. Knows neither pages nor cards.

use super::App;
use crate::clock::rfc3339;
use crate::hook::Hook;
use crate::link::Numbered;
use crate::link_page::Note;
use crate::problem::Failure;
use crate::right::Member;
use crate::store::{Button, Carded, Press, Pressed, Settled, StoreError, Verdict};
use serde_json::json;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use wire::{Action, MOST_INPUT};

/// How long a person waits for the system that owns the task; later it was passed on.
const WAIT: Duration = Duration::from_millis(1500);

/// A button with all that is known of it.
pub(super) struct Offer {
    pub(super) hook: Arc<Hook>,
    pub(super) card: Carded,
    pub(super) action: Action,
    pub(super) button: Button,
}

/// One press of it.
pub(super) struct Pressing<'a> {
    /// The same for a repetition.
    pub(super) ask: String,
    /// What was written along.
    pub(super) input: &'a str,
    /// Who presses, where that is known.
    pub(super) who: Option<&'a Member>,
}

/// What came of a press.
pub(super) struct Ended {
    pub(super) id: String,
    pub(super) note: Note,
    pub(super) settled: Option<Settled>,
}

impl Ended {
    /// In the words of the system that owns the task, where it has some.
    pub(super) fn sentence(&self) -> Option<&str> {
        self.settled.as_ref()?.sentence.as_deref()
    }
}

impl App {
    /// The button, if there is one for this person. The card is there as long as its event,
    /// which is as long as the link.
    pub(super) async fn offer(
        &self,
        button: Numbered,
        who: Option<&Member>,
    ) -> Result<Result<Offer, Note>, Failure> {
        let Some(hook) = self.hook.clone() else {
            return Ok(Err(Note::Wrong));
        };
        let Some(card) = self.store.carded(&button.delivery).await? else {
            return Ok(Err(Note::Gone));
        };
        if !is_theirs(&card, who) {
            return Ok(Err(Note::Gone));
        }
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

    /// Presses it, and waits for what the system that owns the task says.
    pub(super) async fn press(
        &self,
        offer: &Offer,
        pressing: Pressing<'_>,
    ) -> Result<Ended, Failure> {
        let press = Press {
            button: offer.button.clone(),
            ask: pressing.ask.clone(),
            body: self.told(offer, &pressing),
        };
        let pressed = self.store.write_or_shed(press).await?;
        if pressed.ask != pressing.ask {
            return Ok(used(pressed));
        }
        offer.hook.bell.notify_one();
        let Pressed { id, settled, .. } = self.wait(offer).await?.unwrap_or(pressed);
        let note = settled.as_ref().map_or(Note::Passed, verdict);
        Ok(Ended { id, note, settled })
    }

    /// What the system that owns the task is told.
    fn told(&self, offer: &Offer, pressing: &Pressing<'_>) -> String {
        let (card, task) = (&offer.card, &offer.card.event.task);
        let Action { id, title, .. } = &offer.action;
        let input = Some(pressing.input).filter(|_| offer.action.input.is_some());
        let person = pressing.who.map(|member| {
            let [tenant, id] = [member.tenant.to_string(), member.object.to_string()];
            json!({"tenant": tenant, "id": id})
        });
        let told = json!({
            "type": "action.pressed",
            "timestamp": rfc3339(self.store.now()),
            "data": {
                "eventId": card.event_id,
                "action": {"id": id, "title": title},
                "input": input,
                "person": person,
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
            let pressed = self.store.pressed(&offer.button).await?;
            let is_settled = pressed.as_ref().is_none_or(|one| one.settled.is_some());
            if is_settled || timeout_at(until, told).await.is_err() {
                return Ok(pressed);
            }
        }
    }
}

/// What belongs to a tenant is there for its people alone, where it is known who comes.
fn is_theirs(card: &Carded, who: Option<&Member>) -> bool {
    match (who, &card.tenant) {
        (Some(member), Some(tenant)) => *tenant == member.tenant.to_string(),
        _ => true,
    }
}

/// Somebody was there before.
pub(super) fn used(pressed: Pressed) -> Ended {
    Ended {
        id: pressed.id,
        note: Note::Used,
        settled: pressed.settled,
    }
}

/// What was written along, as it is told: nothing where nothing is asked for, and `Err`
/// where something has to be written, or less.
pub(super) fn written(action: &Action, sent: &str) -> Result<String, ()> {
    let Some(input) = &action.input else {
        return Ok(String::new());
    };
    let text = crate::text::clean::lines(sent).trim().to_owned();
    let fits = text.chars().count() <= MOST_INPUT;
    let is_there = !text.is_empty() || !input.required;
    (fits && is_there).then_some(text).ok_or(())
}

pub(super) fn verdict(settled: &Settled) -> Note {
    match settled.verdict {
        Verdict::Done => Note::Done,
        Verdict::Refused => Note::Refused,
        Verdict::Dead => Note::Unanswered,
    }
}
