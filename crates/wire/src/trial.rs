//! A test card: what a form asks for, and what came of it.

use crate::codes::codes;
use crate::secret::may_travel;
use crate::{ConfigName, NotificationType, Outcome, Secret};
use serde::{Deserialize, Serialize};

/// Body of `POST /api/v1/connectors/{entityId}/test`. What is absent is taken
/// from the stored record; with an address of its own no record is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TestCard {
    /// Which events the form chose; the card says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_type: Option<NotificationType>,
    /// The readable name in the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config_name: Option<ConfigName>,
    /// Language of the card and of the answer's sentence, such as `de-de`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Where to post, for a form that is not saved: kept sealed
    /// while the card is on its way, then forgotten.
    #[serde(serialize_with = "may_travel", skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<Secret>,
    /// 4 to 8 of `A`–`Z` and `0`–`9`: shown on the card, for the person to type
    /// into the page as a proof that the card was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Answer to `POST /api/v1/connectors/{entityId}/test`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TestResult {
    /// Whether the channel took the card.
    pub success: bool,
    /// What the post came to.
    pub outcome: Outcome,
    /// One sentence: why the card was refused, in the language that was asked for.
    pub detail: String,
    /// Whether an HTTP answer came.
    pub reached: bool,
    /// Whether the answer means that the card was taken.
    pub accepted: bool,
    /// Whether the card is in the channel.
    pub posted: Posted,
}

codes! {
    /// Whether a card is in the channel, as far as an answer can tell.
    pub enum Posted {
        /// The channel confirmed it: a connector's `1`.
        Yes = "yes",
        /// It is not there.
        No = "no",
        /// Only a person can tell: a Workflow takes a card before it posts it.
        Unknown = "unknown",
    }
}
