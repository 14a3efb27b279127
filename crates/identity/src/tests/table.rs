//! Tokens with one thing wrong each, and the reason for which each is refused.

use super::*;
use issuer::base64url;
use std::collections::HashSet;

/// Honest but for one claim.
fn claim(name: &str, value: impl Into<Value>) -> String {
    KEY.token(&with(v2(), name, value))
}

fn claim_v1(name: &str, value: impl Into<Value>) -> String {
    KEY.token(&with(v1(), name, value))
}

/// Honest but for one member of the header.
fn header(name: &str, value: impl Into<Value>) -> String {
    KEY.token_under(&with(KEY.header(), name, value), &v2())
}

/// The three parts of an honest token.
fn parts() -> [String; 3] {
    let token = KEY.token(&v2());
    let parts: Vec<_> = token.split('.').map(str::to_owned).collect();
    parts.try_into().unwrap()
}

fn unsigned(alg: &str) -> String {
    let [_, claims, _] = parts();
    let header = with(KEY.header(), "alg", alg).to_string();
    format!("{}.{claims}.", base64url(header))
}

/// Signed with the public key as if it were a shared secret, as far as a verifier
/// that does not look at `alg` could tell.
fn with_shared_secret() -> String {
    let [_, claims, _] = parts();
    let header = with(KEY.header(), "alg", "HS256").to_string();
    format!("{}.{claims}.{}", base64url(header), base64url([7; 32]))
}

fn long() -> String {
    claim("groups", "g".repeat(13 * 1024))
}

fn twice(json: &Value, name: &str) -> String {
    let text = json.to_string();
    let value = &json[name];
    format!("{},\"{name}\":{value}}}", text.strip_suffix('}').unwrap())
}

fn wrong_signature() -> String {
    let [header, claims, signature] = parts();
    let other = if signature.starts_with('A') { "B" } else { "A" };
    format!("{header}.{claims}.{other}{}", &signature[1..])
}

fn by_stranger(header: impl Fn(&mut Value)) -> String {
    let mut under = KEY.header();
    header(&mut under);
    STRANGER.token_under(&under, &v2())
}

fn padded() -> String {
    let [header, claims, signature] = parts();
    format!("{header}.{claims}.{signature}==")
}

fn plain_base64() -> String {
    let [header, claims, signature] = parts();
    format!("{header}.{claims}.{}", signature.replace(['-', '_'], "+")) + "+"
}

fn v2_of_tenant(said: &str) -> Value {
    let iss = format!("https://login.microsoftonline.com/{said}/v2.0");
    with(with(v2(), "tid", said), "iss", iss)
}

