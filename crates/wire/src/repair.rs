//! What happens to an address between the Workflow and the field it is pasted
//! into, undone where the meaning is certain. Pure. Judges nothing: what is left
//! may still be refused.

use crate::Secret;
use crate::codes::codes;

codes! {
    /// What was undone, by a code that does not change.
    pub enum Repair {
        /// Quotes, brackets or the end of a sentence around the address.
        Around = "around",
        /// Invisible signs, tabs or line breaks inside it.
        Inside = "inside",
        /// `&amp;` and other spellings of its signs by HTML, JSON or a shell.
        Escapes = "escapes",
        /// A mail program's warning page around it (Safe Links).
        Wrapping = "wrapping",
    }
}

/// An address as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The address, without blanks around it.
    pub url: Secret,
    /// What was undone, each once; empty where nothing was.
    pub repairs: Vec<Repair>,
}

type Mend = fn(&str) -> String;

/// In this order: an escaped quote at the end has to be read before it falls.
const MENDS: [(Repair, Mend); 4] = [
    (Repair::Inside, without_invisible),
    (Repair::Escapes, without_escapes),
    (Repair::Around, without_signs_around),
    (Repair::Wrapping, unwrapped),
];
/// A wrapped address may itself be wrapped or escaped; nobody does it so often.
const ROUNDS: usize = 4;

/// Undoes what happened to an address on its way. What is repaired once stays
/// as it is when it is repaired again.
#[must_use]
pub fn repair(pasted: &Secret) -> Repaired {
    let mut text = pasted.expose().trim().to_owned();
    let mut repairs = Vec::new();
    for _ in 0..ROUNDS {
        let before = text.clone();
        for (kind, mend) in MENDS {
            let mended = mend(&text);
            if mended != text && !repairs.contains(&kind) {
                repairs.push(kind);
            }
            text = mended;
        }
        if text == before {
            break;
        }
    }
    let url = text.into();
    Repaired { url, repairs }
}

/// A line break with its indentation, a tab and a sign without a shape were not
/// in the address. A blank alone may end it, and stays.
fn without_invisible(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\t', '\u{2028}', '\u{2029}']);
    let joined: String = lines.map(str::trim).collect();
    joined.chars().filter(|c| !is_invisible(*c)).collect()
}

fn is_invisible(sign: char) -> bool {
    let ranges = [
        '\u{ad}'..='\u{ad}',
        '\u{200b}'..='\u{200f}',
        '\u{202a}'..='\u{202e}',
        '\u{2060}'..='\u{2069}',
        '\u{feff}'..='\u{feff}',
    ];
    ranges.iter().any(|range| range.contains(&sign))
}

/// How HTML, JSON and shells spell the signs of an address.
const ESCAPES: &[(&str, &str)] = &[
    ("&amp;", "&"),
    ("&AMP;", "&"),
    ("&#38;", "&"),
    ("&#x26;", "&"),
    ("\\u0026", "&"),
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#39;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("\\&", "&"),
    ("^&", "&"),
    ("\\?", "?"),
    ("\\=", "="),
    ("\\/", "/"),
];

fn without_escapes(text: &str) -> String {
    let mut text = text.to_owned();
    if starts_with_scheme(&text, "https%3a%2f%2f") {
        text = decoded(&text).unwrap_or(text);
    }
    for (spelt, meant) in ESCAPES {
        if text.contains(spelt) {
            text = text.replace(spelt, meant);
        }
    }
    text
}

/// Signs that surround an address in a text. A bracket that closes one of the
/// address's own stays.
fn without_signs_around(text: &str) -> String {
    const BEFORE: &[char] = &[
        '"', '\'', '`', '<', '(', '[', '{', '“', '„', '‘', '«', '‹', '*', ' ',
    ];
    const AFTER: &[char] = &[
        '"', '\'', '`', '>', '”', '“', '’', '»', '›', '.', ',', ';', '*', ' ',
    ];
    let mut rest = text.trim_start_matches(BEFORE);
    if !starts_with_scheme(rest, "https://") {
        return text.to_owned();
    }
    loop {
        let shorter = rest.trim_end_matches(AFTER);
        let shorter = without_bracket(shorter, '(', ')');
        let shorter = without_bracket(shorter, '[', ']');
        let shorter = without_bracket(shorter, '{', '}');
        if shorter == rest {
            return rest.to_owned();
        }
        rest = shorter;
    }
}

fn without_bracket(text: &str, opens: char, closes: char) -> &str {
    if text.contains(opens) {
        return text;
    }
    text.trim_end_matches(closes)
}

/// Hosts that put an address into the parameter `url` of their own.
const WRAPPERS: &[&str] = &[
    ".safelinks.protection.outlook.com",
    ".safelinks.protection.office365.us",
    ".safelinks.protection.outlook.cn",
    "statics.teams.cdn.office.net",
];

fn unwrapped(text: &str) -> String {
    inner(text).unwrap_or_else(|| text.to_owned())
}

fn inner(text: &str) -> Option<String> {
    let (before, query) = text.split_once('?')?;
    let host = before.split('/').nth(2)?.to_ascii_lowercase();
    let wraps = starts_with_scheme(text, "https://")
        && WRAPPERS.iter().any(|wrapper| host.ends_with(wrapper));
    if !wraps {
        return None;
    }
    let query = query.split('#').next()?;
    let url = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("url="))?;
    decoded(url)
}

fn starts_with_scheme(text: &str, scheme: &str) -> bool {
    let start = text.get(..scheme.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// Percent-decoded; `None` where that is no text.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let byte = part
            .get(..2)
            .and_then(|two| u8::from_str_radix(two, 16).ok())?;
        bytes.push(byte);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}
