//! Decides what the status page knows and when it reads again. Pure: no
//! signals, no JavaScript, no clock.

mod deed;

pub(super) use deed::CODE;
pub use deed::{Deed, Deeds, Said};

use super::{
    reading::{Found, Seen},
    text::Text,
};
use crate::lang::Notice;
use wire::{EntityId, Tested};

/// All that the page knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusPage {
    /// What there is to show.
    pub phase: Phase,
    /// The last reading that succeeded; it stays when later ones do not.
    pub seen: Option<Seen>,
    /// What the person is told about the reading itself.
    pub notice: Option<Notice<Text>>,
    /// What the person had done from here.
    pub deeds: Deeds,
    id: Option<EntityId>,
    under_way: Option<Asker>,
    readings: u32,
}

/// What there is to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// The host has not answered yet.
    #[default]
    Connecting,
    /// The first reading is under way.
    Loading,
    /// No reading has succeeded so far.
    Unread,
    /// A reading is shown.
    Shown,
    /// There is no such configuration.
    Gone,
    /// No host, or one that does not answer.
    Outside,
}

/// Who wants a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// The person; is told that it was done.
    Person,
    /// The clock; changes nothing but what is shown.
    Clock,
}

/// Why there is no reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No answer came.
    Offline,
    /// The backend said that this is not ours to see.
    NotAllowed,
    /// It was asked too often.
    Busy,
    /// The answer did not come in time.
    TooSlow,
    /// The backend could not say.
    Unavailable,
}

/// What happened.
pub enum Msg {
    /// The host answered, and said which configuration this tab is.
    Connected(Option<EntityId>),
    /// There is no host.
    HostMissing,
    /// The host took too long to answer.
    HostSilent,
    /// Somebody wants a new reading.
    Asked(Asker),
    /// A reading, by its number: `None` when there is no such configuration.
    Read(u32, Result<Option<Box<Seen>>, Trouble>),
    /// A reading, by its number, took too long.
    TimedOut(u32),
    /// The person wants something done.
    Wanted(Deed),
    /// What the person entered as a test card's code so far.
    Entered(String),
    /// What became of it, by its number; a test card tells more.
    Done(u32, Result<Option<Tested>, Trouble>),
}

/// What is asked of the backend about this configuration, with the number of the asking.
#[derive(Debug, PartialEq, Eq)]
pub enum Ask {
    /// All there is.
    Read(EntityId, u32),
    /// To do something for the person.
    Do(EntityId, Deed, u32),
}

impl Phase {
    /// The value of `data-phase`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Loading => "loading",
            Self::Unread => "unread",
            Self::Shown => "shown",
            Self::Gone => "gone",
            Self::Outside => "outside",
        }
    }
}

impl StatusPage {
    /// Takes in what happened; answers what is to be done next.
    pub fn update(&mut self, msg: Msg) -> Option<Ask> {
        match msg {
            Msg::Connected(id) => self.connected(id),
            // Whoever opened it in a browser did nothing wrong.
            Msg::HostMissing => self.outside(Notice::Info(Text::OutsideNoHost)),
            Msg::HostSilent => self.outside(Notice::Failure(Text::OutsideSilent)),
            Msg::Asked(asker) => self.read(asker),
            Msg::Read(number, read) => {
                if self.settles(number) {
                    self.take(read);
                }
                None
            }
            Msg::TimedOut(number) => {
                if self.settles(number) {
                    self.fail(Trouble::TooSlow.text());
                }
                None
            }
            Msg::Wanted(deed) => self.begin(deed),
            Msg::Entered(text) => self.entered(&text),
            Msg::Done(number, done) => self.done(number, done),
        }
    }

    /// What was read.
    #[must_use]
    pub fn found(&self) -> Option<&Found> {
        self.seen.as_ref().map(|seen| &seen.found)
    }

    /// Whether there is something to refresh.
    #[must_use]
    pub fn can_refresh(&self) -> bool {
        self.is_ready() && self.id.is_some()
    }

    /// Whether the page shows what it was opened for, or why it cannot.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self.phase, Phase::Unread | Phase::Shown | Phase::Gone)
    }

    /// Whether the reading with this number is still waited for.
    #[must_use]
    pub fn awaits(&self, number: u32) -> bool {
        self.under_way.is_some() && self.readings == number
    }

    fn connected(&mut self, id: Option<EntityId>) -> Option<Ask> {
        // A host that answers after we gave up is still a host.
        let silent = self.notice == Some(Notice::Failure(Text::OutsideSilent));
        if self.phase != Phase::Connecting && !silent {
            return None;
        }
        self.notice = None;
        self.id = id;
        if self.id.is_none() {
            self.phase = Phase::Gone;
            return None;
        }
        self.phase = Phase::Loading;
        self.read(Asker::Clock)
    }

    fn outside(&mut self, notice: Notice<Text>) -> Option<Ask> {
        if self.phase == Phase::Connecting {
            self.phase = Phase::Outside;
            self.notice = Some(notice);
        }
        None
    }

    /// One reading at a time; who asks meanwhile gets the one under way.
    fn read(&mut self, asker: Asker) -> Option<Ask> {
        let id = self.id.clone()?;
        if asker == Asker::Person {
            self.notice = Some(Notice::Info(Text::Refreshing));
        }
        if let Some(under_way) = &mut self.under_way {
            if asker == Asker::Person {
                *under_way = asker;
            }
            return None;
        }
        self.under_way = Some(asker);
        self.readings += 1;
        Some(Ask::Read(id, self.readings))
    }

    /// Whether it is the reading that is waited for; it no longer is afterwards.
    fn settles(&mut self, number: u32) -> bool {
        let awaited = self.awaits(number);
        if awaited {
            let asker = self.under_way.take();
            let person = asker == Some(Asker::Person);
            self.notice = person.then_some(Notice::Info(Text::Refreshed));
        }
        awaited
    }

    fn take(&mut self, read: Result<Option<Box<Seen>>, Trouble>) {
        match read {
            Ok(Some(seen)) => {
                self.phase = Phase::Shown;
                self.seen = Some(*seen);
            }
            Ok(None) => {
                self.phase = Phase::Gone;
                self.seen = None;
            }
            Err(trouble) => self.fail(trouble.text()),
        }
    }

    /// What was seen before stays, with its time.
    fn fail(&mut self, text: Text) {
        self.notice = Some(Notice::Failure(text));
        if self.phase == Phase::Loading {
            self.phase = Phase::Unread;
        }
    }
}

impl Trouble {
    fn text(self) -> Text {
        match self {
            Self::Offline => Text::Offline,
            Self::NotAllowed => Text::NotAllowed,
            Self::Busy => Text::Busy,
            Self::TooSlow => Text::TooSlow,
            Self::Unavailable => Text::Unavailable,
        }
    }
}

#[cfg(test)]
mod tests;
