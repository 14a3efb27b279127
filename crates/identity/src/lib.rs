//! Who calls: a token of Microsoft Entra ID becomes a person, or is refused with a
//! reason. Pure: no sockets, no clock, no log; the keys and the time are given.
//! Never prints a token.

mod answer;
mod audience;
mod authority;
mod ids;
mod keyring;
mod keys;
mod members;
mod metadata;
mod policy;
mod refusal;
mod token;
mod verify;

pub use answer::Answer;
pub use authority::{Authority, AuthorityError, Cloud, Issuer, Version};
pub use ids::{ClientId, IdError, ObjectId, TenantId};
pub use keyring::{Asking, Counting, Keyring, Millis};
pub use keys::{Key, KeySet, KeySetError, Keys};
pub use metadata::{MetadataError, keys_address};
pub use policy::{ACTIONS_CLIENT, Allowed, PAGE_SCOPE, Policy, TEAMS_CLIENTS};
pub use refusal::Refusal;
pub use verify::{MOST_NAME, Person, Seconds, verify};

#[cfg(test)]
mod tests;
