//! The page about one connector: what it sends, and the way to stop it.

use super::{Visit, dressed};
use crate::link::Ask;
use crate::link_page::{Manage, Note, manage};
use crate::problem::Failure;
use crate::store::{Managed, Stop, Stopped};
use axum::http::StatusCode;
use axum::response::Response;

impl Visit<'_> {
    pub(super) async fn show(&self, id: &str) -> Result<Response, Failure> {
        let Some(found) = self.app.store.managed(id, &self.right()).await? else {
            return Ok(self.note(Note::Gone));
        };
        let can_stop = found.may_stop && found.stopper.is_none();
        let press = can_stop.then(|| self.value(found.starts));
        let language = self.language_or(found.locale.as_deref());
        let action = self.path();
        let page = manage(&shown(&found, &action, press.as_deref()), language);
        Ok(dressed(StatusCode::OK, page))
    }

    pub(super) async fn stop(&self, id: String, ask: &Ask) -> Result<Response, Failure> {
        let stop = Stop {
            id: id.clone(),
            right: self.right(),
            ring: self.app.store.ring().clone(),
            starts: ask.state,
        };
        let note = match self.app.store.write_or_shed(stop).await? {
            Stopped::Yes => Note::Stopped,
            Stopped::Outdated => Note::Outdated,
            Stopped::NotOwner => Note::NotYours,
            Stopped::Absent => Note::Gone,
        };
        if note == Note::Stopped {
            self.account("stopped", &id);
        }
        Ok(self.note(note))
    }
}

fn shown<'a>(found: &'a Managed, action: &'a str, press: Option<&'a str>) -> Manage<'a> {
    Manage {
        name: &found.config_name,
        sends: found.notification_type,
        made_at: found.made_at,
        last_card_at: found.last_card_at,
        state: found.state,
        stopper: found.stopper,
        action,
        press,
    }
}
