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
    family(
        "Power Platform workflow",
        Destination::Workflow,
        ".environment.api.powerplatform.com",
        "/powerautomate/automations/direct/workflows/",
        false,
    ),
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
        host_fits && path.starts_with(self.path)
    }
}
