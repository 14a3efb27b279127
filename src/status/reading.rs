//! What was read about one configuration. Data only; holds no secret, because
//! the backend gives none.

use wire::{Connector, Delivery, DeliveryDay};

/// One reading of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What is configured.
    pub record: Connector,
    /// What became of the last tasks, newest first.
    pub deliveries: Vec<Delivery>,
    /// How many cards there were on each of the last days, today last.
    pub days: Vec<DeliveryDay>,
}

/// A reading and when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What was read.
    pub found: Found,
    /// RFC 3339 in UTC.
    pub at: String,
}
