//! Shows or replaces the enrolment key, also while the server runs.

use super::{End, say};
use crate::enrolment;
use clap::{Args, Subcommand};
use secrecy::{ExposeSecret as _, SecretString};
use std::path::PathBuf;
use wire::paths::{CONFIGURE, ENROLMENT_QUERY};

/// Show or replace the key that new connectors need.
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
    pub(super) fn run(self) -> Result<(), End> {
        let (place, key) = match self.verb {
            Verb::Show(place) => {
                let key = enrolment::show(&place.data_dir).map_err(End::refused)?;
                (place, key)
            }
            Verb::Rotate(place) => {
                let key = enrolment::rotate(&place.data_dir).map_err(End::refused)?;
                (place, Some(key))
            }
        };
        let path = place.data_dir.display();
        let key = key.ok_or_else(|| {
            End::refused(format!(
                "No enrolment key is in {path}; the server makes it."
            ))
        })?;
        place.print(&key);
        Ok(())
    }
}

impl Place {
    /// Both kinds of configuration address, for the app package.
    fn print(&self, key: &SecretString) {
        let base = self.public_url.as_deref().unwrap_or_default();
        let base = base.trim_end_matches('/');
        let key = key.expose_secret();
        say(format!("key: {key}"));
        say(format!(
            "connector: {base}{CONFIGURE}?{ENROLMENT_QUERY}={key}"
        ));
        say(format!(
            "channel tab: {base}{CONFIGURE}?destination=workflow&{ENROLMENT_QUERY}={key}"
        ));
    }
}
