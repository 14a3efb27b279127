//! Webhooks: which there are, which are switched off or quiet, and switching one
//! on again. Works on the data directory, also while the server runs.

use super::End;
use super::offline::{Place, end};
use crate::store::{Enable, Listed, Off};
use clap::{Args, Subcommand};

/// Look at webhooks, or switch them on again.
#[derive(Args)]
pub(super) struct Webhooks {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Each one: id, state, kind, host, connectors, last card, reason.
    List {
        #[command(flatten)]
        place: Place,
        /// Only those that are switched off.
        #[arg(long)]
        disabled: bool,
        /// Only Workflows without a card for so many days: Microsoft switches a
        /// Workflow off after 90.
        #[arg(long, value_name = "DAYS", num_args = 0..=1, default_missing_value = "60")]
        quiet: Option<u32>,
    },
    /// Switch on again what was switched off. What it missed comes with
    /// `deliveries replay`.
    Enable {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        which: WhichOff,
    },
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct WhichOff {
    /// The webhook's id, as `webhooks list` has it.
    id: Option<String>,
    /// The one of this connector, by entity id.
    #[arg(long)]
    connector: Option<String>,
    /// Every one that is switched off.
    #[arg(long)]
    all: bool,
}

impl Webhooks {
    pub(super) async fn run(self) -> Result<(), End> {
        match self.verb {
            Verb::List {
                place,
                disabled,
                quiet,
            } => {
                let store = place.open().await?;
                let listed = Listed {
                    disabled,
                    quiet_days: quiet,
                };
                let lines = store.webhooks(listed).await;
                end(store, lines).await
            }
            Verb::Enable { place, which } => {
                let store = place.open().await?;
                let off = Off {
                    id: which.id,
                    entity_id: which.connector,
                    row: None,
                };
                let count = store.write(Enable(off)).await;
                end(
                    store,
                    count.map(|count| vec![format!("{count} switched on")]),
                )
                .await
            }
        }
    }
}