/// Everything that can be wrong with a token while the issuer's keys are known.
fn wrong() -> Vec<(&'static str, String, Refusal)> {
    use Refusal::*;
    let no_key = Issuer {
        tenant: tenant(TENANT),
        version: Version::V2,
    };
    let consumers = "9188040d-6c67-4c5b-b112-36a304b66dad";
    let iss = |text: &str| claim("iss", text);
    vec![
        ("empty", String::new(), NotThreeParts),
        ("one part", "token".into(), NotThreeParts),
        ("two parts", parts()[..2].join("."), NotThreeParts),
        (
            "four parts",
            format!("{}.a", KEY.token(&v2())),
            NotThreeParts,
        ),
        ("17 KB", long(), TooLong),
        ("padding", padded(), NotBase64),
        ("the other base64", plain_base64(), NotBase64),
        ("space", KEY.token(&v2()).replace('.', ". "), NotBase64),
        (
            "header no JSON",
            KEY.token_of("{", v2().to_string()),
            HeaderNotJson,
        ),
        (
            "header a list",
            KEY.token_of("[]", v2().to_string()),
            HeaderNotJson,
        ),
        (
            "header repeats",
            KEY.token_of(twice(&KEY.header(), "alg"), v2().to_string()),
            HeaderRepeats,
        ),
        ("no algorithm", header("alg", Value::Null), NoAlgorithm),
        ("alg none", unsigned("none"), Unsigned),
        ("alg None", unsigned("None"), Unsigned),
        (
            "HS256 with the public key",
            with_shared_secret(),
            OtherAlgorithm,
        ),
        ("RS512", header("alg", "RS512"), OtherAlgorithm),
        ("PS256", header("alg", "PS256"), OtherAlgorithm),
        ("rs256", header("alg", "rs256"), OtherAlgorithm),
        ("alg a number", header("alg", 256), OtherAlgorithm),
        ("crit", header("crit", json!(["exp"])), Critical),
        ("typ pop", header("typ", "pop"), OtherType),
        ("typ a number", header("typ", 1), OtherType),
        ("no kid", header("kid", Value::Null), NoKeyId),
        ("kid empty", header("kid", ""), NoKeyId),
        ("kid a number", header("kid", 1), NoKeyId),
        ("kid unknown", header("kid", "other"), UnknownKey(no_key)),
        (
            "claims no JSON",
            KEY.token_of(KEY.header().to_string(), "x"),
            ClaimsNotJson,
        ),
        (
            "claims a text",
            KEY.token_of(KEY.header().to_string(), "\"x\""),
            ClaimsNotJson,
        ),
        (
            "claims repeat",
            KEY.token_of(KEY.header().to_string(), twice(&v2(), "tid")),
            ClaimsRepeat,
        ),
        ("no version", claim("ver", Value::Null), NoVersion),
        ("version 3", claim("ver", "3.0"), OtherVersion),
        ("version a number", claim("ver", 2.0), OtherVersion),
        ("no tenant", claim("tid", Value::Null), NoTenant),
        (
            "tenant a name",
            KEY.token(&v2_of_tenant("common")),
            TenantNotGuid,
        ),
        ("tenant a number", claim("tid", 1), TenantNotGuid),
        (
            "tenant a path",
            KEY.token(&v2_of_tenant("../evil.example/x")),
            TenantNotGuid,
        ),
        (
            "tenant without hyphens",
            claim("tid", TENANT.replace('-', "")),
            TenantNotGuid,
        ),
        (
            "personal account",
            KEY.token(&v2_of_tenant(consumers)),
            PersonalAccount,
        ),
        (
            "tenant of others",
            KEY.token(&v2_of_tenant(OTHER_TENANT)),
            TenantNotAllowed,
        ),
        ("no issuer", claim("iss", Value::Null), NoIssuer),
        (
            "issuer a template",
            iss("https://login.microsoftonline.com/{tenantid}/v2.0"),
            IssuerTemplate,
        ),
        (
            "issuer of v1 in v2",
            iss(&format!("https://sts.windows.net/{TENANT}/")),
            IssuerOfOtherVersion,
        ),
        (
            "issuer of v2 in v1",
            claim_v1(
                "iss",
                format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
            ),
            IssuerOfOtherVersion,
        ),
        (
            "issuer of another tenant",
            iss(&format!(
                "https://login.microsoftonline.com/{OTHER_TENANT}/v2.0"
            )),
            IssuerOfOtherTenant,
        ),
        (
            "issuer of another cloud",
            iss(&format!("https://login.microsoftonline.us/{TENANT}/v2.0")),
            IssuerOfOtherCloud,
        ),
        (
            "issuer by an alias",
            iss(&format!("https://login.windows.net/{TENANT}/v2.0")),
            StrangeIssuer,
        ),
        (
            "issuer with a slash more",
            iss(&format!("https://login.microsoftonline.com/{TENANT}/v2.0/")),
            StrangeIssuer,
        ),
        (
            "issuer that begins well",
            iss(&format!(
                "https://login.microsoftonline.com.evil.example/{TENANT}/v2.0"
            )),
            StrangeIssuer,
        ),
        ("issuer a list", claim("iss", json!([1])), StrangeIssuer),
        ("signature changed", wrong_signature(), WrongSignature),
        (
            "signature empty",
            parts()[..2].join(".") + ".",
            WrongSignature,
        ),
        ("by a stranger", by_stranger(|_| ()), WrongSignature),
        (
            "jku to a stranger",
            by_stranger(|header| header["jku"] = "https://evil.example/keys".into()),
            WrongSignature,
        ),
        (
            "jwk of a stranger",
            by_stranger(|header| header["jwk"] = STRANGER.published()),
            WrongSignature,
        ),
        (
            "bound to a key",
            claim("cnf", json!({"kid": "k"})),
            BoundToKey,
        ),
        ("no audience", claim("aud", Value::Null), NoAudience),
        (
            "audience a list",
            claim("aud", json!([APP])),
            SeveralAudiences,
        ),
        ("audience a number", claim("aud", 1), OtherAudience),
        (
            "audience in capitals",
            claim("aud", APP.to_uppercase()),
            AudienceInOtherCase,
        ),
        (
            "audience's host in capitals",
            claim_v1("aud", URI.replace("connector.example", "Connector.Example")),
            AudienceInOtherCase,
        ),
        ("v2 for an address", claim("aud", URI), AudienceIsAddress),
        (
            "for another host",
            claim_v1("aud", format!("api://evil.example/{APP}")),
            AudienceOfOtherAddress,
        ),
        ("for another app", claim("aud", TEAMS), OtherAudience),
        (
            "for Microsoft Graph",
            claim_v1("aud", "https://graph.microsoft.com"),
            OtherAudience,
        ),
        ("no expiry", claim("exp", Value::Null), NoExpiry),
        (
            "expiry a text",
            claim("exp", (NOW + 9).to_string()),
            NoExpiry,
        ),
        ("expired 301 s ago", claim("exp", NOW - 301), Expired),
        ("expired 300 s ago", claim("exp", NOW - 300), Expired),
        ("no beginning", claim("nbf", Value::Null), NoBeginning),
        ("beginning a text", claim("nbf", "0"), NoBeginning),
        ("begins in 301 s", claim("nbf", NOW + 301), NotYet),
        ("an app's", claim("idtyp", "app"), NotAPerson),
        ("a device's", claim("idtyp", "device"), NotAPerson),
        ("idtyp a number", claim("idtyp", 1), NotAPerson),
        ("no scope", claim("scp", Value::Null), NoScope),
        (
            "scope a list",
            claim("scp", json!(["access_as_user"])),
            NoScope,
        ),
        ("scope empty", claim("scp", ""), EmptyScope),
        ("scope blank", claim("scp", "  "), EmptyScope),
        ("scope nearly", claim("scp", "access_as_user2"), OtherScope),
        (
            "scope of others",
            claim("scp", "openid profile"),
            OtherScope,
        ),
        ("no object", claim("oid", Value::Null), NoObject),
        (
            "object a name",
            claim("oid", "person@example.com"),
            ObjectNotGuid,
        ),
        ("object a number", claim("oid", 1), ObjectNotGuid),
        ("no client", claim("azp", Value::Null), NoClient),
        (
            "client of v1 in v2",
            claim_v1("appid", Value::Null),
            NoClient,
        ),
        ("client a name", claim("azp", "teams"), ClientNotGuid),
        ("client a number", claim("azp", 1), ClientNotGuid),
        ("client of others", claim("azp", PERSON), ClientNotAllowed),
    ]
}

