//! The Workflow's address in the form of a channel tab, and what is known of
//! it. The backend judges addresses; here is only what follows for the form.

use super::Text;
use wire::{Checked, Day, Destination, Refusal, Secret};

/// The address field of a channel tab. A connector's form has none: there the
/// host supplies the address, until Microsoft ends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// As typed, without blanks around it.
    pub typed: Secret,
    /// What the backend says of it.
    pub verdict: Verdict,
    /// Whether an address is stored already, which an empty field keeps.
    pub kept: bool,
    /// Since when the stored one takes no more cards, if it has ended.
    pub ended: Option<Day>,
}

/// What is known of a typed address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// The backend was not asked yet, or has not answered.
    #[default]
    Pending,
    /// It may be saved.
    Good(Checked),
    /// It may not be saved, for a reason that this build knows or not; since that day, where
    /// it was good before.
    Bad(Option<Refusal>, Option<Day>),
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
    /// It may not be saved, or the stored one takes no more cards; `None` where this build
    /// does not know the reason.
    Refused(Option<Refusal>),
}

impl Address {
    pub(super) fn type_in(&mut self, text: &Secret) {
        self.typed = text.expose().trim().into();
        self.verdict = Verdict::Pending;
    }

    /// The backend has judged it, and undone what happened to it on its way here.
    pub(super) fn judge(&mut self, verdict: Verdict) {
        if let Verdict::Good(checked) = &verdict
            && let Some(meant) = &checked.webhook_url
        {
            self.typed = meant.clone();
        }
        self.verdict = verdict;
    }

    /// What is typed may not be saved, or what is stored takes no more cards.
    pub(super) fn refuse(&mut self, refusal: Option<Refusal>, since: Option<Day>) {
        if !self.is_empty() {
            self.verdict = Verdict::Bad(refusal, since);
        } else if refusal == Some(Refusal::Ended) {
            self.ended = since;
        }
    }

    /// The address is stored; the page needs it no longer.
    pub(super) fn was_stored(&mut self) {
        self.kept = true;
        self.ended = None;
        self.typed = Secret::default();
    }

    /// What to send: `None` keeps what is stored.
    #[must_use]
    pub fn to_send(&self) -> Option<Secret> {
        (!self.is_empty()).then(|| self.typed.clone())
    }

    fn is_empty(&self) -> bool {
        self.typed.expose().is_empty()
    }

    /// What keeps it from being saved.
    #[must_use]
    pub fn problem(&self) -> Option<AddressProblem> {
        if self.is_empty() {
            return match (self.ended, self.kept) {
                (Some(_), _) => Some(AddressProblem::Refused(Some(Refusal::Ended))),
                (None, true) => None,
                (None, false) => Some(AddressProblem::Missing),
            };
        }
        match &self.verdict {
            Verdict::Pending => Some(AddressProblem::Pending),
            Verdict::Bad(refusal, _) => Some(AddressProblem::Refused(*refusal)),
            Verdict::Good(_) | Verdict::Unknown => None,
        }
    }

    /// What to say beside the field, whether something is wrong or not.
    #[must_use]
    pub fn says(&self) -> Text {
        if let Some(problem) = self.problem() {
            return problem.text();
        }
        match &self.verdict {
            _ if self.is_empty() => Text::AddressKept,
            Verdict::Good(checked) if checked.since.is_some() => Text::AddressMixed,
            Verdict::Good(checked) => match checked.destination {
                Destination::Workflow => Text::AddressWorkflow,
                Destination::Connector => Text::AddressConnector,
            },
            _ => Text::AddressUnchecked,
        }
    }

    /// Whether the backend repaired what was pasted.
    #[must_use]
    pub fn is_repaired(&self) -> bool {
        !self.is_empty()
            && matches!(&self.verdict, Verdict::Good(checked) if checked.webhook_url.is_some())
    }

    /// The day that this names, if it names one.
    #[must_use]
    pub fn since(&self) -> Option<Day> {
        match &self.verdict {
            _ if self.is_empty() => self.ended,
            Verdict::Good(checked) => checked.since,
            Verdict::Bad(_, since) => *since,
            Verdict::Pending | Verdict::Unknown => None,
        }
    }

    /// Which family of addresses it belongs to, or which host may not be called;
    /// empty where that is not known.
    #[must_use]
    pub fn family(&self) -> &str {
        match &self.verdict {
            Verdict::Good(checked) if !self.is_empty() => &checked.family,
            Verdict::Bad(Some(Refusal::UnknownHost | Refusal::UnknownPath), _) => self.host(),
            _ => "",
        }
    }

    fn host(&self) -> &str {
        let rest = self.typed.expose().split('/').nth(2).unwrap_or_default();
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let length = rest.bytes().take_while(plain).count();
        rest.get(..length).unwrap_or_default()
    }
}

impl AddressProblem {
    /// The sentence for the field and for the host.
    #[must_use]
    pub fn text(self) -> Text {
        let refusal = match self {
            Self::Missing => return Text::AddressMissing,
            Self::Pending => return Text::AddressChecking,
            Self::Refused(None) => return Text::AddressForeign,
            Self::Refused(Some(refusal)) => refusal,
        };
        match refusal {
            Refusal::NotAnAddress | Refusal::NotHttps => Text::AddressIncomplete,
            Refusal::TooLong => Text::AddressTooLong,
            Refusal::Port | Refusal::UserInfo | Refusal::IpAddress => Text::AddressNotPlain,
            Refusal::UnknownPath => Text::AddressPath,
            Refusal::Unsigned => Text::AddressUnsigned,
            Refusal::Ended => Text::AddressEnded,
            Refusal::UnknownHost => Text::AddressForeign,
        }
    }
}
