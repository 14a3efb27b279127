//! Which channel an address leads to. Never prints one.

use super::parse::parse;
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;
use wire::shape;

/// What all addresses of one channel have in common: their host and path. Their query is a
/// signature or made up. Where an operator added the host, its query may tell channels apart,
/// so there it is the whole address.
pub(crate) fn channel(url: &SecretString) -> SecretString {
    let whole = url.expose_secret();
    let parsed = parse(whole).ok();
    match parsed.as_ref().and_then(place) {
        Some(place) => SecretString::from(place),
        None => SecretString::from(format!("channel {whole}")),
    }
}

/// The host, and the path in the one spelling that all its spellings share.
fn place(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let path = match wire::recognise(host, url.path()) {
        Ok(family) => shape::below(url.path(), family.path)?,
        // Only a receiver on loopback, for tests.
        Err(_) if url.scheme() == "http" => url.path(),
        Err(_) => return None,
    };
    let path = percent_decode_str(path).decode_utf8_lossy();
    let path = path.trim_end_matches('/').to_lowercase();
    let port = url.port().unwrap_or_default();
    Some(format!("channel {host}:{port}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOW: &str = "https://d.ab.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/0af3/triggers/manual/paths/invoke";

    fn of(url: &str) -> String {
        channel(&SecretString::from(url.to_owned()))
            .expose_secret()
            .to_owned()
    }

    #[test]
    fn the_same_channel_spelled_otherwise_is_the_same() {
        for other in [
            format!("{FLOW}?sig=1"),
            format!("{FLOW}?sig=2&n=7#there"),
            format!("{FLOW}/?sig=1"),
            FLOW.replace("0af3", "0AF3"),
            FLOW.replace("0af3", "0%61f%33"),
            FLOW.replace("d.ab", "D.AB"),
            FLOW.replace(".com/", ".com:443/"),
            FLOW.replace("direct/", "direct/cu/04/"),
            FLOW.replace("direct/", "direct/xworkflows/"),
        ] {
            assert_eq!(of(&other), of(FLOW), "{other}");
        }
        let loopback = "http://127.0.0.1:4310/workflows/a";
        assert_eq!(of(&format!("{loopback}?n=1")), of(loopback));
    }

    #[test]
    fn another_channel_is_another() {
        let loopback = "http://127.0.0.1:4310/workflows/a";
        let operators = "https://hooks.example/post?channel=1";
        for (one, other) in [
            (FLOW, FLOW.replace("0af3", "0af4")),
            (FLOW, FLOW.replace("d.ab", "e.ab")),
            (loopback, loopback.replace("4310", "4311")),
            (loopback, loopback.replace("/a", "/b")),
            (operators, operators.replace("=1", "=2")),
        ] {
            assert_ne!(of(one), of(&other), "{other}");
        }
    }
}
