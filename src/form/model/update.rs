//! `update`: what follows from a message. A message that does not fit the
//! phase changes nothing; what each does in each phase, in both profiles, is in
//! the tables under `tests/snapshots`.

use super::{
    ConfigPage, Effect, Failure, Frame, Msg, Notice, Phase, SaveStep, Step, Text, Undone, Verdict,
};
use wire::Secret;

pub(super) type Then = Option<Effect>;

impl ConfigPage {
    /// Takes in what happened; says what to do about it.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        use Phase::{Prefilling, Removing, Saving};
        use SaveStep::{Reading, Staging, Storing};
        match msg {
            Msg::HostMissing => self.host_missing(),
            Msg::Connected(facts) => self.connected(facts),
            Msg::SettingsRead(step, read) => self.settings_read(step, read),
            Msg::Loaded(step, loaded) => self.at(step, Prefilling, |p| p.loaded(loaded)),
            Msg::Pressed => self.pressed(),
            Msg::TurnedOn(done) => self.turned_on(done),
            Msg::SignedOut(why) => self.signed_out(why),
            Msg::SignedIn => self.signed_in(),
            Msg::TypeChosen(choice) => self.edit(|draft| draft.choose(choice)),
            Msg::NameTyped(name) => self.edit(|draft| draft.rename(name)),
            Msg::AddressTyped(text) => self.address_typed(&text),
            Msg::AddressStands(typed) => {
                let waits = self.awaits_verdict(&typed);
                waits.then(|| Effect::Judge(self.identity.id(), typed))
            }
            Msg::AddressJudged(typed, verdict) => self.address_judged(&typed, verdict),
            Msg::ConfirmChosen(confirm) => self.confirm_chosen(confirm),
            Msg::TestRequested => self.test_requested(),
            Msg::Tested(code, tested) => self.tested(&code, tested),
            Msg::CodeTyped(text) => self.code_typed(&text),
            Msg::DefaultName(name) => self.translate_name(name),
            Msg::SaveRequested { webhook_url } => self.save_requested(webhook_url),
            Msg::Staged(step, staged) => self.at(step, Saving(Staging), |p| p.staged(staged)),
            Msg::ReadBack(step, read) => self.at(step, Saving(Reading), |p| {
                p.read_back(read.unwrap_or_default())
            }),
            Msg::Stored(step, stored) => self.at(step, Saving(Storing), |p| p.stored(stored)),
            Msg::AnswerLost => self.answer_lost(),
            Msg::RemoveRequested => self.remove_requested(),
            Msg::Forgotten(step, forgotten) => self.at(step, Removing, |p| p.forgotten(forgotten)),
            Msg::TimedOut(step) => self.at(step, self.phase, Self::timed_out),
            Msg::Closing => self.closing(),
        }
    }

    /// Only the answer being waited for counts; one stamp is good for one answer.
    pub(super) fn at(
        &mut self,
        step: Step,
        phase: Phase,
        then: impl FnOnce(&mut Self) -> Then,
    ) -> Then {
        if step != self.step || phase != self.phase {
            return None;
        }
        then(self)
    }

    pub(super) fn wait_in(&mut self, phase: Phase, effect: Effect) -> Then {
        self.phase = phase;
        self.late = None;
        self.step = Step(self.step.0.wrapping_add(1));
        Some(effect)
    }

    /// Leaves a waiting phase: whatever comes later for it is late.
    pub(super) fn rest_in(&mut self, phase: Phase, notice: Option<Notice>) {
        self.phase = phase;
        self.notice = notice;
        self.step = Step(self.step.0.wrapping_add(1));
    }

    pub(super) fn resting_phase(&self) -> Phase {
        match self.facts.frame {
            Frame::Remove => Phase::ConfirmingRemoval,
            Frame::Settings | Frame::Content => Phase::Editing,
        }
    }

    fn edit(&mut self, change: impl FnOnce(&mut super::Draft)) -> Then {
        if !self.is_editable() {
            return None;
        }
        change(&mut self.draft);
        // Some hosts keep the frame after a save; typing goes on from there.
        if self.phase == Phase::Saved {
            self.rest_in(Phase::Editing, None);
        }
        None
    }

    fn address_typed(&mut self, text: &Secret) -> Then {
        let mut to_judge = None;
        self.edit(|draft| to_judge = draft.type_address(text));
        self.trial = None; // it was about another address
        to_judge.map(Effect::Await)
    }

    fn awaits_verdict(&self, typed: &Secret) -> bool {
        let address = self.draft.address.as_ref();
        address.is_some_and(|a| a.typed == *typed && matches!(a.verdict, Verdict::Pending))
    }

    /// Only a verdict on what stands there now counts; that there is none in
    /// time, only until there is one.
    fn address_judged(&mut self, typed: &Secret, verdict: Verdict) -> Then {
        let in_time = !matches!(verdict, Verdict::Unknown) || self.awaits_verdict(typed);
        let Some(address) = &mut self.draft.address else {
            return self.compared(typed, &verdict);
        };
        if address.typed == *typed && in_time {
            address.judge(verdict);
        }
        None
    }

    pub(super) fn locale(&self) -> Option<String> {
        Some(self.facts.locale.clone()).filter(|locale| !locale.is_empty())
    }

    /// Alone it is nothing to save: a saved page stays saved.
    fn confirm_chosen(&mut self, confirm: bool) -> Then {
        if self.is_editable() {
            self.draft.confirm(confirm);
        }
        None
    }

    fn translate_name(&mut self, name: String) -> Then {
        // What is on its way to the backend does not change on the way.
        if self.is_editable() {
            self.draft.translate(name);
        }
        None
    }

    fn timed_out(&mut self) -> Then {
        match self.phase {
            Phase::Connecting => self.host_silent(),
            Phase::Prefilling => self.prefill_timed_out(),
            Phase::Saving(step) => self.save_timed_out(step),
            Phase::Removing => self.removal_timed_out(),
            _ => None,
        }
    }

    /// The draft, the id and the choice stay: nothing the person did is lost.
    pub(super) fn fail(&mut self, failure: Failure) -> Then {
        Some(Effect::Fail(self.undone(failure)))
    }

    pub(super) fn undone(&mut self, failure: Failure) -> Undone {
        self.note(failure);
        let removes = matches!(self.phase, Phase::Removing | Phase::Removed);
        let what = match (removes, self.is_open_after(failure)) {
            (false, false) => Text::NotSaved,
            (false, true) => Text::PerhapsNotSaved,
            (true, false) => Text::NotRemoved,
            (true, true) => Text::PerhapsNotRemoved,
        };
        let why = failure.text();
        let undone = Undone { what, why };
        self.rest_in(self.resting_phase(), Some(Notice::Undone(undone)));
        undone
    }

    /// Whether it may be done all the same: it was asked for, and nobody said no.
    fn is_open_after(&self, failure: Failure) -> bool {
        match self.phase {
            Phase::Saved | Phase::Removed => true, // the host did not hear of it
            Phase::Saving(SaveStep::Storing) => failure.leaves_open(),
            Phase::Removing => failure.leaves_open() && !self.identity.is_unsaid(),
            _ => false,
        }
    }

    fn closing(&mut self) -> Then {
        match self.phase {
            Phase::Saving(step) => self.save_failed(step, Failure::Closing),
            Phase::Removing => self.fail(Failure::Closing),
            _ => self.identity.orphan().map(Effect::Abandon),
        }
    }
}
