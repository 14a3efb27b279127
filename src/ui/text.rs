//! The page's sentences. Each says what to do next, where there is something
//! to do.

use crate::model::Text;

/// The sentence in English.
pub(super) fn say(text: Text) -> &'static str {
    match text {
        Text::ChooseFirst => "Choose what to be told about; then you can save.",
        Text::NameMissing => "Enter a name.",
        Text::NameTooLong => "Shorten the name to at most 100 characters.",
        Text::NameControl => "Remove line breaks and other control characters from the name.",
        Text::Connecting => "Connecting to Teams…",
        Text::Prefilling => "Loading your settings…",
        Text::OutsideNoHost => {
            "This page works inside Microsoft Teams. In a channel, open Connectors and choose Configure."
        }
        Text::OutsideSilent => {
            "Teams does not answer. Close this dialog, then open it again from the channel's connectors."
        }
        Text::Saving => "Saving…",
        Text::Saved => "Saved. Matching tasks now appear in the channel.",
        Text::Removing => "Removing…",
        Text::Removed => "Removed. No more notifications are sent.",
        Text::ConfirmRemoval => {
            "Removing this configuration stops its task notifications in the channel."
        }
        Text::RecordGone => "This configuration was removed elsewhere. Save to set it up again.",
        Text::NotLoaded => "Your settings could not be loaded. Try again before you change them.",
        Text::SettingsUnread => {
            "Teams did not say whether this was configured before. Load again, or go on with a new one."
        }
        Text::HostRefused => {
            "Not saved: Teams did not take the settings. Press Save again, or reopen this dialog."
        }
        Text::HostSilent => {
            "Not saved: Teams did not answer in time. Press Save again, or reopen this dialog."
        }
        Text::NoWebhook => {
            "Not saved: Teams gave no address to send notifications to. Close this dialog and add the connector again."
        }
        Text::Offline => {
            "Not saved: the notification service cannot be reached. Check the network, then try again."
        }
        Text::TooSlow => {
            "Not saved: the notification service did not answer in time. Try again in a minute."
        }
        Text::WebhookRefused => {
            "Not saved: the notification service may not send to this channel's address. Ask its administrator to allow it."
        }
        Text::VersionConflict => {
            "Not saved: somebody else changed or removed this configuration. Save again to replace theirs with yours."
        }
        Text::NotAllowed => {
            "Not saved: you may not change this configuration. Ask the person who set it up."
        }
        Text::TooManyRequests => "Not saved: too many attempts. Wait a minute, then try again.",
        Text::Unavailable => {
            "Not saved: the notification service has a problem. Try again in a minute."
        }
        Text::Rejected => {
            "Not saved: the notification service did not accept the settings. Reopen this dialog and try again."
        }
        Text::NotNow => {
            "The page is not ready for this yet. Wait until the form is shown, then try again."
        }
        Text::Closing => "The page was closed before it was done. Open it and try again.",
    }
}
