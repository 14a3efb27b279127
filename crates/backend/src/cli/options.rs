//! The flags of `serve` and what they mean.

use super::help::{self, HelpOptions};
use super::sign_in::{self, SignInOptions};
use super::{End, say};
use super::{secrets, sources};
use crate::config::{AuthMode, CardLinks, Config};
use crate::frames::frame_ancestors;
use crate::hook::HookAddress;
use crate::quotas::Quotas;
use crate::webhook::HostRule;
use clap::{Args, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// How log lines look.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Who may read and change a connector.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum AuthChoice {
    /// Whoever knows its unguessable id.
    Capability,
    /// Whoever signed in with Microsoft Entra ID; see the options --auth-….
    Entra,
}

/// Whether cards have links that do something.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LinksChoice {
    /// None.
    Off,
    /// Whoever signs in with an account of the connector's tenant.
    Members,
    /// Whoever sees a card may follow its links.
    Open,
}

/// Flags of `serve`.
#[derive(Args)]
pub(super) struct ServeOptions {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, env = "TEAMS_CONNECTOR_BIND", default_value = "127.0.0.1:3978")]
    pub(super) bind: SocketAddr,
    /// Where to serve /metrics, and then nowhere else; whoever reaches it may read it.
    #[arg(long, env = "TEAMS_CONNECTOR_METRICS_BIND", value_name = "ADDRESS")]
    metrics_bind: Option<SocketAddr>,
    /// Where the database and the secrets are; made on the first start.
    #[arg(long, env = "TEAMS_CONNECTOR_DATA_DIR", default_value = "data")]
    pub(super) data_dir: PathBuf,
    /// Where people reach the server; by default `http://<bind>`.
    #[arg(long, env = "TEAMS_CONNECTOR_PUBLIC_URL")]
    pub(super) public_url: Option<String>,
    /// The built page, instead of the one in this binary.
    #[arg(long, env = "TEAMS_CONNECTOR_PAGE_DIR")]
    page_dir: Option<PathBuf>,
    /// Who may show the page in a frame: clouds (public, gcc-high, dod, china) and
    /// addresses such as `https://portal.example.com`.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_FRAME_ANCESTORS",
        value_delimiter = ',',
        default_value = "public"
    )]
    pub(super) frame_ancestors: Vec<String>,
    #[command(flatten)]
    help: HelpOptions,
    /// Let webhooks point to this machine; for tests, loopback only.
    #[arg(long, env = "TEAMS_CONNECTOR_ALLOW_LOOPBACK_WEBHOOKS")]
    allow_loopback_webhooks: bool,
    /// Save and post to addresses that Microsoft ended, such as Office 365 connectors.
    #[arg(long, env = "TEAMS_CONNECTOR_ALLOW_ENDED_FAMILIES")]
    pub(super) allow_ended_families: bool,
    /// More webhook hosts, such as connector:.example.com or workflow:host/path/.
    #[arg(long, env = "TEAMS_CONNECTOR_WEBHOOK_HOSTS", value_delimiter = ',')]
    webhook_hosts: Vec<HostRule>,
    /// Who may read and change a connector; needed off loopback.
    #[arg(long, env = "TEAMS_CONNECTOR_AUTH_MODE", value_enum)]
    auth_mode: Option<AuthChoice>,
    #[command(flatten)]
    sign_in: SignInOptions,
    /// Who may follow the links on cards, such as *Manage or stop*. They lead to
    /// --public-url [default: open where nobody signs in, else members].
    #[arg(long, env = "TEAMS_CONNECTOR_CARD_LINKS", value_enum)]
    card_links: Option<LinksChoice>,
    /// Where to tell of pressed buttons: your system, which owns the tasks. Without it
    /// cards have no buttons.
    #[arg(long, env = "TEAMS_CONNECTOR_ACTIONS_URL")]
    actions_url: Option<Url>,
    /// The secret that signs what it is told, from a file.
    /// TEAMS_CONNECTOR_ACTIONS_SECRET holds the secret itself.
    #[arg(long, env = "TEAMS_CONNECTOR_ACTIONS_SECRET_FILE")]
    actions_secret_file: Option<PathBuf>,
    /// The key file [default: secret.key in the data directory].
    #[arg(long, env = "TEAMS_CONNECTOR_SECRET_KEY_FILE")]
    secret_key_file: Option<PathBuf>,
    /// The events token from a file [default: events-token in the data
    /// directory]. TEAMS_CONNECTOR_EVENTS_TOKEN holds the token itself.
    #[arg(long, env = "TEAMS_CONNECTOR_EVENTS_TOKEN_FILE")]
    events_token_file: Option<PathBuf>,
    /// Standard Webhooks secrets from a file, one a line, at most two.
    /// TEAMS_CONNECTOR_SIGNING_SECRETS holds them itself, with a comma between.
    #[arg(long, env = "TEAMS_CONNECTOR_SIGNING_SECRETS_FILE")]
    signing_secrets_file: Option<PathBuf>,
    /// Other systems whose webhooks are read as they come, in TOML; `sources check` tells
    /// whether it is good.
    #[arg(long, env = "TEAMS_CONNECTOR_SOURCES")]
    sources: Option<PathBuf>,
    /// Calls per second and address to everything but events.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_REQUESTS_PER_SECOND",
        default_value_t = 50
    )]
    requests_per_second: u32,
    /// Test cards per second and address; ten times as many at once.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_TEST_CARDS_PER_SECOND",
        default_value_t = 1
    )]
    test_cards_per_second: u32,
    /// Events per second and address.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_EVENTS_PER_SECOND",
        default_value_t = 10_000
    )]
    events_per_second: u32,
    /// The header in which a trusted proxy names the caller.
    #[arg(long, env = "TEAMS_CONNECTOR_CLIENT_ADDRESS_HEADER")]
    client_address_header: Option<String>,
    /// Deliveries that may wait before events are refused.
    #[arg(long, env = "TEAMS_CONNECTOR_MAX_QUEUE", default_value_t = 1_000_000)]
    max_queue: i64,
    /// Connectors with the same webhook address.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_MAX_CONNECTORS_PER_WEBHOOK",
        default_value_t = 20
    )]
    max_connectors_per_webhook: u32,
    /// Connectors made in a day from one address.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_MAX_NEW_CONNECTORS_PER_ADDRESS",
        default_value_t = 500
    )]
    max_new_connectors_per_address: u32,
    /// Connectors in all.
    #[arg(long, env = "TEAMS_CONNECTOR_MAX_CONNECTORS", default_value_t = 50_000)]
    max_connectors: u32,
    /// Days without a save after which a connector is removed whose channel never took
    /// a card; 0 for never.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_EXPIRE_UNUSED",
        value_name = "DAYS",
        default_value_t = 365
    )]
    expire_unused: u32,
    /// Connections open at the same time; more wait.
    #[arg(long, env = "TEAMS_CONNECTOR_MAX_CONNECTIONS", default_value_t = 2048)]
    max_connections: usize,
    /// Connections of one address at the same time; more are closed. Not asked with
    /// --client-address-header: all connections are the proxy's.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_MAX_CONNECTIONS_PER_ADDRESS",
        default_value_t = 512
    )]
    max_connections_per_address: usize,
    /// The database's size at most, in megabytes.
    #[arg(long, env = "TEAMS_CONNECTOR_MAX_DATABASE_MB")]
    max_database_mb: Option<u64>,
    /// Seconds a post may take.
    #[arg(long, env = "TEAMS_CONNECTOR_POST_SECONDS", default_value_t = 15)]
    post_seconds: u64,
    /// Seconds until another process takes a webhook over; longer than a post.
    #[arg(long, env = "TEAMS_CONNECTOR_LEASE_SECONDS", default_value_t = 20)]
    lease_seconds: u64,
    /// Seconds to keep serving after a stop signal, while not ready
    /// [default: 0 on loopback, else 3].
    #[arg(long, env = "TEAMS_CONNECTOR_DRAIN_SECONDS")]
    drain_seconds: Option<u64>,
    /// What to log: error, warn, info, debug, trace, or targets with levels.
    #[arg(long, env = "TEAMS_CONNECTOR_LOG", default_value = "info")]
    pub(super) log: String,
    /// How log lines look.
    #[arg(
        long,
        env = "TEAMS_CONNECTOR_LOG_FORMAT",
        value_enum,
        default_value = "text"
    )]
    pub(super) log_format: LogFormat,
}

