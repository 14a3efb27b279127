//! What nobody may read along: webhook URLs, the ids of people, enrolment keys.

use serde::{Deserialize, Serializer};
use std::fmt;

/// A text that shows nowhere by itself: `Debug` tells nothing of it, and it has no
/// `Display`. It is read from JSON like any text. It is written only by a field that says
/// so, which is one that travels between page and backend.
///
/// Two are compared in a time that tells how near they are: whoever proves a right with
/// one is let in by the backend's own comparison instead.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text, for whoever needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text alone, for whoever keeps it in another way from now on.
    #[must_use]
    pub fn into_exposed(self) -> String {
        self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Writes a field that travels on purpose.
pub(crate) fn travels<S: Serializer>(secret: &Secret, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(secret.expose())
}

/// The same of a field that may be absent.
#[expect(clippy::ref_option, reason = "serde passes it so")]
pub(crate) fn may_travel<S: Serializer>(secret: &Option<Secret>, to: S) -> Result<S::Ok, S::Error> {
    match secret {
        Some(secret) => travels(secret, to),
        None => to.serialize_none(),
    }
}
