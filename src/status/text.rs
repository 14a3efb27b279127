//! What the status page says, by number: the order is that of the files in
//! `src/lang/status`. The words are theirs, never this file's.

use crate::lang::Sentence;
use wire::{
    Connector, DeliveryKind, DeliveryState, Destination, HealthState, NotificationType, Outcome,
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
    NotAllowed,
    Unavailable,
    OldShown,
    AsOf,
    Notifications,
    Create,
    Update,
    All,
    Destination,
    Connector,
    Workflow,
    SetUp,
    LastChange,
    LastDelivery,
    NoneYet,
    Unproven,
    UnprovenWhy,
    Ok,
    OkWhy,
    Failing,
    FailingWhy,
    Disabled,
    DisabledWhy,
    EndedWhy,
    Quiet,
    Deliveries,
    NothingYet,
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

/// A health in a word and in a sentence.
pub(super) fn health(record: &Connector) -> (Text, Text) {
    match record.health.state {
        _ if is_ended(record) => (Text::Disabled, Text::EndedWhy),
        HealthState::Unproven => (Text::Unproven, Text::UnprovenWhy),
        HealthState::Ok => (Text::Ok, Text::OkWhy),
        HealthState::Failing => (Text::Failing, Text::FailingWhy),
        HealthState::Disabled => (Text::Disabled, Text::DisabledWhy),
    }
}

/// Whether nobody takes cards there any more: no save turns it on.
pub(super) fn is_ended(record: &Connector) -> bool {
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
