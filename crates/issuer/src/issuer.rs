//! The issuer itself: its documents, its keys and their rotation.

use crate::key::Key;
use crate::person::{ACTIONS, ACTIONS_SCOPE, Person, Version};
use serde_json::{Value, json};
use std::sync::{PoisonError, RwLock};

/// A pretend issuer under one address.
pub struct Issuer {
    base: String,
    /// The last one signs; all of them are published.
    keys: RwLock<Vec<Key>>,
}

impl Issuer {
    /// Under this address, such as `http://localhost:3978/simulator/issuer`, with one
    /// fresh key.
    #[must_use]
    pub fn at(base: &str) -> Self {
        Self {
            base: base.trim_end_matches('/').to_owned(),
            keys: RwLock::new(vec![Key::generate()]),
        }
    }

    /// Signs with a fresh key from now on, and publishes the one before beside it.
    pub fn rotate(&self) {
        let fresh = Key::generate();
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        keys.push(fresh);
        let spare = keys.len().saturating_sub(2);
        keys.drain(..spare);
    }

    /// Takes back every key but a fresh one, as after a theft.
    pub fn replace(&self) {
        let fresh = Key::generate();
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        *keys = vec![fresh];
    }

    /// The `iss` of tokens for this tenant; `common` has a template.
    #[must_use]
    pub fn issuer(&self, tenant: &str, version: Version) -> String {
        let tenant = if tenant == "common" {
            "{tenantid}"
        } else {
            tenant
        };
        match version {
            Version::V1 => format!("{}/{tenant}/", self.base),
            Version::V2 => format!("{}/{tenant}/v2.0", self.base),
        }
    }

    /// The answer at `…/{tenant}/.well-known/openid-configuration`, or the same with
    /// `/v2.0` before it.
    #[must_use]
    pub fn metadata(&self, tenant: &str, version: Version) -> Value {
        let path = match version {
            Version::V1 => "discovery/keys",
            Version::V2 => "discovery/v2.0/keys",
        };
        json!({
            "issuer": self.issuer(tenant, version),
            "jwks_uri": format!("{}/{tenant}/{path}", self.base),
            "authorization_endpoint": format!("{}/{tenant}/oauth2/v2.0/authorize", self.base),
            "response_types_supported": ["code", "id_token"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
        })
    }

    /// The answer at `…/{tenant}/discovery/v2.0/keys`; each key says whose it is.
    #[must_use]
    pub fn keys(&self, tenant: &str) -> Value {
        let owner = self.issuer(tenant, Version::V2);
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let published = keys.iter().map(|key| {
            let mut published = key.published();
            published["issuer"] = owner.clone().into();
            published
        });
        json!({"keys": published.collect::<Vec<_>>()})
    }

    /// What a token says of a person who signs in now.
    #[must_use]
    pub fn claims(&self, person: &Person, version: Version, app_uri: &str, now: i64) -> Value {
        let issuer = self.issuer(person.tenant, version);
        person.claims(version, &issuer, app_uri, now)
    }

    /// What a token says of a person who presses a card's button now.
    #[must_use]
    pub fn press_claims(
        &self,
        person: &Person,
        version: Version,
        app_uri: &str,
        now: i64,
    ) -> Value {
        let mut claims = self.claims(person, version, app_uri, now);
        let client = match version {
            Version::V1 => "appid",
            Version::V2 => "azp",
        };
        claims[client] = ACTIONS.into();
        claims["scp"] = ACTIONS_SCOPE.into();
        claims
    }

    /// A token that says this, by the newest key.
    #[must_use]
    pub fn sign(&self, claims: &Value) -> String {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let newest = keys.last();
        newest.map_or_else(String::new, |key| key.token(claims))
    }
}
