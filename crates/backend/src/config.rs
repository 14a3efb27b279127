//! What an operator decides. Contradictions are found before anything starts,
//! all at once. Never prints a secret.

mod links;

pub use crate::page::HelpLinks;
pub use links::CardLinks;

use crate::clock::Clock;
use crate::deliver::client::Patience;
use crate::frames::frame_ancestors;
use crate::hook::HookAddress;
use crate::people::SignIn;
use crate::quotas::Quotas;
use crate::reach::Reach;
use crate::webhook::{HostRule, Rules};
use axum::http::HeaderName;
use secrecy::{ExposeSecret as _, SecretString};
use sources::Sources;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Who may read and change a connector.
#[derive(Clone, Debug)]
pub enum AuthMode {
    /// Whoever knows its unguessable entity id.
    Capability,
    /// Whoever signed in with Microsoft Entra ID, each tenant its own.
    Entra(Box<SignIn>),
}

/// Everything the server needs to know.
#[derive(Clone)]
pub struct Config {
    /// Where the database and the secrets are.
    pub data_dir: PathBuf,
    /// Where people reach the server; `http://<address>` when absent.
    pub public_url: Option<String>,
    /// The built page, instead of the one in the binary.
    pub page_dir: Option<PathBuf>,
    /// Who may frame the page.
    pub frame_ancestors: Vec<String>,
    /// Whoever helps with the form; it says nothing of those that are absent.
    pub help_links: HelpLinks,
    /// Whether webhooks may point to this machine; only where nobody outside reaches
    /// the server.
    pub allow_loopback_webhooks: bool,
    /// Whether families that Microsoft ended are used all the same.
    pub allow_ended_families: bool,
    /// Webhook hosts besides the known families.
    pub webhook_hosts: Vec<HostRule>,
    /// Absent only where nobody outside reaches the server: there `Capability` is the
    /// default.
    pub auth_mode: Option<AuthMode>,
    /// Whether cards have links; open where nobody signs in when absent. They lead to
    /// the public address, and without one there are none.
    pub card_links: Option<CardLinks>,
    /// Who is told when a card's button is pressed; cards have none when absent.
    pub hook: Option<HookAddress>,
    /// Instead of `secret.key` in the data directory.
    pub secret_key_file: Option<PathBuf>,
    /// Instead of the file `events-token` in the data directory.
    pub events_token: Option<SecretString>,
    /// Standard Webhooks secrets; two while one is being replaced.
    pub signing_secrets: Vec<SecretString>,
    /// Other systems whose webhooks are read as they come.
    pub sources: Arc<Sources>,
    /// How long a lease on a webhook lasts; longer than a whole exchange.
    pub lease: Duration,
    /// How long a post may take.
    pub patience: Patience,
    /// How often the queue is looked at without being rung.
    pub poll: Duration,
    /// Posts in flight at most.
    pub max_posts: usize,
    /// After a stop signal: how long to keep serving while not ready.
    pub drain: Duration,
    /// After that: how long open requests and posts may take.
    pub grace: Duration,
    /// Where `/metrics` is instead of beside the API.
    pub metrics_bind: Option<SocketAddr>,
    /// Limits on what comes in.
    pub limits: Limits,
    /// Limits on connectors that are made.
    pub quotas: Quotas,
    /// After how many days without a save a connector is removed whose channel never
    /// took a card; never when absent.
    pub expire_unused_days: Option<u32>,
    /// The database's size at most, in bytes.
    pub max_database_bytes: Option<u64>,
    /// What time it is; tests move it.
    pub clock: Clock,
}

/// Limits on what comes in.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Calls to connectors per second and address; four times as many at once.
    pub requests_per_second: u32,
    /// Events per second from one address; twice as many at once.
    pub events_per_second: u32,
    /// Calls worked on at the same time, without events and test cards; a quarter of
    /// them for one address.
    pub concurrent: usize,
    /// Events worked on at the same time.
    pub concurrent_events: usize,
    /// Test cards on their way at the same time; a quarter of them for one address.
    pub concurrent_tests: usize,
    /// Test cards per second and address; ten times as many at once.
    pub tests_per_second: u32,
    /// Connections open at the same time; more wait.
    pub connections: usize,
    /// How many of them one address may have; more are closed. Not asked when a proxy
    /// is trusted to name the caller: all connections are its own.
    pub connections_per_address: usize,
    /// Until a request's headers, and then its body, have arrived.
    pub read: Duration,
    /// How long an answer may wait to be read.
    pub unread: Duration,
    /// Deliveries waiting at most.
    pub queue: i64,
    /// The header that names the caller behind a proxy, if one is trusted.
    pub client_address_header: Option<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_second: 50,
            events_per_second: 10_000,
            concurrent: 256,
            concurrent_events: 512,
            concurrent_tests: 16,
            tests_per_second: 1,
            connections: 2048,
            connections_per_address: 512,
            read: Duration::from_secs(10),
            unread: Duration::from_secs(30),
            queue: 1_000_000,
            client_address_header: None,
        }
    }
}

