//! What an issuer says about itself (OpenID Connect Discovery): read for the place
//! of its keys, and only if it is the issuer that was asked.

use crate::authority::{Authority, Issuer};
use serde::Deserialize;
use url::Url;

/// Why an issuer's metadata does not lead to its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MetadataError {
    /// Not as the standard has it.
    #[error("the metadata is no OpenID configuration")]
    NotMetadata,
    /// Another one answered.
    #[error("the metadata is another issuer's")]
    OtherIssuer,
    /// The keys are at another host.
    #[error("the metadata has the keys at another host")]
    OtherHost,
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: Url,
}

/// Where the issuer's keys are, by its metadata.
///
/// # Errors
/// When the metadata is none, another issuer's, or leads away from the authority.
pub fn keys_address(
    document: &[u8],
    authority: &Authority,
    of: &Issuer,
) -> Result<Url, MetadataError> {
    let metadata: Metadata =
        serde_json::from_slice(document).map_err(|_| MetadataError::NotMetadata)?;
    if authority.issuer(of) != Some(metadata.issuer) {
        return Err(MetadataError::OtherIssuer);
    }
    if !authority.may_have_keys(&metadata.jwks_uri) {
        return Err(MetadataError::OtherHost);
    }
    Ok(metadata.jwks_uri)
}
