//! Changes of one kind that wait at the same time and are stored by the same
//! statements: asking the database costs more than what it then does.

use super::job::{Caller, Job, Running, begin, end};
use crate::clock::Millis;
use crate::store::StoreError;
use crate::store::finish::Finish;
use crate::store::intake::Intake;
use sqlx::SqliteConnection;

/// How long what one set copies to the database is at most: it goes there in one
/// piece.
const SET_BYTES: usize = 1024 * 1024;

/// A change that can be stored together with others of its kind.
pub(crate) trait Together: Sized + Send + Sync + 'static {
    /// What the caller learns after the commit.
    type Answer: Send + 'static;

    /// About how much it copies to the database.
    fn bytes(&self) -> usize;

    /// Does them all within a transaction; one answer for each, in their order.
    fn run(
        set: &[&Self],
        db: &mut SqliteConnection,
        now: Millis,
    ) -> impl Future<Output = Result<Vec<Self::Answer>, StoreError>> + Send;

    /// Does them all as a transaction of its own; after an error that may still be
    /// open.
    fn commit(
        set: &[&Self],
        db: &mut SqliteConnection,
        now: Millis,
    ) -> impl Future<Output = Result<Vec<Self::Answer>, StoreError>> + Send {
        async move {
            begin(db).await?;
            let answers = Self::run(set, db, now).await?;
            end(db).await?;
            Ok(answers)
        }
    }
}

/// What waits for the writer.
pub(super) enum Waiting {
    Change(Box<dyn Job>),
    Event(Intake, Caller<<Intake as Together>::Answer>),
    Outcome(Finish, Caller<<Finish as Together>::Answer>),
    /// In one message: what comes after it finds all of it done.
    Several(Vec<Self>),
    /// Nothing comes after what already waits.
    Close,
}

struct Set<T: Together> {
    each: Vec<(T, Caller<T::Answer>)>,
    bytes: usize,
    answers: Vec<T::Answer>,
}

impl<T: Together> Default for Set<T> {
    fn default() -> Self {
        Self {
            each: Vec::new(),
            bytes: 0,
            answers: Vec::new(),
        }
    }
}

impl<T: Together> Set<T> {
    fn changes(&self) -> Vec<&T> {
        self.each.iter().map(|(change, _)| change).collect()
    }
}

impl<T: Together> Job for Set<T> {
    fn run<'a>(&'a mut self, db: &'a mut SqliteConnection, now: Millis) -> Running<'a> {
        Box::pin(async move {
            self.answers = T::run(&self.changes(), db, now).await?;
            Ok(())
        })
    }

    fn commit<'a>(&'a mut self, db: &'a mut SqliteConnection, now: Millis) -> Running<'a> {
        Box::pin(async move {
            self.answers = T::commit(&self.changes(), db, now).await?;
            Ok(())
        })
    }

    fn tell(self: Box<Self>, undone: Option<StoreError>) {
        let mut answers = self.answers.into_iter();
        let mut undone = undone;
        for (_, caller) in self.each {
            // They fail one by one: only the first can have the error.
            let failed = undone.take();
            let answer = failed.map_or_else(|| answers.next().ok_or_else(super::closed), Err);
            let _ = caller.send(answer);
        }
    }

    fn parts(self: Box<Self>) -> Vec<Box<dyn Job>> {
        let alone = |one| Self {
            each: vec![one],
            ..Self::default()
        };
        let each = self.each.into_iter().map(alone);
        each.map(|set| Box::new(set) as Box<dyn Job>).collect()
    }
}

/// Sets of one kind, as few as their length allows.
struct Sets<T: Together> {
    full: Vec<Box<dyn Job>>,
    open: Set<T>,
}

impl<T: Together> Default for Sets<T> {
    fn default() -> Self {
        Self {
            full: Vec::new(),
            open: Set::default(),
        }
    }
}

impl<T: Together> Sets<T> {
    fn push(&mut self, change: T, caller: Caller<T::Answer>) {
        let bytes = change.bytes();
        if self.open.bytes + bytes > SET_BYTES {
            self.close();
        }
        self.open.bytes += bytes;
        self.open.each.push((change, caller));
    }

    fn close(&mut self) {
        let set = std::mem::take(&mut self.open);
        if !set.each.is_empty() {
            self.full.push(Box::new(set));
        }
    }

    fn jobs(mut self) -> Vec<Box<dyn Job>> {
        self.close();
        self.full
    }
}

/// What waits, by kind.
#[derive(Default)]
struct Sorted {
    outcomes: Sets<Finish>,
    changes: Vec<Box<dyn Job>>,
    events: Sets<Intake>,
    closes: bool,
}

impl Sorted {
    fn add(&mut self, one: Waiting) {
        match one {
            Waiting::Change(job) => self.changes.push(job),
            Waiting::Event(intake, caller) => self.events.push(intake, caller),
            Waiting::Outcome(finish, caller) => self.outcomes.push(finish, caller),
            Waiting::Several(each) => each.into_iter().for_each(|one| self.add(one)),
            Waiting::Close => self.closes = true,
        }
    }
}

/// What waits, as it is run.
pub(super) struct Jobs {
    pub(super) jobs: Vec<Box<dyn Job>>,
    /// Somebody asked the writer to end.
    pub(super) closes: bool,
}

/// Outcomes come first: a look for what is due behind them finds the webhooks that they
/// free.
pub(super) fn jobs(waiting: &mut Vec<Waiting>) -> Jobs {
    let mut sorted = Sorted::default();
    waiting.drain(..).for_each(|one| sorted.add(one));
    let mut jobs = sorted.outcomes.jobs();
    jobs.append(&mut sorted.changes);
    jobs.append(&mut sorted.events.jobs());
    Jobs {
        jobs,
        closes: sorted.closes,
    }
}
