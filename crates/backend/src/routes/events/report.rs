//! What a call says: our own shape, or the envelope of Standard Webhooks. What
//! no card could show is cleaned away and told; only what is missing or has the
//! wrong type is refused.

mod cleaner;
mod envelope;

use crate::problem::Failure;
use crate::routes::body;
use cleaner::Cleaner;
use wire::{Change, Event, Field, Task};

/// How long what goes beside a task may be, in characters.
const NAME: usize = 64;
const VALUE: usize = 512;

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
        Ok(event) => cleaned(event, &OURS).map(Some),
        Err(_) if envelope::is_one(&text) => envelope::read(&text),
        Err(failure) => Err(failure),
    }
}

/// Where in a body the fields are: what answers put before their names.
struct Shape {
    event: &'static str,
    task: &'static str,
}

const OURS: Shape = Shape {
    event: "",
    task: "task.",
};

/// Cleans every field; what then is empty or too long is refused.
fn cleaned(sent: Event, shape: &Shape) -> Result<Report, Failure> {
    let mut cleaner = Cleaner::default();
    let task = task(&mut cleaner, shape.task, sent.task)?;
    let actor = cleaner.optional(&format!("{}actor", shape.event), sent.actor, VALUE)?;
    let at = format!("{}changes", shape.event);
    let changes = cleaner.each(&at, &sent.changes, change)?;
    let event = Event {
        kind: sent.kind,
        actor,
        changes,
        task,
    };
    Ok(Report {
        event,
        cleaned: cleaner.cleaned,
    })
}

fn task(cleaner: &mut Cleaner, within: &str, sent: Task) -> Result<Task, Failure> {
    let at = |field: &str| format!("{within}{field}");
    Ok(Task {
        id: cleaner.present(&at("id"), &sent.id, 256)?,
        title: cleaner.present(&at("title"), &sent.title, 1024)?,
        description: cleaner.lines(&at("description"), sent.description, 100_000)?,
        assigned_to: cleaner.optional(&at("assignedTo"), sent.assigned_to, VALUE)?,
        url: cleaner.url(&at("url"), sent.url),
        due: cleaner.due(&at("due"), sent.due)?,
        importance: sent.importance,
        fields: cleaner.each(&at("fields"), &sent.fields, field)?,
    })
}

fn field(cleaner: &mut Cleaner, at: &str, sent: &Field) -> Result<Field, Failure> {
    Ok(Field {
        name: cleaner.present(&format!("{at}.name"), &sent.name, NAME)?,
        value: cleaner.line(&format!("{at}.value"), &sent.value, VALUE)?,
        short: sent.short,
    })
}

fn change(cleaner: &mut Cleaner, at: &str, sent: &Change) -> Result<Change, Failure> {
    Ok(Change {
        field: cleaner.present(&format!("{at}.field"), &sent.field, NAME)?,
        from: cleaner.optional(&format!("{at}.from"), sent.from.clone(), VALUE)?,
        to: cleaner.optional(&format!("{at}.to"), sent.to.clone(), VALUE)?,
    })
}

#[cfg(test)]
mod tests;
