//! `backup`: a copy of the database, also while the server runs.

use super::offline::Place;
use super::{End, say, told_to_stop};
use crate::store::BackupError;
use clap::Args;
use std::path::PathBuf;

/// Write a consistent copy of the database into a new file.
#[derive(Args)]
pub(super) struct Backup {
    #[command(flatten)]
    place: Place,
    /// The new file. Keep a copy of secret.key elsewhere: without it the
    /// addresses in the copy cannot be read.
    to: PathBuf,
}

impl Backup {
    pub(super) async fn run(self) -> Result<(), End> {
        let store = self.place.open().await?;
        tokio::select! {
            done = store.back_up(&self.to) => done.map_err(refused)?,
            // Closing would wait for the copy that nobody wants any more.
            () = told_to_stop() => return Err(End::failed("Stopped; no backup was written.")),
        }
        store.close().await;
        say(format!("written to {}", self.to.display()))
    }
}

fn refused(error: BackupError) -> End {
    match error {
        BackupError::Exists(_) | BackupError::Busy(_) => End::refused_by(error),
        BackupError::File { .. } | BackupError::Store(_) => End::failed_by(error),
    }
}