#[test]
fn every_wrong_token_is_refused_for_its_reason() {
    let wrong = wrong();
    assert!(wrong.len() >= 80, "{}", wrong.len());
    for (what, token, reason) in &wrong {
        assert_eq!(look(token), Err(*reason), "{what}");
    }
    let reasons: HashSet<_> = wrong.iter().map(|(.., reason)| reason).collect();
    assert!(reasons.len() >= 40, "{}", reasons.len());
    let sentences: HashSet<_> = reasons.iter().map(|reason| reason.to_string()).collect();
    assert_eq!(sentences.len(), reasons.len());
}

#[test]
fn an_honest_token_names_a_person() {
    let person = look(&KEY.token(&v2())).unwrap();
    let expected = Person {
        tenant: tenant(TENANT),
        object: PERSON.parse().unwrap(),
        client: TEAMS.parse().unwrap(),
        version: Version::V2,
        expires: NOW + 3600,
        token_id: Some("u_7-T".into()),
        name: Some("person@example.com".into()),
        roles: Vec::new(),
    };
    assert_eq!(person, expected);
    let expected = Person {
        version: Version::V1,
        token_id: None,
        ..expected
    };
    assert_eq!(look(&KEY.token(&v1())), Ok(expected));
}

#[test]
fn what_is_unusual_and_right_passes() {
    let right = [
        ("v1 for the client id", claim_v1("aud", APP)),
        ("expired 299 s ago", claim("exp", NOW - 299)),
        ("begins in 300 s", claim("nbf", NOW + 300)),
        ("expires at the end of time", claim("exp", i64::MAX)),
        ("began at its beginning", claim("nbf", i64::MIN)),
        ("said to be a person's", claim("idtyp", "user")),
        ("no type", header("typ", Value::Null)),
        ("another spelling of the type", header("typ", "jwt")),
        (
            "a stranger's jku",
            header("jku", "https://evil.example/keys"),
        ),
        ("scope first", claim("scp", "access_as_user  openid")),
        ("many groups", claim("groups", "g".repeat(8 * 1024))),
        ("client in capitals", claim("azp", TEAMS.to_uppercase())),
    ];
    for (what, token) in right {
        assert!(look(&token).is_ok(), "{what}: {:?}", look(&token));
    }
}

