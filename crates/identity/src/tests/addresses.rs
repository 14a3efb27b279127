//! Issuers and addresses of each cloud.

use super::*;
use url::Url;

fn issuer(version: Version) -> Issuer {
    Issuer {
        tenant: tenant(TENANT),
        version,
    }
}

#[test]
fn every_cloud_has_its_own_people() {
    for cloud in Cloud::EACH {
        let policy = Policy {
            authority: cloud.into(),
            ..policy()
        };
        let look = |mut claims: Value, version| {
            let Some(iss) = policy.authority.issuer(&issuer(version)) else {
                return verify(&KEY.token(&claims), &keys(), &policy, NOW).err();
            };
            claims["iss"] = iss.into();
            verify(&KEY.token(&claims), &keys(), &policy, NOW).err()
        };
        let v1_expected = cloud
            .v1_host
            .is_none()
            .then_some(Refusal::VersionNotOffered);
        assert_eq!(look(v1(), Version::V1), v1_expected, "{}", cloud.name);
        assert_eq!(look(v2(), Version::V2), None, "{}", cloud.name);
    }
}

#[test]
fn the_clouds_are_as_published() {
    let host = |name| Cloud::named(name).map(|cloud| (cloud.host, cloud.v1_host));
    let sts = Some("sts.windows.net");
    assert_eq!(host("public"), Some(("login.microsoftonline.com", sts)));
    assert_eq!(
        host("us-government"),
        Some(("login.microsoftonline.us", sts))
    );
    let china = (
        "login.partner.microsoftonline.cn",
        Some("sts.chinacloudapi.cn"),
    );
    assert_eq!(host("china"), Some(china));
    assert_eq!(host("bleu"), Some(("login.sovcloud-identity.fr", None)));
    assert_eq!(host("delos"), Some(("login.sovcloud-identity.de", None)));
    assert_eq!(host("govsg"), Some(("login.sovcloud-identity.sg", None)));
    assert_eq!(host("moon"), None);
}

#[test]
fn metadata_is_at_the_address_of_its_version() {
    let authority = Authority::from(Cloud::EACH[0]);
    assert!(!authority.is_pretended());
    let end = ".well-known/openid-configuration";
    assert_eq!(
        authority.metadata(&issuer(Version::V1)),
        format!("https://login.microsoftonline.com/{TENANT}/{end}")
    );
    assert_eq!(
        authority.metadata(&issuer(Version::V2)),
        format!("https://login.microsoftonline.com/{TENANT}/v2.0/{end}")
    );
}

#[test]
fn keys_come_from_the_authority_itself() {
    let authority = Authority::from(Cloud::EACH[0]);
    let may = |address: &str| authority.may_have_keys(&Url::parse(address).unwrap());
    assert!(may(
        "https://login.microsoftonline.com/common/discovery/keys"
    ));
    for other in [
        "http://login.microsoftonline.com/common/discovery/keys",
        "https://login.microsoftonline.com:444/keys",
        "https://evil.example/keys",
        "https://login.microsoftonline.com.evil.example/keys",
        "https://login.microsoftonline.com@evil.example/keys",
        "https://me@login.microsoftonline.com/keys",
        "data:,keys",
    ] {
        assert!(!may(other), "{other}");
    }
}

#[test]
fn an_authority_of_ones_own_is_https_or_on_this_machine() {
    let at = |address: &str| Authority::at(&Url::parse(address).unwrap());
    let new = at("https://login.cloud.example/").unwrap();
    assert!(!new.is_pretended());
    assert_eq!(new.to_string(), "https://login.cloud.example");
    assert_eq!(
        new.issuer(&issuer(Version::V2)).unwrap(),
        format!("https://login.cloud.example/{TENANT}/v2.0")
    );
    assert_eq!(new.issuer(&issuer(Version::V1)), None);
    for address in [
        "http://127.0.0.1:3978/simulator/issuer",
        "http://localhost:3978/simulator/issuer/",
        "http://[::1]:3978/simulator/issuer",
    ] {
        let own = at(address).unwrap();
        assert!(own.is_pretended(), "{address}");
        let iss = own.issuer(&issuer(Version::V1)).unwrap();
        assert!(
            iss.ends_with(&format!("/simulator/issuer/{TENANT}/")),
            "{iss}"
        );
    }
    for address in [
        "http://login.cloud.example",
        "https://127.0.0.1",
        "https://localhost",
        "https://login.cloud.example?a",
        "https://login.cloud.example#a",
        "https://me@login.cloud.example",
        "https://:secret@login.cloud.example",
        "ftp://login.cloud.example",
        "data:,x",
    ] {
        assert_eq!(at(address), Err(AuthorityError), "{address}");
    }
}

#[test]
fn a_guid_has_one_form() {
    let id: TenantId = TENANT.to_uppercase().parse().unwrap();
    assert_eq!(id.to_string(), TENANT);
    for other in [
        "",
        "common",
        "72f988bf86f141af91ab2d7cd011db47",
        "{72f988bf-86f1-41af-91ab-2d7cd011db47}",
        "urn:uuid:72f988bf-86f1-41af-91ab-2d7cd011db47",
        "72f988bf-86f1-41af-91ab-2d7cd011db47 ",
        "72f988bf-86f1-41af-91ab-2d7cd011db4g",
    ] {
        assert_eq!(other.parse::<TenantId>(), Err(IdError), "{other:?}");
    }
}
