//! What became of events, as the backend tells it: never with an address.

use crate::EventKind;
use serde::{Deserialize, Serialize};

/// Answer to `GET /api/v1/connectors/{entityId}/deliveries`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deliveries {
    /// The last events since the connector was saved first, newest first.
    pub deliveries: Vec<Delivery>,
}

/// What became of one event for one connector, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// The event's id, also in the card's footer.
    pub event_id: String,
    /// What happened to the task.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// The operator's own id of the task.
    pub task_id: String,
    /// When the event was taken, RFC 3339 in UTC.
    pub accepted_at: String,
    /// In one word.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u64,
    /// In one sentence.
    pub reason: String,
    /// When it is tried next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<String>,
    /// When it was settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<String>,
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

/// Answer to `POST /api/v1/connectors/{entityId}/test`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TestResult {
    /// Whether the channel took the card.
    pub success: bool,
    /// The outcome by a code that does not change.
    pub outcome: String,
    /// One sentence.
    pub detail: String,
}
