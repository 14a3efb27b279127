//! Whether a call came from who it says: an HMAC over the body, a token or a password.

use crate::{Call, Source};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// A signed time may be off by so many seconds.
const TOLERANCE: u64 = 300;
/// Shorter secrets are guessed.
const SHORTEST: usize = 16;

/// How a sender proves itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    tag = "by",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case",
    deny_unknown_fields
)]
pub(crate) enum Scheme {
    /// A signature in a header.
    Hmac {
        #[serde(default)]
        hash: Hash,
        header: String,
        /// What stands before the signature, such as `sha256=`.
        #[serde(default)]
        prefix: String,
        #[serde(default)]
        encoding: Encoding,
        /// What is signed: `{body}`, `{the-name-of-a-header}` and text.
        #[serde(default = "body")]
        signed: String,
        /// The header with the time in seconds, where one is signed.
        timestamp: Option<String>,
        /// The secret is in base64, perhaps after `whsec_`.
        #[serde(default)]
        secret_in_base64: bool,
    },
    /// A header of the form `t=1700000000,v1=…`: the time, a dot and the body are signed.
    Stripe { header: String },
    /// The secret itself in a header.
    Token {
        header: String,
        #[serde(default)]
        prefix: String,
    },
    /// The secret is `name:password`.
    Basic,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Hash {
    #[default]
    Sha256,
    Sha1,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Encoding {
    #[default]
    Hex,
    Base64,
}

fn body() -> String {
    "{body}".to_owned()
}

/// Why a call does not count, for a log; its sender is told the same in each case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// A header is missing.
    #[error("a header that proves who calls is missing")]
    Missing,
    /// A header cannot be read.
    #[error("a header that proves who calls cannot be read")]
    Malformed,
    /// Signature, token or password are wrong.
    #[error("the signature or secret is wrong")]
    Wrong,
    /// It was signed more than five minutes from now.
    #[error("the signature is older or newer than five minutes")]
    Stale,
}

impl Source {
    /// Whether its sender made this call; `now` in seconds since 1970.
    ///
    /// # Errors
    ///
    /// Says why it does not count.
    pub fn verify(&self, call: &Call<'_>, now: u64) -> Result<(), Unproven> {
        let header = |name: &str| call.headers.get(name).map(String::as_str);
        let secret = self.secret.expose_secret();
        match &self.scheme {
            Scheme::Token {
                header: name,
                prefix,
            } => {
                let sent = header(name).ok_or(Unproven::Missing)?;
                let token = sent.strip_prefix(prefix.as_str());
                same(token.ok_or(Unproven::Malformed)?, secret)
            }
            Scheme::Basic => {
                let sent = header("authorization").ok_or(Unproven::Missing)?;
                let sent = sent.strip_prefix("Basic ").ok_or(Unproven::Malformed)?;
                let sent = STANDARD.decode(sent).map_err(|_| Unproven::Malformed)?;
                let sent = String::from_utf8(sent).map_err(|_| Unproven::Malformed)?;
                same(&sent, secret)
            }
            Scheme::Stripe { header: name } => {
                let sent = header(name).ok_or(Unproven::Missing)?;
                let parts = || sent.split(',').filter_map(|part| part.split_once('='));
                let mut times = parts().filter(|(key, _)| *key == "t");
                let (_, time) = times.next().ok_or(Unproven::Malformed)?;
                is_fresh(time, now)?;
                let signed = [time.as_bytes(), b".", call.body].concat();
                let signatures = parts().filter(|(key, _)| *key == "v1");
                let decoded = signatures.filter_map(|(_, text)| Encoding::Hex.decode(text));
                any(decoded, |sent| {
                    Hash::Sha256.signs(secret.as_bytes(), &signed, sent)
                })
            }
            Scheme::Hmac {
                hash,
                header: name,
                prefix,
                encoding,
                signed,
                timestamp,
                secret_in_base64,
            } => {
                let sent = header(name).ok_or(Unproven::Missing)?;
                if let Some(name) = timestamp {
                    is_fresh(header(name).ok_or(Unproven::Missing)?, now)?;
                }
                let signed = filled(signed, call).ok_or(Unproven::Missing)?;
                let key = match secret_in_base64 {
                    true => decoded_key(secret).unwrap_or_default(),
                    false => secret.as_bytes().to_vec(),
                };
                // Standard Webhooks has several, while a secret is replaced.
                let each = sent
                    .split(' ')
                    .filter_map(|one| one.strip_prefix(prefix.as_str()));
                let decoded = each.filter_map(|text| encoding.decode(text));
                any(decoded, |sent| hash.signs(&key, &signed, sent))
            }
        }
    }
}

impl Scheme {
    /// Whether the secret is one for this.
    pub(crate) fn takes(&self, secret: &SecretString) -> Result<(), &'static str> {
        let secret = secret.expose_secret();
        if secret.len() < SHORTEST {
            return Err("the secret is shorter than 16 characters: use a longer one");
        }
        match self {
            Self::Basic if !secret.contains(':') => Err("write name:password into the file"),
            Self::Hmac {
                secret_in_base64: true,
                ..
            } if decoded_key(secret).is_none() => Err("the secret is not in base64"),
            _ => Ok(()),
        }
    }
}

fn decoded_key(secret: &str) -> Option<Vec<u8>> {
    let text = secret.strip_prefix("whsec_").unwrap_or(secret);
    STANDARD.decode(text).ok()
}

/// The template with the call's parts; `None` when a header is missing.
fn filled(template: &str, call: &Call<'_>) -> Option<Vec<u8>> {
    let mut signed = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        signed.extend(before.as_bytes());
        match name {
            "body" => signed.extend(call.body),
            header => signed.extend(call.headers.get(header)?.as_bytes()),
        }
        rest = after;
    }
    signed.extend(rest.as_bytes());
    Some(signed)
}

fn same(sent: &str, secret: &str) -> Result<(), Unproven> {
    let equal: bool = sent.as_bytes().ct_eq(secret.as_bytes()).into();
    equal.then_some(()).ok_or(Unproven::Wrong)
}

fn any<T>(
    mut signatures: impl Iterator<Item = T>,
    is_good: impl Fn(&T) -> bool,
) -> Result<(), Unproven> {
    let good = signatures.any(|one| is_good(&one));
    good.then_some(()).ok_or(Unproven::Wrong)
}

fn is_fresh(time: &str, now: u64) -> Result<(), Unproven> {
    let time: u64 = time.parse().map_err(|_| Unproven::Malformed)?;
    (time.abs_diff(now) <= TOLERANCE)
        .then_some(())
        .ok_or(Unproven::Stale)
}

impl Hash {
    fn signs(self, key: &[u8], signed: &[u8], sent: &[u8]) -> bool {
        fn check<M: Mac + KeyInit>(key: &[u8], signed: &[u8], sent: &[u8]) -> bool {
            let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
                return false;
            };
            mac.update(signed);
            mac.verify_slice(sent).is_ok()
        }
        match self {
            Self::Sha256 => check::<Hmac<Sha256>>(key, signed, sent),
            Self::Sha1 => check::<Hmac<Sha1>>(key, signed, sent),
        }
    }
}

impl Encoding {
    fn decode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Base64 => STANDARD.decode(text).ok(),
            Self::Hex => {
                let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
                    return None;
                };
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                let byte =
                    |[high, low]: &[u8; 2]| u8::try_from(digit(high)? * 16 + digit(low)?).ok();
                pairs.iter().map(byte).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests;
