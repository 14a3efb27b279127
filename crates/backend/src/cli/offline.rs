//! Commands that work on the data directory, also while the server runs.

use super::{End, say};
use crate::clock::{Clock, Millis};
use crate::store::{Files, Replay, Schema, Store, Which};
use clap::{Args, Subcommand, ValueEnum};
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
    pub(super) fn files(&self) -> Files {
        Files::in_dir(&self.data_dir, self.secret_key_file.as_deref())
    }

    pub(super) async fn open(&self) -> Result<Store, End> {
        let files = self.files();
        if !files.database().exists() {
            let path = self.data_dir.display();
            return Err(End::refused(format!("No database is in {path}.")));
        }
        files
            .open(Clock::machine(), None, Schema::Keep)
            .await
            .map_err(End::failed_by)
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
        /// Only those in this state.
        #[arg(long, value_enum)]
        state: Option<State>,
    },
    /// Every attempt of one delivery.
    Show {
        #[command(flatten)]
        place: Place,
        /// The delivery's id.
        delivery: String,
    },
    /// Send again what was given up, or not sent because its webhook was off.
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

/// The states of a delivery.
#[derive(Clone, Copy, ValueEnum)]
enum State {
    /// It waits.
    Queued,
    /// It is in flight.
    Leased,
    /// The channel has it.
    Delivered,
    /// A Workflow took it.
    Accepted,
    /// It was given up.
    Dead,
    /// The channel was switched off.
    Skipped,
}

impl State {
    /// As it stands in the database.
    fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Leased => "leased",
            Self::Delivered => "delivered",
            Self::Accepted => "accepted",
            Self::Dead => "dead",
            Self::Skipped => "skipped",
        }
    }
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
                let lines = store.list(&which, state.map(State::code)).await;
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

pub(super) async fn end(
    store: Store,
    lines: Result<Vec<String>, crate::store::StoreError>,
) -> Result<(), End> {
    store.close().await;
    for line in lines.map_err(End::failed_by)? {
        say(line)?;
    }
    Ok(())
}
