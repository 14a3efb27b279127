//! Nobody is signed in, where somebody has to be: what is said about it, and the one
//! button that leads out. The draft stays whatever comes of it.

use super::update::Then;
use super::{ConfigPage, Effect, Failure, Notice, Text};

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// The host gave no token, or the server did not take it.
    Needed,
    /// The window was closed, or somebody in it said no.
    Closed,
    /// It was an account of another organisation.
    Foreign,
    /// Whoever signs people in does not answer.
    Down,
}

impl SignIn {
    fn text(self) -> Text {
        match self {
            Self::Needed => Text::SignedOut,
            Self::Closed => Text::SignInClosed,
            Self::Foreign => Text::SignInForeign,
            Self::Down => Text::SignInDown,
        }
    }
}

impl ConfigPage {
    pub(super) fn says_signed_out(&self) -> Option<Notice> {
        Some(Notice::Failure(self.signed_out?.text()))
    }

    /// Whether the button is for signing in: nothing else works before.
    pub(super) fn offers_sign_in(&self) -> bool {
        self.signed_out.is_some() && self.phase == self.resting_phase()
    }

    /// A window that was opened and brought nothing is the last that happened.
    pub(super) fn signed_out(&mut self, why: SignIn) -> Then {
        if why != SignIn::Needed {
            self.notice = None;
        }
        self.signed_out = Some(why);
        None
    }

    /// A call may be the first to notice.
    pub(super) fn note(&mut self, failure: Failure) {
        if failure == Failure::SignedOut {
            self.signed_out.get_or_insert(SignIn::Needed);
        }
    }

    /// What could not be read is read now; what could not be saved waits for Save.
    pub(super) fn signed_in(&mut self) -> Then {
        let offered = self.offers_sign_in();
        self.signed_out.take()?;
        if !offered {
            return None;
        }
        self.notice = None;
        if self.identity.is_unread() {
            return self.load_again();
        }
        None
    }

    pub(super) fn sign_in(&self) -> Then {
        Some(Effect::SignIn)
    }
}
