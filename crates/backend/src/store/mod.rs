//! The only room that speaks SQL. Times come from its clock, secrets are
//! sealed on the way in; nothing here posts, renders or answers HTTP.

mod about;
mod backup;
mod browse;
mod channel;
mod claim;
mod confirm;
mod connectors;
mod cursor;
mod days;
mod dead;
mod finish;
mod grants;
mod health;
mod held;
mod history;
mod housekeeping;
mod intake;
mod inventory;
mod lease;
mod managed;
mod moves;
mod open;
mod outlook;
mod owner;
mod pace;
mod pause;
mod place;
mod presses;
mod quota;
mod rekey;
mod release;
mod remove;
mod replay;
mod resend;
mod revive;
mod rewind;
mod roster;
mod seen;
mod short;
mod space;
mod stop;
mod topic_list;
mod topics;
mod trial;
mod webhooks;
mod writer;

pub(crate) use backup::BackupError;
pub(crate) use browse::Look;
pub(crate) use claim::{Claim, ClaimBatch, ClaimDue, Item, Subject};
pub(crate) use confirm::Before;
pub(crate) use connectors::{Save, SaveRefusal};
pub(crate) use cursor::Cursor;
pub(crate) use finish::{Became, Finish, Record};
pub(crate) use grants::{Granted, HandOut, TakeBack};
pub(crate) use history::Gauges;
pub(crate) use housekeeping::{CleanUp, Probe};
pub(crate) use intake::{Acceptance, Intake};
pub(crate) use inventory::Described;
pub(crate) use managed::Managed;
pub(crate) use open::{Files, Schema};
pub(crate) use owner::Standing;
pub(crate) use pause::Sending;
pub(crate) use presses::{
    Button, Carded, ClaimPresses, DuePress, Press, PressEnd, Pressed, SettlePress, Settled,
    Verdict, again,
};
pub(crate) use quota::Full;
pub(crate) use rekey::{DropKeys, Reseal};
pub(crate) use release::Release;
pub(crate) use remove::{Remove, Removed};
pub(crate) use replay::{Replay, Which};
pub(crate) use resend::Resend;
pub(crate) use revive::{Enable, Listed, Off};
pub(crate) use roster::{Dismiss, Entry, Sought};
pub(crate) use seen::Seen;
pub(crate) use stop::{Stop, Stopped, Switch, WantAgain};
pub(crate) use topic_list::{Declare, Known, Wish};
pub(crate) use trial::{Asked, ClaimTrial, FinishTrial, Trial, TrialRefusal};
use writer::Write;

use crate::clock::Clock;
use crate::secret::{Ring, SealError};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;
use std::sync::Arc;

/// Why the store did not do it. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// The database does not answer, is full or read-only: later it may work.
    #[error("the database is unavailable: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// The database works, but not like this: a fault of ours.
    #[error("the database refused what it was asked: {0}")]
    Refused(#[source] sqlx::Error),
    /// Too many writes are waiting.
    #[error("too many writes are waiting")]
    Busy,
    /// A stored secret does not open.
    #[error(transparent)]
    Sealed(#[from] SealError),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match is_refusal(&error) {
            true => Self::Refused(error),
            false => Self::Unavailable(error),
        }
    }
}

/// SQLite's own codes for a wrong statement, a broken rule, a value too long,
/// of the wrong type or out of range; and what we could not read.
fn is_refusal(error: &sqlx::Error) -> bool {
    const CODES: [i32; 6] = [1, 18, 19, 20, 21, 25];
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().and_then(|code| code.parse::<i32>().ok());
            // The upper bytes only say more exactly which.
            code.is_some_and(|code| CODES.contains(&(code & 0xff)))
        }
        sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } | sqlx::Error::RowNotFound => {
            true
        }
        _ => false,
    }
}

/// What the database told in JSON is not what was asked.
fn unreadable(error: serde_json::Error) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}

/// The door to the database: one writer, a few readers.
#[derive(Clone)]
pub(crate) struct Store {
    readers: SqlitePool,
    /// Reads for who monitors, which takes long where much waits.
    counter: SqlitePool,
    writer: writer::Writer,
    ring: Arc<Ring>,
    clock: Clock,
    place: place::Place,
    options: SqliteConnectOptions,
}

impl Store {
    pub(crate) fn ring(&self) -> &Arc<Ring> {
        &self.ring
    }

    /// Runs one change in a transaction, together with the changes that wait
    /// beside it; returns after the commit is on disk.
    pub(crate) async fn write<W: Write>(&self, change: W) -> Result<W::Answer, StoreError> {
        self.writer.write(change).await
    }

    /// Like [`Self::write`], but refuses at once when many changes wait: for
    /// callers that can come again.
    pub(crate) async fn write_or_shed<W: Write>(&self, change: W) -> Result<W::Answer, StoreError> {
        self.writer.write_or_shed(change).await
    }

    /// Stores an event, together with those that wait beside it; refuses at once
    /// when many changes wait.
    pub(crate) async fn accept_event(&self, intake: Intake) -> Result<Acceptance, StoreError> {
        self.writer.accept_event(intake).await
    }

    /// Writes down what came of posts, together where it can, and then leases what is
    /// due; what became of each, in their order.
    pub(crate) async fn round(
        &self,
        outcomes: Vec<Finish>,
        claim: Option<ClaimDue>,
    ) -> (Vec<writer::Outcome>, Option<Result<ClaimBatch, StoreError>>) {
        self.writer.round(outcomes, claim).await
    }

    /// Whether the last write succeeded and reading works now.
    pub(crate) async fn is_ready(&self) -> bool {
        if self.is_closed() || self.place.is_lost() {
            return false;
        }
        let readable = sqlx::query("SELECT 1").execute(&self.readers).await.is_ok();
        // After a failed write only another write can tell.
        readable && (self.writer.last_succeeded() || self.write_or_shed(Probe).await.is_ok())
    }

    /// Whether nothing will be written any more: the store was closed, or the
    /// writer broke.
    pub(crate) fn is_closed(&self) -> bool {
        self.writer.is_closed()
    }

    /// Whether the last write failed for want of storage.
    pub(crate) fn is_failing(&self) -> bool {
        !self.writer.last_succeeded()
    }

    /// Ends the writer after what it already took, and folds the log back
    /// into the file.
    pub(crate) async fn close(&self) {
        // The connection that closes last folds it: one that may write.
        self.readers.close().await;
        self.counter.close().await;
        self.writer.close().await;
    }
}

/// The cell a webhook address is sealed for.
fn url_cell(webhook_id: &str) -> String {
    format!("webhooks/url/{webhook_id}")
}

/// The cell that the id of a connector's maker is sealed for.
fn maker_cell(connector_id: &str) -> String {
    format!("connectors/maker/{connector_id}")
}

/// The cell that the id and the name of who saved a connector last are sealed for.
fn changer_cell(connector_id: &str) -> String {
    format!("connectors/changer/{connector_id}")
}

/// The cell that the id and the name of who saw a test card are sealed for.
fn seer_cell(connector_id: &str) -> String {
    format!("connectors/seer/{connector_id}")
}

/// The cell a user's id is sealed for.
fn user_cell(connector_id: &str) -> String {
    format!("connectors/user/{connector_id}")
}

/// The statements that are run for a set of claims or outcomes.
#[cfg(test)]
fn set_statements() -> impl Iterator<Item = &'static str> {
    let texts = [
        held::HELD,
        moves::WRITE,
        health::FREE,
        channel::WAKE_OTHERS,
        lease::LEASE,
    ];
    texts.into_iter().flat_map(|text| text.split(';'))
}

#[cfg(test)]
mod tests;
