//! What a row of `events` says beside its task: who did it, what changed, what it is
//! about, and what can be done.

use serde::{Deserialize, Serialize};
use wire::{Action, Change, Event, EventKind, Task};

/// The column `about`. It is null where there is nothing to say, as in rows of
/// versions that did not know it.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct About {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Change>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    actions: Vec<Action>,
}

impl About {
    /// As it is stored.
    pub(super) fn of(event: &Event) -> Option<String> {
        let about = Self {
            actor: event.actor.clone(),
            changes: event.changes.clone(),
            topics: event.topics.clone(),
            actions: event.actions.clone(),
        };
        match serde_json::to_string(&about).ok()?.as_str() {
            "{}" => None,
            told => Some(told.to_owned()),
        }
    }

    /// As it was stored; `None` when it cannot be read.
    pub(super) fn read(column: Option<&str>) -> Option<Self> {
        column.map_or_else(
            || Some(Self::default()),
            |text| serde_json::from_str(text).ok(),
        )
    }

    /// The event whose row has it.
    pub(super) fn event(self, kind: EventKind, task: Task) -> Event {
        Event {
            kind,
            actor: self.actor,
            changes: self.changes,
            topics: self.topics,
            actions: self.actions,
            task,
        }
    }
}
