//! The parts of answers that the form reads: it weighs too much to read the whole of them.
//! A part has the names and types of its answer, and is read from the whole as well.

use crate::{Day, Destination, NotificationType, Posted, Secret};
use serde::Deserialize;

/// The part of a [`crate::Connector`] that an edit starts from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// See [`crate::Connector::notification_type`].
    pub notification_type: NotificationType,
    /// See [`crate::Connector::config_name`].
    pub config_name: String,
    /// See [`crate::Connector::destination`].
    pub destination: Destination,
    /// See [`crate::Connector::ended_since`].
    pub ended_since: Option<Day>,
    /// See [`crate::Connector::health`].
    pub health: Off,
    /// See [`crate::Connector::version`].
    pub version: u64,
}

/// The part of [`crate::Health`] that tells whether cards are turned off, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Off {
    /// See [`crate::Health::since`].
    pub since: Option<Day>,
    /// See [`crate::Health::reason`].
    pub reason: Option<String>,
}

/// The part of [`crate::CheckedWebhook`] that the address's field shows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// See [`crate::CheckedWebhook::family`].
    pub family: String,
    /// See [`crate::CheckedWebhook::destination`].
    pub destination: Destination,
    /// See [`crate::Life::since`].
    pub since: Option<Day>,
    /// See [`crate::CheckedWebhook::stored`].
    pub stored: Option<bool>,
    /// See [`crate::CheckedWebhook::webhook_url`].
    pub webhook_url: Option<Secret>,
}

/// The part of a [`crate::TestResult`] that is shown below the button.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Tested {
    /// See [`crate::TestResult::reached`].
    pub reached: bool,
    /// See [`crate::TestResult::accepted`].
    pub accepted: bool,
    /// See [`crate::TestResult::posted`].
    pub posted: Posted,
    /// See [`crate::TestResult::detail`].
    pub detail: String,
}
