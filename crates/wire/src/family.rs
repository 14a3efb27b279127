//! Webhook URL families, as data (design decision 8, mission-features 4.2).

use serde::{Deserialize, Serialize};

/// Which card dialect an address takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Destination {
    /// An Office 365 connector: MessageCard, answers 200 with the body `1`.
    Connector,
    /// A Workflow: Adaptive Card in the message wrapper, answers 202.
    Workflow,
}

/// One family of webhook addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// A short name for people.
    pub name: &'static str,
    /// What it takes.
    pub destination: Destination,
    /// The host: exact, or every name below it when it starts with a dot.
    pub host: &'static str,
    /// What the path starts with.
    pub path: &'static str,
    /// What follows it, after any number of plain segments that say where the address is
    /// served, such as `cu/04/`: Teams has given them out since the summer of 2026. Empty
    /// where nothing has to follow.
    pub then: &'static str,
    /// Whether Microsoft still answers there (mission-features 4.1).
    pub retired: bool,
}

const fn family(
    name: &'static str,
    destination: Destination,
    host: &'static str,
    path: &'static str,
    retired: bool,
) -> Family {
    Family {
        name,
        destination,
        host,
        path,
        then: "",
        retired,
    }
}

/// Every family known when this was built; an operator can add hosts.
pub const FAMILIES: &[Family] = &[
    family(
        "connector",
        Destination::Connector,
        ".webhook.office.com",
        "/webhookb2/",
        false,
    ),
    family(
        "Outlook connector",
        Destination::Connector,
        "outlook.office.com",
        "/webhook/",
        false,
    ),
    family(
        "Outlook connector",
        Destination::Connector,
        "outlook.office365.com",
        "/webhook/",
        false,
    ),
    Family {
        then: "workflows/",
        ..family(
            "Power Platform workflow",
            Destination::Workflow,
            ".environment.api.powerplatform.com",
            "/powerautomate/automations/direct/",
            false,
        )
    },
    family(
        "Logic Apps workflow",
        Destination::Workflow,
        ".logic.azure.com",
        "/workflows/",
        true,
    ),
];

/// The family of an address whose host (lower case) and path were parsed by a
/// URL parser; `None` for an address that belongs to no family.
#[must_use]
pub fn recognise(host: &str, path: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.holds(host, path))
}

impl Family {
    /// Whether an address is of this family.
    #[must_use]
    pub fn holds(&self, host: &str, path: &str) -> bool {
        let host_fits = if self.host.starts_with('.') {
            host.len() > self.host.len() && host.ends_with(self.host)
        } else {
            host == self.host
        };
        let rest = path.strip_prefix(self.path);
        host_fits && rest.is_some_and(|rest| follows(rest, self.then))
    }
}

/// Whether `then` begins the rest or comes after segments of letters and digits alone.
fn follows(mut rest: &str, then: &str) -> bool {
    while !rest.starts_with(then) {
        let plain =
            |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match rest.split_once('/') {
            Some((segment, after)) if plain(segment) => rest = after,
            _ => return false,
        }
    }
    true
}
