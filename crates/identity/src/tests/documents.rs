//! What an issuer's document of keys may be.

use super::*;

fn read(document: &Value) -> Result<KeySet, KeySetError> {
    KeySet::read(document.to_string().as_bytes())
}

fn verifies(set: KeySet) -> bool {
    let issuer = Issuer {
        tenant: tenant(TENANT),
        version: Version::V2,
    };
    let keys: HashMap<_, _> = [(issuer, set)].into();
    verify(&KEY.token(&v2()), &keys, &policy(), NOW).is_ok()
}

fn published(name: &str, value: impl Into<Value>) -> Value {
    with(KEY.published(), name, value)
}

#[test]
fn what_is_no_signing_key_is_passed_over() {
    for other in [
        published("kty", "EC"),
        published("kty", Value::Null),
        published("use", "enc"),
        published("kid", Value::Null),
        published("n", Value::Null),
        published("e", Value::Null),
        published("n", "not base64!"),
    ] {
        assert_eq!(
            read(&json!({"keys": [other]})).err(),
            Some(KeySetError::None)
        );
        let set = read(&json!({"keys": [other, KEY.published()]})).unwrap();
        assert!(verifies(set), "{other}");
    }
    let unsaid = published("use", Value::Null);
    assert!(verifies(read(&json!({"keys": [unsaid]})).unwrap()));
}

#[test]
fn a_document_is_bounded() {
    for (text, error) in [
        ("", KeySetError::NotKeys),
        ("<html>", KeySetError::NotKeys),
        ("[]", KeySetError::NotKeys),
        (r#"{"keys":1}"#, KeySetError::NotKeys),
        (r#"{"keys":[]}"#, KeySetError::None),
    ] {
        assert_eq!(KeySet::read(text.as_bytes()).err(), Some(error), "{text}");
    }
    let mut many = vec![json!({}); KeySet::MOST_KEYS - 1];
    many.push(KEY.published());
    assert!(verifies(read(&json!({"keys": many})).unwrap()));
    many.push(json!({}));
    assert_eq!(
        read(&json!({"keys": many})).err(),
        Some(KeySetError::TooMany)
    );
    let mut large = json!({"keys": [KEY.published()], "x": ""});
    let spare = KeySet::MOST_BYTES - large.to_string().len();
    large["x"] = " ".repeat(spare).into();
    assert!(verifies(read(&large).unwrap()));
    large["x"] = " ".repeat(spare + 1).into();
    assert_eq!(read(&large).err(), Some(KeySetError::TooLarge));
}

/// 1,024 bits can be broken; a library that took them would be let down by us.
#[test]
fn a_short_key_verifies_nothing() {
    let (n, _) = KEY.components();
    let short = published("n", issuer::base64url(&n[..128]));
    assert!(!verifies(read(&json!({"keys": [short]})).unwrap()));
}
