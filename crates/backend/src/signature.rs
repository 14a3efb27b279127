//! Standard Webhooks: who sent a call, proven over id, time and body. Pure;
//! compares in constant time.

use crate::clock::{Millis, SECOND};
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;

/// How far the sender's clock may be off.
const TOLERANCE: Millis = 300 * SECOND;

/// The three headers.
pub(crate) struct Signed<'a> {
    pub(crate) id: &'a str,
    pub(crate) timestamp: &'a str,
    pub(crate) signatures: &'a str,
}

/// Why a signature is not accepted, as one sentence.
pub(crate) type Reason = &'static str;

/// Checks a signature against every secret in use.
pub(crate) fn verify(
    signed: &Signed<'_>,
    body: &[u8],
    secrets: &[SecretString],
    now: Millis,
) -> Result<(), Reason> {
    let sent: Millis = signed
        .timestamp
        .parse()
        .map_err(|_| "The webhook-timestamp is not a number of seconds.")?;
    let off = now.saturating_sub(sent.saturating_mul(SECOND));
    if off.saturating_abs() > TOLERANCE {
        return Err("The webhook-timestamp is more than five minutes off; check the clock.");
    }
    let fits = secrets
        .iter()
        .filter_map(key)
        .any(|key| fits(&key, signed, body));
    fits.then_some(())
        .ok_or("The webhook-signature does not fit this body; check the secret.")
}

fn fits(key: &[u8], signed: &Signed<'_>, body: &[u8]) -> bool {
    let versions = signed.signatures.split(' ');
    versions
        .filter_map(|signature| signature.strip_prefix("v1,"))
        .filter_map(crate::secret::decode)
        .take(8)
        .any(|claimed| {
            mac(key, signed.id, signed.timestamp, body)
                .verify_slice(&claimed)
                .is_ok()
        })
}

/// The header `webhook-signature` for a body; `None` when the secret is no key.
pub(crate) fn sign(
    secret: &SecretString,
    id: &str,
    timestamp: &str,
    body: &[u8],
) -> Option<String> {
    let key = key(secret)?;
    let code = mac(&key, id, timestamp, body).finalize().into_bytes();
    Some(format!("v1,{}", crate::secret::encode(&code)))
}

fn mac(key: &[u8], id: &str, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        mac.update(part);
    }
    mac
}

/// The key in a secret such as `whsec_…`; `None` when it is too weak.
pub(crate) fn key(secret: &SecretString) -> Option<Vec<u8>> {
    let text = secret.expose_secret();
    let text = text.strip_prefix("whsec_").unwrap_or(text);
    crate::secret::decode(text).filter(|key| key.len() >= 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const SENT: &str = "1614265330";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    // The example of the Standard Webhooks text.
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn check(
        id: &str,
        sent: &str,
        body: &[u8],
        signatures: &str,
        now: Millis,
    ) -> Result<(), Reason> {
        let secrets = [
            SecretString::from("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            SecretString::from(SECRET),
        ];
        let signed = Signed {
            id,
            timestamp: sent,
            signatures,
        };
        verify(&signed, body, &secrets, now)
    }

    #[test]
    fn the_published_example_verifies_with_either_secret() {
        let now = 1_614_265_330_000;
        assert_eq!(check(ID, SENT, BODY, SIGNATURE, now), Ok(()));
        let list = format!("v1,AAAA v2,x {SIGNATURE}");
        assert_eq!(check(ID, SENT, BODY, &list, now), Ok(()));
        let signed = sign(&SecretString::from(SECRET), ID, SENT, BODY);
        assert_eq!(signed.as_deref(), Some(SIGNATURE));
    }

    #[test]
    fn forged_and_stale_calls_are_refused() {
        let now = 1_614_265_330_000;
        assert!(check("msg_other", SENT, BODY, SIGNATURE, now).is_err());
        assert!(check(ID, SENT, b"{}", SIGNATURE, now).is_err());
        assert!(check(ID, "1614265331", BODY, SIGNATURE, now).is_err());
        assert!(check(ID, "soon", BODY, SIGNATURE, now).is_err());
        assert!(check(ID, SENT, BODY, "", now).is_err());
        assert!(check(ID, SENT, BODY, SIGNATURE, now + 301_000).is_err());
        assert!(check(ID, SENT, BODY, SIGNATURE, now - 301_000).is_err());
        assert!(check(ID, "99999999999999999", BODY, SIGNATURE, now).is_err());
    }

    #[test]
    fn five_minutes_off_is_near_enough() {
        let now = 1_614_265_330_000;
        for off in [-300_000, 300_000] {
            assert_eq!(check(ID, SENT, BODY, SIGNATURE, now + off), Ok(()));
        }
        for off in [-300_001, 300_001] {
            assert!(check(ID, SENT, BODY, SIGNATURE, now + off).is_err());
        }
    }

    #[test]
    fn a_short_secret_is_no_key() {
        assert!(key(&SecretString::from("whsec_AAAA")).is_none());
        assert!(key(&SecretString::from("not base64!")).is_none());
    }
}
