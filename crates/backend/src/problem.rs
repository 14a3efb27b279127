//! Every error answer, as a value. Sentences are fixed texts: nothing a caller
//! sent and nothing a driver said ever gets into them, except a host name.

mod answer;

use axum::http::StatusCode;
use wire::{Code, Day, Refusal};

/// An error answer; [`crate::routes`] adds the request id and writes it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    status: StatusCode,
    code: Code,
    title: &'static str,
    detail: String,
    field: Option<String>,
    reason: Option<Refusal>,
    since: Option<Day>,
    retry_after: Option<u64>,
}

impl Failure {
    /// The field at fault.
    #[cfg(test)]
    pub(crate) fn at_fault(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What to do about it.
    #[cfg(test)]
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    fn new(status: StatusCode, code: Code, title: &'static str, detail: &str) -> Self {
        Self {
            status,
            code,
            title,
            detail: detail.to_owned(),
            field: None,
            reason: None,
            since: None,
            retry_after: None,
        }
    }

    pub(crate) fn field(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    fn after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    pub(crate) fn not_json(detail: &str) -> Self {
        let title = "The body is not JSON";
        Self::new(StatusCode::BAD_REQUEST, Code::InvalidInput, title, detail)
    }

    pub(crate) fn invalid(field: &str, detail: &str) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self::new(
            status,
            Code::InvalidInput,
            "A field is not as it should be",
            detail,
        )
        .field(field)
    }

    /// `since` is the day since when it is so.
    pub(crate) fn webhook_refused(reason: Refusal, detail: &str, since: Option<Day>) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let title = "The webhook URL is refused";
        let refused = Self::new(status, Code::WebhookRefused, title, detail);
        Self {
            reason: Some(reason),
            since,
            ..refused.field("webhookUrl")
        }
    }

    /// A save without an address, where none is stored that could stay.
    pub(crate) fn no_webhook() -> Self {
        let detail = "No webhook URL is stored for this connector. Send one with it.";
        let title = "A field is not as it should be";
        Self::new(StatusCode::BAD_REQUEST, Code::InvalidInput, title, detail).field("webhookUrl")
    }

    pub(crate) fn no_connector() -> Self {
        Self::not_found("No connector has this id; it was removed or never saved.")
    }

    pub(crate) fn no_page() -> Self {
        Self::not_found("Nothing is at this address; check the path.")
    }

