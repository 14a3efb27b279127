//! From a token to a person. The order: what it looks like, whose it says it is,
//! whether they signed it, and only then what else it says.

use crate::audience;
use crate::authority::{Authority, Cloud, Issuer, Version};
use crate::ids::{ClientId, ObjectId, TenantId};
use crate::keys::{Key, Keys};
use crate::members::Members;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::token::Token;
use serde_json::Value;

/// Seconds since 1970-01-01 UTC, as the wall clock has them.
pub type Seconds = i64;

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The organisation in which the person signed in.
    pub tenant: TenantId,
    /// The person, or guest, there.
    pub object: ObjectId,
    /// The app that asked in the person's name.
    pub client: ClientId,
    /// The token's version.
    pub version: Version,
    /// Until when the token counts.
    pub expires: Seconds,
    /// The token's own id at Entra, by which their log knows it; at most 64 letters,
    /// digits, hyphens and underscores.
    pub token_id: Option<String>,
    /// What the organisation calls the person: for people to read, never to decide by.
    /// At most [`MOST_NAME`] characters, without control characters.
    pub name: Option<String>,
    /// The roles in the app that the organisation gave the person, as the app's
    /// registration names them. Whoever runs the organisation decides them, so they say
    /// nothing outside of it.
    pub roles: Vec<String>,
}

/// The longest name that is read, in characters; a longer one is cut.
pub const MOST_NAME: usize = 100;

/// Whom a token names.
///
/// # Errors
/// The first check that it fails. After [`Refusal::UnknownKey`] the same token may
/// pass once the issuer's keys were read anew; after anything else it never will.
pub fn verify(
    token: &str,
    keys: &impl Keys,
    policy: &Policy,
    now: Seconds,
) -> Result<Person, Refusal> {
    let token = Token::read(token)?;
    let claims = &token.claims;
    let issuer = issuer(claims, policy)?;
    let key = keys.key(&issuer, &token.key_id);
    let key = key.ok_or(Refusal::UnknownKey(issuer))?;
    check_owner(key, &issuer, &policy.authority)?;
    if !key.signed(token.message, token.signature) {
        return Err(Refusal::WrongSignature);
    }
    if claims.has("cnf") {
        return Err(Refusal::BoundToKey);
    }
    audience::check(claims, issuer.version, policy)?;
    let expires = check_time(claims, policy.leeway, now)?;
    check_scope(claims, &policy.scope)?;
    Ok(Person {
        tenant: issuer.tenant,
        object: object(claims)?,
        client: client(claims, issuer.version, policy)?,
        version: issuer.version,
        expires,
        token_id: token_id(claims),
        name: name(claims),
        roles: roles(claims),
    })
}

/// Whose keys to look at: known before the signature is, so that no stranger makes
/// us ask for keys.
fn issuer(claims: &Members, policy: &Policy) -> Result<Issuer, Refusal> {
    let version = match claims.text("ver") {
        Ok(None) => return Err(Refusal::NoVersion),
        Ok(Some("1.0")) => Version::V1,
        Ok(Some("2.0")) => Version::V2,
        _ => return Err(Refusal::OtherVersion),
    };
    let tenant = tenant(claims, policy)?;
    let issuer = Issuer { tenant, version };
    let expected = policy.authority.issuer(&issuer);
    let expected = expected.ok_or(Refusal::VersionNotOffered)?;
    match claims.text("iss") {
        Ok(None) => Err(Refusal::NoIssuer),
        Ok(Some(said)) if said == expected => Ok(issuer),
        Ok(Some(said)) => Err(wrong_issuer(said, &issuer, &policy.authority)),
        Err(_) => Err(Refusal::StrangeIssuer),
    }
}

fn tenant(claims: &Members, policy: &Policy) -> Result<TenantId, Refusal> {
    let said = claims.text("tid").map_err(|_| Refusal::TenantNotGuid)?;
    let tenant = said.ok_or(Refusal::NoTenant)?.parse();
    let tenant = tenant.map_err(|_| Refusal::TenantNotGuid)?;
    if tenant == TenantId::CONSUMERS {
        return Err(Refusal::PersonalAccount);
    }
    if !policy.tenants.has(&tenant) {
        return Err(Refusal::TenantNotAllowed);
    }
    Ok(tenant)
}

