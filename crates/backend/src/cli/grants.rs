//! Keys for senders and teams, by name: made, listed and taken back, also while the
//! server runs. A key is printed once and stored nowhere.

use super::offline::{Place, end};
use super::{End, say};
use crate::grants::{Purpose, fresh, word};
use crate::store::{HandOut, TakeBack};
use clap::{Args, Subcommand};
use secrecy::SecretString;
use wire::Topic;

/// Whose key.
#[derive(Args)]
pub(super) struct Name {
    #[command(flatten)]
    place: Place,
    /// By which it is listed and taken back.
    #[arg(value_parser = word)]
    name: String,
}

/// A new key.
#[derive(Args)]
pub(super) struct New {
    #[command(flatten)]
    name: Name,
    /// The only tenant for which it is good: an id, or a word of your own.
    #[arg(long, value_parser = word)]
    tenant: Option<String>,
}

impl New {
    /// Makes it; whoever gets it does not know it from elsewhere.
    pub(super) async fn make(
        self,
        purpose: Purpose,
        topics: Vec<Topic>,
    ) -> Result<SecretString, End> {
        let Name { place, name } = self.name;
        let store = place.open().await?;
        let (key, hash) = fresh(purpose);
        let done = store
            .write(HandOut {
                purpose,
                name: name.clone(),
                tenant: self.tenant,
                topics,
                hash,
            })
            .await;
        store.close().await;
        match done.map_err(End::failed_by)? {
            true => Ok(key),
            false => Err(End::refused(format!(
                "There is a key for {name}; revoke it first, or choose another name."
            ))),
        }
    }
}

impl Name {
    /// Takes it back.
    pub(super) async fn revoke(self, purpose: Purpose) -> Result<(), End> {
        let store = self.place.open().await?;
        let name = self.name.clone();
        let done = store.write(TakeBack { purpose, name }).await;
        store.close().await;
        let name = self.name;
        match done.map_err(End::failed_by)? {
            true => say(format!("{name} revoked")),
            false => Err(End::refused(format!(
                "No key is for {name}; `list` has all of them."
            ))),
        }
    }
}

fn topic(text: &str) -> Result<Topic, String> {
    Topic::try_from(text.to_owned()).map_err(|error| error.to_string())
}

/// Prints each.
pub(super) async fn list(place: &Place, purpose: Purpose) -> Result<(), End> {
    let store = place.open().await?;
    let all = store.granted(purpose, None, usize::MAX).await;
    let lines = all.map(|all| all.entries.iter().map(ToString::to_string).collect());
    end(store, lines).await
}

/// Make, list or revoke the tokens of systems that report events.
#[derive(Args)]
pub(super) struct Senders {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Make a token, and print it this once.
    Add {
        #[command(flatten)]
        new: New,
        /// The only topics of which it may report, with all below them.
        #[arg(long = "topic", value_name = "PATH", value_parser = topic)]
        topics: Vec<Topic>,
    },
    /// Each one: name, tenant, when it was made, its topics.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Take a token back; it counts no longer within a second.
    Revoke(Name),
}

impl Senders {
    pub(super) async fn run(self) -> Result<(), End> {
        use secrecy::ExposeSecret as _;
        match self.verb {
            Verb::Add { new, topics } => {
                let token = new.make(Purpose::Report, topics).await?;
                say(format!("token: {}", token.expose_secret()))
            }
            Verb::List { place } => list(&place, Purpose::Report).await,
            Verb::Revoke(name) => name.revoke(Purpose::Report).await,
        }
    }
}
