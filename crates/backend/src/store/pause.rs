//! The sending of cards, paused and resumed by an operator. While it is paused, events
//! are taken and wait; test cards go out, since a person asks for each.

use super::writer::Write;
use super::{Store, StoreError};
use crate::clock::{Millis, rfc3339};
use sqlx::{Row as _, SqliteConnection};

/// The condition under which nothing is claimed.
macro_rules! paused {
    () => {
        "EXISTS (SELECT 1 FROM pauses)"
    };
}
pub(super) use paused;

/// Pauses sending, or resumes it. What is in flight comes to its end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sending {
    Pause,
    Resume,
}

impl Write for Sending {
    /// Whether that changed anything.
    type Answer = bool;

    async fn run(&mut self, db: &mut SqliteConnection, now: Millis) -> Result<bool, StoreError> {
        let done = match self {
            Self::Pause => {
                sqlx::query(concat!(
                    "INSERT INTO pauses (since) SELECT ?1 WHERE NOT ",
                    paused!()
                ))
                .bind(now)
                .execute(db)
                .await?
            }
            Self::Resume => sqlx::query("DELETE FROM pauses").execute(db).await?,
        };
        Ok(done.rows_affected() > 0)
    }
}

impl Store {
    /// Since when nothing is sent, RFC 3339 in UTC; none while cards are sent.
    pub(crate) async fn paused_since(&self) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT MIN(since) AS since FROM pauses");
        let row = row.fetch_one(&self.readers).await?;
        Ok(row.get::<Option<Millis>, _>("since").map(rfc3339))
    }
}
