//! `rekey`: new keys for what is stored, also while the server runs.

use super::offline::Place;
use super::{End, say};
use crate::store::{DropKeys, Reseal};
use clap::Args;

/// Seal every stored secret with a new key.
#[derive(Args)]
pub(super) struct Rekey {
    #[command(flatten)]
    place: Place,
    /// Make no new key, but drop the old ones once nothing needs them.
    #[arg(long)]
    drop_old: bool,
}

impl Rekey {
    pub(super) async fn run(self) -> Result<(), End> {
        let store = self.place.open().await?;
        // Reading the key file, changing and replacing it is one step for all.
        let _alone = self.place.files().lock().map_err(End::failed_by)?;
        let ring = store.ring().clone();
        if !self.drop_old {
            ring.add_key().map_err(End::failed_by)?;
        }
        let done = store.write(Reseal(ring.clone())).await;
        let done = done.map_err(End::failed_by)?;
        if self.drop_old {
            let dropped = store.write(DropKeys(ring)).await.map_err(End::failed_by)?;
            dropped.map_err(End::failed_by)?;
        }
        store.close().await;
        say(format!("{} secrets sealed again", done.changed))?;
        told(&done.damaged)
    }
}

fn told(damaged: &[String]) -> Result<(), End> {
    if damaged.is_empty() {
        return Ok(());
    }
    Err(End::failed(format!(
        "{} stored secrets do not open and were left as they are, with their keys; save these \
         connectors again, or put a backup back:\n{}",
        damaged.len(),
        damaged.join("\n")
    )))
}
