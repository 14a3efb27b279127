//! A pretend Microsoft Entra ID for developers and tests; never shipped. It makes
//! keys of its own and signs whatever it is told, also what no real issuer would.
//! Knows nothing of who verifies: the two sides share no code.

mod issuer;
mod key;
mod person;
mod window;

pub use issuer::Issuer;
pub use key::{Key, base64url};
pub use person::{
    ACTIONS, ACTIONS_SCOPE, CLIENT_ID, EVERYBODY, OPERATOR, OTHER_TENANT, Person, STRANGE_TENANT,
    TEAMS, TENANT, Version,
};
pub use window::{Codes, Question};
