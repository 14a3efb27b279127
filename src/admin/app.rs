//! Owns the operators' page's one signal: takes messages and makes the calls that
//! follow. Reads what changes by itself anew while somebody is looking.

use super::{
    api::AdminApi,
    dom,
    model::{AdminPage, Call, Change, Msg, Trouble},
};
use crate::teams::{Alone, HostEvent, log};
use leptos::{
    leptos_dom::helpers::document,
    prelude::{Effect, GetValue, LocalStorage, RwSignal, StoredValue, Update, With, on_cleanup},
    prelude::{set_interval_with_handle, set_timeout},
    task::spawn_local,
};
use std::{rc::Rc, time::Duration};

/// How often the page reads what changes by itself.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// From one reading to the next.
    pub again: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            again: Duration::from_secs(30),
        }
    }
}

/// The running page. Copies are the same page.
#[derive(Clone, Copy)]
pub struct App {
    pub(super) page: RwSignal<AdminPage>,
    api: StoredValue<Rc<dyn AdminApi>, LocalStorage>,
    alone: StoredValue<Rc<Alone>, LocalStorage>,
}

/// Starts the page. Needs a Leptos owner around it.
pub fn start(alone: Rc<Alone>, api: Rc<dyn AdminApi>, pace: Pace) -> App {
    let app = App {
        page: RwSignal::new(AdminPage::default()),
        api: StoredValue::new_local(api),
        alone: StoredValue::new_local(alone),
    };
    app.keep_document_in_step();
    app.hear_who_signs_in();
    app.read_again(pace);
    app.send(Msg::Begun);
    app
}

impl App {
    /// Takes in what happened and does what follows.
    pub(super) fn send(&self, msg: Msg) {
        let mut next = Vec::new();
        let focused = focused();
        self.page.update(|page| next = page.update(msg));
        // What is shown anew has lost it.
        set_timeout(move || focus_again(focused.as_deref()), Duration::ZERO);
        for call in next {
            self.make(call);
        }
    }

    /// Opens the window in which people sign in.
    pub(super) fn sign_in(&self) {
        if let Err(error) = self.alone.get_value().sign_in() {
            log(&error);
        }
    }

    fn keep_document_in_step(&self) {
        let page = self.page;
        Effect::new(move |_| page.with(|page| dom::set_phase(page.phase())));
    }

    fn hear_who_signs_in(&self) {
        let app = *self;
        let heard = self
            .alone
            .get_value()
            .hear(Box::new(move |event| match event {
                HostEvent::SignedIn => app.send(Msg::Begun),
                HostEvent::SignedOut(word) => app.send(Msg::SignedOut(word)),
                _ => {}
            }));
        if let Err(error) = heard {
            log(&error);
        }
    }

    fn read_again(&self, pace: Pace) {
        let app = *self;
        let tick = move || {
            if !document().hidden() {
                app.send(Msg::Ticked);
            }
        };
        if let Ok(handle) = set_interval_with_handle(tick, pace.again) {
            on_cleanup(move || handle.clear());
        }
    }

    fn make(&self, call: Call) {
        let app = *self;
        let api = self.api.get_value();
        spawn_local(async move {
            match call {
                Call::Read(read, number, query) => {
                    let found = api.read(read, query).await;
                    app.send(Msg::Read(read, number, found));
                }
                Call::Change(change) => {
                    let done = api.change(Change::clone(&change)).await;
                    app.send(Msg::Changed(*change, done));
                }
            }
        });
    }
}

/// The id of what has the focus.
fn focused() -> Option<String> {
    let element = document().active_element()?;
    Some(element.id()).filter(|id| !id.is_empty())
}

/// Nothing else has taken it meanwhile.
fn focus_again(id: Option<&str>) {
    let lost = focused().is_none();
    let Some(id) = id.filter(|_| lost) else {
        return;
    };
    dom::focus(id);
}

impl Trouble {
    /// Whether a window in which people sign in would help.
    pub(super) fn wants_sign_in(&self) -> bool {
        matches!(self, Self::SignedOut(_) | Self::NotOperator)
    }
}
