//! The shape of a token: three parts, a header that asks for nothing special, and
//! claims. Nothing here is known to be true.

use crate::Refusal;
use crate::members::Members;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Tokens with many groups are large; headers end at 16 KB anyhow.
const MOST_BYTES: usize = 16 * 1024;

/// A token that could be one of ours.
pub(crate) struct Token<'t> {
    /// What is signed.
    pub(crate) message: &'t str,
    pub(crate) signature: &'t str,
    pub(crate) key_id: String,
    pub(crate) claims: Members,
}

impl<'t> Token<'t> {
    pub(crate) fn read(text: &'t str) -> Result<Self, Refusal> {
        if text.len() > MOST_BYTES {
            return Err(Refusal::TooLong);
        }
        let (message, signature) = text.rsplit_once('.').ok_or(Refusal::NotThreeParts)?;
        let (header, claims) = message.split_once('.').ok_or(Refusal::NotThreeParts)?;
        if claims.contains('.') {
            return Err(Refusal::NotThreeParts);
        }
        decode(signature)?;
        let header = decode(header)?;
        let claims = decode(claims)?;
        let key_id = key_id(&header)?;
        let claims = Members::read(&claims).ok_or(Refusal::ClaimsNotJson)?;
        if claims.repeat() {
            return Err(Refusal::ClaimsRepeat);
        }
        Ok(Self {
            message,
            signature,
            key_id,
            claims,
        })
    }
}

fn decode(part: &str) -> Result<Vec<u8>, Refusal> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Refusal::NotBase64)
}

/// The name of the key, if the header is plain. Where a key could be had (`jku`,
/// `jwk`, `x5u`, `x5c`) is not even read.
fn key_id(header: &[u8]) -> Result<String, Refusal> {
    let header = Members::read(header).ok_or(Refusal::HeaderNotJson)?;
    if header.repeat() {
        return Err(Refusal::HeaderRepeats);
    }
    match header.text("alg") {
        Ok(None) => return Err(Refusal::NoAlgorithm),
        Ok(Some("RS256")) => {}
        Ok(Some(name)) if name.eq_ignore_ascii_case("none") => return Err(Refusal::Unsigned),
        _ => return Err(Refusal::OtherAlgorithm),
    }
    if header.has("crit") {
        return Err(Refusal::Critical);
    }
    match header.text("typ") {
        Ok(None) => {}
        Ok(Some(typ)) if typ.eq_ignore_ascii_case("JWT") => {}
        _ => return Err(Refusal::OtherType),
    }
    match header.text("kid") {
        Ok(Some(id)) if !id.is_empty() => Ok(id.to_owned()),
        _ => Err(Refusal::NoKeyId),
    }
}
