//! One task owns the one write connection. Changes that wait at the same time
//! share a transaction, and so one flush to the disk (group commit); the events
//! among them are stored as one set. If any change fails, all are undone and
//! each is tried alone.

use super::StoreError;
use super::intake::{Intake, Taken, Transaction, take};
use super::place::Place;
use crate::clock::{Clock, Millis};
use sqlx::{Connection as _, SqliteConnection};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

/// How many changes share a transaction at most.
const TOGETHER: usize = 256;
/// How many may wait before intake is refused.
const WAITING: usize = 2048;
/// How long the bodies of one set of events are at most, together: they are
/// copied to the database in one piece.
const SET_BYTES: usize = 1024 * 1024;

/// A change. It may run twice (together, then alone), so it keeps its input.
pub(crate) trait Write: Send + 'static {
    /// What the caller learns after the commit.
    type Answer: Send + 'static;

    /// Does it. Must not wait for anything but the connection.
    fn run(
        &mut self,
        db: &mut SqliteConnection,
        now: Millis,
    ) -> impl Future<Output = Result<Self::Answer, StoreError>> + Send;
}

#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Waiting>,
    succeeded: Arc<AtomicBool>,
    ended: CancellationToken,
}

impl Writer {
    pub(super) fn start(connection: SqliteConnection, clock: Clock, place: Place) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING);
        let succeeded = Arc::new(AtomicBool::new(true));
        let ended = CancellationToken::new();
        let working = work(connection, waiting, clock, place, succeeded.clone());
        let guard = ended.clone().drop_guard();
        tokio::spawn(async move {
            let _guard = guard;
            working.await;
        });
        Self {
            jobs,
            succeeded,
            ended,
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.jobs.is_closed()
    }

    pub(super) fn last_succeeded(&self) -> bool {
        self.succeeded.load(Ordering::Relaxed)
    }

    pub(super) async fn write<W: Write>(&self, change: W) -> Result<W::Answer, StoreError> {
        let (job, answer) = Typed::boxed(change);
        let sent = self.jobs.send(Waiting::Change(job)).await;
        sent.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    pub(super) async fn write_or_shed<W: Write>(&self, change: W) -> Result<W::Answer, StoreError> {
        let (job, answer) = Typed::boxed(change);
        self.send_or_shed(Waiting::Change(job))?;
        answer.await.map_err(|_| closed())?
    }

    pub(super) async fn take(&self, intake: Intake) -> Result<Taken, StoreError> {
        let (caller, answer) = oneshot::channel();
        self.send_or_shed(Waiting::Event(intake, caller))?;
        answer.await.map_err(|_| closed())?
    }

    fn send_or_shed(&self, waiting: Waiting) -> Result<(), StoreError> {
        self.jobs.try_send(waiting).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => closed(),
        })
    }

    pub(super) async fn close(&self) {
        // Already closed is closed.
        let _ = self.write(Close).await;
        // Its connection closes after the last answer.
        self.ended.cancelled().await;
    }
}

fn closed() -> StoreError {
    StoreError::Unavailable(sqlx::Error::PoolClosed)
}

fn moved() -> StoreError {
    let gone = std::io::Error::other("the database's file was deleted or replaced");
    StoreError::Unavailable(sqlx::Error::Io(gone))
}

type Running<'a> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>>;

/// Where an answer goes. A caller that hung up has no use for it; the change
/// stands.
type Caller<A> = oneshot::Sender<Result<A, StoreError>>;

enum Waiting {
    Change(Box<dyn Job>),
    Event(Intake, Caller<Taken>),
}

/// A change whose answer's type is forgotten.
trait Job: Send {
    /// Makes the change within a transaction that others share.
    fn run<'a>(&'a mut self, db: &'a mut SqliteConnection, now: Millis) -> Running<'a>;
    /// Makes the change in a transaction of its own, which may still be open after
    /// an error.
    fn commit<'a>(&'a mut self, db: &'a mut SqliteConnection, now: Millis) -> Running<'a> {
        Box::pin(async move {
            begin(db).await?;
            self.run(db, now).await?;
            end(db).await
        })
    }
    /// Gives the caller its answer, or the error that undid everything.
    fn tell(self: Box<Self>, undone: Option<StoreError>);
    /// The parts that can be tried alone.
    fn parts(self: Box<Self>) -> Vec<Box<dyn Job>>;
    fn ends(&self) -> bool {
        false
    }
}

struct Typed<W: Write> {
    change: W,
    answer: Option<W::Answer>,
    caller: Caller<W::Answer>,
}

/// Where the caller waits for the answer to its change.
type Promised<W> = oneshot::Receiver<Result<<W as Write>::Answer, StoreError>>;

impl<W: Write> Typed<W> {
    fn boxed(change: W) -> (Box<dyn Job>, Promised<W>) {
        let (caller, answer) = oneshot::channel();
        let job = Self {
            change,
            answer: None,
            caller,
        };
        (Box::new(job), answer)
    }
}

impl<W: Write> Job for Typed<W> {
    fn run<'a>(&'a mut self, db: &'a mut SqliteConnection, now: Millis) -> Running<'a> {
        Box::pin(async move {
            self.answer = Some(self.change.run(db, now).await?);
            Ok(())
        })
    }

