//! Commands that work on the data directory, also while the server runs.

use super::End;
use crate::clock::{Clock, Millis};
use crate::store::{Files, Replay, Reseal, Schema, Store, Which};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Where things are.
#[derive(Args)]
pub(super) struct Place {
    /// The server's data directory.
    #[arg(long, env = "TEAMS_CONNECTOR_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// The key file [default: secret.key in the data directory].
    #[arg(long, env = "TEAMS_CONNECTOR_SECRET_KEY_FILE")]
    secret_key_file: Option<PathBuf>,
}

impl Place {
    pub(super) async fn open(&self) -> Result<Store, End> {
        let files = Files::in_dir(&self.data_dir, self.secret_key_file.as_deref());
        if !files.database().exists() {
            let path = self.data_dir.display();
            return Err(End::refused(format!("No database is in {path}.")));
        }
        files
            .open(Clock::machine(), None, Schema::Keep)
            .await
            .map_err(End::failed)
    }
}

/// Look at deliveries, or send dead letters again.
#[derive(Args)]
pub(super) struct Deliveries {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// The last 200: id, state, attempts, time, reason.
    List {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        filter: Filter,
        /// Only those in this state, such as dead or queued.
        #[arg(long)]
        state: Option<String>,
    },
    /// Every attempt of one delivery.
    Show {
        #[command(flatten)]
        place: Place,
        /// The delivery's id.
        delivery: String,
    },
    /// Send dead letters again.
    Replay {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        filter: Filter,
        /// Only this delivery.
        #[arg(long)]
        delivery: Option<String>,
    },
}

#[derive(Args)]
struct Filter {
    /// Only one connector's, by entity id.
    #[arg(long)]
    connector: Option<String>,
    /// Only those since then, such as 2026-11-23T00:00:00Z.
    #[arg(long)]
    since: Option<String>,
}

impl Filter {
    fn which(&self, delivery: Option<String>) -> Result<Which, End> {
        Ok(Which {
            delivery,
            entity_id: self.connector.clone(),
            since: self.since.as_deref().map(moment).transpose()?,
        })
    }
}

fn moment(text: &str) -> Result<Millis, End> {
    let format = &time::format_description::well_known::Rfc3339;
    time::OffsetDateTime::parse(text, format)
        .map(|at| at.unix_timestamp() * 1000)
        .map_err(|_| End::refused("--since takes a time such as 2026-11-23T00:00:00Z."))
}

impl Deliveries {
    pub(super) async fn run(self) -> Result<(), End> {
        match self.verb {
            Verb::List {
                place,
                filter,
                state,
            } => {
                let store = place.open().await?;
                let which = filter.which(None)?;
                let lines = store.list(&which, state.as_deref()).await;
                end(store, lines).await
            }
            Verb::Show { place, delivery } => {
                let store = place.open().await?;
                let lines = store.attempts(&delivery).await;
                end(store, lines).await
            }
            Verb::Replay {
                place,
                filter,
                delivery,
            } => {
                let store = place.open().await?;
                let count = store.write(Replay(filter.which(delivery)?)).await;
                end(
                    store,
                    count.map(|count| vec![format!("{count} sent again")]),
                )
                .await
            }
        }
    }
}

async fn end(
    store: Store,
    lines: Result<Vec<String>, crate::store::StoreError>,
) -> Result<(), End> {
    store.close().await;
    for line in lines.map_err(End::failed)? {
        println!("{line}");
    }
    Ok(())
}

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
        let ring = store.ring().clone();
        if !self.drop_old {
            ring.add_key().map_err(End::failed)?;
        }
        let count = store
            .write(Reseal(ring.clone()))
            .await
            .map_err(End::failed)?;
        if self.drop_old {
            ring.drop_old_keys().map_err(End::failed)?;
        }
        end(store, Ok(vec![format!("{count} secrets sealed anew")])).await
    }
}
