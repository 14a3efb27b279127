//! What crosses the network between the page and the backend: types, limits,
//! URL families and paths. Both sides depend on it; it never does I/O.
#![warn(missing_docs)]

pub mod admin;
mod codes;
mod connector;
mod day;
mod delivery;
mod event;
mod family;
mod ids;
mod notification;
mod outcome;
mod parts;
pub mod paths;
mod problem;
mod repair;
mod secret;
pub mod shape;
mod shown;
mod sign_in;
mod signed;
mod task;
pub mod topic;
mod trial;
mod webhook;

pub use connector::{
    Connector, Health, HealthState, QUIET_AFTER_DAYS, SaveConnector, Saved, StoppedBy,
};
pub use day::{Day, DayError};
pub use delivery::{
    DAYS_TOLD, Deliveries, Delivery, DeliveryDay, DeliveryDays, DeliveryKind, DeliveryState,
};
pub use event::{Accepted, Action, Change, Event, EventKind, Input, MOST_INPUT};
pub use family::{Destination, FAMILIES, Family, Life, recognise};
pub use ids::{
    ConfigName, ConfigNameError, EntityId, EntityIdError, ID_BYTES, MAX_CONFIG_NAME,
    MAX_WEBHOOK_URL,
};
pub use notification::NotificationType;
pub use outcome::Outcome;
pub use parts::{Checked, Edit, Off, Tested};
pub use problem::{Code, Problem};
pub use repair::{Repair, Repaired, repair};
pub use secret::Secret;
pub use shown::{is_separator, shown};
pub use sign_in::{FetchSignIn, SignedIn};
pub use signed::is_signed;
pub use task::{Field, Importance, Task};
pub use topic::{DeclareTopics, Declared, Matches, Topic, TopicError, TopicTitle, Topics};
pub use trial::{Posted, TestCard, TestResult};
pub use webhook::{CheckWebhook, CheckedWebhook, Refusal};

#[cfg(test)]
mod tests;
