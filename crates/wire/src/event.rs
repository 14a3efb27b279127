//! What the operator's own system reports: an event about a task.

use crate::codes::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// What happened to the task.
    pub enum EventKind {
        /// The task is new.
        Created = "created",
        /// The task changed.
        Updated = "updated",
    }
}

/// The task an event is about. Text limits are checked by the backend and
/// named in its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Task {
    /// The operator's own id for the task.
    pub id: String,
    /// One line that names the task.
    pub title: String,
    /// What the task is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who is to do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// Where to see it; only `https` addresses become links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Body of `POST /api/v1/events`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Event {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// To which task.
    pub task: Task,
}

/// Answer 202: the event and its deliveries are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// Our id for the event; it is in the footer of every card.
    pub event_id: String,
    /// How many deliveries were queued.
    pub deliveries: u64,
    /// The fields, such as `task.title`, that were not stored as they were sent:
    /// no card could have shown them so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cleaned: Vec<String>,
}
