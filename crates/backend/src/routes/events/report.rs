//! What a call says: our own shape, or the envelope of Standard Webhooks. What
//! no card could show is cleaned away and told; only what is missing or has the
//! wrong type is refused.

mod cleaner;
mod envelope;

use crate::problem::Failure;
use crate::routes::body;
use cleaner::Cleaner;
use std::collections::HashSet;
use wire::topic::MOST_OF_EVENT;
use wire::{Action, Change, Event, Field, Input, Task, Topic};

/// How long what goes beside a task may be, in characters.
const NAME: usize = 64;
const VALUE: usize = 512;
/// How long what stands on a button may be, in characters.
const BUTTON: usize = 40;
/// A card has room for so many buttons, beside the one that leads to the task.
const ACTIONS: usize = 3;
const TOPIC: &str = "Write one to four parts of at most 64 characters with slashes between \
                     them, such as project/alpha.";

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

/// Of an event that was read from another system's body.
pub(super) fn of_another(event: Event) -> Result<Report, Failure> {
    cleaned(event, &OURS)
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
    let at = format!("{}topics", shape.event);
    let topics = topics(&mut cleaner, &at, &sent.topics)?;
    let at = format!("{}actions", shape.event);
    let actions = actions(&mut cleaner, &at, &sent.actions)?;
    let event = Event {
        kind: sent.kind,
        actor,
        changes,
        topics,
        actions,
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

/// Each once, in the order in which they were sent.
fn topics(cleaner: &mut Cleaner, at: &str, sent: &[String]) -> Result<Vec<String>, Failure> {
    if sent.len() > MOST_OF_EVENT {
        return Err(Failure::invalid(
            at,
            &format!("Send at most {MOST_OF_EVENT}."),
        ));
    }
    let mut topics = cleaner.each(at, sent, |cleaner, at, sent| topic(cleaner, at, sent))?;
    let mut told = HashSet::new();
    topics.retain(|topic| told.insert(topic.clone()));
    Ok(topics)
}

fn topic(cleaner: &mut Cleaner, at: &str, sent: &str) -> Result<String, Failure> {
    let text = cleaner.present(at, sent, 1024)?;
    match Topic::try_from(text) {
        Ok(topic) => Ok(topic.into()),
        Err(_) => Err(Failure::invalid(at, TOPIC)),
    }
}

/// Their ids are told apart, and are what they are.
fn actions(cleaner: &mut Cleaner, at: &str, sent: &[Action]) -> Result<Vec<Action>, Failure> {
    if sent.len() > ACTIONS {
        return Err(Failure::invalid(at, &format!("Send at most {ACTIONS}.")));
    }
    let actions = cleaner.each(at, sent, action)?;
    let ids: HashSet<_> = actions.iter().map(|action| &action.id).collect();
    match ids.len() == actions.len() {
        true => Ok(actions),
        false => Err(Failure::invalid(at, "Give each an id of its own.")),
    }
}

fn action(cleaner: &mut Cleaner, at: &str, sent: &Action) -> Result<Action, Failure> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if sent.id.is_empty() || sent.id.len() > NAME || !sent.id.chars().all(plain) {
        let detail = "Use 1 to 64 letters, digits, dots, hyphens and underscores.";
        return Err(Failure::invalid(&format!("{at}.id"), detail));
    }
    Ok(Action {
        id: sent.id.clone(),
        title: cleaner.present(&format!("{at}.title"), &sent.title, BUTTON)?,
        input: match &sent.input {
            Some(sent) => Some(input(cleaner, &format!("{at}.input"), sent)?),
            None => None,
        },
    })
}

fn input(cleaner: &mut Cleaner, at: &str, sent: &Input) -> Result<Input, Failure> {
    Ok(Input {
        title: cleaner.present(&format!("{at}.title"), &sent.title, BUTTON)?,
        required: sent.required,
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
