//! Owns the one signal: takes messages, runs the effects that follow, each
//! with a deadline, and holds the host's tickets until they are answered.

use super::{
    dom::{Listener, Shell, listen},
    form,
    limits::{BACKEND, HANDSHAKE, HOST, READ_BACK, TRIAL, TYPING},
    show::Form,
    terms::{api_failed, host_failed, outcome, record_read, settings, settings_read, verdict},
};
use crate::{
    form::{
        api::ConnectorApi,
        model::{
            ConfigPage, Draft, Effect, Failure, Frame, HostFacts, HostSettings, Msg, Step, Undone,
            Verdict,
        },
    },
    future::LocalFuture,
    lang::Texts,
    teams::{
        Answer, FrameContext, HostContext, HostError, HostEvent, InstanceSettings, TeamsHost,
        Ticket, log,
    },
};
use leptos::{
    prelude::{ArcRwSignal, RenderEffect, Update, With, WithUntracked, set_timeout},
    task::spawn_local,
};
use std::{cell::RefCell, rc::Rc, time::Duration};
use web_sys::Window;
use wire::{EntityId, SaveConnector, Secret, TestCard};

/// The running page. Clones are the same page.
#[derive(Clone)]
pub struct App {
    page: ArcRwSignal<ConfigPage>,
    host: Rc<dyn TeamsHost>,
    api: Rc<dyn ConnectorApi>,
    tickets: Rc<RefCell<Vec<Ticket>>>,
    shell: Shell,
    texts: Texts,
}

/// A page at work; dropped, it stops listening and showing.
#[must_use = "a page that is dropped stops"]
pub struct Running {
    _outwards: RenderEffect<Told>,
    _listeners: Vec<Listener>,
}

/// What the host was told last.
#[derive(Clone, Copy, Default, PartialEq)]
struct Told {
    ready: bool,
    valid: Option<bool>,
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
        tickets: Rc::default(),
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
        if msg == Msg::TimedOut(self.step()) {
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

    fn step(&self) -> Step {
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
            HostEvent::WordsChanged => self.send(Msg::DefaultName(self.shell.default_name())),
        }
    }

    /// The ticket is held before anything runs, so that whatever follows
    /// answers it.
    fn requested(&self, ticket: Ticket, msg: Msg) {
        let effect = self.take_in(msg);
        if let Some(Effect::Refuse(text)) = effect {
            return heard(ticket.answer(Err(&self.texts.say(text))));
        }
        self.tickets.borrow_mut().push(ticket);
        if let Some(effect) = effect {
            self.run(effect);
        }
    }

    fn run(&self, effect: Effect) {
        let step = self.step();
        match effect {
            Effect::ReadSettings => self.wait(HOST, self.read(step, Msg::SettingsRead)),
            Effect::ReadBack => self.wait(READ_BACK, self.read(step, Msg::ReadBack)),
            Effect::Stage {
                entity_id,
                config_name,
                content_url,
            } => {
                self.wait(
                    HOST,
                    self.stage(step, settings(entity_id, config_name, content_url)),
                );
            }
            Effect::Load(id, locale) => self.wait(BACKEND, self.load(step, id, locale)),
            Effect::TurnOn(id) => {
                self.send_after(BACKEND, Msg::TurnedOn(Err(Failure::TooSlow)));
                self.answer(self.turn_on(id));
            }
            Effect::Store(id, record) => self.wait(BACKEND, self.store(step, id, *record)),
            Effect::Forget(id) => self.wait(BACKEND, self.forget(step, id)),
            Effect::Abandon(id) => self.api.abandon(id),
            Effect::Await(typed) => self.send_after(TYPING, Msg::AddressStands(typed)),
            Effect::Judge(id, typed) => {
                self.send_after(
                    BACKEND,
                    Msg::AddressJudged(typed.clone(), None, Verdict::Unknown),
                );
                self.answer(self.check(id, typed));
            }
            Effect::Test(id, card) => {
                let code = card.code.clone().unwrap_or_default();
                self.send_after(TRIAL, Msg::Tested(code.clone(), Err(Failure::TooSlow)));
                self.answer(self.test(id, code, *card));
            }
            Effect::Succeed => self.succeed(),
            Effect::Fail(undone) => self.fail(undone),
            // Only a request is refused or joined, and `requested` did so.
            Effect::Refuse(_) | Effect::Join => {}
        }
    }

    /// Waits for an answer, but not for ever; the stamp tells which came first.
    fn wait(&self, limit: Duration, answer: LocalFuture<'static, Msg>) {
        self.time_out_after(limit);
        self.answer(answer);
    }

    fn answer(&self, answer: LocalFuture<'static, Msg>) {
        let app = self.clone();
        spawn_local(async move { app.send(answer.await) });
    }