impl ServeOptions {
    pub(super) fn config(&self) -> Result<Config, End> {
        let mut config = Config::loopback(self.data_dir.clone());
        config.metrics_bind = self.metrics_bind;
        config.public_url.clone_from(&self.public_url);
        config.page_dir.clone_from(&self.page_dir);
        config.frame_ancestors = frame_ancestors(&self.frame_ancestors);
        config.help_links = self.help.links();
        config.allow_loopback_webhooks = self.allow_loopback_webhooks;
        config.allow_ended_families = self.allow_ended_families;
        config.webhook_hosts.clone_from(&self.webhook_hosts);
        config.auth_mode = self.auth_mode()?;
        config.card_links = self.card_links.map(|choice| match choice {
            LinksChoice::Off => CardLinks::Off,
            LinksChoice::Members => CardLinks::Members,
            LinksChoice::Open => CardLinks::Open,
        });
        config.secret_key_file.clone_from(&self.secret_key_file);
        config.hook = self.hook()?;
        let file = self.events_token_file.as_deref();
        config.events_token = secrets::read("TEAMS_CONNECTOR_EVENTS_TOKEN", file)?;
        let file = self.signing_secrets_file.as_deref();
        config.signing_secrets = secrets::read_list("TEAMS_CONNECTOR_SIGNING_SECRETS", file)?;
        if let Some(file) = &self.sources {
            config.sources = Arc::new(sources::read(file)?);
        }
        config.limits.requests_per_second = self.requests_per_second.max(1);
        config.limits.tests_per_second = self.test_cards_per_second.max(1);
        config.limits.events_per_second = self.events_per_second.max(1);
        config.limits.queue = self.max_queue;
        config.limits.connections = self.max_connections.max(1);
        config.limits.connections_per_address = self.max_connections_per_address.max(1);
        config
            .limits
            .client_address_header
            .clone_from(&self.client_address_header);
        config.quotas = Quotas {
            of_webhook: self.max_connectors_per_webhook,
            new_of_caller: self.max_new_connectors_per_address,
            in_all: self.max_connectors,
        };
        config.expire_unused_days = Some(self.expire_unused).filter(|days| *days > 0);
        config.patience.total = Duration::from_secs(self.post_seconds.max(1));
        config.lease = Duration::from_secs(self.lease_seconds);
        config.max_database_bytes = self.max_database_mb.map(|mb| mb * 1024 * 1024);
        let usual = if self.bind.ip().is_loopback() { 0 } else { 3 };
        config.drain = Duration::from_secs(self.drain_seconds.unwrap_or(usual));
        Ok(config)
    }

