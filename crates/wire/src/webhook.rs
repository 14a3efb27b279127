//! Asking about an address before it is saved, and why one is refused.

use crate::{Destination, EntityId, Life, Repair};
use serde::{Deserialize, Serialize};

/// Body of `POST /api/v1/webhooks/check`.
///
/// `Debug` is left out on purpose: it would print the webhook URL.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckWebhook {
    /// The address as it was pasted; it is repaired ([`crate::repair`]) before it is
    /// judged. A secret: checked and forgotten.
    pub webhook_url: String,
    /// A connector that is saved already: knowing its id is a right to ask, as is
    /// the enrolment key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<EntityId>,
}

/// Answer to `POST /api/v1/webhooks/check`: the address may be saved.
///
/// `Debug` is left out on purpose: it would print the webhook URL.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedWebhook {
    /// [`crate::Family::name`], or the host that the operator added.
    pub family: String,
    /// Which kind of address it is.
    pub destination: Destination,
    /// The address's host, with its tenant part masked.
    pub host: String,
    /// Whether Microsoft still takes cards there.
    #[serde(flatten)]
    pub life: Life,
    /// Whether it is the one that is stored for [`CheckWebhook::entity_id`]; absent where
    /// nothing is stored for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<bool>,
    /// What was repaired before it was judged; a save repairs the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repaired: Vec<Repair>,
    /// The address as it was meant, where anything was repaired. A secret, told to
    /// who has just told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
}

/// Why a webhook address is refused, by a code that does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It cannot be read as a complete address.
    NotAnAddress,
    /// It does not start with `https`.
    NotHttps,
    /// It names a port other than 443.
    Port,
    /// It carries a user name.
    UserInfo,
    /// Its host is a number, not a name.
    IpAddress,
    /// Its host belongs to no allowed family.
    UnknownHost,
    /// Its host belongs to an allowed family, but its path does not.
    UnknownPath,
    /// A family that signs its addresses has none without a whole signature.
    Unsigned,
    /// It is longer than [`crate::MAX_WEBHOOK_URL`] bytes.
    TooLong,
    /// Microsoft takes no more cards at its family's addresses.
    Ended,
    /// A reason this build does not know.
    #[serde(other)]
    Unknown,
}

impl Refusal {
    /// Every reason of the contract.
    pub const EACH: [Self; 10] = [
        Self::NotAnAddress,
        Self::NotHttps,
        Self::Port,
        Self::UserInfo,
        Self::IpAddress,
        Self::UnknownHost,
        Self::UnknownPath,
        Self::Unsigned,
        Self::TooLong,
        Self::Ended,
    ];

    /// The reason as the wire spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAnAddress => "not_an_address",
            Self::NotHttps => "not_https",
            Self::Port => "port",
            Self::UserInfo => "user_info",
            Self::IpAddress => "ip_address",
            Self::UnknownHost => "unknown_host",
            Self::UnknownPath => "unknown_path",
            Self::Unsigned => "unsigned",
            Self::TooLong => "too_long",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
        }
    }

    /// The reason of a spelling; [`Refusal::Unknown`] for a newer one.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self::EACH
            .into_iter()
            .find(|reason| reason.name() == name)
            .unwrap_or(Self::Unknown)
    }
}
