//! A pretend Microsoft Entra ID for developers and tests; never shipped. It makes
//! keys of its own and signs whatever it is told, also what no real issuer would.
//! Knows nothing of who verifies: the two sides share no code.

mod key;

pub use key::{Key, base64url};
