//! A message in words: plain text, cut to length, not yet in any dialect.

mod pen;
mod setup;
mod task;

use super::words::Language;
use super::{Button, Done, Message, Sender};
use crate::clock::Millis;
use pen::Pen;
use time::OffsetDateTime;
use wire::EventKind;

/// Longest title and other one-line text, in characters.
const LINE: usize = 256;

/// What a card says, in either dialect.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// Our id for the event; nobody is shown it.
    pub(super) event_id: Option<String>,
    /// What kind of news it is, in our own words, where the title does not say it.
    pub(super) kind: Option<&'static str>,
    /// The largest line; a task's own title leads to the task.
    pub(super) title: String,
    /// What it is about and who did it, for lists and previews.
    pub(super) summary: String,
    pub(super) text: Option<String>,
    pub(super) lines: Vec<String>,
    /// Short ones, which may stand side by side.
    pub(super) facts: Vec<Fact>,
    /// What needs a line of its own: changes above all.
    pub(super) rows: Vec<Fact>,
    pub(super) link: Option<Link>,
    /// What can be done with the task.
    pub(super) buttons: Vec<Push>,
    /// The connector's name, as the person chose it.
    pub(super) footer: String,
    /// Where to manage or stop what is sent.
    pub(super) manage: Option<Link>,
    pub(super) at: Millis,
}

/// What something is called, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: Value,
    /// Whether it must not be overlooked.
    pub(super) stands_out: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    /// Each reader's client tells it in the reader's own time, where it can.
    Moment(OffsetDateTime),
}

/// Where to see more: our words, and an https address.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) label: String,
    pub(super) url: String,
}

/// What a button does when it is pressed.
#[derive(Clone, Debug)]
pub(super) struct Push {
    /// It leads to a page that asks.
    pub(super) link: Link,
    /// Or it posts there, where the dialect can.
    pub(super) post: Option<String>,
    /// What is written along.
    pub(super) input: Option<Asked>,
}

/// A field for a text.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) title: String,
    pub(super) is_required: bool,
}

impl Fact {
    fn text(name: impl Into<String>, value: String) -> Self {
        Self {
            name: name.into(),
            value: Value::Text(value),
            stands_out: false,
        }
    }
}

/// Says it, with free text cut to `most` characters. With 0 nothing a user
/// wrote is left but the task's id.
pub(super) fn build(
    message: &Message<'_>,
    sender: Sender<'_>,
    language: Language,
    most: usize,
) -> Content {
    let pen = Pen { language, most };
    let mut content = match message {
        Message::Task { event, .. } => task::content(event, &pen),
        Message::Summary { count, first, .. } => summary(*count, first, &pen),
        Message::Configured { setup, .. } => setup::configured(setup, sender.name, &pen),
        Message::Test { choice, code, .. } => setup::test(*choice, *code, &pen),
    };
    content.event_id = message.event_id().map(str::to_owned);
    content.at = message.at();
    content.footer = pen.line(sender.name, LINE);
    content.manage = sender.manage.map(|url| Link {
        label: pen.words().manage.to_owned(),
        url: url.to_owned(),
    });
    if most > 0 && matches!(message, Message::Task { .. }) {
        content.buttons = buttons(sender, &pen);
        content.rows.splice(0..0, done(sender, &pen));
    }
    if content.summary.is_empty() {
        content.summary.clone_from(&content.title);
    }
    content
}

fn buttons(sender: Sender<'_>, pen: &Pen) -> Vec<Push> {
    let button = |button: &Button<'_>| Push {
        link: Link {
            label: pen.line(button.title, LINE),
            url: button.url.clone(),
        },
        post: button.post.clone(),
        input: button.input.map(|input| Asked {
            title: pen.line(&input.title, LINE),
            is_required: input.required,
        }),
    };
    sender.buttons.iter().map(button).collect()
}

/// What was done before anything else that is to be known.
fn done(sender: Sender<'_>, pen: &Pen) -> Vec<Fact> {
    let told = |done: &Done<'_>| {
        let [title, said] = [done.title, done.said].map(|text| pen.line(text, LINE));
        Fact::text(title, said)
    };
    sender.done.iter().map(told).collect()
}

fn summary(count: u64, first: &[(EventKind, &str)], pen: &Pen) -> Content {
    let words = pen.words();
    let title = words.summary.replace("{n}", &count.to_string());
    if pen.most == 0 {
        return Content {
            title,
            text: Some(format!("({})", words.shortened)),
            ..Content::default()
        };
    }
    let first = first.iter().take(10);
    let mut lines: Vec<_> = first
        .map(|(kind, title)| task::about(*kind, title, pen))
        .collect();
    let left = count.saturating_sub(lines.len() as u64);
    if left > 0 {
        lines.push(words.more.replace("{n}", &left.to_string()));
    }
    Content {
        title,
        lines,
        ..Content::default()
    }
}
