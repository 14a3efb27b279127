//! How the page fetches what a sign-in in a window brought.

use crate::secret::{Secret, travels};
use serde::{Deserialize, Serialize};

/// Body of `POST /api/v1/sign-in`.
///
/// `Debug` is left out on purpose, here and below: it would print what must not be seen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FetchSignIn {
    /// What the window's last page said; good for a minute.
    pub pass: String,
    /// What the page made when it opened the window, and told nobody.
    pub verifier: String,
}

/// The answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// A token as the host would have given one.
    #[serde(serialize_with = "travels")]
    pub token: Secret,
}
