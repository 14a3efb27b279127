//! The task that an event is about.

use crate::codes::codes;
use serde::{Deserialize, Deserializer, Serialize};

codes! {
    /// How much a task matters.
    pub enum Importance {
        /// It can wait.
        Low = "low",
        /// As any other; no card mentions it.
        Normal = "normal",
        /// Before others.
        High = "high",
        /// Now.
        Urgent = "urgent",
    }
}

/// A task. Text limits are checked by the backend and named in its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// When it is to be done: a day such as `2026-12-04`, or a time with its zone such
    /// as `2026-12-04T15:00:00+01:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How much it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
    /// What else is to be known about it, at most ten.
    #[serde(
        default,
        deserialize_with = "listed",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub fields: Vec<Field>,
}

/// One thing more about a task, under the operator's own name for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// What it is called.
    pub name: String,
    /// What it is; with nothing here no card mentions it.
    pub value: String,
    /// Whether it is so short that others can stand beside it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub short: bool,
}

/// A list; `null` is an empty one, as many writers of JSON have it.
pub(crate) fn listed<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<Vec<T>>::deserialize(from).map(Option::unwrap_or_default)
}
