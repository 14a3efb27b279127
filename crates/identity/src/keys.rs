//! The keys of issuers, as their documents list them. Reads at most a thousand keys
//! of at most 256 KB; what else is in a document is passed over.

use crate::authority::Issuer;
use jsonwebtoken::crypto;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use std::collections::HashMap;

/// A public RSA key.
#[derive(Clone)]
pub struct Key {
    key: DecodingKey,
    /// The only issuer that may use it, or a template for the tenant's; none where the
    /// document says nothing.
    pub(crate) issuer: Option<String>,
}

impl Key {
    /// Whether the key's holder signed this message, by RSASSA-PKCS1-v1_5 with SHA-256:
    /// the algorithm is said here, never by the token.
    pub(crate) fn signed(&self, message: &str, signature: &str) -> bool {
        let signed = crypto::verify(signature, message.as_bytes(), &self.key, Algorithm::RS256);
        signed.is_ok_and(|signed| signed)
    }
}

/// The keys of one issuer by their names.
#[derive(Clone, Default)]
pub struct KeySet(HashMap<String, Key>);

/// Why a document is no set of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeySetError {
    /// More than 256 KB.
    #[error("the document is larger than 256 KB")]
    TooLarge,
    /// Not as RFC 7517 has it.
    #[error("the document is no set of JSON Web Keys")]
    NotKeys,
    /// More than a thousand.
    #[error("the document has more than 1,000 keys")]
    TooMany,
    /// No RSA key for signatures.
    #[error("the document has no RSA key for signatures")]
    None,
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    kty: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    kid: Option<String>,
    n: Option<String>,
    e: Option<String>,
    issuer: Option<String>,
}

impl Listed {
    fn key(self) -> Option<(String, Key)> {
        let signs = self.purpose.is_none_or(|purpose| purpose == "sig");
        if self.kty? != "RSA" || !signs {
            return None;
        }
        let key = DecodingKey::from_rsa_components(&self.n?, &self.e?).ok()?;
        let issuer = self.issuer;
        Some((self.kid?, Key { key, issuer }))
    }
}

impl KeySet {
    /// The most bytes of a document.
    pub const MOST_BYTES: usize = 256 * 1024;
    /// The most keys of an issuer.
    pub const MOST_KEYS: usize = 1_000;

    /// Reads a JSON Web Key Set.
    ///
    /// # Errors
    /// When it is too large, no such set, or has no key that could verify a token.
    pub fn read(document: &[u8]) -> Result<Self, KeySetError> {
        if document.len() > Self::MOST_BYTES {
            return Err(KeySetError::TooLarge);
        }
        let document: Document =
            serde_json::from_slice(document).map_err(|_| KeySetError::NotKeys)?;
        if document.keys.len() > Self::MOST_KEYS {
            return Err(KeySetError::TooMany);
        }
        let keys: HashMap<_, _> = document.keys.into_iter().filter_map(Listed::key).collect();
        match keys.is_empty() {
            true => Err(KeySetError::None),
            false => Ok(Self(keys)),
        }
    }

    /// Each key with its name.
    pub(crate) fn into_each(self) -> impl Iterator<Item = (String, Key)> {
        self.0.into_iter()
    }
}

/// Where keys are looked up.
pub trait Keys {
    /// The issuer's key of this name, while it counts.
    fn key(&self, issuer: &Issuer, id: &str) -> Option<&Key>;
}

impl Keys for HashMap<Issuer, KeySet> {
    fn key(&self, issuer: &Issuer, id: &str) -> Option<&Key> {
        self.get(issuer)?.0.get(id)
    }
}
