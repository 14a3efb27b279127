//! Which addresses this server may post to, told by the address alone. What a
//! name resolves to is checked later, in `deliver`. Never prints an address.

mod channel;
mod parse;

pub(crate) use channel::channel;
use parse::{parse, shown};
use secrecy::{ExposeSecret as _, SecretString};
use url::{Host, Url};
use wire::{Connector, Day, Destination, Family, Life, Refusal, Secret, shape};

/// A checked address.
pub(crate) struct Webhook {
    pub(crate) url: SecretString,
    /// Masked, for people.
    pub(crate) host: String,
    pub(crate) destination: Destination,
    /// The family's name, or the host an operator added.
    pub(crate) family: String,
    /// Whether Microsoft still takes cards there.
    pub(crate) life: Life,
}

/// What the list says about a host and a path.
struct Found {
    destination: Destination,
    family: String,
    /// The family's host, for the mask.
    suffix: String,
    life: Life,
    /// Whether an address is none without its signature.
    signed: bool,
}

/// Why a stored address is not posted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Barred {
    /// It is not on the list, or no longer.
    NotAllowed,
    /// Microsoft takes no more cards there.
    Ended(Day),
}

/// Why an address is not taken, and what to do instead in one sentence. It quotes
/// nothing of the address but its host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub(crate) struct Refused {
    pub(crate) reason: Refusal,
    pub(crate) detail: String,
    /// The day since when it is so.
    pub(crate) since: Option<Day>,
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
    /// Whether families that Microsoft ended are used all the same.
    pub(crate) ended: bool,
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
        let destination = Destination::from_code(kind).ok_or_else(usage)?;
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
        let Some(below) = path.strip_prefix(&self.path) else {
            return false;
        };
        // Where the whole host is allowed, there is no path to get out of.
        let plain = self.path == "/" || below.is_empty() || shape::is_plain(below);
        plain && shape::is_host(host, &self.host)
    }
}

impl Rules {
    /// Repairs and judges a pasted address; the error says in one sentence what to
    /// do instead.
    pub(crate) fn check(&self, pasted: &Secret) -> Result<Webhook, Refused> {
        let repaired = wire::repair(pasted);
        let url = parse(repaired.url.expose())?;
        let found = self.find(&url)?;
        if found.signed && !wire::is_signed(url.query().unwrap_or_default()) {
            return Err(refuse(
                Refusal::Unsigned,
                "its signature (sig=…) is missing or cut. Let anyone trigger the Workflow, \
                 then copy its complete address",
            ));
        }
        match found.life {
            Life::Ended { since } if !self.ended => Err(ended(&found.family, since)),
            _ => Ok(webhook(&url, found)),
        }
    }

    /// Whether a stored address may be posted to: the list may have become shorter
    /// since it was saved, and families end.
    pub(crate) fn may_post(&self, url: &SecretString) -> Result<(), Barred> {
        let found = parse(url.expose_secret()).and_then(|url| self.find(&url));
        match found.map_err(|_| Barred::NotAllowed)?.life {
            Life::Ended { since } if !self.ended => Err(Barred::Ended(since)),
            _ => Ok(()),
        }
    }

    /// Since when nothing is posted for a stored record, because Microsoft ended its
    /// kind of address. The masked host still tells the family.
    pub(crate) fn ended(&self, connector: &Connector) -> Option<Day> {
        let family = wire::FAMILIES.iter().find(|family| {
            family.destination == connector.destination
                && connector.webhook_host.ends_with(family.host)
        });
        match family?.life {
            Life::Ended { since } if !self.ended => Some(since),
            _ => None,
        }
    }

    fn find(&self, url: &Url) -> Result<Found, Refused> {
        if let Some(destination) = self.loopback_destination(url) {
            return Ok(Found {
                destination,
                family: "this computer".to_owned(),
                suffix: String::new(),
                life: Life::Live,
                signed: false,
            });
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
        self.listed(host, url.path())
            .map_err(|reason| unknown(reason, host))
    }

    fn listed(&self, host: &str, path: &str) -> Result<Found, Refusal> {
        let known = wire::recognise(host, path).map(Found::from);
        known.or_else(|refusal| {
            let mut rules = self.hosts.iter();
            let rule = rules.find(|rule| rule.holds(host, path));
            rule.map(Found::from).ok_or(refusal)
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

impl From<&Family> for Found {
    fn from(family: &Family) -> Self {
        Self {
            destination: family.destination,
            family: family.name.to_owned(),
            suffix: family.host.to_owned(),
            life: family.life,
            signed: family.destination == Destination::Workflow,
        }
    }
}

impl From<&HostRule> for Found {
    fn from(rule: &HostRule) -> Self {
        Self {
            destination: rule.destination,
            family: rule.host.clone(),
            suffix: rule.host.clone(),
            life: Life::Live,
            signed: false,
        }
    }
}

fn webhook(url: &Url, found: Found) -> Webhook {
    let mut url = url.clone();
    url.set_fragment(None);
    let host = match found.suffix.as_str() {
        "" => "loopback".to_owned(),
        suffix => mask(url.host_str().unwrap_or_default(), suffix),
    };
    Webhook {
        host,
        url: SecretString::from(String::from(url)),
        destination: found.destination,
        family: found.family,
        life: found.life,
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

fn unknown(reason: Refusal, host: &str) -> Refused {
    let host = shown(host);
    let why = match reason {
        Refusal::UnknownPath => format!(
            "host {host} is on the list, but not with this path. Copy the complete address \
             from the Workflow's trigger"
        ),
        _ => format!("host {host} is not on the list"),
    };
    refuse(reason, &why)
}

fn ended(family: &str, since: Day) -> Refused {
    let why = format!(
        "Microsoft ended this kind ({family}) on {since}. Make a Workflow for the channel and \
         use its address"
    );
    Refused {
        since: Some(since),
        ..refuse(Refusal::Ended, &why)
    }
}

fn refuse(reason: Refusal, why: &str) -> Refused {
    Refused {
        reason,
        detail: format!("This webhook address is not one this server may call: {why}."),
        since: None,
    }
}

#[cfg(test)]
mod tests;
