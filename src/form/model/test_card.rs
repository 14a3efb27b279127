//! Trying an address before it is saved: what can be tried, where the card goes, and what
//! came of it.

use super::update::Then;
use super::{ConfigPage, Effect, Failure, HostSettings, Phase, Trial, TrialState};
use wire::{Secret, TestCard, Tested};

impl ConfigPage {
    /// Whether there is something to try: the person names an address, or one is known.
    #[must_use]
    pub fn offers_test(&self) -> bool {
        let shown = matches!(self.phase, Phase::Editing | Phase::Saving(_) | Phase::Saved);
        shown && (self.draft.address.is_some() || self.has_address())
    }

    /// Whether a test card can be sent: that needs no more than a good address.
    #[must_use]
    pub fn can_test(&self) -> bool {
        let good = match &self.draft.address {
            Some(address) => address.problem().is_none(),
            None => self.has_address(),
        };
        good && matches!(self.phase, Phase::Editing | Phase::Saved)
    }

    /// Whether the host handed one over, or the backend has one.
    fn has_address(&self) -> bool {
        self.hosts_address().is_some() || self.identity.is_loaded()
    }

    /// The one that a save would store, as far as it is known before.
    fn hosts_address(&self) -> Option<Secret> {
        self.webhook_url_of_host(&HostSettings::default())
    }

    /// A test card says what the form says, saved or not, as far as it says anything.
    pub(super) fn test_requested(&mut self) -> Then {
        if !self.can_test() {
            return None;
        }
        let code = Trial::code(&self.page_id, self.trials);
        let card = TestCard {
            notification_type: self.draft.notification_type,
            config_name: self.draft.named().ok(),
            locale: self.locale(),
            webhook_url: match &self.draft.address {
                Some(address) => address.to_send(),
                None => self.hosts_address(),
            },
            code: Some(code.clone()),
        };
        self.trials += 1;
        self.trial = Some(Trial::new(code));
        Some(Effect::Test(self.identity.id(), Box::new(card)))
    }

    pub(super) fn tested(&mut self, code: &str, tested: Result<Tested, Failure>) -> Then {
        if let Err(failure) = &tested {
            self.note(*failure);
        }
        let trial = self.trial.as_mut().filter(|trial| trial.code == code)?;
        // An answer that comes after its deadline is still the answer.
        if tested.is_ok() || matches!(trial.state, TrialState::Sending) {
            let tested = tested.map_err(|failure| self.address_refused(failure));
            let trial = self.trial.as_mut()?;
            trial.state = tested.map_or_else(TrialState::Failed, TrialState::Tried);
        }
        None
    }

    /// A card that was seen is a proof of the stored address, at once; of another one it is
    /// told with the save.
    pub(super) fn code_typed(&mut self, text: &str) -> Then {
        let trial = self.trial.as_mut()?;
        let before = trial.seen;
        trial.type_back(text);
        let proved = trial.seen && !before && self.identity.is_loaded();
        let address = self.draft.address.as_ref();
        let stored = address.is_some_and(|address| address.to_send().is_none());
        (proved && stored).then(|| Effect::Seen(self.identity.id()))
    }
}
