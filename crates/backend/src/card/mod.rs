//! The only room that knows what a card looks like. Pure: a message in, bytes
//! out; never longer than the channel takes, never with live user markup. A bare
//! address in a text stays what it says.

mod adaptive;
mod content;
mod escape;
mod message_card;
mod words;

use crate::clock::Millis;
use content::Content;
use wire::{Destination, Event, EventKind, Input, NotificationType};
pub(crate) use words::Language;

/// Teams' limit is 28 KB after its own rewriting, which grew a card by a fifth
/// in one report; connectors were reported to fail near 20 KB.
const MOST_BYTES: usize = 20 * 1024;

/// What a card tells of.
#[derive(Clone, Debug)]
pub(crate) enum Message<'a> {
    /// One task.
    Task {
        event: &'a Event,
        event_id: &'a str,
        at: Millis,
    },
    /// Many tasks at once; the first few by name.
    Summary {
        count: u64,
        first: Vec<(EventKind, &'a str)>,
        event_id: &'a str,
        at: Millis,
    },
    /// A save that the channel is to know of.
    Configured {
        setup: Setup<'a>,
        event_id: &'a str,
        at: Millis,
    },
    /// A test that somebody asked for.
    Test {
        choice: Option<NotificationType>,
        /// To be typed back as a proof that the card was seen.
        code: Option<&'a str>,
        at: Millis,
    },
}

/// What a connector sends from now on, and what it sent before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setup<'a> {
    pub(crate) choice: NotificationType,
    /// `None`: it is new.
    pub(crate) before: Option<Before<'a>>,
    /// What the organisation calls who saved it, where that is known.
    pub(crate) by: Option<&'a str>,
}

/// A connector as it was before an edit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Before<'a> {
    pub(crate) choice: NotificationType,
    pub(crate) name: &'a str,
    /// Whether its cards went to another webhook.
    pub(crate) elsewhere: bool,
}

/// Whose card it is, as its footer says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sender<'a> {
    /// The connector's name, as the person chose it.
    pub(crate) name: &'a str,
    /// Where to see what it sends, and to stop that; an address of ours.
    pub(crate) manage: Option<&'a str>,
    /// What can be done with the task, at most three.
    pub(crate) buttons: &'a [Button<'a>],
    /// What was done with it, and what that came to.
    pub(crate) done: &'a [Done<'a>],
}

/// A button that leads to a page of ours, which asks.
#[derive(Clone, Debug)]
pub(crate) struct Button<'a> {
    /// As the operator's system calls it.
    pub(crate) title: &'a str,
    pub(crate) url: String,
    /// Where it posts to instead, in a dialect whose cards can.
    pub(crate) post: Option<String>,
    /// What a person may write along.
    pub(crate) input: Option<&'a Input>,
}

/// A button that was pressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Done<'a> {
    /// What stood on it.
    pub(crate) title: &'a str,
    /// What came of it, in a sentence.
    pub(crate) said: &'a str,
}

/// How much of a message a card says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Full,
    /// Only our own words and the task's id: for channels that refused more.
    Short,
}

impl Message<'_> {
    /// Our id for what it tells, where it is an event.
    fn event_id(&self) -> Option<&str> {
        match self {
            Self::Task { event_id, .. }
            | Self::Summary { event_id, .. }
            | Self::Configured { event_id, .. } => Some(event_id),
            Self::Test { .. } => None,
        }
    }

    /// When it was.
    fn at(&self) -> Millis {
        match self {
            Self::Task { at, .. }
            | Self::Summary { at, .. }
            | Self::Configured { at, .. }
            | Self::Test { at, .. } => *at,
        }
    }
}

/// Renders a message for a kind of address, within the limit.
pub(crate) fn render(
    message: &Message<'_>,
    sender: Sender<'_>,
    language: Language,
    destination: Destination,
    form: Form,
) -> Vec<u8> {
    let cuts: &[usize] = match form {
        Form::Full => &[4000, 1500, 400, 80, 20, 0],
        Form::Short => &[0],
    };
    let mut bytes = Vec::new();
    for most in cuts {
        let content = content::build(message, sender, language, *most);
        bytes = dialect(&content, language, destination);
        if bytes.len() <= MOST_BYTES {
            break;
        }
    }
    bytes
}

fn dialect(content: &Content, language: Language, destination: Destination) -> Vec<u8> {
    let card = match destination {
        Destination::Connector => message_card::render(content, language),
        Destination::Workflow => adaptive::render(content, language),
    };
    serde_json::to_vec(&card).unwrap_or_default()
}

#[cfg(test)]
mod rules;
#[cfg(test)]
mod tests;
