//! A host without JavaScript. Keeps the promises of `host_contract.rs`.

use super::URL;
use page::teams::{
    Answer, FrameContext, HostContext, HostError, HostEvent, InstanceSettings, LocalFuture,
    OnEvent, TeamsHost, Theme, Ticket,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// What the host heard and what it will say.
#[derive(Default)]
pub(crate) struct FakeHost {
    pub(crate) frame: FrameContext,
    pub(crate) entity_id: Option<String>,
    pub(crate) stored: RefCell<InstanceSettings>,
    pub(crate) refuses: Cell<bool>,
    pub(crate) staged: RefCell<Option<InstanceSettings>>,
    pub(crate) heard: Rc<RefCell<Vec<String>>>,
    on_event: RefCell<Option<OnEvent>>,
}

impl FakeHost {
    pub(crate) fn in_frame(frame: FrameContext) -> Self {
        Self {
            frame,
            ..Self::default()
        }
    }

    pub(crate) fn says(&self, line: &str) {
        self.heard.borrow_mut().push(line.to_owned());
    }

    pub(crate) fn heard(&self) -> String {
        self.heard.borrow().join("\n")
    }

    pub(crate) fn save(&self) {
        let event = HostEvent::Save {
            ticket: self.ticket("save"),
            webhook_url: Some(URL.into()),
        };
        self.send(event);
    }

    pub(crate) fn remove(&self) {
        let ticket = self.ticket("remove");
        self.send(HostEvent::Remove(ticket));
    }

    /// Where the settings that the page gave last open.
    pub(crate) fn staged_content_url(&self) -> String {
        let staged = self.staged.borrow().clone();
        let settings = staged.unwrap_or_else(|| self.stored.borrow().clone());
        settings.content_url.unwrap_or_default()
    }

    pub(crate) fn theme(&self, theme: Theme) {
        self.send(HostEvent::ThemeChanged(theme));
    }

    fn send(&self, event: HostEvent) {
        (self.on_event.borrow_mut().as_mut().expect("connected"))(event);
    }

    fn ticket(&self, kind: &'static str) -> Ticket {
        let heard = self.heard.clone();
        Ticket::new(move |answer: Answer<'_>| {
            let line = match answer {
                Ok(()) => format!("{kind} success"),
                Err(reason) => format!("{kind} failure {reason}"),
            };
            heard.borrow_mut().push(line);
            Ok(())
        })
    }
}

impl TeamsHost for FakeHost {
    fn connect(&self, on_event: OnEvent) -> LocalFuture<'_, Result<HostContext, HostError>> {
        *self.on_event.borrow_mut() = Some(on_event);
        let context = HostContext {
            theme: Theme::Dark,
            locale: "de-de".into(),
            frame: self.frame,
            entity_id: self.entity_id.clone(),
        };
        Box::pin(async move { Ok(context) })
    }

    fn ready(&self) -> Result<(), HostError> {
        self.says("ready");
        Ok(())
    }

    fn set_validity(&self, valid: bool) -> Result<(), HostError> {
        self.says(if valid { "valid true" } else { "valid false" });
        Ok(())
    }

    fn settings(&self) -> LocalFuture<'_, Result<InstanceSettings, HostError>> {
        Box::pin(async { Ok(self.stored.borrow().clone()) })
    }

    fn set_settings(&self, new: InstanceSettings) -> LocalFuture<'_, Result<(), HostError>> {
        Box::pin(async move {
            if self.refuses.get() {
                return Err(HostError {
                    call: "set",
                    reason: "no".into(),
                });
            }
            *self.staged.borrow_mut() = Some(new);
            Ok(())
        })
    }
}
