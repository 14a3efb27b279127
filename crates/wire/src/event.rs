//! What the operator's own system reports: an event about a task.

use crate::Task;
use crate::codes::codes;
use crate::task::listed;
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

/// Body of `POST /api/v1/events`. Text limits are checked by the backend and named
/// in its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Event {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// What is different now, at most ten.
    #[serde(
        default,
        deserialize_with = "listed",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub changes: Vec<Change>,
    /// What it is about, at most eight paths such as `project/alpha`.
    #[serde(
        default,
        deserialize_with = "listed",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub topics: Vec<String>,
    /// What the card offers to do with it, at most three.
    #[serde(
        default,
        deserialize_with = "listed",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub actions: Vec<Action>,
    /// To which task.
    pub task: Task,
}

/// A button on the card; the operator's system is told when somebody presses it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Action {
    /// By which the operator's system knows it: letters, digits, dots, hyphens and
    /// underscores.
    pub id: String,
    /// What stands on the button.
    pub title: String,
    /// What a person may write along, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Input>,
}

/// A text that a person writes along with a press, at most [`MOST_INPUT`] characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    /// What the field is called.
    pub title: String,
    /// Whether nothing can be pressed without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

/// How long a text that comes with a press may be, in characters.
pub const MOST_INPUT: usize = 1000;

/// What changed about a task, under the operator's own name for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// What it is called.
    pub field: String,
    /// What it was, if it was anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it is now, if it is anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// Answer 202: the event and its deliveries are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// Our id for the event; every card carries it where nobody sees it.
    pub event_id: String,
    /// How many deliveries were queued.
    pub deliveries: u64,
    /// The fields, such as `task.title`, that were not stored as they were sent:
    /// no card could have shown them so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cleaned: Vec<String>,
}
