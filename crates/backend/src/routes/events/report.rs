//! What a call says: our own shape, or the envelope of Standard Webhooks. What
//! no card could show is cleaned away and told; only what is missing or has the
//! wrong type is refused.

use crate::problem::Failure;
use crate::routes::body;
use crate::text::clean::{line, lines};
use serde::Deserialize;
use serde::de::IgnoredAny;
use wire::{Event, EventKind, Task};

/// An event as it is stored.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) event: Event,
    /// The fields that were sent otherwise.
    pub(super) cleaned: Vec<String>,
}

/// Reads a body; `None` for an envelope about something nobody is notified of.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Report>, Failure> {
    let text = body::lenient_text(bytes)?;
    match body::parse_text::<Event>(&text) {
        Ok(event) => cleaned(event, "task").map(Some),
        Err(_) if is_envelope(&text) => enveloped(&text),
        Err(failure) => Err(failure),
    }
}

/// What tells an envelope from a misspelt event.
#[derive(Deserialize)]
struct Shape {
    data: Option<IgnoredAny>,
    task: Option<IgnoredAny>,
}

fn is_envelope(text: &str) -> bool {
    let shape = serde_json::from_str::<Shape>(text);
    shape.is_ok_and(|shape| shape.data.is_some() && shape.task.is_none())
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

/// A task among whatever else the sender tells about it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    id: Id,
    title: String,
    description: Option<String>,
    assigned_to: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

fn enveloped(text: &str) -> Result<Option<Report>, Failure> {
    let Named { name } = body::parse_text(text)?;
    let Some(kind) = kind_of(&name) else {
        return Ok(None);
    };
    let Envelope { data } = body::parse_text(text)?;
    let task = Task {
        id: match data.id {
            Id::Text(text) => text,
            Id::Number(number) => number.to_string(),
        },
        title: data.title,
        description: data.description,
        assigned_to: data.assigned_to,
        url: data.url,
    };
    cleaned(Event { kind, task }, "data").map(Some)
}

/// `created`, or a name that ends so: `task.created`.
fn kind_of(name: &str) -> Option<EventKind> {
    match name.rsplit('.').next().unwrap_or_default() {
        "created" => Some(EventKind::Created),
        "updated" => Some(EventKind::Updated),
        _ => None,
    }
}

/// Cleans every field; what then is empty or too long is refused.
fn cleaned(event: Event, within: &str) -> Result<Report, Failure> {
    let mut fields = Fields {
        within,
        cleaned: Vec::new(),
    };
    let sent = event.task;
    let task = Task {
        id: fields.present("id", &sent.id, 256)?,
        title: fields.present("title", &sent.title, 1024)?,
        description: fields.description(sent.description)?,
        assigned_to: match sent.assigned_to {
            Some(text) => Some(fields.line("assignedTo", &text, 512)?),
            None => None,
        },
        url: fields.url(sent.url),
    };
    Ok(Report {
        event: Event { task, ..event },
        cleaned: fields.cleaned,
    })
}

/// Where the fields are, and which of them were not kept as they came.
struct Fields<'a> {
    within: &'a str,
    cleaned: Vec<String>,
}

impl Fields<'_> {
    fn name(&self, field: &str) -> String {
        format!("{}.{field}", self.within)
    }

    fn tell(&mut self, field: &str, is_changed: bool) {
        if is_changed {
            let name = self.name(field);
            self.cleaned.push(name);
        }
    }

    fn within(&self, field: &str, text: &str, most: usize) -> Result<(), Failure> {
        if text.chars().count() <= most {
            return Ok(());
        }
        let detail = format!("Shorten it to at most {most} characters.");
        Err(Failure::invalid(&self.name(field), &detail))
    }

    fn line(&mut self, field: &str, sent: &str, most: usize) -> Result<String, Failure> {
        let text = line(sent);
        self.within(field, &text, most)?;
        self.tell(field, text != sent);
        Ok(text)
    }

    fn present(&mut self, field: &str, sent: &str, most: usize) -> Result<String, Failure> {
        let text = self.line(field, sent, most)?;
        if text.is_empty() {
            return Err(Failure::invalid(&self.name(field), "Write something here."));
        }
        Ok(text)
    }

    /// How its lines end is nothing to tell about.
    fn description(&mut self, sent: Option<String>) -> Result<Option<String>, Failure> {
        let Some(sent) = sent else { return Ok(None) };
        let text = lines(&sent);
        self.within("description", &text, 100_000)?;
        self.tell("description", text != sent.replace("\r\n", "\n"));
        Ok(Some(text))
    }

    /// Templates fill an address with nothing, or with half of one: the news is
    /// worth more than its link.
    fn url(&mut self, sent: Option<String>) -> Option<String> {
        let sent = sent?;
        let text = Some(line(&sent)).filter(|text| is_usable(text));
        self.tell("url", text.as_ref() != Some(&sent));
        text
    }
}

/// A whole address without a user name, which could pass for the host.
fn is_usable(text: &str) -> bool {
    let whole = !text.contains('\u{fffd}') && text.chars().count() <= 2048;
    let url = url::Url::parse(text);
    whole && url.is_ok_and(|url| url.username().is_empty() && url.password().is_none())
}

#[cfg(test)]
mod tests;
