//! Errors on the wire: `application/problem+json` (RFC 9457).

use crate::{Day, Refusal};
use serde::{Deserialize, Serialize};

/// What went wrong, by a code that does not change. The page chooses its
/// sentence by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A field is missing, too long or malformed.
    InvalidInput,
    /// No such record or path.
    NotFound,
    /// The host that was asked for is not this server's.
    Misdirected,
    /// The path takes another method.
    MethodNotAllowed,
    /// The webhook address is of no allowed family.
    WebhookRefused,
    /// Somebody else changed the record meanwhile.
    VersionConflict,
    /// Somebody else removed the record meanwhile, and its address with it.
    Removed,
    /// The same idempotency key came with another body.
    IdempotencyConflict,
    /// The caller did not prove who it is, or is not who may do it.
    Unauthorized,
    /// A new record needs the enrolment key.
    NotEnrolled,
    /// There are as many connectors as there may be: with this address, made by this
    /// caller in a day, or in all.
    QuotaReached,
    /// The body is not JSON.
    UnsupportedMediaType,
    /// The body or a header is too large.
    TooLarge,
    /// The request took too long to arrive.
    TooSlow,
    /// Too many requests; try again later.
    TooManyRequests,
    /// The storage does not answer; nothing was changed.
    Unavailable,
    /// A fault of ours.
    Internal,
    /// A code this build does not know.
    #[serde(other)]
    Unknown,
}

impl Code {
    /// Every code of the contract.
    pub const EACH: [Self; 17] = [
        Self::InvalidInput,
        Self::NotFound,
        Self::Misdirected,
        Self::MethodNotAllowed,
        Self::WebhookRefused,
        Self::VersionConflict,
        Self::Removed,
        Self::IdempotencyConflict,
        Self::Unauthorized,
        Self::NotEnrolled,
        Self::QuotaReached,
        Self::UnsupportedMediaType,
        Self::TooLarge,
        Self::TooSlow,
        Self::TooManyRequests,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The code as the wire spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::NotFound => "not_found",
            Self::Misdirected => "misdirected",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::WebhookRefused => "webhook_refused",
            Self::VersionConflict => "version_conflict",
            Self::Removed => "removed",
            Self::IdempotencyConflict => "idempotency_conflict",
            Self::Unauthorized => "unauthorized",
            Self::NotEnrolled => "not_enrolled",
            Self::QuotaReached => "quota_reached",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::TooLarge => "too_large",
            Self::TooSlow => "too_slow",
            Self::TooManyRequests => "too_many_requests",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
            Self::Unknown => "unknown",
        }
    }

    /// The code of a spelling; [`Code::Unknown`] for a newer one.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self::EACH
            .into_iter()
            .find(|code| code.name() == name)
            .unwrap_or(Self::Unknown)
    }
}

/// The body of every error answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable address for the kind of problem; `about:blank#code` here.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The kind of problem in a few words.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    #[serde(default)]
    pub status: u16,
    /// One sentence that says what to do next.
    #[serde(default)]
    pub detail: String,
    /// The kind of problem for programs.
    pub code: Code,
    /// The field at fault, as named in the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Why a webhook address was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Refusal>,
    /// The day since when it is so, for [`Refusal::Ended`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Finds the request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}
