//! What the status page says, by number: the order is that of the files in
//! `src/lang/status`. The words are theirs, never this file's.

use super::{Kind, Record};
use wire::{DeliveryState, Destination, HealthState, NotificationType};

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

/// A health in a word and in a sentence.
pub(super) fn health(record: &Record) -> (Text, Text) {
    match record.health {
        _ if is_ended(record) => (Text::Disabled, Text::EndedWhy),
        HealthState::Unproven => (Text::Unproven, Text::UnprovenWhy),
        HealthState::Ok => (Text::Ok, Text::OkWhy),
        HealthState::Failing => (Text::Failing, Text::FailingWhy),
        HealthState::Disabled => (Text::Disabled, Text::DisabledWhy),
    }
}

/// Whether nobody takes cards there any more: no save turns it on.
pub(super) fn is_ended(record: &Record) -> bool {
    record.why == Some(Text::WhyEnded) && record.since.is_some()
}

pub(super) fn notifications(record: &Record) -> Text {
    match record.notifications {
        NotificationType::Create => Text::Create,
        NotificationType::Update => Text::Update,
        NotificationType::All => Text::All,
    }
}

pub(super) fn destination(record: &Record) -> Text {
    match record.destination {
        Destination::Connector => Text::Connector,
        Destination::Workflow => Text::Workflow,
    }
}

pub(super) fn kind(kind: Kind) -> Text {
    match kind {
        Kind::Created => Text::Created,
        Kind::Updated => Text::Updated,
        Kind::Configured => Text::Configured,
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

/// What an outcome's code means; `None` for a code this build does not know.
pub(super) fn outcome(code: &str) -> Option<Text> {
    Some(match code {
        "accepted" => Text::WhyAccepted,
        "unconfirmed" => Text::WhyUnconfirmed,
        "throttled" => Text::WhyThrottled,
        "too_large" => Text::WhyTooLarge,
        "bad_card" => Text::WhyBadCard,
        "denied" => Text::WhyDenied,
        "unsigned" => Text::WhyUnsigned,
        "two_authorizations" => Text::WhyTwoAuthorizations,
        "gone" => Text::WhyGone,
        "no_workflow" => Text::WhyNoWorkflow,
        "switched_off" => Text::WhySwitchedOff,
        "redirected" => Text::WhyRedirected,
        "transient" => Text::WhyTransient,
        "blocked" => Text::WhyBlocked,
        "ended" => Text::WhyEnded,
        "disabled" => Text::WhyDisabled,
        "unreadable" => Text::WhyUnreadable,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
