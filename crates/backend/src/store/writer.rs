//! One task owns the one write connection. Changes that wait at the same time
//! share a transaction, and so one flush to the disk (group commit). If any of
//! them fails, all are undone and each is tried alone.

use super::StoreError;
use crate::clock::{Clock, Millis};
use sqlx::{Connection as _, SqliteConnection};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{mpsc, oneshot};

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

#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
    succeeded: Arc<AtomicBool>,
}

impl Writer {
    pub(super) fn start(connection: SqliteConnection, clock: Clock) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING);
        let succeeded = Arc::new(AtomicBool::new(true));
        tokio::spawn(work(connection, waiting, clock, succeeded.clone()));
        Self { jobs, succeeded }
    }

    pub(super) fn last_succeeded(&self) -> bool {
        self.succeeded.load(Ordering::Relaxed)
    }

    pub(super) async fn write<W: Write>(&self, change: W) -> Result<W::Answer, StoreError> {
        let (job, answer) = Typed::boxed(change);
        self.jobs.send(job).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    pub(super) async fn write_or_shed<W: Write>(&self, change: W) -> Result<W::Answer, StoreError> {
        let (job, answer) = Typed::boxed(change);
        self.jobs.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => closed(),
        })?;
        answer.await.map_err(|_| closed())?
    }

    pub(super) async fn close(&self) {
        let (job, answer) = Typed::boxed(Close);
        if self.jobs.send(job).await.is_ok() {
            let _ = answer.await;
        }
    }
}

fn closed() -> StoreError {
    StoreError::Unavailable(sqlx::Error::PoolClosed)
}

type Running<'a> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>>;

/// A change whose answer's type is forgotten.
trait Job: Send {
    fn run<'a>(&'a mut self, db: &'a mut SqliteConnection, now: Millis) -> Running<'a>;
    /// Gives the caller its answer, or the error that undid everything.
    fn tell(&mut self, undone: Option<StoreError>);
    fn ends(&self) -> bool;
}

struct Typed<W: Write> {
    change: W,
    answer: Option<W::Answer>,
    caller: Option<oneshot::Sender<Result<W::Answer, StoreError>>>,
}

/// Where the caller waits.
type Promised<W> = oneshot::Receiver<Result<<W as Write>::Answer, StoreError>>;

impl<W: Write> Typed<W> {
    fn boxed(change: W) -> (Box<dyn Job>, Promised<W>) {
        let (caller, answer) = oneshot::channel();
        let job = Self {
            change,
            answer: None,
            caller: Some(caller),
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

    fn tell(&mut self, undone: Option<StoreError>) {
        let Some(caller) = self.caller.take() else {
            return;
        };
        let answer = match (undone, self.answer.take()) {
            (None, Some(answer)) => Ok(answer),
            (Some(error), _) => Err(error),
            (None, None) => Err(closed()),
        };
        // A caller that hung up has no use for it; the change stands.
        let _ = caller.send(answer);
    }

    fn ends(&self) -> bool {
        std::any::TypeId::of::<W>() == std::any::TypeId::of::<Close>()
    }
}

/// Ends the writer.
struct Close;

impl Write for Close {
    type Answer = ();

    async fn run(&mut self, _: &mut SqliteConnection, _: Millis) -> Result<(), StoreError> {
        Ok(())
    }
}

async fn work(
    mut db: SqliteConnection,
    mut waiting: mpsc::Receiver<Box<dyn Job>>,
    clock: Clock,
    succeeded: Arc<AtomicBool>,
) {
    let mut together = Vec::new();
    while waiting.recv_many(&mut together, TOGETHER).await > 0 {
        let ends = together.iter().any(|job| job.ends());
        if ends {
            waiting.close();
        }
        match commit(&mut db, &mut together, clock.now()).await {
            Ok(()) => {
                succeeded.store(true, Ordering::Relaxed);
                together.drain(..).for_each(|mut job| job.tell(None));
            }
            Err(_) => each_alone(&mut db, &mut together, &clock, &succeeded).await,
        }
    }
    if let Err(error) = db.close().await {
        tracing::warn!(%error, "the database did not close cleanly");
    }
}

async fn each_alone(
    db: &mut SqliteConnection,
    together: &mut Vec<Box<dyn Job>>,
    clock: &Clock,
    succeeded: &AtomicBool,
) {
    for mut job in together.drain(..) {
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
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut *db).await?;
    let done = run_all(db, jobs, now).await;
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
    for job in jobs {
        job.run(db, now).await?;
    }
    sqlx::raw_sql("COMMIT").execute(&mut *db).await?;
    Ok(())
}
