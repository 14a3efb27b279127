//! One sign-in in a window: from the page to the authority and back. What is known of it
//! travels with it, sealed, so that nothing is kept and any replica can end it.

use crate::clock::{Clock, Millis, SECOND};
use crate::secret::{Ring, SealError, random};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::TenantId;
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// How long a person may take at the authority.
const TRIP: Millis = 15 * 60 * SECOND;
/// How long the page may take to fetch what came of it.
const PASS: Millis = 60 * SECOND;
/// Sealed for one purpose, a text opens for no other.
const STATE: &str = "sign-in/state";
const BROUGHT: &str = "sign-in/pass";

/// What is known while the person is at the authority. Nobody but us reads it.
#[derive(Deserialize, Serialize)]
pub(super) struct Trip {
    began: Began,
    /// The organisation whose Teams the page is in, or whose card has the link.
    tenant: Option<String>,
    /// Comes back in the answer's second token.
    pub(super) nonce: String,
    /// Proves to the authority that the code is redeemed by who asked for it.
    pub(super) verifier: String,
    until: Millis,
}

/// Who sent the person there.
#[derive(Deserialize, Serialize)]
pub(super) enum Began {
    /// The page: the hash of what it alone knows.
    Page(String),
    /// A link on a card, by its token.
    Link(String),
}

/// What came of it: the person's token, for whoever knows what the challenge is of.
#[derive(Deserialize, Serialize)]
struct Pass {
    challenge: String,
    token: String,
    until: Millis,
}

impl Trip {
    /// One that begins now. None when the challenge is none: base64url of a SHA-256.
    pub(super) fn begin(challenge: &str, tenant: Option<TenantId>, clock: &Clock) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(challenge).ok()?;
        let began = || Began::Page(challenge.to_owned());
        (bytes.len() == 32).then(|| Self::of(began(), tenant, clock))
    }

    /// One that begins now, for whoever follows this link.
    pub(super) fn follow(link: &str, tenant: Option<TenantId>, clock: &Clock) -> Self {
        Self::of(Began::Link(link.to_owned()), tenant, clock)
    }

    fn of(began: Began, tenant: Option<TenantId>, clock: &Clock) -> Self {
        Self {
            began,
            tenant: tenant.map(|tenant| tenant.to_string()),
            nonce: URL_SAFE_NO_PAD.encode(random::<16>()),
            verifier: URL_SAFE_NO_PAD.encode(random::<32>()),
            until: clock.now() + TRIP,
        }
    }

    /// The link that it goes back to, if it came from one.
    pub(super) fn link(&self) -> Option<&str> {
        match &self.began {
            Began::Page(_) => None,
            Began::Link(token) => Some(token),
        }
    }

    /// Where the person was sent, and must come from.
    pub(super) fn tenant(&self) -> Option<TenantId> {
        self.tenant.as_ref()?.parse().ok()
    }

    /// Of our own verifier, for the authority.
    pub(super) fn own_challenge(&self) -> String {
        challenge(&self.verifier)
    }

    pub(super) fn sealed(&self, ring: &Ring) -> Result<String, SealError> {
        seal(self, ring, STATE)
    }

    /// The one that the authority gave back, if it is ours and not too old.
    pub(super) fn open(state: &str, ring: &Ring, clock: &Clock) -> Option<Self> {
        let trip: Self = open(state, ring, STATE)?;
        (clock.now() < trip.until).then_some(trip)
    }

    /// Ends it with the token it brought. Nobody opens the pass of one that no page began.
    pub(super) fn pass(
        self,
        token: String,
        ring: &Ring,
        clock: &Clock,
    ) -> Result<String, SealError> {
        let pass = Pass {
            challenge: match self.began {
                Began::Page(challenge) => challenge,
                Began::Link(_) => String::new(),
            },
            token,
            until: clock.now() + PASS,
        };
        seal(&pass, ring, BROUGHT)
    }
}

/// The token in a pass, for whoever began the trip.
pub(super) fn token(pass: &str, verifier: &str, ring: &Ring, clock: &Clock) -> Option<String> {
    let pass: Pass = open(pass, ring, BROUGHT)?;
    let known = challenge(verifier) == pass.challenge && clock.now() < pass.until;
    known.then_some(pass.token)
}

fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

fn seal(what: &impl Serialize, ring: &Ring, purpose: &str) -> Result<String, SealError> {
    let text = serde_json::to_string(what).unwrap_or_default();
    let sealed = ring.seal(&SecretString::from(text), purpose)?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

fn open<T: DeserializeOwned>(sealed: &str, ring: &Ring, purpose: &str) -> Option<T> {
    let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let text = ring.open_cell(&sealed, purpose).ok()?;
    serde_json::from_str(text.expose_secret()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::PrivateFile;
    use std::time::Duration;

    #[test]
    fn a_pass_is_good_for_a_minute() {
        let folder = tempfile::tempdir().unwrap();
        let ring = Ring::create(PrivateFile::at(folder.path().join("secret.key"))).unwrap();
        let clock = Clock::manual(0);
        let trip = Trip::begin(&challenge("ours"), None, &clock).unwrap();
        let pass = trip.pass("the token".into(), &ring, &clock).unwrap();
        let fetched = |clock: &Clock| token(&pass, "ours", &ring, clock);
        clock.advance(Duration::from_secs(59));
        assert_eq!(fetched(&clock).as_deref(), Some("the token"));
        assert_eq!(token(&pass, "theirs", &ring, &clock), None);
        clock.advance(Duration::from_secs(1));
        assert_eq!(fetched(&clock), None);
    }

    #[test]
    fn a_challenge_is_a_whole_hash() {
        let clock = Clock::manual(0);
        let begin = |challenge: &str| Trip::begin(challenge, None, &clock).is_some();
        assert!(begin(&"A".repeat(43)));
        for wrong in ["", "A", &"A".repeat(42), &"A".repeat(44), &"=".repeat(43)] {
            assert!(!begin(wrong), "{wrong}");
        }
    }
}
