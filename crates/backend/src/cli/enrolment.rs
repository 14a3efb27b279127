//! Shows or replaces the enrolment key, and hands out others by name; also while the
//! server runs.

use super::grants::{Name, New, list};
use super::offline::Place as Data;
use super::{End, say};
use crate::enrolment;
use crate::grants::Purpose;
use clap::{Args, Subcommand};
use secrecy::{ExposeSecret as _, SecretString};
use std::path::PathBuf;
use wire::paths::{CONFIGURE, ENROLMENT_QUERY};

/// The keys that new connectors need: the server's own, and named ones.
#[derive(Args)]
pub(super) struct Enrolment {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Print the key and the configuration addresses that carry it.
    Show(Place),
    /// Make a new key; the old one counts no longer, existing connectors go on.
    Rotate(Place),
    /// Make a key for a team or tenant, and print it this once.
    Add {
        #[command(flatten)]
        new: New,
        /// Where people reach the server.
        #[arg(long, env = "TEAMS_CONNECTOR_PUBLIC_URL")]
        public_url: Option<String>,
    },
    /// Each named key: name, tenant, when it was made.
    List {
        #[command(flatten)]
        place: Data,
    },
    /// Take a named key back: it makes no connectors any more, within a second.
    Revoke(Name),
}

#[derive(Args)]
struct Place {
    /// The server's data directory.
    #[arg(long, env = "TEAMS_CONNECTOR_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// Where people reach the server.
    #[arg(long, env = "TEAMS_CONNECTOR_PUBLIC_URL")]
    public_url: Option<String>,
}

impl Enrolment {
    pub(super) async fn run(self) -> Result<(), End> {
        match self.verb {
            Verb::Show(place) => place.show(),
            Verb::Rotate(place) => {
                let key = enrolment::rotate(&place.data_dir).map_err(End::refused_by)?;
                print(place.public_url.as_deref(), &key)
            }
            Verb::Add { new, public_url } => {
                let key = new.make(Purpose::Enrol, Vec::new()).await?;
                print(public_url.as_deref(), &key)
            }
            Verb::List { place } => list(&place, Purpose::Enrol).await,
            Verb::Revoke(name) => name.revoke(Purpose::Enrol).await,
        }
    }
}

impl Place {
    fn show(&self) -> Result<(), End> {
        let key = enrolment::show(&self.data_dir).map_err(End::refused_by)?;
        let path = self.data_dir.display();
        let key = key.ok_or_else(|| {
            End::refused(format!(
                "No enrolment key is in {path}; the server makes it."
            ))
        })?;
        print(self.public_url.as_deref(), &key)
    }
}

/// The key, and both kinds of configuration address for the app package.
fn print(public_url: Option<&str>, key: &SecretString) -> Result<(), End> {
    let base = public_url.unwrap_or_default().trim_end_matches('/');
    let key = key.expose_secret();
    say(format!("key: {key}"))?;
    say(format!(
        "connector: {base}{CONFIGURE}?{ENROLMENT_QUERY}={key}"
    ))?;
    say(format!(
        "channel tab: {base}{CONFIGURE}?destination=workflow&{ENROLMENT_QUERY}={key}"
    ))
}