    fn time_out_after(&self, limit: Duration) {
        self.send_after(limit, Msg::TimedOut(self.step()));
    }

    fn send_after(&self, time: Duration, msg: Msg) {
        let app = self.clone();
        set_timeout(move || app.send(msg), time);
    }

    fn read(
        &self,
        step: Step,
        msg: fn(Step, Result<HostSettings, Failure>) -> Msg,
    ) -> LocalFuture<'static, Msg> {
        let host = self.host.clone();
        Box::pin(async move {
            let read = host
                .settings()
                .await
                .map(settings_read)
                .map_err(|error| host_failed(&error));
            msg(step, read)
        })
    }

    fn stage(&self, step: Step, new: InstanceSettings) -> LocalFuture<'static, Msg> {
        let host = self.host.clone();
        Box::pin(async move {
            Msg::Staged(
                step,
                host.set_settings(new)
                    .await
                    .map_err(|error| host_failed(&error)),
            )
        })
    }

    fn load(&self, step: Step, id: EntityId, locale: Option<String>) -> LocalFuture<'static, Msg> {
        let api = self.api.clone();
        Box::pin(async move {
            let loaded = api
                .load(id, locale)
                .await
                .map(|found| found.map(record_read));
            Msg::Loaded(step, loaded.map_err(api_failed))
        })
    }

    fn store(&self, step: Step, id: EntityId, record: SaveConnector) -> LocalFuture<'static, Msg> {
        let api = self.api.clone();
        Box::pin(async move { Msg::Stored(step, api.save(id, record).await.map_err(api_failed)) })
    }

    fn forget(&self, step: Step, id: EntityId) -> LocalFuture<'static, Msg> {
        let api = self.api.clone();
        Box::pin(async move { Msg::Forgotten(step, api.remove(id).await.map_err(api_failed)) })
    }

    fn turn_on(&self, id: EntityId) -> LocalFuture<'static, Msg> {
        let api = self.api.clone();
        Box::pin(async move { Msg::TurnedOn(api.turn_on(id).await.map_err(api_failed)) })
    }

    fn check(&self, id: EntityId, typed: Secret) -> LocalFuture<'static, Msg> {
        let api = self.api.clone();
        Box::pin(async move {
            let mut checked = api.check(id, typed.clone()).await;
            let repaired = checked.as_mut().ok().and_then(|it| it.repaired.take());
            Msg::AddressJudged(typed, repaired, verdict(checked))
        })
    }

    fn test(&self, id: EntityId, code: String, card: TestCard) -> LocalFuture<'static, Msg> {
        let api = self.api.clone();
        Box::pin(async move {
            let tested = api.test(id, card).await;
            Msg::Tested(code, tested.map(outcome).map_err(api_failed))
        })
    }

    fn succeed(&self) {
        if self.answer_all(Ok(())).is_err() {
            self.send(Msg::AnswerLost);
        }
    }

    fn fail(&self, Undone { what, why }: Undone) {
        let reason = self.texts.say_both(what, why);
        // A host that does not hear it has closed the page.
        let _ = self.answer_all(Err(&reason));
    }

    /// Answers every held ticket the same way; `Err` when the host did not
    /// hear one of them.
    fn answer_all(&self, answer: Answer<'_>) -> Result<(), ()> {
        let held = std::mem::take(&mut *self.tickets.borrow_mut());
        let mut result = Ok(());
        for ticket in held {
            if let Err(error) = ticket.answer(answer) {
                log(&error);
                result = Err(());
            }
        }
        result
    }

    /// What the person sees, the host's Save and the host's spinner follow the
    /// state. One effect: each further one weighs a kilobyte.
    fn keep_in_step(&self, mut form: Form) -> RenderEffect<Told> {
        let app = self.clone();
        RenderEffect::new(move |told: Option<Told>| {
            app.page.with(|page| {
                form.show(page);
                app.tell_host(page, told.unwrap_or_default())
            })
        })
    }

    fn tell_host(&self, page: &ConfigPage, mut told: Told) -> Told {
        if page.is_ready() && !told.ready {
            told.ready = true;
            heard(self.host.ready());
        }
        // Before that, the start-up lines say whether a choice can be saved.
        let valid = Some(page.can_save());
        if told.ready && !page.is_busy() && told.valid != valid {
            told.valid = valid;
            heard(self.host.set_validity(page.can_save()));
        }
        told
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

fn facts(context: HostContext) -> HostFacts {
    HostFacts {
        frame: match context.frame {
            FrameContext::Settings => Frame::Settings,
            FrameContext::Remove => Frame::Remove,
            FrameContext::Content => Frame::Content,
        },
        entity_id: context.entity_id,
        locale: context.locale,
    }
}

fn heard(result: Result<(), HostError>) {
    if let Err(error) = result {
        log(&error);
    }
}
