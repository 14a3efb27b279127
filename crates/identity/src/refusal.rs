//! Why a token is refused: one reason for each check, for the log. A caller gets
//! the same answer for all of them.

use crate::Issuer;

/// Why a token names nobody. The sentences hold nothing of the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[expect(missing_docs, reason = "each sentence is its documentation")]
pub enum Refusal {
    #[error("the token is longer than 16 KB")]
    TooLong,
    #[error("the token has not three parts")]
    NotThreeParts,
    #[error("a part of the token is not base64url without padding")]
    NotBase64,
    #[error("the header is no JSON object")]
    HeaderNotJson,
    #[error("the header has a name twice")]
    HeaderRepeats,
    #[error("the header names no algorithm")]
    NoAlgorithm,
    #[error("the token is not signed: its algorithm is none")]
    Unsigned,
    #[error("the algorithm is not RS256")]
    OtherAlgorithm,
    #[error("the header names an extension that has to be understood")]
    Critical,
    #[error("the token is of another type than JWT")]
    OtherType,
    #[error("the header names no key")]
    NoKeyId,
    #[error("the claims are no JSON object")]
    ClaimsNotJson,
    #[error("the claims have a name twice")]
    ClaimsRepeat,
    #[error("the token says no version")]
    NoVersion,
    #[error("the version is neither 1.0 nor 2.0")]
    OtherVersion,
    #[error("this cloud has no tokens of version 1.0")]
    VersionNotOffered,
    #[error("the token names no tenant")]
    NoTenant,
    #[error("the tenant is no GUID")]
    TenantNotGuid,
    #[error("the tenant is that of personal accounts")]
    PersonalAccount,
    #[error("the tenant is not on the list of allowed tenants")]
    TenantNotAllowed,
    #[error("the token names no issuer")]
    NoIssuer,
    #[error("the issuer is a template")]
    IssuerTemplate,
    #[error("the issuer is that of the other version")]
    IssuerOfOtherVersion,
    #[error("the issuer is that of another cloud")]
    IssuerOfOtherCloud,
    #[error("the issuer is that of another tenant")]
    IssuerOfOtherTenant,
    #[error("the issuer is a stranger")]
    StrangeIssuer,
    #[error("the issuer has no key of this name")]
    UnknownKey(Issuer),
    #[error("the key belongs to another issuer")]
    KeyOfOtherIssuer,
    #[error("the signature does not fit")]
    WrongSignature,
    #[error("the token is bound to a key of its holder")]
    BoundToKey,
    #[error("the token is for nobody")]
    NoAudience,
    #[error("the token is for several")]
    SeveralAudiences,
    #[error("the audience differs in upper and lower case")]
    AudienceInOtherCase,
    #[error("a token of version 2.0 is for a client id, not for an address")]
    AudienceIsAddress,
    #[error("the token is for an app of another address")]
    AudienceOfOtherAddress,
    #[error("the token is for another app")]
    OtherAudience,
    #[error("the token says not until when it counts")]
    NoExpiry,
    #[error("the token has expired")]
    Expired,
    #[error("the token says not from when it counts")]
    NoBeginning,
    #[error("the token does not count yet")]
    NotYet,
    #[error("the token is an app's, not a person's")]
    NotAPerson,
    #[error("the token has no scope")]
    NoScope,
    #[error("the scope is empty")]
    EmptyScope,
    #[error("the scope does not hold access_as_user")]
    OtherScope,
    #[error("the token names no object")]
    NoObject,
    #[error("the object is no GUID")]
    ObjectNotGuid,
    #[error("the token names no client")]
    NoClient,
    #[error("the client is no GUID")]
    ClientNotGuid,
    #[error("the client is not on the list of allowed clients")]
    ClientNotAllowed,
}
