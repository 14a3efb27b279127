//! A host without JavaScript. Keeps the promises of `host_contract.rs`.

use super::URL;
use page::future::LocalFuture;
use page::teams::{
    Answer, FrameContext, HostContext, HostError, HostEvent, InstanceSettings, OnEvent, TeamsHost,
    Ticket,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen_futures::spawn_local;

/// What the host heard and what it will say.
#[derive(Default)]
pub(crate) struct FakeHost {
    pub(crate) frame: FrameContext,
    pub(crate) entity_id: Option<String>,
    pub(crate) stored: RefCell<InstanceSettings>,
    pub(crate) refuses: Cell<bool>,
    pub(crate) staged: RefCell<Option<InstanceSettings>>,
    /// What it waits for before it answers the handshake.
    pub(crate) waits: RefCell<Option<LocalFuture<'static, ()>>>,
    /// Whether it leaves the first question for its settings unanswered.
    pub(crate) forgets: Cell<bool>,
    pub(crate) heard: Rc<RefCell<Vec<String>>>,
    valid: Cell<bool>,
    door: Rc<Door>,
}

/// What holds the host's requests until the page takes them.
#[derive(Default)]
struct Door {
    connected: Cell<bool>,
    ready: Cell<bool>,
    held: RefCell<Vec<HostEvent>>,
    on_event: RefCell<Option<OnEvent>>,
}

impl Door {
    fn request(&self, event: HostEvent) {
        self.held.borrow_mut().push(event);
        self.give();
    }

    fn give(&self) {
        let takes = |event: &HostEvent| match event {
            HostEvent::Remove(_) => self.connected.get(),
            _ => self.ready.get(),
        };
        let (given, held) = self.held.take().into_iter().partition(takes);
        self.held.replace(held);
        for event in Vec::into_iter(given) {
            (self.on_event.borrow_mut().as_mut().expect("connected"))(event);
        }
    }

    /// After the page has heard what it waits for.
    fn opens(self: &Rc<Self>, lock: fn(&Self) -> &Cell<bool>) {
        lock(self).set(true);
        let door = self.clone();
        spawn_local(async move { door.give() });
    }
}

impl FakeHost {
    pub(crate) fn in_frame(frame: FrameContext) -> Self {
        Self {
            frame,
            ..Self::default()
        }
    }

    /// The host of a tab's content that is configured under this id.
    pub(crate) fn of_tab(id: &str) -> Self {
        Self {
            entity_id: Some(id.into()),
            ..Self::in_frame(FrameContext::Content)
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
        self.door.request(event);
    }

    pub(crate) fn remove(&self) {
        let ticket = self.ticket("remove");
        self.door.request(HostEvent::Remove(ticket));
    }

    /// Where the settings that the page gave last open.
    pub(crate) fn staged_content_url(&self) -> String {
        let staged = self.staged.borrow().clone();
        let settings = staged.unwrap_or_else(|| self.stored.borrow().clone());
        settings.content_url.unwrap_or_default()
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
        *self.door.on_event.borrow_mut() = Some(on_event);
        let context = HostContext {
            locale: "de-de".into(),
            frame: self.frame,
            entity_id: self.entity_id.clone(),
        };
        let waits = self.waits.take();
        Box::pin(async move {
            if let Some(waits) = waits {
                waits.await;
            }
            self.door.opens(|door| &door.connected);
            Ok(context)
        })
    }

    fn ready(&self) -> Result<(), HostError> {
        self.says("ready");
        self.door.opens(|door| &door.ready);
        Ok(())
    }

    fn set_validity(&self, valid: bool) -> Result<(), HostError> {
        if self.valid.replace(valid) != valid {
            self.says(if valid { "valid true" } else { "valid false" });
        }
        Ok(())
    }

    fn sign_in(&self) -> Result<(), HostError> {
        self.says("sign in");
        Ok(())
    }

    fn settings(&self) -> LocalFuture<'_, Result<InstanceSettings, HostError>> {
        if self.forgets.take() {
            return Box::pin(std::future::pending());
        }
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