    pub(crate) fn not_found(detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, Code::NotFound, "Not found", detail)
    }

    pub(crate) fn action_gone() -> Self {
        let detail = "What this button was for is not there any more, or more than 30 days old.";
        Self::new(StatusCode::GONE, Code::Removed, "Gone", detail)
    }

    pub(crate) fn misdirected() -> Self {
        let detail = "This server does not answer for this host; use the address that its \
            --public-url names.";
        let status = StatusCode::MISDIRECTED_REQUEST;
        Self::new(status, Code::Misdirected, "Not for this server", detail)
    }

    pub(crate) fn method_not_allowed() -> Self {
        let detail = "This address takes another method; see /openapi.json.";
        let (status, title) = (StatusCode::METHOD_NOT_ALLOWED, "Method not allowed");
        Self::new(status, Code::MethodNotAllowed, title, detail)
    }

    pub(crate) fn version_conflict(detail: &str) -> Self {
        let title = "Someone else changed it first";
        Self::new(StatusCode::CONFLICT, Code::VersionConflict, title, detail).field("version")
    }

    pub(crate) fn removed(detail: &str) -> Self {
        let title = "Removed elsewhere";
        Self::new(StatusCode::CONFLICT, Code::Removed, title, detail).field("version")
    }

    pub(crate) fn idempotency_conflict() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            Code::IdempotencyConflict,
            "The idempotency key was used before",
            "This key came before with another body; use a new key for a new event.",
        )
    }

    pub(crate) fn unauthorized(detail: &str) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            Code::Unauthorized,
            "Not signed in",
            detail,
        )
    }

    /// The one answer to every token that does not count, and to none.
    pub(crate) fn sign_in() -> Self {
        Self::unauthorized(
            "Sign in to Teams with an account of an organisation that may use this server, then \
             try again.",
        )
    }

    pub(crate) fn sign_in_unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unavailable,
            "The sign-in cannot be checked",
            "Who you are cannot be checked just now; nothing was changed, try again later.",
        )
        .after(60)
    }

    pub(crate) fn not_owner() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            Code::Unauthorized,
            "Made by someone else",
            "Only who made this connector may change it; ask them, or make one of your own.",
        )
    }

    pub(crate) fn not_operator() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            Code::Unauthorized,
            "Not an operator",
            "Only operators may do this; ask whoever manages the app in your organisation for its \
             role Operator, then sign in again.",
        )
    }

    /// A page of somebody else made a browser ask.
    pub(crate) fn foreign_page() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            Code::Unauthorized,
            "Asked by another page",
            "Open the operators' page at this server's own address, and do it there.",
        )
    }

    pub(crate) fn not_enrolled() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            Code::NotEnrolled,
            "Not enrolled",
            "A new connector needs the enrolment key; open the page by the address that \
             `teams-connector enrolment show` prints.",
        )
    }

    pub(crate) fn webhook_full(most: u32) -> Self {
        let detail = format!(
            "This webhook URL has {most} connectors, as many as it may; remove one that is \
             not needed, then save this one."
        );
        let title = "The channel has enough connectors";
        Self::new(StatusCode::CONFLICT, Code::QuotaReached, title, &detail)
    }

    pub(crate) fn server_full(most: u32) -> Self {
        let detail = format!(
            "This server keeps {most} connectors, as many as it may; ask whoever runs it to \
             remove unused ones."
        );
        let title = "The server has enough connectors";
        Self::new(StatusCode::CONFLICT, Code::QuotaReached, title, &detail)
    }

    pub(crate) fn too_many_made(most: u32, seconds: u64) -> Self {
        let detail = format!(
            "From this address {most} connectors were made in a day, as many as may be; wait as \
             long as Retry-After says, or ask whoever runs this server."
        );
        let (status, code) = (StatusCode::TOO_MANY_REQUESTS, Code::QuotaReached);
        Self::new(status, code, "Too many new connectors", &detail).after(seconds)
    }

    pub(crate) fn unsupported_media_type() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::UnsupportedMediaType,
            "The body is not JSON",
            "Send the body as `Content-Type: application/json`.",
        )
    }

    pub(crate) fn compressed() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::UnsupportedMediaType,
            "The body is compressed",
            "Send the body as it is, uncompressed and without `Content-Encoding`.",
        )
    }

    pub(crate) fn not_utf8() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            Code::InvalidInput,
            "The body is not UTF-8",
            "Encode the body in UTF-8, whatever the sending program's own encoding is.",
        )
    }

    pub(crate) fn body_too_large(limit: usize) -> Self {
        let detail = format!("Send at most {} KB in one request.", limit / 1024);
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        Self::new(status, Code::TooLarge, "The body is too large", &detail)
    }

    pub(crate) fn headers_too_large() -> Self {
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        let detail = "Send at most 16 KB of headers and address, in at most 100 lines, in one \
            request.";
        Self::new(status, Code::TooLarge, "The headers are too large", detail)
    }

    /// What no request could be read from, by the status that this has in HTTP.
    pub(crate) fn unread(status: StatusCode) -> Self {
        match status {
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Self::headers_too_large(),
            StatusCode::URI_TOO_LONG => Self {
                status,
                title: "The address is too long",
                ..Self::headers_too_large()
            },
            _ => Self::new(
                status,
                Code::InvalidInput,
                "This is no request of HTTP/1.1",
                "The first line or a header is not as HTTP wants it; let an HTTP library write \
                 the request.",
            ),
        }
    }

    pub(crate) fn bad_host() -> Self {
        let detail = "Send one `Host` header with every request.";
        let title = "The host is not clear";
        Self::new(StatusCode::BAD_REQUEST, Code::InvalidInput, title, detail)
    }

    pub(crate) fn too_slow() -> Self {
        let detail = "The body did not arrive in time; send it again.";
        let status = StatusCode::REQUEST_TIMEOUT;
        Self::new(status, Code::TooSlow, "The request was too slow", detail)
    }

    pub(crate) fn too_many(seconds: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            Code::TooManyRequests,
            "Too many requests",
            "Wait as long as Retry-After says, then send the request again.",
        )
        .after(seconds)
    }

    pub(crate) fn channel_busy(seconds: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            Code::TooManyRequests,
            "The channel may not be written to just now",
            "Wait as long as Retry-After says, then try the test card again.",
        )
        .after(seconds)
    }

    pub(crate) fn overloaded() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unavailable,
            "Too much at once",
            "The server has more to do than it can; nothing was changed, send it again later.",
        )
        .after(2)
    }

    pub(crate) fn storage() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            Code::Unavailable,
            "The storage is unavailable",
            "The storage does not answer; nothing was changed, send it again later.",
        )
        .after(5)
    }

    pub(crate) fn page_not_built() -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let detail = "The page is not built; run `cargo xtask start`.";
        Self::new(status, Code::Unavailable, "No page", detail)
    }

    pub(crate) fn stopping() -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let detail = "The server is stopping; use another one.";
        Self::new(status, Code::Unavailable, "Stopping", detail)
    }

    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Internal,
            "A fault of ours",
            "This should not happen; report the request id to whoever runs this server.",
        )
    }
}
