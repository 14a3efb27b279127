//! What the status page says, by number: the order is that of the files in
//! `src/lang/status`. The words are theirs, never this file's.

use crate::lang::Sentence;
use wire::{
    Connector, DeliveryKind, DeliveryState, Destination, HealthState, NotificationType, Outcome,
    StoppedBy,
};

/// Every sentence and word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    Heading,
    Loading,
    OutsideNoHost,
    OutsideSilent,
    Gone,
    GoneWhatNow,
    Refresh,
    Refreshing,
    Refreshed,
    Offline,
    TooSlow,
    Busy,
    NotAllowed,
    Unavailable,
    OldShown,
    AsOf,
    Name,
    Notifications,
    Create,
    Update,
    All,
    Destination,
    Connector,
    Workflow,
    SetUp,
    LastChange,
    By,
    LastDelivery,
    NoneYet,
    Unproven,
    UnprovenWhy,
    Ok,
    OkWhy,
    Unconfirmed,
    UnconfirmedWhy,
    Confirmed,
    ConfirmedBy,
    ConfirmedWhy,
    Failing,
    FailingSince,
    Disabled,
    OffSince,
    OffByCard,
    OffByAdmin,
    EndedWhy,
    NewWorkflow,
    PasteHow,
    Quiet,
    ReadOnly,
    TurnOn,
    On,
    Test,
    TestSending,
    TestLook,
    TestWrong,
    TestSeen,
    TestNotTaken,
    Code,
    Deliveries,
    Exact,
    NothingYet,
    Days,
    Sums,
    AsTable,
    Day,
    Sent,
    Unsent,
    Resend,
    Resent,
    Time,
    Task,
    Event,
    State,
    Attempts,
    Details,
    Created,
    Updated,
    Configured,
    Queued,
    Sending,
    Delivered,
    Accepted,
    Failed,
    Skipped,
    NotWanted,
    NextAttempt,
    WhyAccepted,
    WhyUnconfirmed,
    WhyThrottled,
    WhyTooLarge,
    WhyBadCard,
    WhyDenied,
    WhyUnsigned,
    WhyTwoAuthorizations,
    WhyGone,
    WhyNoWorkflow,
    WhySwitchedOff,
    WhyRedirected,
    WhyTransient,
    WhyBlocked,
    WhyEnded,
    WhyDisabled,
    WhyUnreadable,
    WhyNotWanted,
}

impl Sentence for Text {
    fn number(self) -> usize {
        self as usize
    }
}

/// Where a configuration stands, in a word. What a Workflow takes, only a person can see.
pub(super) fn standing(record: &Connector) -> Text {
    let flow = record.destination == Destination::Workflow;
    match record.health.state {
        _ if is_ended(record) => Text::Disabled,
        HealthState::Disabled => Text::Disabled,
        HealthState::Failing => Text::Failing,
        HealthState::Unproven | HealthState::Ok if flow && record.seen_at.is_some() => {
            Text::Confirmed
        }
        HealthState::Unproven => Text::Unproven,
        HealthState::Ok if flow => Text::Unconfirmed,
        HealthState::Ok => Text::Ok,
    }
}

/// Why it stands so; `None` where the outcome behind it says it.
pub(super) fn cause(record: &Connector) -> Option<Text> {
    Some(match standing(record) {
        Text::Unproven => Text::UnprovenWhy,
        Text::Ok => Text::OkWhy,
        Text::Unconfirmed => Text::UnconfirmedWhy,
        Text::Confirmed => Text::ConfirmedWhy,
        _ if is_ended(record) => Text::EndedWhy,
        _ => match record.health.stopped_by? {
            StoppedBy::Card => Text::OffByCard,
            StoppedBy::Operator => Text::OffByAdmin,
        },
    })
}

/// What helps, there and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remedy {
    /// A test card, whose code is entered.
    Test,
    /// Turning it on again.
    TurnOn,
    /// Another address, pasted in the settings.
    Paste,
    /// The same, of a Workflow that is yet to be made.
    NewWorkflow,
    /// Nothing that a person can do here.
    None,
}

