//! Runs the model's effects: calls the host or the backend, each with a deadline, and sends
//! the answer as the next message.

use super::{
    App,
    limits::{BACKEND, HOST, READ_BACK, TRIAL, TYPING},
    outwards::log_unheard,
    terms::{api_failed, host_failed, settings, settings_read, verdict},
};
use crate::{
    form::model::{Effect, Failure, HostSettings, Msg, Step, Undone, Verdict},
    future::LocalFuture,
    teams::InstanceSettings,
};
use leptos::{prelude::set_timeout, task::spawn_local};
use std::time::Duration;
use wire::{EntityId, SaveConnector, Secret, TestCard};

impl App {
    pub(super) fn run(&self, effect: Effect) {
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
            Effect::Seen(id) => self.api.seen(id),
            Effect::SignIn => log_unheard(self.host.sign_in()),
            Effect::Store(id, record) => self.wait(BACKEND, self.store(step, id, *record)),
            Effect::Forget(id) => self.wait(BACKEND, self.forget(step, id)),
            Effect::Abandon(id) => self.api.abandon(id),
            Effect::Await(typed) => self.send_after(TYPING, Msg::AddressStands(typed)),
            Effect::Judge(id, typed) => {
                self.send_after(BACKEND, Msg::AddressJudged(typed.clone(), Verdict::Unknown));
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

    pub(super) fn answer(&self, answer: LocalFuture<'static, Msg>) {
        let app = self.clone();
        spawn_local(async move { app.send(answer.await) });
    }

    pub(super) fn time_out_after(&self, limit: Duration) {
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
        Box::pin(async move { Msg::Loaded(step, api.load(id, locale).await.map_err(api_failed)) })
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
            let checked = api.check(id, typed.clone()).await;
            Msg::AddressJudged(typed, verdict(checked))
        })
    }

    fn test(&self, id: EntityId, code: String, card: TestCard) -> LocalFuture<'static, Msg> {
        let api = self.api.clone();
        Box::pin(async move {
            let tested = api.test(id, card).await;
            Msg::Tested(code, tested.map_err(api_failed))
        })
    }

    fn succeed(&self) {
        if self.tickets.answer_all(Ok(())).is_err() {
            self.send(Msg::AnswerLost);
        }
    }

    fn fail(&self, Undone { what, why }: Undone) {
        let reason = self.texts.say_both(what, why);
        // A host that does not hear it has closed the page.
        let _ = self.tickets.answer_all(Err(&reason));
    }
}
