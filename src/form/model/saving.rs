//! A save, from the host's request to its one answer, which is a success only
//! after the backend stored the record.

use super::update::Then;
use super::{
    Address, ConfigPage, Effect, Failure, Health, HostSettings, Phase, SaveStep, Text, webhook_url,
};
use wire::{Code, SaveConnector, Saved, Secret};

impl ConfigPage {
    pub(super) fn save_requested(&mut self, webhook_url: Option<Secret>) -> Then {
        match self.phase {
            Phase::Editing | Phase::Saved => {}
            Phase::Saving(_) => return Some(Effect::Join),
            _ => return Some(Effect::Refuse(Text::NotNow)),
        }
        let meant = match self.draft.meant() {
            Ok(meant) => meant,
            Err(problem) => return Some(Effect::Refuse(problem.text())),
        };
        self.webhook_url_in_event = webhook_url;
        self.notice = None;
        let effect = Effect::Stage {
            entity_id: self.identity.id(),
            config_name: meant.1.into(),
            content_url: self.content_url.clone(),
        };
        self.wait_in(Phase::Saving(SaveStep::Staging), effect)
    }

    pub(super) fn staged(&mut self, staged: Result<(), Failure>) -> Then {
        match staged {
            Ok(()) => self.wait_in(Phase::Saving(SaveStep::Reading), Effect::ReadBack),
            Err(failure) => self.save_failed(SaveStep::Staging, failure),
        }
    }

    pub(super) fn read_back(&mut self, late: HostSettings) -> Then {
        let at_load = &self.at_load;
        let address = self.draft.address.as_ref();
        let webhook_url = address.map_or_else(|| self.webhook_url_of_host(&late), Address::to_send);
        if webhook_url.is_none() && address.is_none() {
            return self.save_failed(SaveStep::Reading, Failure::NoWebhook);
        }
        let (notification_type, config_name) = match self.draft.meant() {
            Ok(meant) => meant,
            Err(problem) => return self.save_failed(SaveStep::Reading, Failure::Draft(problem)),
        };
        let record = SaveConnector {
            notification_type,
            topics: None,
            config_name,
            content_url: self.content_url.clone(),
            webhook_url,
            app_type: late.app_type.or_else(|| at_load.app_type.clone()),
            user_object_id: late
                .user_object_id
                .or_else(|| at_load.user_object_id.clone()),
            locale: self.locale(),
            version: self.identity.version(),
            editor: Some(self.page_id.clone()),
            confirm: self.draft.confirm,
            // A tab's address is the person's, and may serve other tabs.
            alone: address.is_none() && self.identity.is_unsaid(),
            seen: self.trial.as_ref().is_some_and(|trial| trial.seen),
        };
        let effect = Effect::Store(self.identity.id(), Box::new(record));
        self.wait_in(Phase::Saving(SaveStep::Storing), effect)
    }

    pub(super) fn webhook_url_of_host(&self, late: &HostSettings) -> Option<Secret> {
        let url = webhook_url(
            late.webhook_url.as_ref(),
            self.webhook_url_in_event.as_ref(),
            self.at_load.webhook_url.as_ref(),
        );
        url.cloned()
    }

    pub(super) fn stored(&mut self, stored: Result<Saved, Failure>) -> Then {
        let saved = match stored {
            Ok(saved) => saved,
            Err(failure) => return self.save_failed(SaveStep::Storing, failure),
        };
        self.identity.stored(saved.version);
        if let Some(address) = &mut self.draft.address {
            address.was_stored();
        }
        self.draft.set_touched(false);
        self.health = Health::Good;
        self.rest_in(Phase::Saved, None);
        Some(Effect::Succeed)
    }

    pub(super) fn save_timed_out(&mut self, step: SaveStep) -> Then {
        match step {
            SaveStep::Staging => self.save_failed(step, Failure::HostSilent),
            // Without the late read there may still be an address.
            SaveStep::Reading => self.read_back(HostSettings::default()),
            SaveStep::Storing => self.save_failed(step, Failure::TooSlow),
        }
    }

    pub(super) fn save_failed(&mut self, step: SaveStep, failure: Failure) -> Then {
        if step == SaveStep::Storing && failure.leaves_open() {
            self.identity.perhaps_stored();
        }
        let failure = self.address_refused(failure);
        if let Failure::Rejected(Some(code @ (Code::VersionConflict | Code::Removed))) = failure {
            // The person was told; pressing Save again is the decision.
            self.identity.overrules();
            if code == Code::Removed {
                self.draft.forget_address();
            }
        }
        if failure == Failure::NameRefused {
            self.draft.refuse_name();
        }
        let then = self.fail(failure);
        self.draft.set_touched(true); // so that Save can be pressed again
        then
    }

    /// The field says it; where there is none, the address is the host's, and only the
    /// administrator can help.
    pub(super) fn address_refused(&mut self, failure: Failure) -> Failure {
        let Failure::Refused(refusal, since) = failure else {
            return failure;
        };
        self.draft.refuse_address(refusal, since);
        match self.draft.address {
            Some(_) => failure,
            None => Failure::Rejected(Some(Code::WebhookRefused)),
        }
    }

    /// The host may or may not keep what the backend stored.
    pub(super) fn answer_lost(&mut self) -> Then {
        let saved = self.phase == Phase::Saved;
        if saved || self.phase == Phase::Removed {
            self.undone(Failure::HostSilent);
            self.draft.set_touched(saved);
        }
        None
    }
}
