//! Connectors: which there are, stopping and starting them, and removing them by id or
//! by what they have in common. Works on the data directory, also while the server runs.

mod export;

use super::offline::{Place, end};
use super::{End, say};
use crate::clock::{DAY, Millis};
use crate::store::{Dismiss, Entry, Sought, Store, Switch};
use clap::{Args, Subcommand};
use export::Format;

/// Removed in one transaction, so that a running server waits for none long.
const ROUND: usize = 200;

/// Look at connectors, stop or start their cards, or remove them.
#[derive(Args)]
pub(super) struct Connectors {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Each one: short id, type, host, state, last card, when it was made, tenant, name.
    List {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        filter: Filter,
    },
    /// All that is known of one, but its address.
    Show {
        #[command(flatten)]
        place: Place,
        /// An id as `connectors list` has it, or a whole entity id.
        id: String,
    },
    /// The same of each, as a file: tenant, creator, health, last card.
    Export {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        filter: Filter,
        /// How the file looks.
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Stop their cards, until `enable` starts them again.
    Disable(Named),
    /// Start the cards again, whoever stopped them.
    Enable(Named),
    /// Remove with queue and history; without --yes only say which.
    Remove {
        #[command(flatten)]
        place: Place,
        /// Ids as `connectors list` has them, or whole entity ids.
        ids: Vec<String>,
        #[command(flatten)]
        filter: Filter,
        /// Do it.
        #[arg(long)]
        yes: bool,
    },
}

/// Those that are named.
#[derive(Args)]
struct Named {
    #[command(flatten)]
    place: Place,
    /// Ids as `connectors list` has them, or whole entity ids.
    #[arg(required = true)]
    ids: Vec<String>,
}

/// Those that fit everything given here.
#[derive(Args)]
struct Filter {
    /// Only those whose channel never took a card, and for which none waits.
    #[arg(long)]
    never_used: bool,
    /// Only those made so long ago, such as 90d.
    #[arg(long, value_name = "DAYS", value_parser = days)]
    older_than: Option<u32>,
    /// Only those that post to this host, as the list has it.
    #[arg(long)]
    host: Option<String>,
    /// Only those of this tenant.
    #[arg(long)]
    tenant: Option<String>,
}

fn days(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('d').unwrap_or(text);
    number.parse().map_err(|_| "write days such as 90d".into())
}

impl Filter {
    fn sought(&self, now: Millis) -> Sought {
        Sought {
            never_used: self.never_used,
            made_before: self.older_than.map(|days| now - Millis::from(days) * DAY),
            host: self.host.clone(),
            tenant: self.tenant.clone(),
            ..Sought::default()
        }
    }

    fn is_empty(&self) -> bool {
        let by_place = self.host.is_some() || self.tenant.is_some();
        !self.never_used && self.older_than.is_none() && !by_place
    }
}

impl Connectors {
    pub(super) async fn run(self) -> Result<(), End> {
        match self.verb {
            Verb::List { place, filter } => {
                let store = place.open().await?;
                let found = store.roster(&filter.sought(store.now())).await;
                let lines = found.map(|each| each.iter().map(ToString::to_string).collect());
                end(store, lines).await
            }
            Verb::Show { place, id } => {
                let store = place.open().await?;
                let shown = shown(&store, id).await;
                store.close().await;
                shown
            }
            Verb::Export {
                place,
                filter,
                format,
            } => {
                let store = place.open().await?;
                let exported = exported(&store, &filter.sought(store.now()), format).await;
                store.close().await;
                exported
            }
            Verb::Disable(named) => named.switch(Switch::Off, "stopped").await,
            Verb::Enable(named) => named.switch(Switch::On, "started").await,
            Verb::Remove {
                place,
                ids,
                filter,
                yes,
            } => {
                if ids.is_empty() && filter.is_empty() {
                    return Err(End::refused(
                        "Say which: give ids, or --never-used, --older-than 90d, --host HOST or --tenant TENANT.",
                    ));
                }
                let store = place.open().await?;
                let sought = filter.sought(store.now());
                let found = find(&store, &ids, &sought).await;
                let done = match (found, yes) {
                    (Err(end), _) => Err(end),
                    (Ok(found), true) => remove(&store, &found, &sought).await,
                    (Ok(found), false) => {
                        say(format!("{} would be removed; --yes does it", found.len()))
                    }
                };
                store.close().await;
                done
            }
        }
    }
}

async fn shown(store: &Store, id: String) -> Result<(), End> {
    let named = named(store, &[id]).await?;
    let mut all = store
        .roster(&Sought::default())
        .await
        .map_err(End::failed)?;
    all.retain(|entry| named.contains(&entry.id));
    let records = store.inventory(&all).await.map_err(End::failed)?;
    records.iter().try_for_each(export::show)
}

async fn exported(store: &Store, sought: &Sought, format: Format) -> Result<(), End> {
    let found = store.roster(sought).await.map_err(End::failed)?;
    let records = store.inventory(&found).await.map_err(End::failed)?;
    export::export(&records, format)
}

impl Named {
    async fn switch(self, switch: fn(Vec<String>) -> Switch, done: &str) -> Result<(), End> {
        let store = self.place.open().await?;
        let rows = named(&store, &self.ids).await;
        let count = match rows {
            Ok(rows) => store.write(switch(rows)).await.map_err(End::failed_by),
            Err(end) => Err(end),
        };
        store.close().await;
        say(format!("{} {done}", count?))
    }
}

/// Those that fit, also said.
async fn find(store: &Store, ids: &[String], sought: &Sought) -> Result<Vec<Entry>, End> {
    let mut found = store.roster(sought).await.map_err(End::failed_by)?;
    if !ids.is_empty() {
        let named = named(store, ids).await?;
        found.retain(|entry| named.contains(&entry.id));
    }
    for entry in &found {
        say(entry)?;
    }
    Ok(found)
}

async fn remove(store: &Store, found: &[Entry], sought: &Sought) -> Result<(), End> {
    let mut count = 0;
    for round in found.chunks(ROUND) {
        let dismiss = Dismiss {
            ids: round.iter().map(|entry| entry.id.clone()).collect(),
            sought: sought.clone(),
        };
        count += store.write(dismiss).await.map_err(End::failed_by)?;
    }
    say(format!("{count} removed"))
}

/// The rows that the ids name, one each.
async fn named(store: &Store, ids: &[String]) -> Result<Vec<String>, End> {
    let mut named = Vec::new();
    for id in ids {
        let mut rows = store.begin_with(id).await.map_err(End::failed_by)?;
        match (rows.pop(), rows.is_empty()) {
            (Some(row), true) => named.push(row),
            (Some(_), false) => {
                return Err(End::refused(format!(
                    "Several connectors' ids begin with {id}; write more of it."
                )));
            }
            (None, _) => {
                return Err(End::refused(format!(
                    "No connector's id begins with {id}; `connectors list` has them all."
                )));
            }
        }
    }
    Ok(named)
}
