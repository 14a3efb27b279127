//! Errors on the wire: `application/problem+json` (RFC 9457).

use crate::codes::codes;
use crate::{Day, Refusal};
use serde::{Deserialize, Serialize};

codes! {
    /// What went wrong, by a code that does not change. The page chooses its
    /// sentence by it.
    pub enum Code {
        /// A field is missing, too long or malformed.
        InvalidInput = "invalid_input",
        /// No such record or path.
        NotFound = "not_found",
        /// The host that was asked for is not this server's.
        Misdirected = "misdirected",
        /// The path takes another method.
        MethodNotAllowed = "method_not_allowed",
        /// The webhook address is of no allowed family.
        WebhookRefused = "webhook_refused",
        /// Somebody else changed the record meanwhile.
        VersionConflict = "version_conflict",
        /// Somebody else removed the record meanwhile, and its address with it.
        Removed = "removed",
        /// The same idempotency key came with another body.
        IdempotencyConflict = "idempotency_conflict",
        /// The caller did not prove who it is, or is not who may do it.
        Unauthorized = "unauthorized",
        /// A new record needs the enrolment key.
        NotEnrolled = "not_enrolled",
        /// There are as many connectors as there may be: with this address, made by this
        /// caller in a day, or in all.
        QuotaReached = "quota_reached",
        /// The body is not JSON.
        UnsupportedMediaType = "unsupported_media_type",
        /// The body or a header is too large.
        TooLarge = "too_large",
        /// The request took too long to arrive.
        TooSlow = "too_slow",
        /// Too many requests; try again later.
        TooManyRequests = "too_many_requests",
        /// The storage does not answer; nothing was changed.
        Unavailable = "unavailable",
        /// A fault of ours.
        Internal = "internal",
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
