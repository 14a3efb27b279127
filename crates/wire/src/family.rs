//! Webhook URL families, as data: which hosts and paths take cards, in which
//! dialect, and since when no longer.

use crate::codes::codes;
use crate::{Day, Refusal, shape};
use serde::{Deserialize, Serialize};

codes! {
    /// Which card dialect an address takes.
    pub enum Destination {
        /// An Office 365 connector: MessageCard, answers 200 with the body `1`.
        Connector = "connector",
        /// A Workflow: Adaptive Card in the message wrapper, answers 202.
        Workflow = "workflow",
    }
}

/// Whether Microsoft still takes cards at the addresses of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "life", rename_all = "lowercase")]
pub enum Life {
    /// It does.
    Live,
    /// It takes none any more.
    Ended {
        /// The first day without.
        since: Day,
    },
    /// Some addresses ended and others live; the address does not tell which.
    Mixed {
        /// The day on which some ended.
        since: Day,
    },
}

impl Life {
    /// The day on which addresses ended, all of the family or some.
    #[must_use]
    pub fn since(self) -> Option<Day> {
        match self {
            Self::Live => None,
            Self::Ended { since } | Self::Mixed { since } => Some(since),
        }
    }
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
    /// What the path starts with; `*` stands for any plain segments. Something
    /// has to follow.
    pub path: &'static str,
    /// Whether Microsoft still takes cards there.
    pub life: Life,
}

/// Office 365 connectors left Teams in a roll-out that ended on this day.
const CONNECTORS: Life = Life::Ended {
    since: Day::new(2026, 5, 22),
};
/// Addresses of this kind had to be renewed until then; the older ones ended.
const OUTLOOK: Life = Life::Ended {
    since: Day::new(2025, 1, 31),
};
/// Power Automate left these hosts; Azure Logic Apps (Consumption) stayed.
const LOGIC: Life = Life::Mixed {
    since: Day::new(2025, 11, 30),
};
/// Routing segments such as `cu/04` may stand before the Workflow.
const POWER: &str = "/powerautomate/automations/direct/*workflows/";

const fn family(
    destination: Destination,
    name: &'static str,
    host: &'static str,
    path: &'static str,
    life: Life,
) -> Family {
    Family {
        name,
        destination,
        host,
        path,
        life,
    }
}

/// Every family known when this was built; an operator can add hosts.
///
/// The government's and China's Power Platform hosts are those that Microsoft's
/// own libraries build; that the path is the public one there is inferred.
#[rustfmt::skip]
pub const FAMILIES: &[Family] = &[
    family(Destination::Connector, "connector", ".webhook.office.com", "/webhookb2/", CONNECTORS),
    family(Destination::Connector, "Outlook connector", "outlook.office.com", "/webhook/", OUTLOOK),
    family(Destination::Connector, "Outlook connector", "outlook.office365.com", "/webhook/", OUTLOOK),
    family(Destination::Workflow, "Power Platform workflow", ".environment.api.powerplatform.com", POWER, Life::Live),
    family(Destination::Workflow, "Power Platform workflow, GCC", ".environment.api.gov.powerplatform.microsoft.us", POWER, Life::Live),
    family(Destination::Workflow, "Power Platform workflow, GCC High", ".environment.api.high.powerplatform.microsoft.us", POWER, Life::Live),
    family(Destination::Workflow, "Power Platform workflow, DoD", ".environment.api.appsplatform.us", POWER, Life::Live),
    family(Destination::Workflow, "Power Platform workflow, China", ".environment.api.powerplatform.partner.microsoftonline.cn", POWER, Life::Live),
    family(Destination::Workflow, "Logic Apps workflow", ".logic.azure.com", "/workflows/", LOGIC),
    family(Destination::Workflow, "Logic Apps workflow, US Government", ".logic.azure.us", "/workflows/", Life::Live),
    family(Destination::Workflow, "Logic Apps workflow, China", ".logic.azure.cn", "/workflows/", Life::Live),
];

/// The family of an address whose host (lower case) and path were parsed by a
/// URL parser.
///
/// # Errors
/// [`Refusal::UnknownHost`] where no family has such a host,
/// [`Refusal::UnknownPath`] where one has, but not with this path.
pub fn recognise(host: &str, path: &str) -> Result<&'static Family, Refusal> {
    let mut refusal = Refusal::UnknownHost;
    for family in FAMILIES {
        if !shape::is_host(host, family.host) {
            continue;
        }
        if shape::is_path(path, family.path) {
            return Ok(family);
        }
        refusal = Refusal::UnknownPath;
    }
    Err(refusal)
}
