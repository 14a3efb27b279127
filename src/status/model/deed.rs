//! What a person has done from here, one thing at a time, and what is said of it. Pure, as
//! the model that it is a part of.

use super::super::text::Text;
use super::{Ask, Asker, StatusPage, Trouble};
use wire::Tested;

/// Characters of a test card's code.
pub(in crate::status) const CODE: usize = 4;

/// What is asked of the backend for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Send a test card that shows this code.
    Test(String),
    /// Write down that a test card was seen.
    Confirm,
    /// Send again to what was turned off.
    TurnOn,
    /// Send the card of the event with this id again.
    Resend(String),
}

/// What is said of it, beside its button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A sentence.
    Says(Text),
    /// The test card was rejected, and why, in the reader's language.
    Rejected(String),
}

/// What was done, and is being done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deeds {
    /// What is said of the last one.
    pub said: Option<Said>,
    under_way: Option<Deed>,
    count: u32,
    /// What the last test card shows.
    code: String,
}

impl StatusPage {
    /// Whether the page waits for the code of a test card.
    #[must_use]
    pub fn awaits_code(&self) -> bool {
        let says = |text| self.deeds.said == Some(Said::Says(text));
        says(Text::TestLook) || says(Text::TestWrong)
    }

    /// Whether what was entered is no code of the last test card.
    #[must_use]
    pub fn code_is_wrong(&self) -> bool {
        self.deeds.said == Some(Said::Says(Text::TestWrong))
    }

    /// Who asks for more meanwhile gets what is under way.
    pub(super) fn begin(&mut self, deed: Deed) -> Option<Ask> {
        let id = self.id.clone()?;
        if self.deeds.under_way.is_some() {
            return None;
        }
        self.deeds.said = match &deed {
            Deed::Test(code) => {
                self.deeds.code.clone_from(code);
                Some(Said::Says(Text::TestSending))
            }
            Deed::Confirm => Some(Said::Says(Text::TestSeen)),
            Deed::TurnOn | Deed::Resend(_) => None,
        };
        self.deeds.under_way = Some(deed.clone());
        self.deeds.count += 1;
        Some(Ask::Do(id, deed, self.deeds.count))
    }

    /// What came of the one with this number; the page is read again where it was done.
    pub(super) fn done(
        &mut self,
        number: u32,
        done: Result<Option<Tested>, Trouble>,
    ) -> Option<Ask> {
        if number != self.deeds.count {
            return None;
        }
        let deed = self.deeds.under_way.take()?;
        let tested = match done {
            Ok(tested) => tested,
            Err(trouble) => {
                self.deeds.said = Some(Said::Says(trouble.text_of_deed()));
                return None;
            }
        };
        self.deeds.said = Some(match (deed, tested) {
            (Deed::Test(_), Some(tested)) if !tested.accepted => Said::Rejected(tested.detail),
            (Deed::Test(_), _) => Said::Says(Text::TestLook),
            (Deed::Confirm, _) => Said::Says(Text::TestSeen),
            (Deed::TurnOn, _) => Said::Says(Text::On),
            (Deed::Resend(_), _) => Said::Says(Text::Resent),
        });
        self.read(Asker::Clock)
    }

    /// Compares as a person types: blanks and small letters are no mistake.
    pub(super) fn entered(&mut self, text: &str) -> Option<Ask> {
        let text = text.trim();
        if !self.awaits_code() {
            return None;
        }
        if text.eq_ignore_ascii_case(&self.deeds.code) {
            return self.begin(Deed::Confirm);
        }
        let long = text.chars().count() >= CODE;
        let says = if long {
            Text::TestWrong
        } else {
            Text::TestLook
        };
        self.deeds.said = Some(Said::Says(says));
        None
    }
}

impl Trouble {
    fn text_of_deed(self) -> Text {
        match self {
            Self::NotAllowed => Text::ReadOnly,
            other => other.text(),
        }
    }
}