impl Limits {
    /// Connections of one address at most; none when all come through a proxy.
    pub(crate) fn connections_of_one(&self) -> Option<usize> {
        let direct = self.client_address_header.is_none();
        direct.then_some(self.connections_per_address)
    }
}

impl Config {
    /// What one machine needs for development and tests.
    #[must_use]
    pub fn loopback(data_dir: PathBuf) -> Self {
        Self {
            data_dir,
            public_url: None,
            page_dir: None,
            frame_ancestors: frame_ancestors(&[]),
            help_links: HelpLinks::default(),
            allow_loopback_webhooks: false,
            allow_ended_families: false,
            webhook_hosts: Vec::new(),
            auth_mode: None,
            card_links: None,
            hook: None,
            secret_key_file: None,
            events_token: None,
            signing_secrets: Vec::new(),
            sources: Arc::default(),
            lease: Duration::from_secs(20),
            patience: Patience::default(),
            poll: Duration::from_millis(250),
            max_posts: 256,
            drain: Duration::ZERO,
            grace: Duration::from_secs(15),
            metrics_bind: None,
            limits: Limits::default(),
            quotas: Quotas::default(),
            expire_unused_days: Some(365),
            max_database_bytes: None,
            clock: Clock::machine(),
        }
    }

    /// Every contradiction, in sentences; empty when there is none.
    #[must_use]
    pub fn faults(&self, address: SocketAddr) -> Vec<String> {
        let outside = self.reach(address).is_outside();
        let mut faults = Vec::new();
        let mut fault = |wrong: bool, sentence: &str| {
            if wrong {
                faults.push(sentence.to_owned());
            }
        };
        fault(
            self.allow_loopback_webhooks && outside,
            "--allow-loopback-webhooks is only allowed when the server is reached on loopback \
             alone; remove it, or bind to 127.0.0.1 without a --public-url of another host.",
        );
        fault(
            self.auth_mode.is_none() && outside,
            "AUTH_MODE must be chosen when the server is reached from outside, also through a \
             proxy: give --auth-mode entra if people sign in, or capability if whoever has the enrolment key may make \
             connectors, and whoever knows a connector's id may change it.",
        );
        fault(
            outside
                && self
                    .sign_in()
                    .is_some_and(|sign_in| sign_in.policy.authority.is_pretended()),
            "--auth-authority names this machine, where anybody can issue tokens; give it a \
             cloud's address when the server is reached from outside.",
        );
        let weak = |secret: &SecretString| secret.expose_secret().len() < 32;
        fault(
            self.events_token.as_ref().is_some_and(weak),
            "The events token is too weak; use at least 24 random bytes, written as 32 \
             characters or more.",
        );
        fault(
            self.signing_secrets.len() > 2,
            "At most two signing secrets are used: the new one and the one being replaced.",
        );
        fault(
            self.signing_secrets
                .iter()
                .any(|secret| crate::signature::key(secret).is_none()),
            "A signing secret must be base64 of at least 24 random bytes, with or without \
             the prefix whsec_.",
        );
        fault(
            self.public_url.as_deref().is_some_and(|url| !usable(url)),
            "--public-url must be a complete http or https address without a path, query or \
             user name, such as https://connector.example.com: the page expects to be at the \
             root of its host. Give it a host name of its own.",
        );
        let header = self.limits.client_address_header.as_deref();
        fault(
            header.is_some_and(|name| HeaderName::try_from(name).is_err()),
            "--client-address-header is not the name of a header; write one such as \
             X-Forwarded-For.",
        );
        fault(
            self.lease <= self.patience.total + self.patience.total / 10,
            "The lease must be a tenth longer than a post may take: clocks drift.",
        );
        fault(
            self.frame_ancestors.iter().any(|host| !is_source(host)),
            "--frame-ancestors takes addresses such as https://teams.microsoft.com, \
             separated by commas.",
        );
        fault(
            !self.help_links.are_usable(),
            "--help-url, --support-url and --privacy-url must be https addresses without a user \
             name, such as https://help.example.com/tasks.",
        );
        faults.extend(self.faults_of_links(outside));
        faults
    }

