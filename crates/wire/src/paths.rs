//! Where things are: the HTTP contract's paths, said once.

/// The configuration page, also the `contentUrl` of a connector.
pub const CONFIGURE: &str = "/configure";
/// The removal page.
pub const REMOVE: &str = "/remove";
/// The content of a channel tab.
pub const STATUS: &str = "/status";
/// Connectors; an entity id follows after a slash.
pub const CONNECTORS: &str = "/api/v1/connectors";
/// Asks whether a webhook address may be saved.
pub const CHECK_WEBHOOK: &str = "/api/v1/webhooks/check";
/// The header with the enrolment key, the right to make a connector.
pub const ENROLMENT_HEADER: &str = "Enrolment-Key";
/// The part of [`CONFIGURE`]'s query that carries the enrolment key to the page.
pub const ENROLMENT_QUERY: &str = "enrol";
/// Where the operator's system reports events.
pub const EVENTS: &str = "/api/v1/events";
/// Where other systems send their webhooks; the name of a source follows after a slash.
pub const HOOKS: &str = "/api/v1/hooks";
/// Which topics there are, and where an operator declares them.
pub const TOPICS: &str = "/api/v1/topics";
/// How many events of the last days a choice of topics would have matched.
pub const TOPIC_MATCHES: &str = "/api/v1/topics/matches";
/// The operators' page.
pub const ADMIN: &str = "/admin";
/// What it asks; what it is about follows after a slash.
pub const ADMIN_API: &str = "/api/v1/admin";
/// Begins a sign-in in a window of its own.
pub const SIGN_IN: &str = "/sign-in";
/// Where the sign-in's authority sends the window back to.
pub const SIGN_IN_END: &str = "/sign-in/end";
/// Where the page fetches what a sign-in brought.
pub const SIGNED_IN: &str = "/api/v1/sign-in";
