//! The page behind a button on a card: it asks, and then the system that owns the task is
//! told, once.

use super::super::presses::{Ended, Offer, Pressing, used, written};
use super::{Visit, dressed};
use crate::link::{Ask, Numbered};
use crate::link_page::{Act, Note, act, note};
use crate::problem::Failure;
use crate::secret::hex;
use axum::http::StatusCode;
use axum::response::Response;

impl Visit<'_> {
    pub(super) async fn offer(&self, button: Numbered) -> Result<Response, Failure> {
        let offer = match self.app.offer(button, self.who.as_ref()).await? {
            Ok(offer) => offer,
            Err(note) => return Ok(self.note(note)),
        };
        match self.app.store.pressed(&offer.button).await? {
            Some(pressed) => Ok(self.says(&used(pressed), &offer)),
            None => Ok(self.asks(&offer)),
        }
    }

    pub(super) async fn act(
        &self,
        button: Numbered,
        ask: &Ask,
        input: &str,
    ) -> Result<Response, Failure> {
        let offer = match self.app.offer(button, self.who.as_ref()).await? {
            Ok(offer) => offer,
            Err(note) => return Ok(self.note(note)),
        };
        // The page's own field asks for as much; whoever comes without it asks again.
        let Ok(input) = written(&offer.action, input) else {
            return Ok(self.asks(&offer));
        };
        let pressing = Pressing {
            ask: hex(&ask.id),
            input: &input,
            who: self.who.as_ref(),
        };
        let ended = self.app.press(&offer, pressing).await?;
        if ended.note != Note::Used {
            self.account("pressed", &ended.id);
        }
        Ok(self.says(&ended, &offer))
    }

    fn asks(&self, offer: &Offer) -> Response {
        let (press, action) = (self.value(0), self.path());
        let about = Act {
            title: &offer.action.title,
            task: &offer.card.event.task.title,
            name: &offer.card.config_name,
            input: offer.action.input.as_ref(),
            action: &action,
            press: &press,
        };
        let language = self.language_or(offer.card.locale.as_deref());
        dressed(StatusCode::OK, act(&about, language))
    }

    fn says(&self, ended: &Ended, offer: &Offer) -> Response {
        let language = self.language_or(offer.card.locale.as_deref());
        let page = note(ended.note, ended.sentence(), language);
        dressed(ended.note.status(), page)
    }
}