/// What is wrong with an issuer that is not the expected one, for the log.
fn wrong_issuer(said: &str, expected: &Issuer, authority: &Authority) -> Refusal {
    let is = |authority: &Authority, issuer: Issuer| {
        authority.issuer(&issuer).is_some_and(|other| other == said)
    };
    let other_version = Issuer {
        version: match expected.version {
            Version::V1 => Version::V2,
            Version::V2 => Version::V1,
        },
        ..*expected
    };
    let mut tenants = said.split('/').filter_map(|part| part.parse().ok());
    let other_tenant = tenants.next().map(|tenant| Issuer {
        tenant,
        ..*expected
    });
    let of_cloud = |cloud: Cloud| is(&cloud.into(), *expected);
    if said.contains("{tenantid}") {
        Refusal::IssuerTemplate
    } else if is(authority, other_version) {
        Refusal::IssuerOfOtherVersion
    } else if other_tenant.is_some_and(|other| is(authority, other)) {
        Refusal::IssuerOfOtherTenant
    } else if Cloud::EACH.into_iter().any(of_cloud) {
        Refusal::IssuerOfOtherCloud
    } else {
        Refusal::StrangeIssuer
    }
}

/// A key that says whose it is signs for nobody else. It names its issuer in either
/// version's form, whichever version the token has.
fn check_owner(key: &Key, issuer: &Issuer, authority: &Authority) -> Result<(), Refusal> {
    let Some(owner) = &key.issuer else {
        return Ok(());
    };
    let owner = owner.replace("{tenantid}", &issuer.tenant.to_string());
    let tenant = issuer.tenant;
    let owns = [Version::V1, Version::V2].into_iter().any(|version| {
        let own = authority.issuer(&Issuer { tenant, version });
        own.is_some_and(|own| own == owner)
    });
    owns.then_some(()).ok_or(Refusal::KeyOfOtherIssuer)
}

/// Until when it counts.
fn check_time(claims: &Members, leeway: Seconds, now: Seconds) -> Result<Seconds, Refusal> {
    let (Ok(Some(expires)), early) = (claims.number("exp"), claims.number("nbf")) else {
        return Err(Refusal::NoExpiry);
    };
    let Ok(Some(begins)) = early else {
        return Err(Refusal::NoBeginning);
    };
    if now >= expires.saturating_add(leeway) {
        return Err(Refusal::Expired);
    }
    if now < begins.saturating_sub(leeway) {
        return Err(Refusal::NotYet);
    }
    Ok(expires)
}

/// Only a person's token has a scope; ours is a word of it.
fn check_scope(claims: &Members, expected: &str) -> Result<(), Refusal> {
    if claims.has("idtyp") && !matches!(claims.text("idtyp"), Ok(Some("user"))) {
        return Err(Refusal::NotAPerson);
    }
    let Ok(Some(scope)) = claims.text("scp") else {
        return Err(Refusal::NoScope);
    };
    let mut words = scope.split(' ').filter(|word| !word.is_empty()).peekable();
    if words.peek().is_none() {
        return Err(Refusal::EmptyScope);
    }
    let ours = words.any(|word| word == expected);
    ours.then_some(()).ok_or(Refusal::OtherScope)
}

fn object(claims: &Members) -> Result<ObjectId, Refusal> {
    let said = claims.text("oid").map_err(|_| Refusal::ObjectNotGuid)?;
    let object = said.ok_or(Refusal::NoObject)?.parse();
    object.map_err(|_| Refusal::ObjectNotGuid)
}

fn client(claims: &Members, version: Version, policy: &Policy) -> Result<ClientId, Refusal> {
    let name = match version {
        Version::V1 => "appid",
        Version::V2 => "azp",
    };
    let said = claims.text(name).map_err(|_| Refusal::ClientNotGuid)?;
    let client = said.ok_or(Refusal::NoClient)?.parse();
    let client = client.map_err(|_| Refusal::ClientNotGuid)?;
    match policy.clients.has(&client) {
        true => Ok(client),
        false => Err(Refusal::ClientNotAllowed),
    }
}

fn token_id(claims: &Members) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let id = claims.text("uti").ok().flatten()?;
    (id.len() <= 64 && id.bytes().all(plain)).then(|| id.to_owned())
}

/// None where the claim is not a list of texts.
fn roles(claims: &Members) -> Vec<String> {
    let said = claims.value("roles").and_then(Value::as_array);
    let texts = said.map(|each| each.iter().map(|role| role.as_str().map(str::to_owned)));
    texts.and_then(Iterator::collect).unwrap_or_default()
}

/// Whatever of these the issuer says; an address is better than nothing.
fn name(claims: &Members) -> Option<String> {
    let said = |name| claims.text(name).ok().flatten();
    let each = ["name", "preferred_username", "upn"].into_iter();
    let shown = each.filter_map(said).map(|name| {
        let plain = name.chars().filter(|letter| !letter.is_control());
        let cut: String = plain.take(MOST_NAME).collect();
        cut.trim().to_owned()
    });
    shown.into_iter().find(|name| !name.is_empty())
}
