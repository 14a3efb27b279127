//! The pages' words: one file for each language.

mod arabic;
mod chinese;
mod dutch;
mod english;
mod french;
mod german;
mod italian;
mod japanese;
mod korean;
mod polish;
mod portuguese;
mod spanish;
mod traditional;

use super::Note;
use crate::card::Language;
use wire::{HealthState, NotificationType};

/// What happened, and what to do next.
type Told = (&'static str, &'static str);

/// Every word there is.
pub(super) struct Words {
    pub(super) manage: &'static str,
    pub(super) name: &'static str,
    pub(super) sends: &'static str,
    pub(super) created: &'static str,
    pub(super) updated: &'static str,
    pub(super) both: &'static str,
    pub(super) state: &'static str,
    pub(super) unproven: &'static str,
    pub(super) ok: &'static str,
    pub(super) failing: &'static str,
    pub(super) off: &'static str,
    pub(super) last_card: &'static str,
    pub(super) no_card: &'static str,
    pub(super) made: &'static str,
    pub(super) to_change: &'static str,
    pub(super) if_stopped: &'static str,
    pub(super) stop: &'static str,
    pub(super) task: &'static str,
    pub(super) if_pressed: &'static str,
    pub(super) wrong: Told,
    pub(super) expired: Told,
    pub(super) gone: Told,
    pub(super) outdated: Told,
    pub(super) signed_out: Told,
    pub(super) foreign: Told,
    pub(super) not_yours: Told,
    pub(super) stopped: Told,
    pub(super) done: Told,
    pub(super) passed: Told,
    pub(super) refused: Told,
    pub(super) unanswered: Told,
    pub(super) used: Told,
    pub(super) busy: Told,
    pub(super) unavailable: Told,
}

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &english::WORDS,
            Language::German => &german::WORDS,
            Language::French => &french::WORDS,
            Language::Spanish => &spanish::WORDS,
            Language::Portuguese => &portuguese::WORDS,
            Language::Japanese => &japanese::WORDS,
            Language::Chinese => &chinese::WORDS,
            Language::Traditional => &traditional::WORDS,
            Language::Arabic => &arabic::WORDS,
            Language::Dutch => &dutch::WORDS,
            Language::Italian => &italian::WORDS,
            Language::Polish => &polish::WORDS,
            Language::Korean => &korean::WORDS,
        }
    }

    pub(super) fn note(&self, note: Note) -> Told {
        match note {
            Note::Wrong => self.wrong,
            Note::Expired => self.expired,
            Note::Gone => self.gone,
            Note::Outdated => self.outdated,
            Note::SignedOut => self.signed_out,
            Note::Foreign => self.foreign,
            Note::NotYours => self.not_yours,
            Note::Stopped => self.stopped,
            Note::Done => self.done,
            Note::Passed => self.passed,
            Note::Refused => self.refused,
            Note::Unanswered => self.unanswered,
            Note::Used => self.used,
            Note::Busy => self.busy,
            Note::Unavailable => self.unavailable,
        }
    }

    pub(super) fn choice(&self, choice: NotificationType) -> &'static str {
        match choice {
            NotificationType::Create => self.created,
            NotificationType::Update => self.updated,
            NotificationType::All => self.both,
        }
    }

    pub(super) fn health(&self, state: HealthState) -> &'static str {
        match state {
            HealthState::Unproven => self.unproven,
            HealthState::Ok => self.ok,
            HealthState::Failing => self.failing,
            HealthState::Disabled => self.off,
        }
    }
}
