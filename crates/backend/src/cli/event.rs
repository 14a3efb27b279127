//! `send-event`: what the operator's system does, from a shell.

mod details;

use super::{End, say, secrets};
use clap::{Args, ValueEnum};
use details::Details;
use secrecy::{ExposeSecret as _, SecretString};
use std::path::PathBuf;
use std::time::Duration;
use wire::{Event, EventKind, Task};

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Created,
    Updated,
}

/// Flags of `send-event`.
#[derive(Args)]
pub(super) struct SendEvent {
    /// What happened.
    #[arg(value_enum)]
    kind: Kind,
    /// The task's id.
    #[arg(long, allow_hyphen_values = true)]
    id: String,
    /// The task's title.
    #[arg(long, allow_hyphen_values = true)]
    title: String,
    /// What it is about.
    #[arg(long, allow_hyphen_values = true)]
    description: Option<String>,
    /// Who is to do it.
    #[arg(long, allow_hyphen_values = true)]
    assigned_to: Option<String>,
    /// Where to see it.
    #[arg(long, allow_hyphen_values = true)]
    url: Option<String>,
    #[command(flatten)]
    details: Details,
    /// The server.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_SERVER",
        default_value = "http://127.0.0.1:3978"
    )]
    server: String,
    /// Where the token is, when no other file is named.
    #[arg(long, env = "TEAMS_CONNECTOR_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// The token's file. TEAMS_CONNECTOR_EVENTS_TOKEN holds the token itself.
    #[arg(long, env = "TEAMS_CONNECTOR_EVENTS_TOKEN_FILE")]
    events_token_file: Option<PathBuf>,
    /// Sent twice with the same key, an event counts once [default: random].
    #[arg(long, allow_hyphen_values = true)]
    idempotency_key: Option<String>,
}

impl SendEvent {
    pub(super) async fn run(self) -> Result<(), End> {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let token = self.token()?;
        let random = crate::secret::random_hex::<16>();
        let key = self.idempotency_key.clone().unwrap_or(random);
        // The server is near; a proxy of the surroundings is not on the way to it.
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .map_err(End::failed_by)?;
        let answer = client
            .post(format!(
                "{}{}",
                self.server.trim_end_matches('/'),
                wire::paths::EVENTS
            ))
            .bearer_auth(token.expose_secret())
            .header("idempotency-key", key)
            .json(&self.event())
            .send()
            .await
            .map_err(|error| {
                End::failed(format!(
                    "The server does not answer: {}",
                    error.without_url()
                ))
            })?;
        let status = answer.status();
        let text = answer.text().await.unwrap_or_default();
        if status.is_success() {
            return say(text);
        }
        Err(End::failed(text))
    }

    fn token(&self) -> Result<SecretString, End> {
        let variable = "TEAMS_CONNECTOR_EVENTS_TOKEN";
        let given = secrets::read(variable, self.events_token_file.as_deref())?;
        if let Some(token) = given {
            return Ok(token);
        }
        let file = self.data_dir.join("events-token");
        let found = secrets::read(variable, Some(&file))?;
        found.ok_or_else(|| End::refused("No events token is given."))
    }

    fn event(&self) -> Event {
        let details = &self.details;
        Event {
            kind: match self.kind {
                Kind::Created => EventKind::Created,
                Kind::Updated => EventKind::Updated,
            },
            actor: details.actor.clone(),
            changes: details.changes.clone(),
            topics: details.topics.clone(),
            actions: details.actions.clone(),
            task: Task {
                id: self.id.clone(),
                title: self.title.clone(),
                description: self.description.clone(),
                assigned_to: self.assigned_to.clone(),
                url: self.url.clone(),
                due: details.due.clone(),
                importance: details.importance,
                fields: details.fields.clone(),
            },
        }
    }
}
