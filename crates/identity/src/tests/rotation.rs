//! When an issuer is asked, and how long its keys count.

use super::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

fn issuer() -> Issuer {
    Issuer {
        tenant: tenant(TENANT),
        version: Version::V2,
    }
}

fn other() -> Issuer {
    Issuer {
        tenant: tenant(OTHER_TENANT),
        version: Version::V2,
    }
}

fn listing(keys: &[&issuer::Key]) -> KeySet {
    let keys: Vec<_> = keys.iter().map(|key| key.published()).collect();
    KeySet::read(json!({"keys": keys}).to_string().as_bytes()).unwrap()
}

fn knows(ring: &Keyring, key: &issuer::Key, now: i64) -> bool {
    verify(&key.token(&v2()), &ring.at(now), &policy(), NOW).is_ok()
}

#[test]
fn an_unknown_key_is_asked_for_once_in_five_minutes() {
    let mut ring = Keyring::new(9);
    assert_eq!(ring.ask(issuer(), 0), Asking::Now);
    assert_eq!(ring.ask(issuer(), 1), Asking::Silent);
    ring.answered(issuer(), listing(&[&KEY]), 2);
    assert_eq!(ring.ask(issuer(), 3), Asking::Answered);
    assert_eq!(ring.ask(issuer(), 5 * MINUTE - 1), Asking::Answered);
    assert_eq!(ring.ask(other(), 3), Asking::Now);
    assert_eq!(ring.ask(issuer(), 5 * MINUTE), Asking::Now);
    assert_eq!(ring.ask(issuer(), 5 * MINUTE + 1), Asking::Silent);
    let asked = (0..1_000).filter(|n| ring.ask(issuer(), 11 * MINUTE + n) == Asking::Now);
    assert_eq!(asked.count(), 1);
}

#[test]
fn an_answer_at_the_moment_of_asking_is_an_answer() {
    let mut ring = Keyring::new(9);
    assert_eq!(ring.ask(issuer(), 7), Asking::Now);
    ring.answered(issuer(), listing(&[&KEY]), 7);
    assert_eq!(ring.ask(issuer(), 7), Asking::Answered);
}

#[test]
fn a_rotated_key_counts_for_a_day() {
    let mut ring = Keyring::new(9);
    ring.ask(issuer(), 0);
    ring.answered(issuer(), listing(&[&KEY]), 0);
    assert!(knows(&ring, &KEY, 0) && !knows(&ring, &STRANGER, 0));
    ring.ask(issuer(), HOUR);
    ring.answered(issuer(), listing(&[&STRANGER]), HOUR);
    assert!(knows(&ring, &STRANGER, HOUR));
    assert!(knows(&ring, &KEY, 24 * HOUR - 1), "the old one for its day");
    assert!(!knows(&ring, &KEY, 24 * HOUR));
    assert!(knows(&ring, &STRANGER, 25 * HOUR - 1));
    assert!(!knows(&ring, &STRANGER, 25 * HOUR));
    ring.ask(issuer(), 30 * HOUR);
    ring.answered(issuer(), listing(&[&KEY]), 30 * HOUR);
    assert!(knows(&ring, &KEY, 30 * HOUR) && !knows(&ring, &STRANGER, 30 * HOUR));
}

#[test]
fn keys_are_read_anew_each_hour() {
    let mut ring = Keyring::new(9);
    ring.ask(issuer(), 0);
    assert_eq!(
        ring.due(2 * HOUR),
        [],
        "who never answered is asked by need"
    );
    ring.answered(issuer(), listing(&[&KEY]), 0);
    assert_eq!(ring.due(HOUR - 1), []);
    assert_eq!(ring.due(HOUR), [issuer()]);
    assert_eq!(ring.ask(issuer(), HOUR), Asking::Now);
    assert_eq!(ring.due(HOUR + 1), [], "it is being asked");
    assert_eq!(ring.ask(issuer(), HOUR + 1), Asking::Silent);
    assert_eq!(ring.due(HOUR + 5 * MINUTE - 1), []);
    assert_eq!(ring.due(HOUR + 5 * MINUTE), [issuer()], "it did not answer");
    assert!(knows(&ring, &KEY, HOUR + 6 * MINUTE), "its keys go on");
}

