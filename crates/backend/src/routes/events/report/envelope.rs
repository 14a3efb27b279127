//! The envelope of Standard Webhooks, from senders that may never have heard of us.

use super::{Report, Shape, cleaned};
use crate::due::Due;
use crate::problem::Failure;
use crate::routes::body;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use wire::{Action, Change, Event, EventKind, Field, Importance, Task};

const ENVELOPE: Shape = Shape {
    event: "data.",
    task: "data.",
};

/// What tells an envelope from a misspelt event.
#[derive(Deserialize)]
struct Outline {
    data: Option<IgnoredAny>,
    task: Option<IgnoredAny>,
}

pub(super) fn is_one(text: &str) -> bool {
    let outline = serde_json::from_str::<Outline>(text);
    outline.is_ok_and(|outline| outline.data.is_some() && outline.task.is_none())
}

#[derive(Deserialize)]
struct Named {
    #[serde(rename = "type")]
    name: String,
}

#[derive(Deserialize)]
struct Envelope {
    data: Told,
}

/// A task among whatever else the sender tells about it. The fields of ours that
/// others are likely to have in another shape are passed over where they do.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    id: Id,
    title: String,
    description: Option<String>,
    assigned_to: Option<String>,
    url: Option<String>,
    #[serde(default, deserialize_with = "perhaps")]
    due: Option<String>,
    #[serde(default, deserialize_with = "perhaps")]
    importance: Option<Importance>,
    #[serde(default, deserialize_with = "perhaps")]
    fields: Option<Vec<Field>>,
    #[serde(default, deserialize_with = "perhaps")]
    actor: Option<String>,
    #[serde(default, deserialize_with = "perhaps")]
    changes: Option<Vec<Change>>,
    #[serde(default, deserialize_with = "perhaps")]
    topics: Option<Vec<String>>,
    #[serde(default, deserialize_with = "perhaps")]
    actions: Option<Vec<Action>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

fn perhaps<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(value).ok())
}

/// `None` when it is about something nobody is notified of.
pub(super) fn read(text: &str) -> Result<Option<Report>, Failure> {
    let Named { name } = body::parse_text(text)?;
    let Some(kind) = kind_of(&name) else {
        return Ok(None);
    };
    let Envelope { data } = body::parse_text(text)?;
    cleaned(event(kind, data), &ENVELOPE).map(Some)
}

/// `created`, or a name that ends so: `task.created`.
fn kind_of(name: &str) -> Option<EventKind> {
    EventKind::from_code(name.rsplit('.').next().unwrap_or_default())
}

fn event(kind: EventKind, told: Told) -> Event {
    let task = Task {
        id: match told.id {
            Id::Text(text) => text,
            Id::Number(number) => number.to_string(),
        },
        title: told.title,
        description: told.description,
        assigned_to: told.assigned_to,
        url: told.url,
        due: told.due.filter(|text| Due::read(text.trim()).is_some()),
        importance: told.importance,
        fields: told.fields.unwrap_or_default(),
    };
    Event {
        kind,
        actor: told.actor,
        changes: told.changes.unwrap_or_default(),
        topics: told.topics.unwrap_or_default(),
        actions: told.actions.unwrap_or_default(),
        task,
    }
}
