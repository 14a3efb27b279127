//! What operators see and do, at `/api/v1/admin`. Nothing here holds a webhook's address;
//! a sender's token is told once, to whoever made it.

use crate::codes::codes;
use crate::secret::{Secret, travels};
use crate::{DeliveryKind, Destination, HealthState, NotificationType, Outcome, Topic};
use serde::{Deserialize, Serialize};

/// Answer to `GET /api/v1/admin/overview`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// How many connectors there are in each state.
    pub connectors: StateCounts,
    /// What waits, and what was given up.
    pub queue: Queue,
    /// Since when nothing is sent, RFC 3339 in UTC; absent while cards are sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_since: Option<String>,
}

/// Connectors by their health.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StateCounts {
    /// Nothing was sent yet.
    pub unproven: u64,
    /// The last card was taken.
    pub ok: u64,
    /// The last card was not taken.
    pub failing: u64,
    /// Nothing is sent.
    pub disabled: u64,
}

/// Deliveries that have not arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    /// Wait for their first attempt.
    pub due: u64,
    /// Are being sent.
    pub leased: u64,
    /// Were tried, and wait to be tried again.
    pub retrying: u64,
    /// Were given up.
    pub dead: u64,
    /// For how many seconds the oldest that may be sent has waited.
    pub oldest_due_seconds: u64,
}

/// Answer to `GET /api/v1/admin/connectors`: a page of them, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inventory {
    /// At most [`PAGE`].
    pub connectors: Vec<Listed>,
    /// How many fit the search, on all pages.
    pub total: u64,
    /// Where the next page begins, for the query's `after`; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A connector in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    /// By which an operator's call names it; it opens nothing else.
    pub row: String,
    /// The beginning of its entity id.
    pub id: String,
    /// The name that a person gave it.
    pub name: String,
    /// Which events are wanted.
    pub notification_type: NotificationType,
    /// Which kind of address the cards go to.
    pub destination: Destination,
    /// The address's host, with its tenant part masked.
    pub host: String,
    /// Whether cards arrive.
    pub state: HealthState,
    /// Why not, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who stopped it, if somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_by: Option<StoppedBy>,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// The object id of who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// The object id of who saved it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<String>,
    /// What their organisation calls who saved it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changer_name: Option<String>,
    /// When it was saved first, RFC 3339 in UTC.
    pub made: String,
    /// When it was saved last, RFC 3339 in UTC.
    pub saved: String,
    /// When a card was last taken, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_card: Option<String>,
    /// How many cards wait.
    pub waiting: u64,
}

codes! {
    /// Who stopped a connector's cards.
    pub enum StoppedBy {
        /// Somebody in the channel, by a card's link.
        Card = "card",
        /// An operator.
        Operator = "operator",
    }
}

/// How many entries a page of a list has at most.
pub const PAGE: usize = 50;

/// Answer to `GET /api/v1/admin/hours`: whole hours, the oldest first, the last one not
/// over yet. An hour in which nothing was sent is there with zeros.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// At most [`MOST_HOURS`].
    pub hours: Vec<Hour>,
}

/// How many hours are told at most.
pub const MOST_HOURS: usize = 48;

/// What attempts of one hour came to, by how many deliveries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hour {
    /// When it began, RFC 3339 in UTC.
    pub begins: String,
    /// The channel has them.
    pub delivered: u64,
    /// A Workflow took them.
    pub accepted: u64,
    /// Passed by or were put off; they are tried again.
    pub delayed: u64,
    /// Were refused.
    pub refused: u64,
}

/// Answer to `GET /api/v1/admin/dead-letters`: a page of them, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetters {
    /// At most [`PAGE`].
    pub dead_letters: Vec<DeadLetter>,
    /// Where the next page begins, for the query's `after`; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A delivery that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    /// The delivery's id.
    pub id: String,
    /// The name of the connector.
    pub connector: String,
    /// What the card tells.
    #[serde(rename = "type")]
    pub kind: DeliveryKind,
    /// The operator's own id of the task, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_id: Option<String>,
    /// How often it was tried.
    pub attempts: u64,
    /// What the last try came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// In one sentence.
    pub reason: String,
    /// When it began to wait, RFC 3339 in UTC.
    pub created_at: String,
    /// Whether it would be sent again: its connector and its webhook are on.
    pub can_be_replayed: bool,
}

/// Body of `POST /api/v1/admin/dead-letters/replay`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplayThese {
    /// The deliveries' ids, at most [`PAGE`].
    pub ids: Vec<String>,
}

/// Answer to a replay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Replayed {
    /// How many deliveries wait again.
    pub replayed: u64,
}

/// Answer to `GET /api/v1/admin/senders`: a page of them, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Senders {
    /// At most [`PAGE`].
    pub senders: Vec<Sender>,
    /// Where the next page begins, for the query's `after`; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A system that may report events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    /// By which it is listed and revoked.
    pub name: String,
    /// The only tenant for which its token is good; every tenant when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// The only topics of which it may report; of any when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// When the token was made, RFC 3339 in UTC.
    pub made: String,
}

/// Body of `POST /api/v1/admin/senders`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSender {
    /// 1 to 64 letters, digits, dots, hyphens or underscores.
    pub name: String,
    /// The same, for one tenant alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// The only topics of which it may report, at most [`MOST_TOPICS`]; of any when there
    /// are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
}

/// How many topics a sender may be limited to.
pub const MOST_TOPICS: usize = 50;

/// The answer: the only time that the token is told.
///
/// `Debug` is left out on purpose: it would print what must not be seen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MadeSender {
    /// By which it is listed and revoked.
    pub name: String,
    /// With which it reports events.
    #[serde(serialize_with = "travels")]
    pub token: Secret,
}
