//! A connector as the page saves it and as the backend shows it.

use crate::codes::codes;
use crate::secret::may_travel;
use crate::{ConfigName, Day, Destination, EntityId, NotificationType, Outcome, Secret, Topic};
use serde::{Deserialize, Serialize};

/// Body of `PUT /api/v1/connectors/{entityId}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveConnector {
    /// Which events are wanted.
    pub notification_type: NotificationType,
    /// Of which topics its events have to be, at most fifty; with an empty list it hears
    /// of everything. Absent: what is stored stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<Topic>>,
    /// The readable name.
    pub config_name: ConfigName,
    /// Where the host opens the page again for an edit.
    pub content_url: String,
    /// Where cards are posted: stored sealed, never given back.
    /// Absent: the stored address stays.
    #[serde(
        default,
        serialize_with = "may_travel",
        skip_serializing_if = "Option::is_none"
    )]
    pub webhook_url: Option<Secret>,
    /// Which product hosts the channel: `mail`, `groups` or `teams`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_type: Option<String>,
    /// Who configured it. Personal data: stored sealed, never given back.
    #[serde(
        default,
        serialize_with = "may_travel",
        skip_serializing_if = "Option::is_none"
    )]
    pub user_object_id: Option<Secret>,
    /// Language of the cards, such as `de-de`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The version this edit started from; absent when it started from nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Which open page saves: an id it minted like an entity id. A page whose
    /// last answer was lost may save over its own record with an old version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor: Option<EntityId>,
    /// Whether a card in the channel is to confirm this save.
    #[serde(default, skip_serializing_if = "is_false")]
    pub confirm: bool,
    /// Whether no other connector may post to this address: the host minted it for
    /// one configuration, and could not say under which id that was saved
    /// before. What is stored for the address under another id is replaced.
    #[serde(default, skip_serializing_if = "is_false")]
    pub alone: bool,
    /// Whether the person saw a test card of this form in the channel, and entered its code.
    #[serde(default, skip_serializing_if = "is_false")]
    pub seen: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Answer to a `PUT`: 201 when created, 200 when changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    /// The version just stored; the next edit starts from it.
    pub version: u64,
}

/// Answer to `GET /api/v1/connectors/{entityId}`: all an edit needs, no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Connector {
    /// Which events are wanted.
    pub notification_type: NotificationType,
    /// Of which topics its events have to be; absent where it hears of everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// The readable name: a [`ConfigName`] when it was saved.
    pub config_name: String,
    /// Which kind of address the cards go to.
    pub destination: Destination,
    /// The address's host, with its tenant part masked.
    pub webhook_host: String,
    /// Since when Microsoft takes no more cards at such an address; absent where cards
    /// are posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_since: Option<Day>,
    /// Whether cards arrive.
    pub health: Health,
    /// Counts the saves; see [`SaveConnector::version`].
    pub version: u64,
    /// Language of the cards, such as `de-de`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// When it was saved first, RFC 3339 in UTC.
    pub created_at: String,
    /// When it was saved last, RFC 3339 in UTC.
    pub updated_at: String,
    /// What the organisation calls who saved it last; absent where nobody signs in. For
    /// members of the same organisation alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configured_by: Option<String>,
    /// When somebody last saw a test card in the channel and said so, RFC 3339 in UTC; absent
    /// since another address was saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<String>,
    /// What the organisation calls who saw it; as [`Self::configured_by`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_by: Option<String>,
    /// Whether who asks may read it and not change it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub read_only: bool,
}

/// Whether cards arrive, as far as the backend knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// In one word.
    pub state: HealthState,
    /// In one sentence, when there is something to do: in English, or in the language of
    /// the query `locale`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The outcome behind that sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Since which day in UTC nothing is sent; with [`HealthState::Disabled`] alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Since when cards fail, RFC 3339 in UTC; with [`HealthState::Failing`] alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing_since: Option<String>,
    /// Who stopped it, where somebody did; with [`HealthState::Disabled`] alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_by: Option<StoppedBy>,
    /// When a card was last taken, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_delivered_at: Option<String>,
    /// How many whole days a Workflow has taken no card, from [`QUIET_AFTER_DAYS`] on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_days: Option<u64>,
}

/// After so many days without a card a Workflow is called quiet: Microsoft switches
/// it off after 90.
pub const QUIET_AFTER_DAYS: u64 = 60;

codes! {
    /// Who stopped a connector.
    pub enum StoppedBy {
        /// A person, by the link on a card; any save or `enable` starts it again.
        Card = "card",
        /// The operator, who alone starts it again.
        Operator = "operator",
    }
}

codes! {
    /// [`Health`] in one word.
    pub enum HealthState {
        /// Nothing was sent yet.
        Unproven = "unproven",
        /// The last card was taken.
        Ok = "ok",
        /// The last card was not taken; it is tried again.
        Failing = "failing",
        /// Nothing is sent until somebody saves again.
        Disabled = "disabled",
    }
}
