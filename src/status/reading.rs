//! What was read about one configuration. Data only; holds no secret, because
//! the backend gives none.

use wire::{Day, DeliveryKind, DeliveryState, Destination, HealthState, NotificationType, Outcome};

/// One reading of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What is configured.
    pub record: Record,
    /// What became of the last tasks, newest first.
    pub deliveries: Vec<Delivery>,
}

/// A reading and when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What was read.
    pub found: Found,
    /// RFC 3339 in UTC.
    pub at: String,
}

/// The part of [`wire::Connector`] that is shown. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The readable name.
    pub name: String,
    /// Which events are wanted.
    pub notifications: NotificationType,
    /// Which kind of address the cards go to.
    pub destination: Destination,
    /// The address's host, masked by the backend.
    pub host: String,
    /// Whether cards arrive.
    pub health: HealthState,
    /// Why not, in the backend's English.
    pub reason: Option<String>,
    /// The same as a code; absent for what only a newer backend knows.
    pub why: Option<Outcome>,
    /// Since which day nothing is sent, if nothing is.
    pub since: Option<Day>,
    /// When it was saved first.
    pub created_at: String,
    /// When it was saved last.
    pub updated_at: String,
    /// When a card was last taken.
    pub last_delivered_at: Option<String>,
    /// For how many days a Workflow took no card, once it is worth a word.
    pub quiet_days: Option<u64>,
}

/// The part of [`wire::Delivery`] that is shown. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// What happened.
    pub kind: DeliveryKind,
    /// The operator's own id of the task.
    pub task_id: String,
    /// When the event was taken.
    pub accepted_at: String,
    /// In one word.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u64,
    /// What the channel's answer meant.
    pub outcome: Option<Outcome>,
    /// What the channel's answer meant, as an English sentence of the backend.
    pub reason: String,
    /// When it is tried next.
    pub next_attempt_at: Option<String>,
}
