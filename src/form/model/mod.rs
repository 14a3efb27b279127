//! What the page knows and decides. Never waits, never fails for outside
//! reasons, never looks at a clock; no signals, no JavaScript, no I/O.

mod address;
mod draft;
mod explain;
mod health;
mod identity;
mod message;
mod opening;
mod phase;
mod removing;
mod saving;
mod sign_in;
mod test_card;
mod trial;
mod update;
mod webhook;

pub use address::{Address, AddressProblem, Verdict};
pub use draft::{Draft, DraftProblem};
pub use explain::{Failure, Notice, Text, Undone};
pub use health::{Health, Off};
pub use message::{Effect, Frame, HostFacts, HostSettings, Msg, Step};
pub use phase::{Phase, SaveStep, WhyOutside};
pub use sign_in::SignIn;
pub use trial::{Trial, TrialState};
pub use webhook::webhook_url;

use identity::Identity;
use wire::{EntityId, Secret};

/// The page's whole state. One value, one signal.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigPage {
    /// Where the page is in its life.
    pub phase: Phase,
    /// The form, as typed.
    pub draft: Draft,
    /// What the page last had to tell the person, if anything.
    pub notice: Option<Notice>,
    /// What the host said about itself; empty until connected.
    pub facts: HostFacts,
    /// Where the host opens this page again; absolute.
    content_url: String,
    /// The page's own id, no secret: whose save it was, and the codes of test cards.
    page_id: EntityId,
    /// How many test cards were asked for.
    trials: usize,
    /// The test card asked for last.
    pub trial: Option<Trial>,
    /// The configuration this page is about; minted unless the host has one.
    identity: Identity,
    /// What the host had stored when the page opened.
    at_load: HostSettings,
    /// The address that came with the save event being worked on.
    webhook_url_in_event: Option<Secret>,
    /// Whether cards can arrive where they are sent.
    pub health: Health,
    /// Why nobody is signed in, where somebody has to be.
    signed_out: Option<SignIn>,
    /// Stamps each thing waited for, so that late answers are told apart.
    step: Step,
    /// The reading of the host's settings that was given up, and is still welcome.
    late: Option<Step>,
}

impl ConfigPage {
    /// A page that has not met its host yet. `minted` becomes the entity id of
    /// a new configuration, `page_id` tells this page from others,
    /// `content_url` is where the host opens it again: the
    /// form, or a channel tab's status page.
    #[must_use]
    pub fn new(
        minted: EntityId,
        page_id: EntityId,
        content_url: String,
        default_name: &str,
        address: Option<Address>,
    ) -> Self {
        Self {
            phase: Phase::Connecting,
            draft: Draft::new(default_name, address),
            notice: None,
            facts: HostFacts::default(),
            content_url,
            identity: Identity::minted(minted),
            page_id,
            trials: 0,
            trial: None,
            at_load: HostSettings::default(),
            webhook_url_in_event: None,
            health: Health::Good,
            signed_out: None,
            step: Step::default(),
            late: None,
        }
    }

    /// Whether the host's Save (or Remove) button may be pressed: only after
    /// the person chose or changed something valid, never while loading.
    #[must_use]
    pub fn can_save(&self) -> bool {
        match self.phase {
            Phase::Editing => self.is_changed() && self.draft.problem().is_none(),
            Phase::ConfirmingRemoval => true,
            _ => false,
        }
    }

    /// Why Save is off, said beside the host's button: something is missing, or nothing is
    /// changed. What is wrong with a field is said there.
    #[must_use]
    pub fn lacks(&self) -> Option<Text> {
        if self.phase != Phase::Editing {
            return None;
        }
        match self.draft.problem() {
            Some(
                problem @ (DraftProblem::NoNotificationType
                | DraftProblem::Address(AddressProblem::Missing)),
            ) => Some(problem.text()),
            None if !self.is_changed() => Some(Text::Unchanged),
            _ => None,
        }
    }

    /// Whether the form takes input: also before everything is known, so that
    /// nobody waits for the network to choose.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        use Phase::{Connecting, Editing, Prefilling, Saved};
        matches!(self.phase, Connecting | Prefilling | Editing | Saved)
    }

    /// Whether the host waits for an answer; its buttons are its own meanwhile.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Saving(_) | Phase::Removing)
    }

    /// Whether the page has shown what it opened for, so that the host can
    /// take its own spinner away.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !matches!(self.phase, Phase::Connecting | Phase::Prefilling)
    }

    /// What there is to tell the person now.
    #[must_use]
    pub fn says(&self) -> Option<Notice> {
        let info = |text| Some(Notice::Info(text));
        match self.phase {
            Phase::Connecting => info(Text::Connecting),
            Phase::Outside(WhyOutside::NoHost) => info(Text::OutsideNoHost),
            Phase::Outside(WhyOutside::Silent) => Some(Notice::Failure(Text::OutsideSilent)),
            Phase::Prefilling => info(Text::Prefilling),
            Phase::Editing => self.says_editing(),
            Phase::ConfirmingRemoval => {
                let notice = self.notice.or_else(|| self.says_signed_out());
                notice.or(info(Text::ConfirmRemoval))
            }
            Phase::Saving(_) => info(Text::Saving),
            Phase::Saved => info(Text::Saved),
            Phase::Removing => info(Text::Removing),
            Phase::Removed => info(Text::Removed),
        }
    }

    /// Whether the page knows the stored connector, so that it can say which
    /// notifications a removal will stop.
    #[must_use]
    pub fn names_what_stops(&self) -> bool {
        self.phase == Phase::ConfirmingRemoval && self.identity.is_loaded()
    }

    /// The stamp of the answer being waited for.
    #[must_use]
    pub fn step(&self) -> Step {
        self.step
    }
}

#[cfg(test)]
mod tests;
