//! What became of events, as the backend tells it: never with an address.

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
    /// When the event was taken, RFC 3339 in UTC.
    pub accepted_at: String,
    /// In one word.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u64,
    /// In one sentence.
    pub reason: String,
    /// What the last try came to, by a code that does not change, as in
    /// [`crate::TestResult::outcome`], or `disabled`; absent before the first try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// When it is tried next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<String>,
    /// When it was settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<String>,
}

/// What a card tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryKind {
    /// A task is new.
    Created,
    /// A task changed.
    Updated,
    /// The connector was saved.
    Configured,
}

/// [`Delivery`] in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeliveryState {
    /// Waits for its time.
    Queued,
    /// Is being sent.
    Sending,
    /// The channel has it.
    Delivered,
    /// The Workflow took it; whether it shows it is not known.
    Accepted,
    /// Given up.
    Failed,
    /// Not sent: the webhook was disabled.
    Skipped,
    /// Not sent: the connector did not ask for this kind of event.
    NotWanted,
}
