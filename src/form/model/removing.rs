//! A removal, from the host's request to its one answer.

use super::update::Then;
use super::{ConfigPage, Effect, Failure, Health, HostSettings, Phase, Text};

impl ConfigPage {
    /// Nothing is called removed as long as nobody knows what there is to remove. A page
    /// that still reads it asks the host once more, with a limit that begins now.
    pub(super) fn remove_requested(&mut self) -> Then {
        use Phase::{ConfirmingRemoval, Editing, Prefilling, Removed, Saved};
        match self.phase {
            Prefilling | Editing | ConfirmingRemoval | Saved | Removed => {
                self.notice = None;
                let effect = if self.identity.is_unsaid() {
                    Effect::ReadSettings
                } else {
                    Effect::Forget(self.identity.id())
                };
                self.wait_in(Phase::Removing, effect)
            }
            Phase::Removing => Some(Effect::Join),
            _ => Some(Effect::Refuse(Text::NotNow)),
        }
    }

    pub(super) fn read_to_remove(&mut self, read: Result<HostSettings, Failure>) -> Then {
        let Ok(settings) = read else {
            return self.nobody_knows();
        };
        self.take_in(settings);
        self.wait_in(Phase::Removing, Effect::Forget(self.identity.id()))
    }

    fn nobody_knows(&mut self) -> Then {
        let late = self.step;
        let then = self.fail(Failure::HostSilent);
        self.late = Some(late);
        then
    }

    pub(super) fn removal_timed_out(&mut self) -> Then {
        if self.identity.is_unsaid() {
            return self.nobody_knows();
        }
        self.fail(Failure::TooSlow)
    }

    pub(super) fn forgotten(&mut self, forgotten: Result<(), Failure>) -> Then {
        match forgotten {
            Ok(()) => {
                self.identity.removed();
                self.draft.set_touched(false);
                self.draft.forget_address();
                self.health = Health::Good;
                self.rest_in(Phase::Removed, None);
                Some(Effect::Succeed)
            }
            Err(failure) => self.fail(failure),
        }
    }
}