    /// How people sign in; none where they do not.
    pub(crate) fn sign_in(&self) -> Option<&SignIn> {
        match &self.auth_mode {
            Some(AuthMode::Entra(sign_in)) => Some(sign_in),
            Some(AuthMode::Capability) | None => None,
        }
    }

    /// From where it is reached, bound to this address.
    pub(crate) fn reach(&self, address: SocketAddr) -> Reach {
        Reach::of(self.public_url.as_deref(), address)
    }

    /// Whether there is anybody to whom the operators' page is open: people with a role
    /// where they sign in, else whoever is on this machine.
    pub(crate) fn has_operators(&self, reach: &Reach) -> bool {
        match self.sign_in() {
            Some(sign_in) => sign_in.operator_tenant.is_some(),
            None => !reach.is_outside(),
        }
    }

    pub(crate) fn rules(&self) -> Rules {
        Rules {
            hosts: self.webhook_hosts.clone(),
            loopback: self.allow_loopback_webhooks,
            ended: self.allow_ended_families,
        }
    }
}

fn usable(url: &str) -> bool {
    let plain = |url: Url| {
        let more = url.query().is_some() || url.fragment().is_some();
        let user = !url.username().is_empty() || url.password().is_some();
        matches!(url.scheme(), "http" | "https") && url.path() == "/" && !more && !user
    };
    Url::parse(url).is_ok_and(plain)
}

/// One source of a policy: a semicolon or a space would begin another.
fn is_source(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, ';' | ',' | '"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(change: impl FnOnce(&mut Config), address: &str) -> Vec<String> {
        let mut config = Config::loopback(PathBuf::from("data"));
        change(&mut config);
        config.faults(address.parse().unwrap())
    }

    #[test]
    fn loopback_needs_nothing_else() {
        assert_eq!(faults(|_| (), "127.0.0.1:0"), Vec::<String>::new());
        assert_eq!(faults(|_| (), "[::1]:0"), Vec::<String>::new());
    }

    #[test]
    fn what_has_a_public_url_is_not_on_loopback() {
        let found = faults(
            |config| {
                config.public_url = Some("https://connector.example.com".into());
                config.allow_loopback_webhooks = true;
            },
            "127.0.0.1:0",
        );
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(found[1].contains("AUTH_MODE"), "{found:#?}");
        let local = |config: &mut Config| config.public_url = Some("http://localhost:3978".into());
        assert_eq!(faults(local, "127.0.0.1:0"), Vec::<String>::new());
    }

    #[test]
    fn every_contradiction_is_told_at_once() {
        let found = faults(
            |config| {
                config.allow_loopback_webhooks = true;
                config.events_token = Some(SecretString::from("short"));
                config.signing_secrets = vec![SecretString::from("whsec_AAAA")];
                config.frame_ancestors = vec!["a; script-src *".into()];
            },
            "0.0.0.0:80",
        );
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(found[1].contains("AUTH_MODE"), "{found:#?}");
        assert!(!found.concat().contains("whsec_AAAA"), "{found:#?}");
    }

    #[test]
    fn a_public_url_is_a_whole_host() {
        for (url, good) in [
            ("https://connector.example.com", true),
            ("https://connector.example.com/", true),
            ("http://localhost:3978", true),
            ("https://connector.example.com:8443", true),
            ("https://connector.example.com/connector/", false),
            ("https://connector.example.com/connector", false),
            ("https://connector.example.com/?a", false),
            ("https://connector.example.com/#a", false),
            ("https://me@connector.example.com", false),
            ("connector.example.com", false),
            ("ftp://connector.example.com", false),
        ] {
            let change = |config: &mut Config| {
                config.public_url = Some(url.into());
                config.auth_mode = Some(AuthMode::Capability);
            };
            let found = faults(change, "127.0.0.1:0");
            assert_eq!(found.is_empty(), good, "{url}: {found:#?}");
        }
    }

    #[test]
    fn a_header_that_cannot_be_is_refused() {
        let named = |name: &str| {
            let change = |config: &mut Config| {
                config.limits.client_address_header = Some(name.to_owned());
            };
            faults(change, "127.0.0.1:0").len()
        };
        assert_eq!(named("X-Forwarded-For"), 0);
        assert_eq!(named("X Forwarded"), 1);
        assert_eq!(named("X-Forwarded-For:"), 1);
    }
}