#[test]
fn the_age_is_that_of_the_oldest_answer() {
    let mut ring = Keyring::new(9);
    assert_eq!(ring.age(0), None);
    for (issuer, at) in [(issuer(), 10), (other(), 30)] {
        ring.ask(issuer, at);
        assert_eq!(ring.age(at).is_some(), at == 30);
        ring.answered(issuer, listing(&[&KEY]), at);
    }
    assert_eq!(ring.age(50), Some(40));
}

/// Strangers who name tenants at random neither fill the memory nor drive out who
/// answered.
#[test]
fn issuers_are_bounded() {
    let mut ring = Keyring::new(2);
    ring.ask(issuer(), 0);
    ring.answered(issuer(), listing(&[&KEY]), 0);
    assert_eq!(ring.ask(other(), 0), Asking::Now);
    let third = Issuer {
        version: Version::V1,
        ..other()
    };
    assert_eq!(ring.ask(third, 5 * MINUTE - 1), Asking::Silent);
    assert_eq!(ring.ask(third, 5 * MINUTE), Asking::Now);
    assert!(knows(&ring, &KEY, 6 * MINUTE));
    assert_eq!(
        ring.ask(issuer(), 6 * MINUTE),
        Asking::Now,
        "who is known stays"
    );
    ring.answered(other(), listing(&[&KEY]), 0);
    assert_eq!(ring.ask(other(), 5 * MINUTE), Asking::Silent, "forgotten");
}

#[test]
fn endless_rotation_is_bounded() {
    let mut ring = Keyring::new(1);
    let fresh = |round: usize, keys: usize| {
        let named = |n: usize| with(KEY.published(), "kid", format!("{round}-{n}"));
        let keys: Vec<_> = (0..keys).map(named).collect();
        KeySet::read(json!({"keys": keys}).to_string().as_bytes()).unwrap()
    };
    ring.ask(issuer(), 0);
    ring.answered(issuer(), fresh(0, 600), 0);
    ring.answered(issuer(), fresh(1, KeySet::MOST_KEYS - 600), 1);
    assert!(ring.at(1).key(&issuer(), "0-599").is_some());
    ring.answered(issuer(), fresh(2, 1), 2);
    assert!(ring.at(2).key(&issuer(), "0-599").is_none());
    assert!(ring.at(2).key(&issuer(), "2-0").is_some());
}

#[test]
fn metadata_leads_to_the_authoritys_own_keys() {
    let look = |metadata: &Value| {
        let authority = policy().authority;
        keys_address(metadata.to_string().as_bytes(), &authority, &issuer())
    };
    let host = "https://login.microsoftonline.com";
    let good = json!({
        "issuer": format!("{host}/{TENANT}/v2.0"),
        "jwks_uri": format!("{host}/{TENANT}/discovery/v2.0/keys"),
        "token_endpoint": 1,
    });
    let address = look(&good).unwrap().to_string();
    assert_eq!(address, format!("{host}/{TENANT}/discovery/v2.0/keys"));
    let template = format!("{host}/{{tenantid}}/v2.0");
    for (name, value, error) in [
        ("issuer", json!(template), MetadataError::OtherIssuer),
        (
            "issuer",
            json!(format!("{host}/{OTHER_TENANT}/v2.0")),
            MetadataError::OtherIssuer,
        ),
        (
            "jwks_uri",
            json!("https://evil.example/keys"),
            MetadataError::OtherHost,
        ),
        ("jwks_uri", json!("/keys"), MetadataError::NotMetadata),
        ("jwks_uri", Value::Null, MetadataError::NotMetadata),
        ("issuer", Value::Null, MetadataError::NotMetadata),
    ] {
        assert_eq!(look(&with(good.clone(), name, value)), Err(error), "{name}");
    }
}
