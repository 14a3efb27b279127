//! A message in words: plain text, cut to length, not yet in any dialect.

use super::words::{Language, Words};
use super::{Message, escape};
use crate::clock::{Millis, rfc3339};
use wire::{EventKind, NotificationType, Task};

/// Longest title and other one-line text, in characters.
const LINE: usize = 256;

/// What both dialects say.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// Our own words.
    pub(super) title: String,
    /// The connector's name, as the person chose it.
    pub(super) name: String,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) text: Option<String>,
    pub(super) lines: Vec<String>,
    /// Label and an https address.
    pub(super) link: Option<(&'static str, String)>,
    pub(super) footer: String,
}

/// Says it, with free text cut to `most` characters. With 0 nothing a user
/// wrote is left but the task's id.
pub(super) fn build(message: &Message<'_>, name: &str, language: Language, most: usize) -> Content {
    let words = language.words();
    let cut = |text: &str, most: usize| cut(text, most, words);
    let mut content = Content {
        name: cut(name, LINE.min(most)),
        ..Content::default()
    };
    match message {
        Message::Task {
            kind,
            task,
            event_id,
            at,
        } => {
            content.title = headline(*kind, words).to_owned();
            task_facts(&mut content, task, words, most);
            content.footer = footer(words, event_id, *at);
        }
        Message::Summary {
            count,
            first,
            event_id,
            at,
        } => {
            content.title = words.summary.replace("{n}", &count.to_string());
            match most {
                0 => content.text = Some(format!("({})", words.shortened)),
                _ => content.lines = summary_lines(*count, first, words, most),
            }
            content.footer = footer(words, event_id, *at);
        }
        Message::Configured {
            choice,
            event_id,
            at,
        } => {
            content.title = words.configured.to_owned();
            content.text = Some(configured(*choice, &content.name, words));
            // The sentence has it.
            content.name = String::new();
            content.footer = footer(words, event_id, *at);
        }
        Message::Test { choice, code, at } => {
            content.title = words.test.to_owned();
            content.text = Some(words.test_text.to_owned());
            content.lines = code
                .iter()
                .map(|code| words.type_code.replace("{code}", code))
                .collect();
            content.facts = choice
                .iter()
                .map(|choice| (words.sends, chosen(*choice, words).to_owned()))
                .collect();
            content.footer = time(*at);
        }
    }
    content
}

fn task_facts(content: &mut Content, task: &Task, words: &'static Words, most: usize) {
    if most == 0 {
        content.facts = vec![(words.task, cut(&task.id, LINE, words))];
        content.text = Some(format!("({})", words.shortened));
        return;
    }
    let line = LINE.min(most);
    content.facts = vec![(words.task, cut(&task.title, line, words))];
    if let Some(who) = present(task.assigned_to.as_deref()) {
        content
            .facts
            .push((words.assigned_to, cut(who, line, words)));
    }
    content.text = present(task.description.as_deref()).map(|text| cut(text, most, words));
    content.link = task
        .url
        .as_deref()
        .and_then(https)
        .map(|url| (words.open, url));
}

fn summary_lines(
    count: u64,
    first: &[(EventKind, &str)],
    words: &'static Words,
    most: usize,
) -> Vec<String> {
    let line = |(kind, title): &(EventKind, &str)| {
        format!(
            "{}: {}",
            headline(*kind, words),
            cut(title, 120.min(most), words)
        )
    };
    let mut lines: Vec<_> = first.iter().take(10).map(line).collect();
    let left = count.saturating_sub(lines.len() as u64);
    if left > 0 {
        lines.push(words.more.replace("{n}", &left.to_string()));
    }
    lines
}

fn headline(kind: EventKind, words: &'static Words) -> &'static str {
    match kind {
        EventKind::Created => words.created,
        EventKind::Updated => words.updated,
    }
}

fn chosen(choice: NotificationType, words: &'static Words) -> &'static str {
    match choice {
        NotificationType::Create => words.created,
        NotificationType::Update => words.updated,
        NotificationType::All => words.both,
    }
}

fn configured(choice: NotificationType, name: &str, words: &'static Words) -> String {
    let gets = match choice {
        NotificationType::Create => words.gets_created,
        NotificationType::Update => words.gets_updated,
        NotificationType::All => words.gets_both,
    };
    if name.is_empty() {
        return gets.to_owned();
    }
    format!("{gets} · {}", words.configured_as.replace("{name}", name))
}

fn footer(words: &Words, event_id: &str, at: Millis) -> String {
    format!("{} {event_id} · {}", words.event, time(at))
}

fn time(at: Millis) -> String {
    rfc3339(at).replace('T', " ").replace('Z', " UTC")
}

fn present(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Only a whole https address becomes a link.
fn https(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok()?;
    let usable = url.scheme() == "https" && url.has_host() && url.as_str().len() <= 2048;
    usable.then(|| url.into())
}

/// Cuts a text and says so. What turns or hides text is dropped.
fn cut(text: &str, most: usize, words: &Words) -> String {
    let text = escape::printable(text);
    if text.chars().count() <= most || most == 0 {
        return if most == 0 { String::new() } else { text };
    }
    let kept: String = text.chars().take(most).collect();
    format!("{}… ({})", kept.trim_end(), words.shortened)
}
