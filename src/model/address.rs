//! The Workflow's address in the form of a channel tab, and what is known of
//! it. The backend judges addresses; here is only what follows for the form.

use super::Text;
use wire::{Destination, Refusal};

/// The address field of a channel tab. A connector's form has none: there the
/// host supplies the address.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// As typed, without blanks around it. A secret until it is stored.
    pub typed: String,
    /// What the backend says of it.
    pub verdict: Verdict,
    /// Whether an address is stored already, which an empty field keeps.
    pub kept: bool,
}

/// What is known of a typed address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// The backend was not asked yet, or has not answered.
    #[default]
    Pending,
    /// It may be saved.
    Good {
        /// The name of its family, for people.
        family: String,
        /// What takes the cards.
        destination: Destination,
        /// Whether Microsoft has retired this kind.
        retired: bool,
    },
    /// It may not be saved.
    Bad(Refusal),
    /// The backend cannot be asked now; saving asks again.
    Unknown,
}

/// What keeps an address from being saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    /// There is none, typed or stored.
    Missing,
    /// It is not judged yet.
    Pending,
    /// It may not be saved.
    Refused(Refusal),
}

impl Address {
    pub(super) fn type_in(&mut self, text: &str) {
        text.trim().clone_into(&mut self.typed);
        self.verdict = Verdict::Pending;
    }

    /// The address is stored; the page needs it no longer.
    pub(super) fn was_stored(&mut self) {
        self.kept = true;
        self.typed.clear();
    }

    /// What to send: `None` keeps what is stored.
    #[must_use]
    pub fn to_send(&self) -> Option<String> {
        Some(self.typed.clone()).filter(|typed| !typed.is_empty())
    }

    /// What keeps it from being saved.
    #[must_use]
    pub fn problem(&self) -> Option<AddressProblem> {
        if self.typed.is_empty() {
            return (!self.kept).then_some(AddressProblem::Missing);
        }
        match &self.verdict {
            Verdict::Pending => Some(AddressProblem::Pending),
            Verdict::Bad(refusal) => Some(AddressProblem::Refused(*refusal)),
            Verdict::Good { .. } | Verdict::Unknown => None,
        }
    }

    /// What to say beside the field, whether something is wrong or not.
    #[must_use]
    pub fn says(&self) -> Text {
        if let Some(problem) = self.problem() {
            return problem.text();
        }
        match &self.verdict {
            _ if self.typed.is_empty() => Text::AddressKept,
            Verdict::Good { retired: true, .. } => Text::AddressRetired,
            Verdict::Good { destination, .. } => match destination {
                Destination::Workflow => Text::AddressWorkflow,
                Destination::Connector => Text::AddressConnector,
            },
            _ => Text::AddressUnchecked,
        }
    }

    /// Which family of addresses it belongs to; empty where that is not known.
    #[must_use]
    pub fn family(&self) -> &str {
        match &self.verdict {
            Verdict::Good { family, .. } if !self.typed.is_empty() => family,
            _ => "",
        }
    }
}

impl AddressProblem {
    /// The sentence for the field and for the host.
    #[must_use]
    pub fn text(self) -> Text {
        use Refusal::{IpAddress, NotAnAddress, NotHttps, Port, TooLong, UserInfo};
        match self {
            Self::Missing => Text::AddressMissing,
            Self::Pending => Text::AddressChecking,
            Self::Refused(NotAnAddress | NotHttps) => Text::AddressIncomplete,
            Self::Refused(TooLong) => Text::AddressTooLong,
            Self::Refused(Port | UserInfo | IpAddress) => Text::AddressNotPlain,
            Self::Refused(_) => Text::AddressForeign,
        }
    }
}
