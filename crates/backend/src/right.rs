//! What a caller may do besides what the ids it knows allow. The routes find it
//! out, the store asks it; nothing here knows how.

use identity::{ObjectId, TenantId};

/// The right that a call came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// None: it may read, change and remove the connectors whose ids it knows.
    ById,
    /// Make connectors as well, for this tenant where one is named.
    Enrolled(Option<String>),
    /// Whatever a member of its tenant may; other tenants' connectors are not there.
    Member(Member),
}

impl Right {
    /// What the organisation calls the person, where one signed in and it says so.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Member(member) => member.name.as_deref(),
            Self::ById | Self::Enrolled(_) => None,
        }
    }
}

/// Who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) tenant: TenantId,
    pub(crate) object: ObjectId,
    pub(crate) edit_by: EditBy,
    /// What the organisation calls the person: for others of it to read, never to decide.
    pub(crate) name: Option<String>,
    /// By which the sign-in's own log knows the token.
    pub(crate) token_id: Option<String>,
    /// Whether the person operates this server, for every tenant.
    pub(crate) operates: bool,
}

/// Who of a tenant may change a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditBy {
    /// Whoever knows its id, as in Teams itself.
    Tenant,
    /// Who made it, alone.
    Owner,
}
