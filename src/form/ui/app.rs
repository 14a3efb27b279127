//! Owns the one signal: takes in messages and what the host reports, and hands on the
//! effects that follow.

use super::{
    dom::{Listener, Shell, listen},
    form,
    limits::HANDSHAKE,
    outwards::{Told, log_unheard},
    show::Form,
    terms::{facts, signed_out},
    tickets::Tickets,
};
use crate::{
    form::{
        api::ConnectorApi,
        model::{ConfigPage, Draft, Effect, Msg, Step},
    },
    lang::Texts,
    teams::{HostEvent, TeamsHost, Ticket, log},
};
use leptos::prelude::{ArcRwSignal, RenderEffect, Update, WithUntracked};
use std::rc::Rc;
use web_sys::Window;

/// The running page. Clones are the same page.
#[derive(Clone)]
pub struct App {
    pub(super) page: ArcRwSignal<ConfigPage>,
    pub(super) host: Rc<dyn TeamsHost>,
    pub(super) api: Rc<dyn ConnectorApi>,
    pub(super) tickets: Tickets,
    shell: Shell,
    pub(super) texts: Texts,
}

/// A page at work; dropped, it stops listening and showing.
#[must_use = "a page that is dropped stops"]
pub struct Running {
    _outwards: RenderEffect<Told>,
    _listeners: Vec<Listener>,
}

/// Starts the page on its markup. Needs a Leptos owner around it.
pub fn start(
    window: &Window,
    shell: &Shell,
    texts: Texts,
    page: ConfigPage,
    host: Option<Rc<dyn TeamsHost>>,
    api: Rc<dyn ConnectorApi>,
) -> Option<Running> {
    // Without an SDK the start-up lines have said so, and there is nothing to do.
    let host = host?;
    let shown = Form::take_over(shell, &page, texts)?;
    let app = App {
        page: ArcRwSignal::new(page),
        host,
        api,
        tickets: Tickets::default(),
        shell: shell.clone(),
        texts,
    };
    form::send_input(shell, &app);
    let mut listeners = Vec::from(form::listen_to(shell, &app));
    listeners.push(app.answer_when_closed(window));
    app.connect();
    Some(Running {
        _outwards: app.keep_in_step(shown),
        _listeners: listeners,
    })
}

impl App {
    /// Takes in what happened and does what follows.
    pub fn send(&self, msg: Msg) {
        if matches!(&msg, Msg::TimedOut(step) if *step == self.step()) {
            self.api.give_up();
        }
        if let Some(effect) = self.take_in(msg) {
            self.run(effect);
        }
    }

    fn take_in(&self, msg: Msg) -> Option<Effect> {
        let mut effect = None;
        self.page.update(|page| effect = page.update(msg));
        effect
    }

    pub(super) fn step(&self) -> Step {
        self.page.with_untracked(ConfigPage::step)
    }

    fn connect(&self) {
        self.time_out_after(HANDSHAKE);
        let (host, listener) = (self.host.clone(), self.clone());
        self.answer(Box::pin(async move {
            let on_event = Box::new(move |event| listener.host_reports(event));
            match host.connect(on_event).await {
                Ok(context) => Msg::Connected(facts(context)),
                Err(error) => {
                    log(&error);
                    Msg::HostMissing
                }
            }
        }));
    }

    fn host_reports(&self, event: HostEvent) {
        match event {
            HostEvent::Save {
                ticket,
                webhook_url,
            } => {
                self.requested(ticket, Msg::SaveRequested { webhook_url });
            }
            HostEvent::Remove(ticket) => self.requested(ticket, Msg::RemoveRequested),
            HostEvent::SignedIn => self.send(Msg::SignedIn),
            HostEvent::SignedOut(word) => self.send(Msg::SignedOut(signed_out(&word))),
            HostEvent::WordsChanged => self.send(Msg::DefaultName(self.shell.default_name())),
        }
    }

    /// The ticket is held before anything runs, so that whatever follows
    /// answers it.
    fn requested(&self, ticket: Ticket, msg: Msg) {
        let effect = self.take_in(msg);
        if let Some(Effect::Refuse(text)) = effect {
            return log_unheard(ticket.answer(Err(&self.texts.say(text))));
        }
        self.tickets.hold(ticket);
        if let Some(effect) = effect {
            self.run(effect);
        }
    }

    /// A page that is torn down half-way still answers, and leaves nothing
    /// behind that nobody knows of.
    fn answer_when_closed(&self, window: &Window) -> Listener {
        let app = self.clone();
        listen(window, "pagehide", move |_| {
            app.api.give_up();
            while let Some(effect) = app.take_in(Msg::Closing) {
                app.run(effect);
            }
        })
    }

    /// Reads something of the draft without listening for its changes.
    pub(super) fn draft<T>(&self, read: impl FnOnce(&Draft) -> T) -> T {
        self.page.with_untracked(|page| read(&page.draft))
    }
}
