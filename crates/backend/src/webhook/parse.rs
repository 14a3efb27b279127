//! Reads an address so that nobody reads it otherwise. Never prints one.

use super::{Refused, refuse};
use url::Url;
use wire::{MAX_WEBHOOK_URL, Refusal};

pub(super) fn parse(text: &str) -> Result<Url, Refused> {
    let too_long = text.len() > MAX_WEBHOOK_URL;
    if too_long {
        return Err(refuse(Refusal::TooLong, "it is longer than 8 KB"));
    }
    let incomplete = |why| refuse(Refusal::NotAnAddress, why);
    // The parser would quietly drop these, and then check another text.
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(incomplete("it contains spaces or control characters"));
    }
    // A backslash reads as a slash to some parsers and not to others.
    if text.contains('\\') {
        return Err(incomplete("it contains a backslash"));
    }
    // What was cut for show is not the address.
    if text.contains('…') {
        return Err(incomplete("a part of it is left out"));
    }
    let url = Url::parse(text).map_err(|_| incomplete("it is not a complete address"))?;
    if has_user_info(text) {
        return Err(refuse(Refusal::UserInfo, "it contains a user name"));
    }
    // The parser would go upwards, and then check another path.
    if goes_upwards(text) {
        return Err(incomplete("its path goes upwards"));
    }
    Ok(url)
}

/// Looks at the text: of `https://@host` the parser forgets the empty user name.
fn has_user_info(text: &str) -> bool {
    let rest = after_scheme(text);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.contains('@')
}

fn goes_upwards(text: &str) -> bool {
    let rest = after_scheme(text);
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    let upwards = |segment: &str| {
        let dots = segment.to_ascii_lowercase().replace("%2e", ".");
        dots == "." || dots == ".."
    };
    path.split('/').skip(1).any(upwards)
}

/// Like the parser it takes any number of slashes for two.
fn after_scheme(text: &str) -> &str {
    let rest = text.split_once(':').map_or(text, |(_, rest)| rest);
    rest.trim_start_matches('/')
}

/// A host in an error sentence: it may be anything, so only a little of it.
pub(super) fn shown(host: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == '.';
    let short: String = host.chars().filter(plain).take(80).collect();
    short
}
