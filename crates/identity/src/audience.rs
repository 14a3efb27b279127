//! Whom a token is for: this app, by its client id or, in version 1.0, by its
//! address as well. Compared letter by letter.

use crate::Refusal;
use crate::authority::Version;
use crate::members::Members;
use crate::policy::Policy;
use serde_json::Value;

pub(crate) fn check(claims: &Members, version: Version, policy: &Policy) -> Result<(), Refusal> {
    let audience = match claims.value("aud") {
        None | Some(Value::Null) => return Err(Refusal::NoAudience),
        Some(Value::String(audience)) => audience.as_str(),
        Some(Value::Array(_)) => return Err(Refusal::SeveralAudiences),
        Some(_) => return Err(Refusal::OtherAudience),
    };
    let (id, uri) = (policy.client_id.to_string(), policy.app_uri.as_str());
    if audience == id || (version == Version::V1 && audience == uri) {
        return Ok(());
    }
    Err(match audience {
        other if other == uri => Refusal::AudienceIsAddress,
        other if other.eq_ignore_ascii_case(&id) || other.eq_ignore_ascii_case(uri) => {
            Refusal::AudienceInOtherCase
        }
        other if other.starts_with("api://") => Refusal::AudienceOfOtherAddress,
        _ => Refusal::OtherAudience,
    })
}
