//! Keys that an operator hands out by name: to a system that reports events, or to a
//! team that makes connectors. Each is shown once and kept as a hash. What is known
//! here is a copy of what is stored, at most a second old.

use crate::secret::{hex, random};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};
use wire::Topic;

/// What was revoked counts no longer than this.
const FRESH: Duration = Duration::from_secs(1);
/// What was just made is found after this, and strangers' guesses ask no more often.
const PAUSE: Duration = Duration::from_millis(100);

/// What a key is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Purpose {
    /// Reporting events.
    Report,
    /// Making connectors.
    Enrol,
}

impl Purpose {
    /// As it stands in the database.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Enrol => "enrol",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        let each = [Self::Report, Self::Enrol];
        each.into_iter().find(|purpose| purpose.code() == code)
    }

    /// With which its keys begin, so that a lost one is recognised.
    fn prefix(self) -> &'static str {
        match self {
            Self::Report => "tcs_",
            Self::Enrol => "tce_",
        }
    }
}

/// A key that was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    /// The row's own id.
    pub(crate) id: String,
    pub(crate) purpose: Purpose,
    pub(crate) name: String,
    /// The only tenant for which it is good.
    pub(crate) tenant: Option<String>,
    /// The only topics of which it may report; none: any.
    pub(crate) topics: Vec<Topic>,
    /// Of the key, in hexadecimal digits.
    pub(crate) hash: String,
}

/// A fresh key, which is nowhere else, and its hash.
pub(crate) fn fresh(purpose: Purpose) -> (SecretString, String) {
    let key = format!(
        "{}{}",
        purpose.prefix(),
        URL_SAFE_NO_PAD.encode(random::<32>())
    );
    let hash = hash(key.as_bytes());
    (SecretString::from(key), hash)
}

/// The keys are random: nobody can guess what has a hash, and nothing slower is needed.
fn hash(key: &[u8]) -> String {
    hex(&Sha256::digest(key))
}

/// A name or a tenant, as operators write it.
pub(crate) fn word(text: &str) -> Result<String, String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    match (1..=64).contains(&text.len()) && text.bytes().all(plain) {
        true => Ok(text.to_owned()),
        false => Err("use 1 to 64 letters, digits, dots, hyphens or underscores".into()),
    }
}

/// What is handed out, as last read.
#[derive(Default)]
pub(crate) struct Grants(RwLock<Known>);

#[derive(Default)]
struct Known {
    by_hash: HashMap<String, Grant>,
    read: Option<Instant>,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// It counts.
    Grant(Grant),
    /// It does not.
    Nothing,
    /// What is stored has to be read again first.
    ReadAgain,
}

impl Grants {
    /// What a caller's key is good for.
    pub(crate) fn find(&self, purpose: Purpose, key: &[u8]) -> Found {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let grant = known.by_hash.get(&hash(key));
        let grant = grant.filter(|grant| grant.purpose == purpose);
        let within = |limit| known.read.is_some_and(|read| read.elapsed() < limit);
        match grant {
            Some(grant) if within(FRESH) => Found::Grant(grant.clone()),
            None if within(PAUSE) => Found::Nothing,
            _ => Found::ReadAgain,
        }
    }

    /// Whether it counted when it was last read: enough to choose a queue by.
    pub(crate) fn knew(&self, purpose: Purpose, key: &[u8]) -> bool {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let grant = known.by_hash.get(&hash(key));
        grant.is_some_and(|grant| grant.purpose == purpose)
    }

    /// This is stored now; `asked` is when it was asked for.
    pub(crate) fn replace(&self, stored: Vec<Grant>, asked: Instant) {
        let each = stored.into_iter();
        let by_hash = each.map(|grant| (grant.hash.clone(), grant)).collect();
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *known = Known {
            by_hash,
            read: Some(asked),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret as _;

    fn grant(purpose: Purpose) -> (SecretString, Grant) {
        let (key, hash) = fresh(purpose);
        let grant = Grant {
            id: "row".into(),
            purpose,
            name: "billing".into(),
            tenant: None,
            topics: Vec::new(),
            hash,
        };
        (key, grant)
    }

    #[test]
    fn a_key_is_found_by_its_hash_for_its_purpose() {
        let (key, stored) = grant(Purpose::Report);
        let key = key.expose_secret().as_bytes();
        assert!(key.starts_with(b"tcs_") && key.len() == 47);
        let grants = Grants::default();
        assert_eq!(grants.find(Purpose::Report, key), Found::ReadAgain);
        grants.replace(vec![stored.clone()], Instant::now());
        assert_eq!(grants.find(Purpose::Report, key), Found::Grant(stored));
        assert!(grants.knew(Purpose::Report, key));
        assert!(!grants.knew(Purpose::Enrol, key));
        for (purpose, other) in [
            (Purpose::Enrol, key),
            (Purpose::Report, &key[1..]),
            (Purpose::Report, b""),
        ] {
            assert_eq!(grants.find(purpose, other), Found::Nothing);
        }
    }

    #[test]
    fn what_is_a_second_old_is_read_again() {
        let (key, stored) = grant(Purpose::Enrol);
        let key = key.expose_secret().as_bytes();
        let grants = Grants::default();
        let ago = |time| Instant::now().checked_sub(time).expect("the machine runs");
        grants.replace(vec![stored.clone()], ago(FRESH / 2));
        assert_eq!(
            grants.find(Purpose::Enrol, key),
            Found::Grant(stored.clone())
        );
        assert_eq!(grants.find(Purpose::Enrol, b"other"), Found::ReadAgain);
        grants.replace(vec![stored], ago(FRESH));
        assert_eq!(grants.find(Purpose::Enrol, key), Found::ReadAgain);
        assert!(grants.knew(Purpose::Enrol, key));
    }

    #[test]
    fn a_name_is_a_word() {
        for good in ["a", "Team-7_x.y", &"a".repeat(64)] {
            assert_eq!(word(good), Ok(good.to_owned()));
        }
        for bad in ["", "a b", "a\n", "ä", "a/b", &"a".repeat(65)] {
            assert!(word(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn purposes_are_known_by_their_codes() {
        for purpose in [Purpose::Report, Purpose::Enrol] {
            assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
        }
        assert_eq!(Purpose::from_code("other"), None);
    }
}
