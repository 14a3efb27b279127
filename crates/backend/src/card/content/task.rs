//! What a card says of one task: the title first, then a sentence, a few facts, and
//! what changed.

use super::pen::Pen;
use super::{Content, Fact, LINE, Link, Value};
use crate::due::Due;
use crate::text::target;
use wire::{Change, Event, EventKind, Field, Importance, Task};

/// How much of a description a card shows that leads to the rest.
const SENTENCE: usize = 200;
/// Longest title in a list, and longest value of a change, in characters.
const PART: usize = 120;

pub(super) fn content(event: &Event, pen: &Pen) -> Content {
    let task = &event.task;
    if pen.most == 0 {
        return short(event, pen);
    }
    let link = link(task, pen);
    let text = task.description.as_deref().and_then(|text| match link {
        Some(_) => pen.excerpt(text, SENTENCE),
        None => pen.paragraphs(text),
    });
    let (brief, long): (Vec<_>, Vec<_>) = fields(&task.fields).partition(|field| field.short);
    let brief = brief.into_iter().map(|field| told(field, pen));
    let changes = event.changes.iter().map(|change| changed(change, pen));
    let long = long.into_iter().map(|field| told(field, pen));
    Content {
        kind: Some(headline(event.kind, pen)),
        title: pen.line(&task.title, LINE),
        summary: preview(event, pen),
        text,
        facts: facts(event, pen).chain(brief).collect(),
        rows: changes.chain(long).collect(),
        link,
        ..Content::default()
    }
}

/// Only our own words and the task's id, which leads an operator to it.
fn short(event: &Event, pen: &Pen) -> Content {
    let id = Pen { most: LINE, ..*pen }.line(&event.task.id, LINE);
    Content {
        title: headline(event.kind, pen).to_owned(),
        facts: vec![Fact::text(pen.words().task, id)],
        text: Some(format!("({})", pen.words().shortened)),
        ..Content::default()
    }
}

/// The kind of news and the task it is about, in one line.
pub(super) fn about(kind: EventKind, title: &str, pen: &Pen) -> String {
    format!("{}: {}", headline(kind, pen), pen.line(title, PART))
}

fn preview(event: &Event, pen: &Pen) -> String {
    let about = about(event.kind, &event.task.title, pen);
    let who = present(event.actor.as_deref());
    match who.or(present(event.task.assigned_to.as_deref())) {
        Some(who) => format!("{about} ({})", pen.line(who, PART)),
        None => about,
    }
}

fn headline(kind: EventKind, pen: &Pen) -> &'static str {
    match kind {
        EventKind::Created => pen.words().created,
        EventKind::Updated => pen.words().updated,
    }
}

/// Who, when and how urgent, as far as it was told.
fn facts(event: &Event, pen: &Pen) -> impl Iterator<Item = Fact> {
    let words = pen.words();
    let by = match event.kind {
        EventKind::Created => words.created_by,
        EventKind::Updated => words.updated_by,
    };
    let person = |name, who: Option<&str>| {
        let who = present(who)?;
        Some(Fact::text(name, pen.line(who, LINE)))
    };
    let all = [
        person(words.assigned_to, event.task.assigned_to.as_deref()),
        person(by, event.actor.as_deref()),
        event.task.due.as_deref().map(|text| due(text, pen)),
        event.task.importance.and_then(|how| importance(how, pen)),
    ];
    all.into_iter().flatten()
}

fn due(text: &str, pen: &Pen) -> Fact {
    let value = match Due::read(text) {
        Some(Due::Day(day)) => Value::Text(pen.words().day(day)),
        Some(Due::Moment(at)) => Value::Moment(at),
        None => Value::Text(pen.line(text, LINE)),
    };
    Fact {
        name: pen.words().due.to_owned(),
        value,
        stands_out: false,
    }
}

/// What is as important as anything else need not be said.
fn importance(how: Importance, pen: &Pen) -> Option<Fact> {
    let words = pen.words();
    let (value, stands_out) = match how {
        Importance::Low => (words.low, false),
        Importance::Normal => return None,
        Importance::High => (words.high, true),
        Importance::Urgent => (words.urgent, true),
    };
    Some(Fact {
        stands_out,
        ..Fact::text(words.importance, value.to_owned())
    })
}

fn fields(all: &[Field]) -> impl Iterator<Item = &Field> {
    all.iter().filter(|field| !field.value.trim().is_empty())
}

fn told(field: &Field, pen: &Pen) -> Fact {
    Fact::text(pen.line(&field.name, LINE), pen.line(&field.value, LINE))
}

fn changed(change: &Change, pen: &Pen) -> Fact {
    let side = |side: &Option<String>| {
        let text = present(side.as_deref())?;
        Some(pen.line(text, PART))
    };
    let value = match (side(&change.from), side(&change.to)) {
        (None, None) => pen.words().changed.to_owned(),
        (from, to) => pen.became(from.as_deref(), to.as_deref()),
    };
    Fact::text(pen.line(&change.field, LINE), value)
}

fn present(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Its label says where it leads: it leaves Teams.
fn link(task: &Task, pen: &Pen) -> Option<Link> {
    let url = target(task.url.as_deref()?)?;
    let host = url.host_str()?;
    let host = pen.line(host.strip_prefix("www.").unwrap_or(host), LINE);
    Some(Link {
        label: pen.words().view_in.replace("{host}", &host),
        url: url.into(),
    })
}
