//! From the handshake to a form that can be filled in: which configuration this
//! is, and what was saved of it.

use super::update::Then;
use super::{
    ConfigPage, Effect, Failure, Frame, Health, HostFacts, HostSettings, Notice, Phase, Step, Text,
    WhyOutside,
};
use wire::{Edit, EntityId};

impl ConfigPage {
    pub(super) fn host_missing(&mut self) -> Then {
        self.outside(WhyOutside::NoHost)
    }

    pub(super) fn host_silent(&mut self) -> Then {
        self.outside(WhyOutside::Silent)
    }

    fn outside(&mut self, why: WhyOutside) -> Then {
        if self.phase == Phase::Connecting {
            self.rest_in(Phase::Outside(why), None);
        }
        None
    }

    pub(super) fn connected(&mut self, facts: HostFacts) -> Then {
        // A host that answers after we gave up is still a host.
        if !matches!(
            self.phase,
            Phase::Connecting | Phase::Outside(WhyOutside::Silent)
        ) {
            return None;
        }
        self.facts = facts;
        if self.facts.frame == Frame::Content {
            self.rest_in(Phase::Outside(WhyOutside::NoHost), None);
            return None;
        }
        self.wait_in(Phase::Prefilling, Effect::ReadSettings)
    }

    /// The host's settings, in time, late, or read once more before a removal.
    pub(super) fn settings_read(
        &mut self,
        step: Step,
        read: Result<HostSettings, Failure>,
    ) -> Then {
        if self.late == Some(step) && self.phase == self.resting_phase() {
            return read.ok().and_then(|settings| self.opened(settings));
        }
        if step != self.step {
            return None;
        }
        match (self.phase, read) {
            (Phase::Prefilling, Ok(settings)) => self.opened(settings),
            (Phase::Prefilling, Err(_)) => self.settings_unread(),
            (Phase::Removing, read) => self.read_to_remove(read),
            _ => None,
        }
    }

    fn opened(&mut self, settings: HostSettings) -> Then {
        self.take_in(settings);
        if self.identity.version().is_some() {
            return self.load();
        }
        self.rest_in(self.resting_phase(), None);
        None
    }

    fn load(&mut self) -> Then {
        let effect = Effect::Load(self.identity.id(), self.locale());
        self.wait_in(Phase::Prefilling, effect)
    }

    /// An id that is not one of ours is another program's: start afresh.
    pub(super) fn take_in(&mut self, settings: HostSettings) {
        let id = settings.entity_id.clone();
        self.identity.host_said(id.and_then(ours));
        self.draft
            .prefill(None, settings.config_name.as_deref().unwrap_or_default());
        self.at_load = settings;
    }

    /// The frame's context may say what the settings did not.
    fn settings_unread(&mut self) -> Then {
        let told = self.facts.entity_id.clone().and_then(ours);
        if told.is_some() {
            self.identity.host_said(told);
            return self.load();
        }
        let late = self.step;
        self.rest_in(
            self.resting_phase(),
            Some(Notice::Failure(Text::SettingsUnread)),
        );
        self.late = Some(late);
        None
    }

    pub(super) fn loaded(&mut self, loaded: Result<Option<Edit>, Failure>) -> Then {
        let found = matches!(loaded, Ok(Some(_)));
        let notice = match loaded {
            Ok(Some(record)) => {
                self.identity.loaded(Some(record.version));
                self.draft.keep_address(&record);
                self.draft.edits();
                self.draft
                    .prefill(Some(record.notification_type), &record.config_name);
                self.health = Health::of(record);
                None
            }
            Ok(None) => {
                self.identity.loaded(None);
                Some(Notice::Info(Text::RecordGone))
            }
            Err(Failure::SignedOut) => {
                self.note(Failure::SignedOut);
                None
            }
            Err(_) => Some(Notice::Failure(Text::NotLoaded)),
        };
        self.rest_in(self.resting_phase(), notice);
        if found { self.compare() } else { None }
    }

    pub(super) fn load_again(&mut self) -> Then {
        self.notice = None;
        self.wait_in(Phase::Prefilling, Effect::ReadSettings)
    }

    pub(super) fn prefill_timed_out(&mut self) -> Then {
        if self.identity.is_unsaid() {
            return self.settings_unread();
        }
        self.rest_in(self.resting_phase(), Some(Notice::Failure(Text::NotLoaded)));
        None
    }
}

fn ours(id: String) -> Option<EntityId> {
    EntityId::try_from(id).ok()
}
