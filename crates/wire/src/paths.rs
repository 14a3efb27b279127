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
/// Where the operator's system reports events.
pub const EVENTS: &str = "/api/v1/events";
