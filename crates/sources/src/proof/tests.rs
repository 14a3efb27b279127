use super::*;
use crate::Sources;
use std::collections::BTreeMap;

const NOW: u64 = 1_790_000_000;
const BODY: &[u8] = br#"{"name":"Order paper"}"#;
const SECRET: &str = "name:a-secret-of-enough-letters";

fn source(proof: &str, secret: &str) -> Sources {
    let text = format!(
        "[it]\nsecret-file = \"a\"\nproof = {{ {proof} }}\n[it.event]\ntype = \"1\"\nid = \"1\"\ntitle = \"1\""
    );
    let secrets = |_: &str| Ok(SecretString::from(secret));
    Sources::read(&text, &secrets).unwrap_or_else(|error| panic!("{error}"))
}

fn hex(key: &[u8], signed: &[u8]) -> String {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
    mac.update(signed);
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn base64(key: &[u8], signed: &[u8]) -> String {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
    mac.update(signed);
    STANDARD.encode(mac.finalize().into_bytes())
}

fn verify(sources: &Sources, sent: &[(&str, String)], body: &[u8]) -> Result<(), Unproven> {
    let headers: BTreeMap<_, _> = sent
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    let headers = &headers;
    sources
        .get("it")
        .unwrap()
        .verify(&Call { headers, body }, NOW)
}

/// Every scheme: the right proof counts; with one byte of the body, the secret or the
/// proof changed, or without the header, nothing does.
#[test]
fn each_scheme_takes_its_own_proof_and_no_other() {
    let key = SECRET.as_bytes();
    let at = |time: u64, body: &[u8]| [time.to_string().as_bytes(), b".", body].concat();
    let stripe = format!("t={NOW},v0=0,v1={}", hex(key, &at(NOW, BODY)));
    let whsec = format!("whsec_{}", STANDARD.encode([7; 24]));
    let standard = [b"msg_1.", NOW.to_string().as_bytes(), b".", BODY].concat();
    let standard = format!("v1,AAAA v1,{}", base64(&[7; 24], &standard));
    let times = vec![
        ("webhook-id", "msg_1".to_owned()),
        ("webhook-timestamp", NOW.to_string()),
    ];
    let standard_scheme = r#"by = "hmac", header = "webhook-signature", prefix = "v1,", encoding = "base64",
        signed = "{webhook-id}.{webhook-timestamp}.{body}", timestamp = "webhook-timestamp", secret-in-base64 = true"#
        .replace('\n', " ");
    let basic = format!("Basic {}", STANDARD.encode(SECRET));
    for (proof, secret, header, good, more) in [
        (
            r#"by = "hmac", header = "x-hub-signature-256", prefix = "sha256=""#,
            SECRET,
            "x-hub-signature-256",
            format!("sha256={}", hex(key, BODY)),
            vec![],
        ),
        (
            r#"by = "hmac", header = "x-signature", encoding = "base64""#,
            SECRET,
            "x-signature",
            base64(key, BODY),
            vec![],
        ),
        (
            r#"by = "stripe", header = "stripe-signature""#,
            SECRET,
            "stripe-signature",
            stripe,
            vec![],
        ),
        (
            &standard_scheme,
            &whsec,
            "webhook-signature",
            standard,
            times,
        ),
    ] {
        let call = |value: &str| [vec![(header, value.to_owned())], more.clone()].concat();
        let it = source(proof, secret);
        assert_eq!(verify(&it, &call(&good), BODY), Ok(()), "{proof}");
        let other = source(
            proof,
            if secret == whsec {
                "whsec_QUFBQUFBQUFBQUFBQUFBQQ=="
            } else {
                "name:another-secret-of-letters"
            },
        );
        assert_eq!(
            verify(&other, &call(&good), BODY),
            Err(Unproven::Wrong),
            "{proof}"
        );
        assert_eq!(
            verify(&it, &call(&good), b"{}"),
            Err(Unproven::Wrong),
            "{proof}"
        );
        assert_eq!(verify(&it, &more, BODY), Err(Unproven::Missing), "{proof}");
        assert!(verify(&it, &call(""), BODY).is_err(), "{proof}");
        assert!(
            verify(&it, &call(&good[..good.len() - 2]), BODY).is_err(),
            "{proof}"
        );
    }
    for (proof, header, good) in [
        (
            r#"by = "token", header = "x-gitlab-token""#,
            "x-gitlab-token",
            SECRET.to_owned(),
        ),
        (
            r#"by = "token", header = "authorization", prefix = "Bearer ""#,
            "authorization",
            format!("Bearer {SECRET}"),
        ),
        (r#"by = "basic""#, "authorization", basic),
    ] {
        let it = source(proof, SECRET);
        assert_eq!(
            verify(&it, &[(header, good.clone())], BODY),
            Ok(()),
            "{proof}"
        );
        assert_eq!(verify(&it, &[], BODY), Err(Unproven::Missing), "{proof}");
        for bad in [
            String::new(),
            format!("{good}x"),
            good[..good.len() - 4].to_owned(),
        ] {
            assert!(verify(&it, &[(header, bad)], BODY).is_err(), "{proof}");
        }
    }
}

/// Trello's own example of a signature over body and address, by SHA-1.
#[test]
fn the_address_may_be_signed_with_the_body() {
    let text = r#"by = "hmac", hash = "sha1", header = "x-trello-webhook", encoding = "base64", signed = "{body}https://a.example/""#;
    let it = source(text, SECRET);
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(&[BODY, b"https://a.example/"].concat());
    let good = STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(
        verify(&it, &[("x-trello-webhook", good.clone())], BODY),
        Ok(())
    );
    assert_eq!(
        verify(&it, &[("x-trello-webhook", good)], b"{}"),
        Err(Unproven::Wrong)
    );
}

#[test]
fn what_was_signed_long_ago_does_not_count() {
    let it = source(r#"by = "stripe", header = "s""#, SECRET);
    for (time, told) in [
        (NOW - 300, Ok(())),
        (NOW + 300, Ok(())),
        (NOW - 301, Err(Unproven::Stale)),
        (NOW + 301, Err(Unproven::Stale)),
    ] {
        let signed = [time.to_string().as_bytes(), b".", BODY].concat();
        let sent = format!("t={time},v1={}", hex(SECRET.as_bytes(), &signed));
        assert_eq!(verify(&it, &[("s", sent)], BODY), told, "{time}");
    }
    for bad in ["", "v1=00", "t=x,v1=00"] {
        assert_eq!(
            verify(&it, &[("s", bad.to_owned())], BODY),
            Err(Unproven::Malformed)
        );
    }
}

#[test]
fn a_secret_that_anybody_guesses_is_refused_at_start() {
    for (proof, secret, told) in [
        (r#"by = "token", header = "a""#, "short", "shorter than 16"),
        (
            r#"by = "basic""#,
            "a-password-without-a-name",
            "name:password",
        ),
        (
            r#"by = "hmac", header = "a", secret-in-base64 = true"#,
            "whsec_!!!!!!!!!!!!!!",
            "base64",
        ),
    ] {
        let text = format!("[it]\nsecret-file = \"a\"\nproof = {{ {proof} }}");
        let secrets = |_: &str| Ok(SecretString::from(secret));
        let Err(broken) = Sources::read(&text, &secrets) else {
            panic!("it is taken");
        };
        assert!(broken.to_string().contains(told), "{broken}");
    }
}
