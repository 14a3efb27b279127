//! Any failure becomes one sentence that says what to do next. Knows which
//! sentence, never its words: those are in
//! `src/lang/form`.

use super::{AddressProblem, DraftProblem};
use crate::lang::{self, Sentence};
use wire::{Code, ConfigNameError, Day, Refusal};

/// Why something the host asked for was not done. Carries no detail: details
/// are logged where they are known, and the webhook address is in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The host said no to the settings.
    HostRefused,
    /// The host did not answer in time.
    HostSilent,
    /// The host handed over no webhook address at all.
    NoWebhook,
    /// The form cannot be saved as it is.
    Draft(DraftProblem),
    /// The backend cannot be reached.
    Offline,
    /// The backend did not answer in time.
    TooSlow,
    /// The backend does not take the name.
    NameRefused,
    /// The backend said no, by code.
    Rejected(Option<Code>),
    /// The backend refuses the webhook address; since that day, where it was good
    /// before.
    Refused(Option<Refusal>, Option<Day>),
    /// The page is not in a phase in which this can be done.
    NotNow,
    /// The page is being closed.
    Closing,
    /// Nobody is signed in, where somebody has to be.
    SignedOut,
}

/// Everything the page can say that is not a fixed part of the form. Its number
/// is the sentence's place in `src/lang/form/en.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Text {
    /// The first two the start-up lines say too, when nobody else can.
    Closing,
    NotNow,
    ChooseFirst,
    Unchanged,
    NameMissing,
    NameTooLong,
    NameControl,
    NameRefused,
    Connecting,
    Prefilling,
    OutsideNoHost,
    OutsideSilent,
    Saving,
    Saved,
    Removing,
    Removed,
    ConfirmRemoval,
    RecordGone,
    Off,
    Moved,
    TurnOn,
    On,
    NotOn,
    LoadAgain,
    NotLoaded,
    SettingsUnread,
    NotSaved,
    PerhapsNotSaved,
    NotRemoved,
    PerhapsNotRemoved,
    HostRefused,
    HostSilent,
    NoWebhook,
    Offline,
    TooSlow,
    WebhookRefused,
    VersionConflict,
    NotAllowed,
    NotEnrolled,
    QuotaReached,
    TooManyRequests,
    Unavailable,
    Rejected,
    AddressMissing,
    AddressChecking,
    AddressWorkflow,
    AddressConnector,
    AddressEnded,
    AddressMixed,
    AddressKept,
    AddressUnchecked,
    AddressIncomplete,
    AddressTooLong,
    AddressNotPlain,
    AddressForeign,
    AddressPath,
    AddressUnsigned,
    AddressRepaired,
    TestSending,
    TestFailed,
    TestSeen,
    TestLook,
    TestWrong,
    TestNotTaken,
    Yes,
    No,
    Unknown,
    SignIn,
    SignedOut,
    SignInFirst,
    SignInClosed,
    SignInForeign,
    SignInDown,
}

impl Sentence for Text {
    fn number(self) -> usize {
        self as usize
    }
}

/// What the form's notice says.
pub type Notice = lang::Notice<Text, Undone>;

/// What was not done, and why: two sentences that are said as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    /// `NotSaved`, `NotRemoved`, or that it is not certain; ends in a colon.
    pub what: Text,
    /// The reason and what to do next.
    pub why: Text,
}

impl Failure {
    /// Whether what was asked for may be done all the same, because no answer came.
    #[must_use]
    pub fn leaves_open(self) -> bool {
        matches!(self, Self::Offline | Self::TooSlow | Self::Closing)
    }

    /// The reason, for the person and for the host.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::HostRefused => Text::HostRefused,
            Self::HostSilent => Text::HostSilent,
            Self::NoWebhook => Text::NoWebhook,
            Self::Draft(problem) => problem.text(),
            Self::Offline => Text::Offline,
            Self::TooSlow => Text::TooSlow,
            Self::NameRefused => Text::NameRefused,
            Self::Rejected(code) => rejected(code),
            Self::Refused(Some(Refusal::UnknownHost) | None, _) => Text::WebhookRefused,
            Self::Refused(refusal, _) => refused(refusal),
            Self::NotNow => Text::NotNow,
            Self::Closing => Text::Closing,
            Self::SignedOut => Text::SignInFirst,
        }
    }
}

impl DraftProblem {
    /// The sentence for the field and for the host.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::NoNotificationType => Text::ChooseFirst,
            Self::Address(AddressProblem::Refused(refusal)) => refused(refusal),
            Self::Address(problem) => problem.text(),
            Self::Name(ConfigNameError::Missing) => Text::NameMissing,
            Self::Name(ConfigNameError::TooLong) => Text::NameTooLong,
            Self::Name(ConfigNameError::Control) => Text::NameControl,
            Self::NameRefused => Text::NameRefused,
        }
    }
}

/// The field says since when an address has ended; what to do is said here.
fn refused(refusal: Option<Refusal>) -> Text {
    match refusal {
        Some(Refusal::Ended) => Text::AddressMissing,
        _ => AddressProblem::Refused(refusal).text(),
    }
}

fn rejected(code: Option<Code>) -> Text {
    let Some(code) = code else {
        return Text::Rejected;
    };
    match code {
        Code::WebhookRefused => Text::WebhookRefused,
        Code::VersionConflict | Code::Removed => Text::VersionConflict,
        Code::Unauthorized => Text::NotAllowed,
        Code::NotEnrolled => Text::NotEnrolled,
        Code::QuotaReached => Text::QuotaReached,
        Code::TooManyRequests => Text::TooManyRequests,
        Code::Unavailable | Code::Internal | Code::TooSlow => Text::Unavailable,
        _ => Text::Rejected,
    }
}
