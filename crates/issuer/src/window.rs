//! Signing in in a window: an authorisation code with PKCE, as the real one gives and
//! takes it. Who signs in is decided by whoever shows the window.

use crate::{CLIENT_ID, Issuer, Person, Version, base64url};
use aws_lc_rs::digest::{SHA256, digest};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What an app asks for when it opens the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Where the person goes back to.
    pub redirect_uri: String,
    /// The app's own, given back as it is.
    pub state: String,
    /// Comes back in the token that says who signed in.
    pub nonce: String,
    /// The hash of what the app shows when it redeems the code.
    pub challenge: String,
}

impl Question {
    /// As an address asks it, for this app alone; else what is missing or strange.
    ///
    /// # Errors
    /// The part of the address that is not as an app of today writes it.
    pub fn of(parts: &HashMap<String, String>) -> Result<Self, &'static str> {
        let said = |name: &str| parts.get(name).map_or("", String::as_str);
        let own_scope = format!("{CLIENT_ID}/access_as_user");
        for (name, good) in [
            ("client_id", said("client_id") == CLIENT_ID),
            ("response_type", said("response_type") == "code"),
            ("response_mode", said("response_mode") == "form_post"),
            (
                "code_challenge_method",
                said("code_challenge_method") == "S256",
            ),
            (
                "scope",
                said("scope").split(' ').any(|word| word == own_scope),
            ),
            ("nonce", !said("nonce").is_empty()),
            ("state", !said("state").is_empty()),
            ("code_challenge", said("code_challenge").len() == 43),
        ] {
            if !good {
                return Err(name);
            }
        }
        Ok(Self {
            redirect_uri: said("redirect_uri").to_owned(),
            state: said("state").to_owned(),
            nonce: said("nonce").to_owned(),
            challenge: said("code_challenge").to_owned(),
        })
    }
}

/// The codes that were given and not yet redeemed.
#[derive(Default)]
pub struct Codes(Mutex<HashMap<String, (Question, Person)>>);

impl Codes {
    /// A code for the one who signed in; good once.
    #[must_use]
    pub fn give(&self, question: Question, person: Person) -> String {
        let code = base64url(uuid::Uuid::new_v4().as_bytes());
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.insert(code.clone(), (question, person));
        code
    }

    /// The tokens for a code, issued now.
    ///
    /// # Errors
    /// The word that the real one answers.
    pub fn redeem(
        &self,
        form: &HashMap<String, String>,
        issuer: &Issuer,
        version: Version,
        now: i64,
    ) -> Result<Value, &'static str> {
        let said = |name: &str| form.get(name).map_or("", String::as_str);
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (question, person) = given.remove(said("code")).ok_or("invalid_grant")?;
        let shown = base64url(digest(&SHA256, said("code_verifier").as_bytes()));
        let same = shown == question.challenge && said("redirect_uri") == question.redirect_uri;
        if said("grant_type") != "authorization_code" || said("client_id") != CLIENT_ID || !same {
            return Err("invalid_grant");
        }
        let mut access = issuer.claims(&person, version, CLIENT_ID, now);
        let client = match version {
            Version::V1 => "appid",
            Version::V2 => "azp",
        };
        access[client] = CLIENT_ID.into();
        let id = json!({
            "ver": "2.0", "aud": CLIENT_ID, "iss": issuer.issuer(person.tenant, Version::V2),
            "tid": person.tenant, "oid": person.object, "nonce": question.nonce,
            "iat": now, "nbf": now, "exp": now + 3600,
        });
        Ok(json!({
            "token_type": "Bearer", "expires_in": 4500,
            "access_token": issuer.sign(&access), "id_token": issuer.sign(&id),
        }))
    }
}
