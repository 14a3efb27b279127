//! Asking about an address before it is saved, and why one is refused.

use crate::codes::codes;
use crate::secret::{may_travel, travels};
use crate::{Destination, EntityId, Life, Repair, Secret};
use serde::{Deserialize, Serialize};

/// Body of `POST /api/v1/webhooks/check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckWebhook {
    /// The address as it was pasted; it is repaired ([`fn@crate::repair`]) before it is
    /// judged, and forgotten.
    #[serde(serialize_with = "travels")]
    pub webhook_url: Secret,
    /// A connector that is saved already: knowing its id is a right to ask, as is
    /// the enrolment key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<EntityId>,
}

/// Answer to `POST /api/v1/webhooks/check`: the address may be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The address as it was meant, where anything was repaired; told to
    /// who has just told it.
    #[serde(
        default,
        serialize_with = "may_travel",
        skip_serializing_if = "Option::is_none"
    )]
    pub webhook_url: Option<Secret>,
}

codes! {
    /// Why a webhook address is refused, by a code that does not change.
    pub enum Refusal {
        /// It cannot be read as a complete address.
        NotAnAddress = "not_an_address",
        /// It does not start with `https`.
        NotHttps = "not_https",
        /// It names a port other than 443.
        Port = "port",
        /// It carries a user name.
        UserInfo = "user_info",
        /// Its host is a number, not a name.
        IpAddress = "ip_address",
        /// Its host belongs to no allowed family.
        UnknownHost = "unknown_host",
        /// Its host belongs to an allowed family, but its path does not.
        UnknownPath = "unknown_path",
        /// A family that signs its addresses has none without a whole signature.
        Unsigned = "unsigned",
        /// It is longer than [`crate::MAX_WEBHOOK_URL`] bytes.
        TooLong = "too_long",
        /// Microsoft takes no more cards at its family's addresses.
        Ended = "ended",
    }
}
