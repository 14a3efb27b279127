//! Which addresses this server may post to, told by the address alone. What a
//! name resolves to is checked later, in `deliver`. Never prints an address.

use crate::problem::Failure;
use secrecy::{ExposeSecret as _, SecretString};
use url::{Host, Url};
use wire::{Destination, MAX_WEBHOOK_URL, Refusal};

/// A checked address.
pub(crate) struct Webhook {
    pub(crate) url: SecretString,
    /// Masked, for people.
    pub(crate) host: String,
    pub(crate) destination: Destination,
    /// The family's name, or the host an operator added.
    pub(crate) family: String,
    /// Whether Microsoft has retired the family.
    pub(crate) retired: bool,
}

/// What the list says about a host and a path.
struct Found {
    destination: Destination,
    family: String,
    /// The family's host, for the mask.
    suffix: String,
    retired: bool,
}

/// An address family an operator added: `connector:.example.com` or
/// `workflow:hooks.example.com/path/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRule {
    destination: Destination,
    host: String,
    path: String,
}

/// Which addresses are allowed besides the known families.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub(crate) hosts: Vec<HostRule>,
    pub(crate) loopback: bool,
}

impl std::str::FromStr for HostRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let usage = || {
            "write `connector:HOST`, `workflow:HOST` or either with a path after the host; \
             a host that starts with a dot stands for every name below it"
                .to_owned()
        };
        let (kind, rest) = text.trim().split_once(':').ok_or_else(usage)?;
        let destination = match kind {
            "connector" => Destination::Connector,
            "workflow" => Destination::Workflow,
            _ => return Err(usage()),
        };
        let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let name = host.strip_prefix('.').unwrap_or(host);
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        if !name.contains('.') || !name.chars().all(plain) || name.contains("..") {
            return Err(usage());
        }
        Ok(Self {
            destination,
            host: host.to_ascii_lowercase(),
            path: path.to_owned(),
        })
    }
}

impl HostRule {
    fn holds(&self, host: &str, path: &str) -> bool {
        let host_fits = if self.host.starts_with('.') {
            host.len() > self.host.len() && host.ends_with(&self.host)
        } else {
            host == self.host
        };
        host_fits && path.starts_with(&self.path)
    }
}

impl Rules {
    /// Reads an address; the error says in one sentence what to use instead.
    pub(crate) fn check(&self, text: &SecretString) -> Result<Webhook, Failure> {
        let url = parse(text.expose_secret())?;
        if let Some(destination) = self.loopback_destination(&url) {
            let found = Found {
                destination,
                family: "loopback".to_owned(),
                suffix: String::new(),
                retired: false,
            };
            return Ok(webhook(&url, "loopback".to_owned(), found));
        }
        if url.scheme() != "https" {
            return Err(refuse(Refusal::NotHttps, "it does not start with https"));
        }
        let Some(Host::Domain(host)) = url.host() else {
            return Err(refuse(
                Refusal::IpAddress,
                "its host is a number, not a name",
            ));
        };
        if url.port_or_known_default() != Some(443) {
            return Err(refuse(Refusal::Port, "its port is not 443"));
        }
        let found = self.family(host, url.path()).ok_or_else(|| {
            let why = format!("host {} is not on the list", shown(host));
            refuse(Refusal::UnknownHost, &why)
        })?;
        Ok(webhook(&url, mask(host, &found.suffix), found))
    }

    fn family(&self, host: &str, path: &str) -> Option<Found> {
        if let Some(family) = wire::recognise(host, path) {
            return Some(Found {
                destination: family.destination,
                family: family.name.to_owned(),
                suffix: family.host.to_owned(),
                retired: family.retired,
            });
        }
        let rule = self.hosts.iter().find(|rule| rule.holds(host, path))?;
        Some(Found {
            destination: rule.destination,
            family: rule.host.clone(),
            suffix: rule.host.clone(),
            retired: false,
        })
    }

    fn loopback_destination(&self, url: &Url) -> Option<Destination> {
        let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost"));
        if !self.loopback || url.scheme() != "http" || !here {
            return None;
        }
        if url.path().starts_with("/webhookb2/") {
            Some(Destination::Connector)
        } else if url.path().starts_with("/workflows/") {
            Some(Destination::Workflow)
        } else {
            None
        }
    }
}

fn parse(text: &str) -> Result<Url, Failure> {
    let too_long = text.len() > MAX_WEBHOOK_URL;
    if too_long {
        return Err(refuse(Refusal::TooLong, "it is longer than 8 KB"));
    }
    // The parser would quietly drop these, and then check another text.
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(refuse(
            Refusal::NotAnAddress,
            "it contains spaces or control characters",
        ));
    }
    // A backslash reads as a slash to some parsers and not to others.
    if text.contains('\\') {
        return Err(refuse(Refusal::NotAnAddress, "it contains a backslash"));
    }
    let url = Url::parse(text)
        .map_err(|_| refuse(Refusal::NotAnAddress, "it is not a complete address"))?;
    if has_user_info(text) {
        return Err(refuse(Refusal::UserInfo, "it contains a user name"));
    }
    Ok(url)
}

/// Looks at the text: of `https://@host` the parser forgets the empty user name.
/// Like the parser it takes any number of slashes for two.
fn has_user_info(text: &str) -> bool {
    let rest = text.split_once(':').map_or(text, |(_, rest)| rest);
    let rest = rest.trim_start_matches('/');
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.contains('@')
}

fn webhook(url: &Url, host: String, found: Found) -> Webhook {
    let mut url = url.clone();
    url.set_fragment(None);
    Webhook {
        url: SecretString::from(String::from(url)),
        host,
        destination: found.destination,
        family: found.family,
        retired: found.retired,
    }
}

/// `contoso.webhook.office.com` names a tenant; `c….webhook.office.com` does not.
fn mask(host: &str, suffix: &str) -> String {
    if !suffix.starts_with('.') {
        return host.to_owned();
    }
    let first = host.chars().next().unwrap_or('…');
    format!("{first}…{suffix}")
}

/// A host in an error sentence: it may be anything, so only a little of it.
fn shown(host: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == '.';
    let short: String = host.chars().filter(plain).take(80).collect();
    short
}

fn refuse(reason: Refusal, why: &str) -> Failure {
    let detail = format!("This webhook address is not one this server may call: {why}.");
    Failure::webhook_refused(reason, &detail)
}

#[cfg(test)]
mod tests;
