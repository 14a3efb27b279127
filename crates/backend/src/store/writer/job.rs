//! What the writer runs: a change whose answer's type is forgotten.

use super::Write;
use crate::clock::Millis;
use crate::store::StoreError;
use sqlx::SqliteConnection;
use std::pin::Pin;
use tokio::sync::oneshot;

pub(super) type Running<'a> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>>;

/// Where an answer goes. A caller that hung up has no use for it; the change
/// stands.
pub(super) type Caller<A> = oneshot::Sender<Result<A, StoreError>>;

/// One or more changes.
pub(super) trait Job: Send {
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
}

/// One change, and who waits for it.
pub(super) struct Typed<W: Write> {
    change: W,
    answer: Option<W::Answer>,
    caller: Caller<W::Answer>,
}

/// Where the caller waits for the answer to its change.
type Promised<W> = oneshot::Receiver<Result<<W as Write>::Answer, StoreError>>;

impl<W: Write> Typed<W> {
    pub(super) fn boxed(change: W) -> (Box<dyn Job>, Promised<W>) {
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
            None => self.answer.ok_or_else(super::closed),
            Some(error) => Err(error),
        };
        let _ = self.caller.send(answer);
    }

    fn parts(self: Box<Self>) -> Vec<Box<dyn Job>> {
        vec![self]
    }
}

pub(super) async fn begin(db: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(db).await?;
    Ok(())
}

pub(super) async fn end(db: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::raw_sql("COMMIT").execute(db).await?;
    Ok(())
}
