//! Owns the status page's one signal: takes messages, asks for what follows, with a
//! deadline, and reads anew while somebody is looking.

use super::{
    api::StatusApi,
    model::{Ask, Asker, Deed, Msg, StatusPage, Trouble},
    reading::Seen,
};
use crate::{
    clock,
    teams::{HostError, HostEvent, TeamsHost, log},
};
use leptos::{
    leptos_dom::helpers::document,
    prelude::{Effect, LocalStorage, RwSignal, Set, StoredValue, Update, With, WithUntracked},
    prelude::{GetValue, SetValue, set_timeout, window_event_listener_untyped},
    task::spawn_local,
};
use std::{rc::Rc, time::Duration};
use wire::EntityId;

/// How long things may take, and how often the page reads.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The host's handshake.
    pub handshake: Duration,
    /// One reading.
    pub reading: Duration,
    /// From the end of one reading to the next by itself.
    pub again: Duration,
    /// What is done for a person: a test card holds it up for as long as the channel takes.
    pub deed: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            reading: Duration::from_secs(6),
            again: Duration::from_secs(30),
            deed: Duration::from_secs(20),
        }
    }
}

/// The running page. Clones are the same page.
#[derive(Clone)]
pub struct App {
    pub(super) page: RwSignal<StatusPage>,
    /// Changes when the page's words do.
    pub(super) words: RwSignal<()>,
    host: Rc<dyn TeamsHost>,
    api: Rc<dyn StatusApi>,
    pace: Pace,
    /// A reading was due while nobody was looking.
    overdue: StoredValue<bool, LocalStorage>,
}

/// Starts the page. Needs a Leptos owner around it.
pub fn start(host: Rc<dyn TeamsHost>, api: Rc<dyn StatusApi>, pace: Pace) -> App {
    let app = App {
        page: RwSignal::new(StatusPage::default()),
        words: RwSignal::new(()),
        host,
        api,
        pace,
        overdue: StoredValue::new_local(false),
    };
    app.keep_document_in_step();
    app.read_when_looked_at();
    app.connect();
    app
}

impl App {
    /// Takes in what happened and does what follows.
    pub fn send(&self, msg: Msg) {
        let mut next = None;
        self.page.update(|page| next = page.update(msg));
        match next {
            Some(Ask::Read(id, number)) => self.read(id, number),
            Some(Ask::Do(id, deed, number)) => self.act(id, deed, number),
            None => {}
        }
    }

    /// What comes later than that changes nothing any more.
    fn act(&self, id: EntityId, deed: Deed, number: u32) {
        let app = self.clone();
        let late = move || app.send(Msg::Done(number, Err(Trouble::TooSlow)));
        set_timeout(late, self.pace.deed);
        let app = self.clone();
        spawn_local(async move {
            let done = app.api.act(id, deed, language()).await;
            app.send(Msg::Done(number, done));
        });
    }

    fn connect(&self) {
        let (app, host) = (self.clone(), self.host.clone());
        set_timeout(move || app.send(Msg::HostSilent), self.pace.handshake);
        let (app, listener) = (self.clone(), self.clone());
        spawn_local(async move {
            let on_event = Box::new(move |event| listener.host_reports(&event));
            match host.connect(on_event).await {
                Ok(context) => app.connected(context.entity_id),
                Err(error) => app.not_connected(&error),
            }
        });
    }

    fn connected(&self, id: Option<String>) {
        let id = id.map(EntityId::try_from);
        self.send(Msg::Connected(id.and_then(Result::ok)));
    }

    fn not_connected(&self, error: &HostError) {
        log(error);
        self.send(Msg::HostMissing);
    }

    /// Themes are painted by the start-up lines, at once. Nothing is saved or
    /// removed here; dropped, a ticket says so.
    fn host_reports(&self, event: &HostEvent) {
        if matches!(event, HostEvent::WordsChanged) {
            self.words.set(());
        }
    }

    fn read(&self, id: EntityId, number: u32) {
        let app = self.clone();
        let give_up = move || {
            if app.page.with_untracked(|page| page.awaits(number)) {
                app.api.give_up();
                app.settle(Msg::TimedOut(number));
            }
        };
        set_timeout(give_up, self.pace.reading);
        let app = self.clone();
        spawn_local(async move {
            let read = app.api.read(id, clock::east()).await;
            let seen = read.map(|found| {
                let at = clock::now();
                found.map(|found| Box::new(Seen { found, at }))
            });
            if app.page.with_untracked(|page| page.awaits(number)) {
                app.settle(Msg::Read(number, seen));
            }
        });
    }

    fn settle(&self, msg: Msg) {
        self.send(msg);
        let app = self.clone();
        let again = move || {
            if document().hidden() {
                app.overdue.set_value(true);
            } else {
                app.send(Msg::Asked(Asker::Clock));
            }
        };
        set_timeout(again, self.pace.again);
    }

    fn read_when_looked_at(&self) {
        let app = self.clone();
        // The document's event; it bubbles to the window.
        let listener = window_event_listener_untyped("visibilitychange", move |_| {
            if !document().hidden() && app.overdue.get_value() {
                app.overdue.set_value(false);
                app.send(Msg::Asked(Asker::Clock));
            }
        });
        leptos::prelude::on_cleanup(move || listener.remove());
    }

    /// The phase is the document's, and the host's spinner goes when there is
    /// something to see.
    fn keep_document_in_step(&self) {
        let (page, host) = (self.page, self.host.clone());
        Effect::new(move |told: Option<bool>| {
            page.with(|page| set_root("data-phase", page.phase.name()));
            let ready = page.with(StatusPage::is_ready);
            if ready
                && told != Some(true)
                && let Err(error) = host.ready()
            {
                log(&error);
            }
            ready
        });
    }
}

/// The tag of the language in use.
pub(super) fn language() -> String {
    let root = document().document_element();
    let language = root.and_then(|root| root.get_attribute("lang"));
    language.unwrap_or_else(|| String::from("en"))
}

fn set_root(attribute: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Only a malformed name is refused.
        let _ = root.set_attribute(attribute, value);
    }
}
