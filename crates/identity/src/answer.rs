//! What an authority answers when a code becomes tokens: the token for this app, and
//! beside it one that says which sign-in it belongs to.

use crate::Person;
use crate::members::Members;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::fmt;

/// The two tokens of an answer. Has no `Debug` that shows them.
pub struct Answer {
    /// For this app.
    pub access: String,
    id: String,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer(…)")
    }
}

impl Answer {
    /// None when the bytes are no answer with both.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let members = Members::read(bytes)?;
        let text = |name| members.text(name).ok().flatten().map(str::to_owned);
        Some(Self {
            access: text("access_token")?,
            id: text("id_token")?,
        })
    }

    /// Whether it answers the question with this nonce, for this person. The signature
    /// of the second token is not looked at: it came from the authority itself, over a
    /// connection of ours (OpenID Connect Core, 3.1.3.7).
    #[must_use]
    pub fn belongs_to(&self, nonce: &str, person: &Person) -> bool {
        let Some(claims) = self.claims() else {
            return false;
        };
        let says =
            |name, expected: &str| matches!(claims.text(name), Ok(Some(said)) if said == expected);
        says("nonce", nonce)
            && says("tid", &person.tenant.to_string())
            && says("oid", &person.object.to_string())
    }

    fn claims(&self) -> Option<Members> {
        let claims = self.id.split('.').nth(1)?;
        let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
        Members::read(&claims).filter(|claims| !claims.repeat())
    }
}
