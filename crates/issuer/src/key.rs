//! An RSA key, what is published of it, and signatures by it.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// As the parts of a token are written.
#[must_use]
pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A signing key of 2048 bits; lives only in memory.
pub struct Key {
    id: String,
    pair: KeyPair,
}

impl Key {
    /// A fresh key with a name of its own.
    ///
    /// # Panics
    /// When the machine has no randomness to give.
    #[must_use]
    pub fn generate() -> Self {
        Self {
            id: base64url(uuid::Uuid::new_v4().as_bytes()),
            pair: KeyPair::generate(KeySize::Rsa2048).expect("the machine gives random numbers"),
        }
    }

    /// The name under which it is published.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The key's modulus and exponent, most significant byte first.
    #[must_use]
    pub fn components(&self) -> (Vec<u8>, Vec<u8>) {
        let public = PublicKeyComponents::from(self.pair.public_key());
        (public.n, public.e)
    }

    /// What is published of it: the members of a JSON Web Key.
    #[must_use]
    pub fn published(&self) -> Value {
        let (n, e) = self.components();
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.id,
            "x5t": self.id,
            "n": base64url(n),
            "e": base64url(e),
        })
    }

    /// A token with the header that fits this key.
    #[must_use]
    pub fn token(&self, claims: &Value) -> String {
        self.token_under(&self.header(), claims)
    }

    /// The header of an honest token.
    #[must_use]
    pub fn header(&self) -> Value {
        json!({"typ": "JWT", "alg": "RS256", "x5t": self.id, "kid": self.id})
    }

    /// A token with any header and any claims.
    #[must_use]
    pub fn token_under(&self, header: &Value, claims: &Value) -> String {
        self.token_of(header.to_string(), claims.to_string())
    }

    /// A token whose two parts are these texts, whatever they are.
    #[must_use]
    pub fn token_of(&self, header: impl AsRef<[u8]>, claims: impl AsRef<[u8]>) -> String {
        let message = format!("{}.{}", base64url(header), base64url(claims));
        let signature = base64url(self.sign(message.as_bytes()));
        format!("{message}.{signature}")
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256.
    ///
    /// # Panics
    /// When the machine has no memory to give.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let random = SystemRandom::new();
        self.pair
            .sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
            .expect("a key of 2048 bits signs with SHA-256");
        signature
    }
}
