//! Decides what the operators' page knows, what it asks for and what it says. Pure: no
//! signals, no JavaScript, no clock.

mod change;
mod lists;
mod read;

pub use change::{Change, Done};
pub use lists::{Lists, Paging};
pub use read::{Answer, Found, Read};

use wire::admin::{DeadLetters, Hour, Inventory, Listed, MadeSender, Overview, Senders};

/// All that the page knows.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AdminPage {
    /// Why nothing is shown; none once the server has answered.
    pub barred: Option<Trouble>,
    /// What the person is told of what they did.
    pub notice: Option<Notice>,
    /// States, queue, pause.
    pub overview: Option<Overview>,
    /// What the last hours' attempts came to, the oldest first.
    pub hours: Vec<Hour>,
    /// A page of the connectors.
    pub connectors: Option<Inventory>,
    /// A page of the dead letters.
    pub letters: Option<DeadLetters>,
    /// A page of the senders.
    pub senders: Option<Senders>,
    /// Which pages these are, and what is looked for.
    pub lists: Lists,
    /// The sender that was just made, with its token, until the person has put it away.
    pub made: Option<MadeSender>,
    /// The connector that is removed once the person confirms it.
    pub leaving: Option<Listed>,
    /// A change is under way.
    pub busy: bool,
    calls: u32,
    /// The number of the last reading of each kind: an earlier one comes too late.
    latest: [u32; Read::KINDS],
}

/// What the person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It was done.
    Done(String),
    /// It was not, and why.
    Failed(String),
}

/// Why a call came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody is signed in; a word of what became of the window, if there was one.
    SignedOut(String),
    /// Who is signed in is no operator.
    NotOperator,
    /// Nobody operates at this address.
    Closed,
    /// The server says what is wrong with the call.
    Refused(String),
    /// No answer came.
    Offline,
    /// The server cannot answer now.
    Unavailable,
}

/// What happened.
pub enum Msg {
    /// The page is there, or somebody signed in: everything is to be read.
    Begun,
    /// Time went by: what changes by itself is to be read.
    Ticked,
    /// Nobody is signed in any more; a word of what became of the window.
    SignedOut(String),
    /// The person looks for connectors anew.
    Sought {
        /// A part of a name, a host, a tenant or an id.
        text: String,
        /// A state's code, or nothing for all of them.
        state: String,
    },
    /// The person turns a list's page.
    Turned(Read, Paging),
    /// The person asks for a change.
    Asked(Change),
    /// The person wants a connector removed, and has not confirmed it.
    Leaves(Listed),
    /// It stays after all.
    Stays,
    /// The person has put the token away.
    PutAway,
    /// A reading, by its number.
    Read(Read, u32, Result<Found, Trouble>),
    /// A change came to an end.
    Changed(Change, Result<Done, Trouble>),
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Call {
    /// Read this, as a reading of that number.
    Read(Read, u32, String),
    /// Change that.
    Change(Box<Change>),
}

impl AdminPage {
    /// Takes in what happened; answers what is to be done next.
    pub fn update(&mut self, msg: Msg) -> Vec<Call> {
        match msg {
            Msg::Begun => self.read_all(&Read::EACH),
            Msg::Ticked if self.is_open() => self.read_all(&[Read::Overview, Read::Hours]),
            Msg::Ticked => Vec::new(),
            Msg::SignedOut(word) => self.bar(Trouble::SignedOut(word)),
            Msg::Sought { text, state } => {
                self.lists.seek(text, state);
                self.read_all(&[Read::Connectors])
            }
            Msg::Turned(read, paging) => {
                self.lists.turn(read, paging);
                self.read_all(&[read])
            }
            Msg::Asked(change) => self.change(change),
            Msg::Leaves(listed) => {
                self.leaving = Some(listed);
                Vec::new()
            }
            Msg::Stays => {
                self.leaving = None;
                Vec::new()
            }
            Msg::PutAway => {
                self.made = None;
                Vec::new()
            }
            Msg::Read(read, number, found) => self.take(read, number, found),
            Msg::Changed(change, done) => self.changed(&change, done),
        }
    }

    /// Whether there is something to see.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.barred.is_none() && self.overview.is_some()
    }

    /// The value of `data-phase`.
    #[must_use]
    pub fn phase(&self) -> &'static str {
        match self.barred {
            Some(_) => "barred",
            None if self.is_open() => "open",
            None => "loading",
        }
    }

    fn read_all(&mut self, reads: &[Read]) -> Vec<Call> {
        reads.iter().map(|read| self.read(*read)).collect()
    }

    fn read(&mut self, read: Read) -> Call {
        self.calls += 1;
        self.latest[read as usize] = self.calls;
        Call::Read(read, self.calls, self.lists.query(read))
    }

    /// Nothing of another person's stays in sight.
    fn bar(&mut self, trouble: Trouble) -> Vec<Call> {
        *self = Self {
            barred: Some(trouble),
            calls: self.calls,
            lists: std::mem::take(&mut self.lists),
            ..Self::default()
        };
        Vec::new()
    }

    fn fail(&mut self, trouble: Trouble) -> Vec<Call> {
        if trouble.bars() || self.overview.is_none() {
            return self.bar(trouble);
        }
        self.notice = Some(Notice::Failed(trouble.sentence()));
        Vec::new()
    }
}

impl Trouble {
    /// Whether nothing else would come to anything either.
    fn bars(&self) -> bool {
        matches!(self, Self::SignedOut(_) | Self::NotOperator | Self::Closed)
    }

    /// What happened and what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        let fixed = match self {
            Self::Refused(detail) => return detail.clone(),
            Self::SignedOut(word) if word.is_empty() => "Sign in to see what this server does.",
            Self::SignedOut(word) if word == "FailedToOpenWindow" => {
                "The window to sign in was blocked. Allow windows for this site, then try again."
            }
            Self::SignedOut(_) => "The sign-in came to nothing. Try it again.",
            Self::NotOperator => {
                "You’re signed in, but not as an operator. Ask whoever manages the app in your \
                 organization for its role Operator, then sign in again."
            }
            Self::Closed => {
                "There is nothing for operators at this address. docs/operate.md says where \
                 there is."
            }
            Self::Offline => "The server didn’t answer. Check your network, then refresh.",
            Self::Unavailable => "The server can’t answer now. Refresh in a minute.",
        };
        fixed.to_owned()
    }
}

#[cfg(test)]
mod tests;
