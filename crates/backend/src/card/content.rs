//! A message in words: plain text, cut to length, not yet in any dialect.

use super::Message;
use super::words::{Language, Words};
use crate::clock::{Millis, rfc3339};
use crate::text::clean::{line, lines};
use unicode_segmentation::UnicodeSegmentation as _;
use wire::{Event, EventKind, NotificationType, Task};

/// Longest title and other one-line text, in characters.
const LINE: usize = 256;

/// What a card says, in either dialect.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// The headline, in our own words.
    pub(super) title: String,
    /// The title and what it is about, for lists and previews.
    pub(super) summary: String,
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
        name: cut(&line(name), LINE.min(most)),
        ..Content::default()
    };
    match message {
        Message::Task {
            event: Event { kind, task, .. },
            event_id,
            at,
        } => {
            content.title = headline(*kind, words).to_owned();
            if most > 0 {
                content.summary = about(*kind, &task.title, LINE.min(most), words);
            }
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
    if content.summary.is_empty() {
        content.summary.clone_from(&content.title);
    }
    content
}

fn task_facts(content: &mut Content, task: &Task, words: &'static Words, most: usize) {
    if most == 0 {
        content.facts = vec![(words.task, cut(&line(&task.id), LINE, words))];
        content.text = Some(format!("({})", words.shortened));
        return;
    }
    let short = LINE.min(most);
    content.facts = vec![(words.task, cut(&line(&task.title), short, words))];
    if let Some(who) = present(task.assigned_to.as_deref()) {
        content
            .facts
            .push((words.assigned_to, cut(&line(who), short, words)));
    }
    content.text =
        present(task.description.as_deref()).map(|text| cut(&paragraphs(text), most, words));
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
    let mut lines: Vec<_> = first
        .iter()
        .take(10)
        .map(|(kind, title)| about(*kind, title, 120.min(most), words))
        .collect();
    let left = count.saturating_sub(lines.len() as u64);
    if left > 0 {
        lines.push(words.more.replace("{n}", &left.to_string()));
    }
    lines
}

fn about(kind: EventKind, title: &str, most: usize, words: &'static Words) -> String {
    let title = cut(&line(title), most, words);
    format!("{}: {title}", headline(kind, words))
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

/// A text's lines, with blanks for tabs, which no parser of cards keeps.
fn paragraphs(text: &str) -> String {
    lines(text).replace('\t', " ")
}

/// Only a whole https address becomes a link, and none with a user name, which
/// could pass for the host.
fn https(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok()?;
    let usable = url.scheme() == "https" && url.has_host() && url.as_str().len() <= 2048;
    let nameless = url.username().is_empty() && url.password().is_none();
    (usable && nameless).then(|| url.into())
}

/// Cuts a text between two characters as people count them, and says so.
fn cut(text: &str, most: usize, words: &Words) -> String {
    if most == 0 || text.chars().count() <= most {
        return if most == 0 { "" } else { text }.to_owned();
    }
    let end = match border(text, most) {
        // One character of more code points than there is room for.
        0 => text
            .char_indices()
            .nth(most)
            .map_or(text.len(), |(at, _)| at),
        end => end,
    };
    format!("{}… ({})", text[..end].trim_end(), words.shortened)
}

/// The last border of a person's character within so many code points.
fn border(text: &str, most: usize) -> usize {
    let mut left = most;
    let mut end = 0;
    for cluster in text.graphemes(true) {
        let points = cluster.chars().count();
        if points > left {
            break;
        }
        left -= points;
        end += cluster.len();
    }
    end
}
