//! What became of events, as the backend tells it: never with an address.

use crate::{Day, Outcome, codes::codes};
use serde::{Deserialize, Serialize};

/// Answer to `GET /api/v1/connectors/{entityId}/deliveries`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deliveries {
    /// The last 20 since the connector was saved first, newest first.
    pub deliveries: Vec<Delivery>,
}

/// What became of one event for one connector, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// The event's id, also in the card's footer.
    pub event_id: String,
    /// What the card tells.
    #[serde(rename = "type")]
    pub kind: DeliveryKind,
    /// The operator's own id of the task, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_id: Option<String>,
    /// What the task is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_title: Option<String>,
    /// Where to see the task, where that may be a link: `https`, without a user name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_url: Option<String>,
    /// When the event was taken, RFC 3339 in UTC.
    pub accepted_at: String,
    /// In one word.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u64,
    /// In one sentence.
    pub reason: String,
    /// What the last try came to; absent before the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// When it is tried next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<String>,
    /// When it was settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<String>,
}

/// Answer to `GET /api/v1/connectors/{entityId}/days`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryDays {
    /// The last [`DAYS_TOLD`] days of the caller's calendar, today last.
    pub days: Vec<DeliveryDay>,
}

/// How many cards a connector's deliveries of one day ended with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryDay {
    /// The day of the caller's calendar.
    pub day: Day,
    /// How many the channel or its Workflow took.
    pub sent: u64,
    /// How many were given up, or came while the webhook was off.
    pub unsent: u64,
}

/// How many days [`DeliveryDays`] has.
pub const DAYS_TOLD: u64 = 14;

codes! {
    /// What a card tells.
    pub enum DeliveryKind {
        /// A task is new.
        Created = "created",
        /// A task changed.
        Updated = "updated",
        /// The connector was saved.
        Configured = "configured",
    }
}

codes! {
    /// [`Delivery`] in one word.
    pub enum DeliveryState {
        /// Waits for its time.
        Queued = "queued",
        /// Is being sent.
        Sending = "sending",
        /// The channel has it.
        Delivered = "delivered",
        /// The Workflow took it; whether it shows it is not known.
        Accepted = "accepted",
        /// Given up.
        Failed = "failed",
        /// Not sent: the webhook was disabled.
        Skipped = "skipped",
        /// Not sent: the connector did not ask for this kind of event.
        NotWanted = "notWanted",
    }
}