#[test]
fn a_strange_token_id_is_left_out() {
    for id in ["", "a b", "a\nb", &"a".repeat(65)] {
        let person = look(&claim("uti", id)).unwrap();
        assert_eq!(person.token_id.unwrap_or_default(), "", "{id:?}");
    }
    let long = "a".repeat(64);
    assert_eq!(look(&claim("uti", &*long)).unwrap().token_id, Some(long));
}

/// The most that is read, to the byte.
#[test]
fn sixteen_kilobytes_are_read_and_no_byte_more() {
    let honest = KEY.token(&v2());
    let spare = 16 * 1024 - honest.len();
    let padded = format!("{honest}{}", "A".repeat(spare));
    assert_eq!(look(&padded), Err(Refusal::WrongSignature));
    assert_eq!(look(&format!("{padded}A")), Err(Refusal::TooLong));
}

#[test]
fn a_key_signs_for_its_own_issuer_only() {
    let owned = |issuer: &str| {
        let keys = keys_with(&KEY, |key| key["issuer"] = issuer.into());
        let look = |claims: Value| verify(&KEY.token(&claims), &keys, &policy(), NOW);
        [look(v1()), look(v2())].map(|found| found.err())
    };
    let own = [None, None];
    let foreign = [Some(Refusal::KeyOfOtherIssuer); 2];
    let v2_issuer = |tenant: &str| format!("https://login.microsoftonline.com/{tenant}/v2.0");
    assert_eq!(owned(&v2_issuer("{tenantid}")), own);
    assert_eq!(owned(&v2_issuer(TENANT)), own);
    assert_eq!(owned("https://sts.windows.net/{tenantid}/"), own);
    assert_eq!(owned(&v2_issuer(OTHER_TENANT)), foreign);
    assert_eq!(owned("https://evil.example/{tenantid}/v2.0"), foreign);
    assert_eq!(owned(""), foreign);
}

#[test]
fn a_list_that_holds_all_is_said_to() {
    let look = |change: fn(&mut Policy), claims: Value| {
        let mut policy = policy();
        change(&mut policy);
        verify(&KEY.token(&claims), &keys(), &policy, NOW).err()
    };
    let any_client = |policy: &mut Policy| policy.clients = Allowed::Any;
    assert_eq!(look(any_client, with(v2(), "azp", PERSON)), None);
    let any_tenant = |policy: &mut Policy| policy.tenants = Allowed::Any;
    let stranger = v2_of_tenant(OTHER_TENANT);
    let issuer = Issuer {
        tenant: tenant(OTHER_TENANT),
        version: Version::V2,
    };
    // Its keys are another set than ours.
    assert_eq!(
        look(any_tenant, stranger),
        Some(Refusal::UnknownKey(issuer))
    );
    let consumers = v2_of_tenant("9188040d-6c67-4c5b-b112-36a304b66dad");
    assert_eq!(look(any_tenant, consumers), Some(Refusal::PersonalAccount));
    let nobody = |policy: &mut Policy| policy.tenants = Allowed::Only(Vec::new());
    assert_eq!(look(nobody, v2()), Some(Refusal::TenantNotAllowed));
}

/// What is for a page is not for a button, and what is for a button not for a page.
#[test]
fn a_right_is_good_for_its_own_clients() {
    let pressed = |scope: &str, client: ClientId| {
        let claims = with(v2(), "scp", scope);
        KEY.token(&with(claims, "azp", client.to_string()))
    };
    let policy = Policy {
        clients: Allowed::Only(vec![ACTIONS_CLIENT]),
        scope: "Actions.Press".into(),
        ..policy()
    };
    let [teams, own] = [TEAMS, APP].map(|id| id.parse().unwrap());
    let ours = |scope, client| {
        verify(&pressed(scope, client), &keys(), &policy, NOW)
            .map(|person| person.client)
            .map_err(|why| why.to_string())
    };
    let why = |refusal: Refusal| Err(refusal.to_string());
    let both = "access_as_user Actions.Press";
    assert_eq!(ours(both, ACTIONS_CLIENT), Ok(ACTIONS_CLIENT));
    assert_eq!(ours(both, teams), why(Refusal::ClientNotAllowed));
    assert_eq!(ours(both, own), why(Refusal::ClientNotAllowed));
    assert_eq!(
        ours("access_as_user", ACTIONS_CLIENT),
        why(Refusal::OtherScope)
    );
    let page = |scope, client| look(&pressed(scope, client)).map(|person| person.client);
    assert_eq!(page(both, ACTIONS_CLIENT), Err(Refusal::ClientNotAllowed));
    assert_eq!(page("Actions.Press", teams), Err(Refusal::OtherScope));
    assert_eq!(policy.other_clients(), policy.clients);
}
