//! What is kept of an answer: enough to find out why, nothing of the address.

use crate::policy::outcome::{Reply, sentence};
use crate::store::Record;
use secrecy::{ExposeSecret as _, SecretString};
use std::time::Duration;
use wire::Outcome;

/// What to log about an attempt.
pub(super) fn record(
    outcome: Outcome,
    reply: &Reply,
    url: Option<&SecretString>,
    took: Duration,
) -> Record {
    let (status, answer) = match reply {
        Reply::Http { status, body, .. } => (Some(*status), Some(excerpt(body, url))),
        Reply::Fault(_) => (None, None),
    };
    Record {
        outcome,
        detail: sentence(outcome, reply),
        status,
        answer,
        took_ms: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
    }
}

/// The start of an answer. Receivers echo what they were sent: an answer with
/// any part of the address in it is not kept.
fn excerpt(body: &str, url: Option<&SecretString>) -> String {
    const SHOWN: usize = 500;
    // First what shows nothing goes: it may stand in the middle of the address.
    let mut body = wire::shown(body);
    body.retain(|c| !c.is_control());
    let body = body.as_str();
    // Some write it in capitals, or escape it once more.
    let said = [body.to_ascii_lowercase(), unescaped(body)];
    let repeats = |part: &str| {
        let part = part.to_ascii_lowercase();
        part.len() >= 8 && said.iter().any(|said| said.contains(&part))
    };
    let parts = |url: &SecretString| {
        let url = url.expose_secret();
        let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
        rest.split(['/', '?', '&', '=', '@', '#'])
            .skip(1)
            .any(|part| repeats(part) || decoded(part).iter().any(|part| repeats(part)))
    };
    if url.is_some_and(parts) {
        return "(withheld: the answer repeats the address)".to_owned();
    }
    body.chars().take(SHOWN).collect()
}

fn unescaped(body: &str) -> String {
    let body = body.replace("\\/", "/");
    let pairs = url::form_urlencoded::parse(body.as_bytes());
    let whole: String = pairs
        .map(|(name, value)| format!("{name}{value}"))
        .collect();
    whole.to_ascii_lowercase()
}

/// Decodes a part of an address as a receiver would, and cuts it into pieces that
/// can be looked for in an answer.
fn decoded(part: &str) -> Vec<String> {
    let pairs = url::form_urlencoded::parse(part.as_bytes());
    let whole: String = pairs
        .map(|(name, value)| format!("{name}{value}"))
        .collect();
    whole.split(['/', '@', ' ']).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_repeats_the_address_is_not_kept() {
        let url =
            SecretString::from("https://a.example/webhookb2/group@tenant/canary-7f".to_owned());
        for body in [
            "no /canary-7f here",
            "https://a.example/webhookb2/x",
            "NO /CANARY-7F HERE",
            "group%40tenant%2Fcanary-7f",
            r"group@tenant\/canary-7f",
            "no /can\u{200b}ary\u{0}-7f here",
        ] {
            assert!(excerpt(body, Some(&url)).starts_with("(withheld"), "{body}");
        }
        let url =
            SecretString::from("https://a.example/workflows/x?sig=can%61ry-7f%2Fb".to_owned());
        for body in ["sig canary-7f/b", "can%61ry-7f%2Fb"] {
            assert!(excerpt(body, Some(&url)).starts_with("(withheld"), "{body}");
        }
        assert_eq!(excerpt("bad\u{0} card", Some(&url)), "bad card");
        let turned = "\u{202e}drac\u{2069} \u{feff}bad";
        assert_eq!(excerpt(turned, Some(&url)), "drac bad");
        assert_eq!(excerpt(&"é".repeat(600), Some(&url)).chars().count(), 500);
    }
}