    fn tell(self: Box<Self>, undone: Option<StoreError>) {
        let answer = match undone {
            None => self.answer.ok_or_else(closed),
            Some(error) => Err(error),
        };
        let _ = self.caller.send(answer);
    }

    fn parts(self: Box<Self>) -> Vec<Box<dyn Job>> {
        vec![self]
    }

    fn ends(&self) -> bool {
        std::any::TypeId::of::<W>() == std::any::TypeId::of::<Close>()
    }
}

/// Events that are stored together.
#[derive(Default)]
struct Events {
    each: Vec<(Intake, Caller<Taken>)>,
    bytes: usize,
    taken: Vec<Taken>,
}

impl Events {
    fn intakes(&self) -> Vec<&Intake> {
        self.each.iter().map(|(intake, _)| intake).collect()
    }
}

impl Job for Events {
    fn run<'a>(&'a mut self, db: &'a mut SqliteConnection, now: Millis) -> Running<'a> {
        Box::pin(async move {
            self.taken = take(db, &self.intakes(), now, Transaction::Shared).await?;
            Ok(())
        })
    }

    fn commit<'a>(&'a mut self, db: &'a mut SqliteConnection, now: Millis) -> Running<'a> {
        Box::pin(async move {
            self.taken = take(db, &self.intakes(), now, Transaction::Own).await?;
            Ok(())
        })
    }

    fn tell(self: Box<Self>, undone: Option<StoreError>) {
        let mut taken = self.taken.into_iter();
        let mut undone = undone;
        for (_, caller) in self.each {
            // Events fail one by one: only the first can have the error.
            let failed = undone.take();
            let answer = failed.map_or_else(|| taken.next().ok_or_else(closed), Err);
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

/// The changes as they are run: the events in as few sets as their length allows.
fn jobs(waiting: &mut Vec<Waiting>) -> Vec<Box<dyn Job>> {
    let mut jobs: Vec<Box<dyn Job>> = Vec::new();
    let mut set = Events::default();
    for one in waiting.drain(..) {
        match one {
            Waiting::Change(job) => jobs.push(job),
            Waiting::Event(intake, caller) => {
                if set.bytes + intake.bytes > SET_BYTES {
                    jobs.push(Box::new(std::mem::take(&mut set)));
                }
                set.bytes += intake.bytes;
                set.each.push((intake, caller));
            }
        }
    }
    if !set.each.is_empty() {
        jobs.push(Box::new(set));
    }
    jobs
}

/// Asks the writer to end after what already waits.
struct Close;

impl Write for Close {
    type Answer = ();

    async fn run(&mut self, _: &mut SqliteConnection, _: Millis) -> Result<(), StoreError> {
        Ok(())
    }
}

async fn work(
    mut db: SqliteConnection,
    mut waiting: mpsc::Receiver<Waiting>,
    clock: Clock,
    place: Place,
    succeeded: Arc<AtomicBool>,
) {
    let mut together = Vec::new();
    while waiting.recv_many(&mut together, TOGETHER).await > 0 {
        let mut jobs = jobs(&mut together);
        if jobs.iter().any(|job| job.ends()) {
            waiting.close();
        }
        // Into a file that nobody will find again nothing is written.
        if place.is_lost() {
            succeeded.store(false, Ordering::Relaxed);
            jobs.into_iter()
                .flat_map(|job| job.parts())
                .for_each(|job| job.tell(Some(moved())));
            continue;
        }
        match commit(&mut db, &mut jobs, clock.now()).await {
            Ok(()) => {
                succeeded.store(true, Ordering::Relaxed);
                jobs.into_iter().for_each(|job| job.tell(None));
            }
            Err(_) => each_alone(&mut db, jobs, &clock, &succeeded).await,
        }
    }
    if let Err(error) = db.close().await {
        tracing::warn!(%error, "the database did not close cleanly");
    }
}

async fn each_alone(
    db: &mut SqliteConnection,
    jobs: Vec<Box<dyn Job>>,
    clock: &Clock,
    succeeded: &AtomicBool,
) {
    for mut job in jobs.into_iter().flat_map(|job| job.parts()) {
        let undone = commit(db, std::slice::from_mut(&mut job), clock.now())
            .await
            .err();
        let broken = matches!(undone, Some(StoreError::Unavailable(_)));
        succeeded.store(!broken, Ordering::Relaxed);
        job.tell(undone);
    }
}

async fn commit(
    db: &mut SqliteConnection,
    jobs: &mut [Box<dyn Job>],
    now: Millis,
) -> Result<(), StoreError> {
    let done = match jobs {
        [one] => one.commit(db, now).await,
        many => run_all(db, many, now).await,
    };
    if done.is_err() {
        // SQLite may have rolled back by itself; then this fails, harmlessly.
        let _ = sqlx::raw_sql("ROLLBACK").execute(&mut *db).await;
    }
    done
}

async fn run_all(
    db: &mut SqliteConnection,
    jobs: &mut [Box<dyn Job>],
    now: Millis,
) -> Result<(), StoreError> {
    begin(db).await?;
    for job in jobs {
        job.run(db, now).await?;
    }
    end(db).await
}

async fn begin(db: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(db).await?;
    Ok(())
}

async fn end(db: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::raw_sql("COMMIT").execute(db).await?;
    Ok(())
}
