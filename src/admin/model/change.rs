//! What an operator changes, how it is asked of the server, and what is said of it.

use super::{AdminPage, Answer, Call, Notice, Read, lists::escaped};
use wire::admin::{Listed, MadeSender, NewSender};

/// What is to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Send no more cards.
    Pause,
    /// Send what waits.
    Resume,
    /// Send this connector no more cards.
    Disable(Listed),
    /// Send it cards again.
    Enable(Listed),
    /// Remove it.
    Remove(Listed),
    /// Send these dead letters again.
    Replay(Vec<String>),
    /// Add a sender.
    AddSender(NewSender),
    /// Revoke a sender's token, by its name.
    Revoke(String),
}

/// What came of it.
#[derive(Clone, PartialEq, Eq)]
pub enum Done {
    /// Nothing else is known.
    Plainly,
    /// So many deliveries wait again.
    Replayed(u64),
    /// A sender, with its token.
    Made(MadeSender),
}

impl Change {
    /// The method and the address below `/api/v1/admin`.
    pub(in crate::admin) fn call(&self) -> (&'static str, String) {
        match self {
            Self::Pause => ("POST", "/sending/pause".into()),
            Self::Resume => ("POST", "/sending/resume".into()),
            Self::Disable(listed) => ("POST", at(&listed.row, "/disable")),
            Self::Enable(listed) => ("POST", at(&listed.row, "/enable")),
            Self::Remove(listed) => ("DELETE", at(&listed.row, "")),
            Self::Replay(_) => ("POST", "/dead-letters/replay".into()),
            Self::AddSender(_) => ("POST", "/senders".into()),
            Self::Revoke(name) => ("DELETE", ["/senders/", &escaped(name)].concat()),
        }
    }

    /// What shows it.
    fn touches(&self) -> &'static [Read] {
        match self {
            Self::Pause | Self::Resume => &[Read::Overview],
            Self::Disable(_) | Self::Enable(_) => &[Read::Overview, Read::Connectors],
            Self::Remove(_) => &[Read::Overview, Read::Connectors, Read::Letters],
            Self::Replay(_) => &[Read::Overview, Read::Letters],
            Self::AddSender(_) | Self::Revoke(_) => &[Read::Senders],
        }
    }

    fn told(&self, done: &Done) -> String {
        match (self, done) {
            (_, Done::Replayed(count)) => {
                let asked = match self {
                    Self::Replay(ids) => ids.len() as u64,
                    _ => *count,
                };
                replayed(*count, asked)
            }
            (Self::Pause, _) => "Sending is paused. Events are taken and wait.".into(),
            (Self::Resume, _) => "Cards are being sent again.".into(),
            (Self::Disable(listed), _) => [&listed.name, " gets no more cards."].concat(),
            (Self::Enable(listed), _) => [&listed.name, " gets cards again."].concat(),
            (Self::Remove(listed), _) => [&listed.name, " is removed."].concat(),
            (Self::AddSender(new), _) => [
                &new.name,
                " may report events. Copy its token now: it is shown this once.",
            ]
            .concat(),
            (Self::Revoke(name), _) => [name, " may report no more events."].concat(),
            (Self::Replay(_), _) => String::new(),
        }
    }
}

fn at(row: &str, verb: &str) -> String {
    ["/connectors/", &escaped(row), verb].concat()
}

/// Some may stay: their connector or webhook is off.
fn replayed(count: u64, asked: u64) -> String {
    let stay = asked.saturating_sub(count);
    let cards = |count: u64| match count {
        1 => "1 card".to_owned(),
        _ => [&count.to_string(), " cards"].concat(),
    };
    let done = match count {
        0 => "No card is sent again.".to_owned(),
        1 => "1 card is sent again.".to_owned(),
        _ => [&cards(count), " are sent again."].concat(),
    };
    match stay {
        0 => done,
        1 => [
            &done,
            " 1 stays: its channel is off, or it was sent already.",
        ]
        .concat(),
        _ => [
            &done,
            " ",
            &stay.to_string(),
            " stay: their channels are off, or they were sent already.",
        ]
        .concat(),
    }
}

impl AdminPage {
    /// One at a time: a second press of the same button asks for nothing.
    pub(super) fn change(&mut self, change: Change) -> Vec<Call> {
        if self.busy {
            return Vec::new();
        }
        self.busy = true;
        self.notice = None;
        self.leaving = None;
        vec![Call::Change(Box::new(change))]
    }

    pub(super) fn changed(&mut self, change: &Change, done: Answer<Done>) -> Vec<Call> {
        self.busy = false;
        match done {
            Err(trouble) => self.fail(trouble),
            Ok(done) => {
                self.notice = Some(Notice::Done(change.told(&done)));
                if let Done::Made(made) = done {
                    self.made = Some(made);
                }
                self.read_all(change.touches())
            }
        }
    }
}