    /// The path and the query may hold a secret.
    fn actions_host(&self) -> String {
        let host = self.actions_url.as_ref().and_then(Url::host_str);
        host.unwrap_or("(none)").to_owned()
    }

    fn hook(&self) -> Result<Option<HookAddress>, End> {
        let Some(url) = self.actions_url.clone() else {
            return Ok(None);
        };
        let file = self.actions_secret_file.as_deref();
        let secret = secrets::read("TEAMS_CONNECTOR_ACTIONS_SECRET", file)?;
        let secret = secret.ok_or_else(|| {
            End::refused("--actions-url needs a secret; give it with --actions-secret-file.")
        })?;
        Ok(Some(HookAddress { url, secret }))
    }

    fn auth_mode(&self) -> Result<Option<AuthMode>, End> {
        match self.auth_mode {
            None => Ok(None),
            Some(AuthChoice::Capability) => Ok(Some(AuthMode::Capability)),
            Some(AuthChoice::Entra) => {
                let sign_in = self.sign_in.read(self.public_url.as_deref(), self.bind)?;
                Ok(Some(AuthMode::Entra(Box::new(sign_in))))
            }
        }
    }

    /// Prints what is in force; fails when it cannot be.
    pub(super) fn check(&self) -> Result<(), End> {
        let config = self.config()?;
        for (name, value) in [
            ("bind", self.bind.to_string()),
            ("metrics-bind", format!("{:?}", config.metrics_bind)),
            ("data-dir", config.data_dir.display().to_string()),
            (
                "public-url",
                config
                    .public_url
                    .clone()
                    .unwrap_or(format!("http://{}", self.bind)),
            ),
            ("page-dir", format!("{:?}", config.page_dir)),
            ("frame-ancestors", config.frame_ancestors.join(",")),
            (
                "allow-loopback-webhooks",
                config.allow_loopback_webhooks.to_string(),
            ),
            (
                "allow-ended-families",
                config.allow_ended_families.to_string(),
            ),
            ("webhook-hosts", format!("{:?}", config.webhook_hosts)),
            ("auth-mode", auth_mode(config.auth_mode.as_ref()).to_owned()),
            ("card-links", links(config.who_follows()).to_owned()),
            ("actions-url", self.actions_host()),
            (
                "actions-secret",
                self.actions_url
                    .as_ref()
                    .map_or("(none)", |_| "(given)")
                    .to_owned(),
            ),
            ("secret-key-file", format!("{:?}", config.secret_key_file)),
            (
                "events-token",
                secrets::masked(config.events_token.is_some()).to_owned(),
            ),
            ("signing-secrets", config.signing_secrets.len().to_string()),
            ("sources", sources::names(&config.sources)),
            (
                "requests-per-second",
                config.limits.requests_per_second.to_string(),
            ),
            (
                "test-cards-per-second",
                config.limits.tests_per_second.to_string(),
            ),
            (
                "events-per-second",
                config.limits.events_per_second.to_string(),
            ),
            (
                "client-address-header",
                format!("{:?}", config.limits.client_address_header),
            ),
            ("max-queue", config.limits.queue.to_string()),
            (
                "max-connectors-per-webhook",
                config.quotas.of_webhook.to_string(),
            ),
            (
                "max-new-connectors-per-address",
                config.quotas.new_of_caller.to_string(),
            ),
            ("max-connectors", config.quotas.in_all.to_string()),
            ("expire-unused", self.expire_unused.to_string()),
            ("max-connections", config.limits.connections.to_string()),
            (
                "max-connections-per-address",
                config.limits.connections_per_address.to_string(),
            ),
            ("max-database-mb", format!("{:?}", self.max_database_mb)),
            ("post-seconds", config.patience.total.as_secs().to_string()),
            ("lease-seconds", config.lease.as_secs().to_string()),
            ("drain-seconds", config.drain.as_secs().to_string()),
            ("log", self.log.clone()),
            ("log-format", format!("{:?}", self.log_format)),
        ] {
            say(format!("{name} = {value}"))?;
        }
        sign_in::say_all(config.sign_in())?;
        help::say_all(&config.help_links)?;
        let mut faults = config.faults(self.bind);
        faults.extend(crate::serve::file_faults(&config));
        match faults.is_empty() {
            true => Ok(()),
            false => Err(End::refused(faults.join("\n"))),
        }
    }
}

fn links(who_follows: CardLinks) -> &'static str {
    match who_follows {
        CardLinks::Off => "off",
        CardLinks::Members => "members",
        CardLinks::Open => "open",
    }
}

fn auth_mode(mode: Option<&AuthMode>) -> &'static str {
    match mode {
        Some(AuthMode::Capability) => "capability",
        Some(AuthMode::Entra(_)) => "entra",
        None => "capability, on this machine alone",
    }
}