pub(super) fn remedy(record: &Connector) -> Remedy {
    let health = &record.health;
    match (standing(record), health.outcome) {
        (_, Some(Outcome::Ended)) if is_ended(record) => Remedy::NewWorkflow,
        (Text::Unproven | Text::Unconfirmed, _) => Remedy::Test,
        (Text::Ok | Text::Confirmed, _) => Remedy::None,
        _ if health.stopped_by == Some(StoppedBy::Operator) => Remedy::None,
        _ if health.stopped_by == Some(StoppedBy::Card) => Remedy::TurnOn,
        (_, Some(Outcome::Gone)) => Remedy::NewWorkflow,
        (_, Some(Outcome::NoWorkflow | Outcome::Unsigned | Outcome::Denied)) => Remedy::Paste,
        (_, Some(Outcome::Blocked | Outcome::TwoAuthorizations)) => Remedy::None,
        (Text::Disabled, _) => Remedy::TurnOn,
        _ => Remedy::Test,
    }
}

/// Whether a test card would tell something new.
pub(super) fn can_test(record: &Connector) -> bool {
    let helps = remedy(record) == Remedy::Test;
    helps || matches!(standing(record), Text::Ok | Text::Confirmed)
}

/// Whether nobody takes cards there any more: no save turns it on.
fn is_ended(record: &Connector) -> bool {
    record.health.outcome == Some(Outcome::Ended) && record.health.since.is_some()
}

pub(super) fn notification_type(record: &Connector) -> Text {
    match record.notification_type {
        NotificationType::Create => Text::Create,
        NotificationType::Update => Text::Update,
        NotificationType::All => Text::All,
    }
}

pub(super) fn destination(record: &Connector) -> Text {
    match record.destination {
        Destination::Connector => Text::Connector,
        Destination::Workflow => Text::Workflow,
    }
}

pub(super) fn kind(kind: DeliveryKind) -> Text {
    match kind {
        DeliveryKind::Created => Text::Created,
        DeliveryKind::Updated => Text::Updated,
        DeliveryKind::Configured => Text::Configured,
    }
}

pub(super) fn state(state: DeliveryState) -> Text {
    match state {
        DeliveryState::Queued => Text::Queued,
        DeliveryState::Sending => Text::Sending,
        DeliveryState::Delivered => Text::Delivered,
        DeliveryState::Accepted => Text::Accepted,
        DeliveryState::Failed => Text::Failed,
        DeliveryState::Skipped => Text::Skipped,
        DeliveryState::NotWanted => Text::NotWanted,
    }
}

/// What an outcome means, where it wants a word.
pub(super) fn outcome(outcome: Outcome) -> Option<Text> {
    Some(match outcome {
        Outcome::Delivered => return None,
        Outcome::Accepted => Text::WhyAccepted,
        Outcome::Unconfirmed => Text::WhyUnconfirmed,
        Outcome::Throttled => Text::WhyThrottled,
        Outcome::TooLarge => Text::WhyTooLarge,
        Outcome::BadCard => Text::WhyBadCard,
        Outcome::Denied => Text::WhyDenied,
        Outcome::Unsigned => Text::WhyUnsigned,
        Outcome::TwoAuthorizations => Text::WhyTwoAuthorizations,
        Outcome::Gone => Text::WhyGone,
        Outcome::NoWorkflow => Text::WhyNoWorkflow,
        Outcome::SwitchedOff => Text::WhySwitchedOff,
        Outcome::Redirected => Text::WhyRedirected,
        Outcome::Transient => Text::WhyTransient,
        Outcome::Blocked => Text::WhyBlocked,
        Outcome::Ended => Text::WhyEnded,
        Outcome::Disabled => Text::WhyDisabled,
        Outcome::Unreadable => Text::WhyUnreadable,
    })
}

#[cfg(test)]
mod tests;
