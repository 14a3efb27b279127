//! Whether cards can arrive where a stored record sends them, and how the person turns
//! them on again: by Save, which counts as a change then, or by the form's own button.

use super::update::Then;
use super::{ConfigPage, Effect, Failure, Notice, Phase, Text, Undone, Verdict};
use wire::{Day, Edit, Secret};

/// What is known of a stored record's address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// Nothing that a save would mend.
    #[default]
    Good,
    /// The backend has turned it off.
    Off(Off),
    /// The host hands out another than the one that is stored.
    Moved,
}

/// Since when nothing is sent, and why, in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Off {
    /// The first day without.
    pub since: Day,
    /// One sentence of the backend's.
    pub why: String,
}

impl Health {
    /// What ended is not turned on again; the address's own field says so.
    pub(super) fn of(record: Edit) -> Self {
        let off = record.health.since.filter(|_| record.ended_since.is_none());
        off.map_or(Self::Good, |since| {
            let why = record.health.reason.unwrap_or_default();
            Self::Off(Off { since, why })
        })
    }

    fn says(&self) -> Option<Notice> {
        Some(Notice::Failure(match self {
            Self::Good => return None,
            Self::Off(_) => Text::Off,
            Self::Moved => Text::Moved,
        }))
    }
}

impl ConfigPage {
    /// What there is to tell of a form that can be filled in.
    pub(super) fn says_editing(&self) -> Option<Notice> {
        let notice = self.notice.or_else(|| self.says_signed_out());
        notice.or_else(|| self.health.says())
    }

    /// Whether a save would change anything.
    pub(super) fn is_changed(&self) -> bool {
        self.draft.touched() || self.health != Health::Good
    }

    /// What the button below the notice does, in its words.
    #[must_use]
    pub fn offers(&self) -> Option<Text> {
        if self.offers_sign_in() {
            return Some(Text::SignIn);
        }
        match self.says()? {
            Notice::Failure(Text::NotLoaded | Text::SettingsUnread) => Some(Text::LoadAgain),
            Notice::Undone(_) if self.identity.is_unread() => Some(Text::LoadAgain),
            Notice::Failure(Text::Off) => Some(Text::TurnOn),
            Notice::Undone(Undone {
                what: Text::NotOn, ..
            }) => Some(Text::TurnOn),
            _ => None,
        }
    }

    pub(super) fn pressed(&mut self) -> Then {
        match self.offers()? {
            Text::SignIn => self.sign_in(),
            Text::LoadAgain => self.load_again(),
            _ => {
                self.notice = None;
                Some(Effect::TurnOn(self.identity.id()))
            }
        }
    }

    /// An answer that comes after its deadline is still the answer.
    pub(super) fn turned_on(&mut self, done: Result<(), Failure>) -> Then {
        if let Err(failure) = done {
            self.note(failure);
        }
        let notice = match done {
            _ if !matches!(self.health, Health::Off(_)) => return None,
            Ok(()) => Notice::Info(Text::On),
            Err(_) if self.notice.is_some() => return None,
            Err(failure) => Notice::Undone(Undone {
                what: Text::NotOn,
                why: failure.text(),
            }),
        };
        if done.is_ok() {
            self.health = Health::Good;
        }
        if self.phase == Phase::Editing {
            self.notice = Some(notice);
        }
        None
    }

    /// Asks whether the address that the host hands out is the stored one.
    pub(super) fn compare(&self) -> Then {
        if self.phase != Phase::Editing || self.draft.address.is_some() {
            return None;
        }
        let url = self.at_load.webhook_url.clone()?;
        Some(Effect::Judge(self.identity.id(), url))
    }

    /// The host's own address was judged.
    pub(super) fn compared(&mut self, url: &Secret, verdict: &Verdict) -> Then {
        let moved = matches!(verdict, Verdict::Good(checked) if checked.stored == Some(false));
        let hosts = self.at_load.webhook_url.as_ref() == Some(url);
        if moved && hosts && self.phase == Phase::Editing {
            self.health = Health::Moved;
        }
        None
    }
}
