//! `update`: what follows from a message. Every phase × message is in
//! `tests.rs`; a message that does not fit the phase changes nothing.

use super::{
    ConfigPage, Effect, Failure, Frame, HostFacts, HostSettings, Msg, Notice, Outcome, Phase,
    Record, SaveStep, Step, Text, Trial, TrialState, Undone, Verdict, WhyOutside, webhook_url,
};
use wire::{Code, EntityId, SaveConnector, Saved, TestCard};

type Then = Option<Effect>;

impl ConfigPage {
    /// Takes in what happened; says what to do about it.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        use Phase::{Prefilling, Removing, Saving};
        use SaveStep::{Reading, Staging, Storing};
        match msg {
            Msg::HostMissing => self.outside(WhyOutside::NoHost),
            Msg::Connected(facts) => self.connected(facts),
            Msg::SettingsRead(step, read) => self.at(step, Prefilling, |p| p.settings_read(read)),
            Msg::Loaded(step, loaded) => self.at(step, Prefilling, |p| p.loaded(loaded)),
            Msg::LoadAgain => self.load_again(),
            Msg::TypeChosen(choice) => self.edit(|draft| draft.choose(choice)),
            Msg::NameTyped(name) => self.edit(|draft| draft.rename(name)),
            Msg::AddressTyped(text) => self.address_typed(&text),
            Msg::AddressJudged(typed, verdict) => self.address_judged(&typed, verdict),
            Msg::ConfirmChosen(confirm) => {
                self.draft.confirm = confirm;
                None
            }
            Msg::TestRequested => self.test_requested(),
            Msg::Tested(code, outcome) => self.tested(&code, outcome),
            Msg::CodeTyped(text) => {
                let trial = self.trial.as_mut();
                trial.into_iter().for_each(|trial| trial.type_back(&text));
                None
            }
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
    fn at(&mut self, step: Step, phase: Phase, then: impl FnOnce(&mut Self) -> Then) -> Then {
        if step != self.step || phase != self.phase {
            return None;
        }
        then(self)
    }

    fn wait_in(&mut self, phase: Phase, effect: Effect) -> Then {
        self.phase = phase;
        self.step = Step(self.step.0.wrapping_add(1));
        Some(effect)
    }

    /// Leaves a waiting phase: whatever comes later for it is late.
    fn rest_in(&mut self, phase: Phase, notice: Option<Notice>) {
        self.phase = phase;
        self.notice = notice;
        self.step = Step(self.step.0.wrapping_add(1));
    }

    fn outside(&mut self, why: WhyOutside) -> Then {
        if self.phase == Phase::Connecting {
            self.rest_in(Phase::Outside(why), None);
        }
        None
    }

    fn connected(&mut self, facts: HostFacts) -> Then {
        // A host that answers after we gave up is still a host.
        if !matches!(
            self.phase,
            Phase::Connecting | Phase::Outside(WhyOutside::Silent)
        ) {
            return None;
        }
        self.facts = facts;
        self.wait_in(Phase::Prefilling, Effect::ReadSettings)
    }

    fn settings_read(&mut self, read: Result<HostSettings, Failure>) -> Then {
        let Ok(settings) = read else {
            self.rest_in(
                self.resting_phase(),
                Some(Notice::Failure(Text::SettingsUnread)),
            );
            return None;
        };
        self.at_load = settings;
        self.draft.prefill(
            None,
            self.at_load.config_name.as_deref().unwrap_or_default(),
        );
        // An id that is not one of ours is another program's: start afresh.
        let known = self
            .at_load
            .entity_id
            .clone()
            .and_then(|id| EntityId::try_from(id).ok());
        let Some(id) = known else {
            self.rest_in(self.resting_phase(), None);
            return None;
        };
        self.id = id;
        self.wait_in(Phase::Prefilling, Effect::Load(self.id.clone()))
    }

    fn loaded(&mut self, loaded: Result<Option<Record>, Failure>) -> Then {
        let notice = match loaded {
            Ok(Some(record)) => {
                self.version = Some(record.version);
                if let Some(address) = &mut self.draft.address {
                    address.kept = true;
                }
                self.draft
                    .prefill(Some(record.notification_type), record.config_name.as_str());
                None
            }
            Ok(None) => Some(Notice::Info(Text::RecordGone)),
            Err(_) => Some(Notice::Failure(Text::NotLoaded)),
        };
        self.rest_in(self.resting_phase(), notice);
        None
    }

    fn load_again(&mut self) -> Then {
        let unread = matches!(
            self.notice,
            Some(Notice::Failure(Text::NotLoaded | Text::SettingsUnread))
        );
        if !unread || self.phase != self.resting_phase() {
            return None;
        }
        self.notice = None;
        self.wait_in(Phase::Prefilling, Effect::ReadSettings)
    }

    fn resting_phase(&self) -> Phase {
        match self.facts.frame {
            Frame::Settings => Phase::Editing,
            Frame::Remove => Phase::ConfirmingRemoval,
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

    fn address_typed(&mut self, text: &str) -> Then {
        let mut to_judge = None;
        self.edit(|draft| to_judge = draft.type_address(text));
        to_judge.map(Effect::Judge)
    }

    /// Only a verdict on what stands there now counts.
    fn address_judged(&mut self, typed: &str, verdict: Verdict) -> Then {
        let address = self.draft.address.as_mut()?;
        if address.typed == typed {
            address.verdict = verdict;
        }
        None
    }

    /// A test card says what the form says, saved or not.
    fn test_requested(&mut self) -> Then {
        let (choice, name) = self.draft.meant().ok()?;
        if !matches!(self.phase, Phase::Editing | Phase::Saved) {
            return None;
        }
        let code = Trial::code(&self.page_id, self.trials);
        let card = TestCard {
            notification_type: Some(choice),
            config_name: Some(name),
            locale: self.locale(),
            webhook_url: self.draft.address.as_ref()?.to_send(),
            code: Some(code.clone()),
        };
        self.trials += 1;
        self.trial = Some(Trial::new(code));
        Some(Effect::Test(self.id.clone(), Box::new(card)))
    }

    fn tested(&mut self, code: &str, outcome: Result<Outcome, Failure>) -> Then {
        let trial = self.trial.as_mut().filter(|trial| trial.code == code)?;
        trial.state = outcome.map_or(TrialState::Failed, TrialState::Tried);
        None
    }

    fn locale(&self) -> Option<String> {
        Some(self.facts.locale.clone()).filter(|locale| !locale.is_empty())
    }

    fn translate_name(&mut self, name: String) -> Then {
        // What is on its way to the backend does not change on the way.
        if self.is_editable() {
            self.draft.translate(name);
        }
        None
    }

    fn save_requested(&mut self, url: Option<String>) -> Then {
        match self.phase {
            Phase::Editing | Phase::Saved => {}
            Phase::Saving(_) => return Some(Effect::Join),
            _ => return Some(Effect::Refuse(Text::NotNow)),
        }
        let meant = match self.draft.meant() {
            Ok(meant) => meant,
            Err(problem) => return Some(Effect::Refuse(problem.text())),
        };
        self.url_in_event = url;
        self.notice = None;
        let effect = Effect::Stage {
            entity_id: self.id.clone(),
            config_name: meant.1.into(),
            content_url: self.content_url.clone(),
        };
        self.wait_in(Phase::Saving(SaveStep::Staging), effect)
    }

    fn staged(&mut self, staged: Result<(), Failure>) -> Then {
        match staged {
            Ok(()) => self.wait_in(Phase::Saving(SaveStep::Reading), Effect::ReadBack),
            Err(failure) => self.fail(failure),
        }
    }

    fn read_back(&mut self, late: HostSettings) -> Then {
        let at_load = &self.at_load;
        let address = self.draft.address.as_ref();
        let url = address.map_or_else(|| self.url_of_host(&late), super::Address::to_send);
        if url.is_none() && address.is_none() {
            return self.fail(Failure::NoWebhook);
        }
        let (notification_type, config_name) = match self.draft.meant() {
            Ok(meant) => meant,
            Err(problem) => return self.fail(Failure::Draft(problem)),
        };
        let record = SaveConnector {
            notification_type,
            config_name,
            content_url: self.content_url.clone(),
            webhook_url: url,
            app_type: late.app_type.or_else(|| at_load.app_type.clone()),
            user_object_id: late
                .user_object_id
                .or_else(|| at_load.user_object_id.clone()),
            locale: self.locale(),
            version: self.version,
            editor: Some(self.page_id.clone()),
            confirm: self.draft.confirm,
        };
        let effect = Effect::Store(self.id.clone(), Box::new(record));
        self.wait_in(Phase::Saving(SaveStep::Storing), effect)
    }

    fn url_of_host(&self, late: &HostSettings) -> Option<String> {
        let url = webhook_url(
            late.webhook_url.as_deref(),
            self.url_in_event.as_deref(),
            self.at_load.webhook_url.as_deref(),
        );
        url.map(str::to_owned)
    }

    fn stored(&mut self, stored: Result<Saved, Failure>) -> Then {
        match stored {
            Ok(saved) => {
                self.version = Some(saved.version);
                if let Some(address) = &mut self.draft.address {
                    address.was_stored();
                }
                self.draft.set_touched(false);
                self.rest_in(Phase::Saved, None);
                Some(Effect::Succeed)
            }
            Err(failure) => {
                if failure == Failure::Rejected(Code::VersionConflict) {
                    // The person was told; pressing Save again is the decision.
                    self.version = None;
                }
                self.fail(failure)
            }
        }
    }

    fn answer_lost(&mut self) -> Then {
        if !matches!(self.phase, Phase::Saved | Phase::Removed) {
            return None;
        }
        self.undone(Failure::HostSilent);
        None
    }

    fn remove_requested(&mut self) -> Then {
        match self.phase {
            Phase::Editing | Phase::ConfirmingRemoval | Phase::Saved | Phase::Removed => {
                self.notice = None;
                self.wait_in(Phase::Removing, Effect::Forget(self.id.clone()))
            }
            Phase::Removing => Some(Effect::Join),
            _ => Some(Effect::Refuse(Text::NotNow)),
        }
    }

    fn forgotten(&mut self, forgotten: Result<(), Failure>) -> Then {
        match forgotten {
            Ok(()) => {
                self.version = None;
                self.draft.set_touched(false);
                self.rest_in(Phase::Removed, None);
                Some(Effect::Succeed)
            }
            Err(failure) => self.fail(failure),
        }
    }

    fn timed_out(&mut self) -> Then {
        match self.phase {
            Phase::Connecting => self.outside(WhyOutside::Silent),
            Phase::Prefilling => self.prefill_timed_out(),
            Phase::Saving(SaveStep::Staging) => self.fail(Failure::HostSilent),
            // Without the late read there may still be an address.
            Phase::Saving(SaveStep::Reading) => self.read_back(HostSettings::default()),
            Phase::Saving(SaveStep::Storing) | Phase::Removing => self.fail(Failure::TooSlow),
            _ => None,
        }
    }

    fn prefill_timed_out(&mut self) -> Then {
        let known = self.at_load.entity_id.is_some();
        let text = if known {
            Text::NotLoaded
        } else {
            Text::SettingsUnread
        };
        self.rest_in(self.resting_phase(), Some(Notice::Failure(text)));
        None
    }

    /// The draft, the id and the choice stay: nothing the person did is lost.
    fn fail(&mut self, failure: Failure) -> Then {
        Some(Effect::Fail(self.undone(failure)))
    }

    fn undone(&mut self, failure: Failure) -> Undone {
        let what = match self.phase {
            Phase::Removing | Phase::Removed => Text::NotRemoved,
            _ => Text::NotSaved,
        };
        let why = failure.text();
        self.draft.set_touched(true); // so that Save can be pressed again
        let undone = Undone { what, why };
        self.rest_in(self.resting_phase(), Some(Notice::Undone(undone)));
        undone
    }

    fn closing(&mut self) -> Then {
        match self.phase {
            Phase::Saving(_) | Phase::Removing => self.fail(Failure::Closing),
            _ => None,
        }
    }
}
