//! One task owns the one write connection. Changes that wait at the same time
//! share a transaction, and so one flush to the disk (group commit); the events
//! among them are stored as one set, and so are the outcomes. If any change fails,
//! all are undone and each is tried alone.

mod job;
mod set;

pub(super) use set::Together;

use super::StoreError;
use super::claim::{ClaimBatch, ClaimDue};
use super::finish::{Became, Finish};
use super::intake::{Acceptance, Intake};
use super::place::Place;
use crate::clock::{Clock, Millis};
use job::{Job, Typed, begin, end};
use set::{Jobs, Waiting, jobs};
use sqlx::{Connection as _, SqliteConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

/// How many changes share a transaction at most.
const TOGETHER: usize = 256;
/// How many may wait before intake is refused.
const WAITING: usize = 2048;

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

/// What became of a post's deliveries; `None` when its lease was no longer held.
pub(crate) type Outcome = Result<Option<Became>, StoreError>;

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

    pub(super) async fn accept_event(&self, intake: Intake) -> Result<Acceptance, StoreError> {
        let (caller, answer) = oneshot::channel();
        self.send_or_shed(Waiting::Event(intake, caller))?;
        answer.await.map_err(|_| closed())?
    }

    /// One message, so that one transaction has them all.
    pub(super) async fn round(
        &self,
        outcomes: Vec<Finish>,
        claim: Option<ClaimDue>,
    ) -> (Vec<Outcome>, Option<Result<ClaimBatch, StoreError>>) {
        let (mut waiting, mut callers) = (Vec::new(), Vec::new());
        for finish in outcomes {
            let (caller, answer) = oneshot::channel();
            waiting.push(Waiting::Outcome(finish, caller));
            callers.push(answer);
        }
        let batch = claim.map(Typed::boxed).map(|(job, answer)| {
            waiting.push(Waiting::Change(job));
            answer
        });
        // Without a writer nobody keeps the callers, and the answers say so.
        let _ = self.jobs.send(Waiting::Several(waiting)).await;
        let mut told = Vec::with_capacity(callers.len());
        for answer in callers {
            told.push(answer.await.unwrap_or_else(|_| Err(closed())));
        }
        let batch = match batch {
            Some(answer) => Some(answer.await.unwrap_or_else(|_| Err(closed()))),
            None => None,
        };
        (told, batch)
    }

    fn send_or_shed(&self, waiting: Waiting) -> Result<(), StoreError> {
        self.jobs.try_send(waiting).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => closed(),
        })
    }

    pub(super) async fn close(&self) {
        // Already closed is closed.
        let _ = self.jobs.send(Waiting::Close).await;
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

async fn work(
    mut db: SqliteConnection,
    mut waiting: mpsc::Receiver<Waiting>,
    clock: Clock,
    place: Place,
    succeeded: Arc<AtomicBool>,
) {
    let mut together = Vec::new();
    while waiting.recv_many(&mut together, TOGETHER).await > 0 {
        let Jobs { mut jobs, closes } = jobs(&mut together);
        if closes {
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
