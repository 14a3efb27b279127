//! How a body's bytes become text. JSON is UTF-8; whatever else comes gets a
//! sentence that says so.

use crate::problem::Failure;
use crate::text::clean::NO_CHARACTER;
use axum::http::{HeaderMap, header};
use std::borrow::Cow;

/// Whether the body comes as it is, not compressed.
pub(super) fn is_plain(headers: &HeaderMap) -> Result<(), Failure> {
    let all = headers.get_all(header::CONTENT_ENCODING);
    let plain = |coding: &str| coding.is_empty() || coding.eq_ignore_ascii_case("identity");
    let mut each = all.iter().map(|value| value.to_str().unwrap_or("?"));
    let fits = each.all(|value| value.split(',').map(str::trim).all(plain));
    fits.then_some(()).ok_or_else(Failure::compressed)
}

/// The text, without the mark that some programs begin a file with.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Failure> {
    if bytes.starts_with(b"\x1f\x8b") {
        return Err(Failure::compressed());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // JSON begins with a sign of ASCII; in UTF-16 half of it is NUL.
    let is_wide = bytes.iter().take(2).any(|byte| *byte == 0);
    let text = std::str::from_utf8(bytes).ok().filter(|_| !is_wide);
    text.ok_or_else(Failure::not_utf8)
}

/// The same JSON with `\ud83d` and the like, where a sender cut a character in
/// two, read as [`NO_CHARACTER`]. The parser would refuse the whole.
pub(super) fn with_whole_characters(json: &str) -> Cow<'_, str> {
    if !json.contains("\\u") {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        let (length, is_half) = escape_at_the_start(escape);
        out.push_str(before);
        match is_half {
            true => out.push(NO_CHARACTER),
            false => out.push_str(&escape[..length]),
        }
        rest = &escape[length..];
    }
    Cow::Owned(out + rest)
}

/// Its length in bytes, and whether it is half a character.
fn escape_at_the_start(text: &str) -> (usize, bool) {
    match (unit(text), text.get(6..).and_then(unit)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, false),
        (Some(0xd800..=0xdfff), _) => (6, true),
        // `\\` too: its second half begins nothing.
        _ => (
            1 + text[1..].chars().next().map_or(0, char::len_utf8),
            false,
        ),
    }
}

/// The number of a `\uXXXX` that stands at the start.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn half_a_character_is_marked_and_a_whole_one_stays() {
        for (json, expected) in [
            (r#"{"a":"x\ud83d"}"#, "{\"a\":\"x\u{fdd0}\"}"),
            (r#""\udce6\ud83dx""#, "\"\u{fdd0}\u{fdd0}x\""),
            (r#""\ud83d\ud83d\udce6""#, "\"\u{fdd0}\\ud83d\\udce6\""),
            (r#""\ud83d\n""#, "\"\u{fdd0}\\n\""),
            (
                r#""\ud83d\udce6 \u00fc \\ud83d \"""#,
                r#""\ud83d\udce6 \u00fc \\ud83d \"""#,
            ),
            (r#""\u12"#, r#""\u12"#),
            ("\"\\é\\", "\"\\é\\"),
            ("", ""),
        ] {
            assert_eq!(with_whole_characters(json), expected, "{json}");
        }
    }

    #[test]
    fn only_utf_8_is_text() {
        assert_eq!(text("\u{feff}{}".as_bytes()), Ok("{}"));
        assert_eq!(text("ü".as_bytes()), Ok("ü"));
        for bytes in [
            &b"{\"a\":\"\xfc\"}"[..],
            b"{\0}\0",
            b"\0{\0}",
            b"\xff\xfe{\0",
        ] {
            assert_eq!(text(bytes), Err(Failure::not_utf8()), "{bytes:?}");
        }
        assert_eq!(text(b"\x1f\x8b\x08\0"), Err(Failure::compressed()));
    }

    #[test]
    fn only_a_plain_body_is_read() {
        for (coding, expected) in [
            ("", true),
            ("identity", true),
            ("gzip", false),
            ("identity, br", false),
            ("zstd", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.append(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            assert_eq!(is_plain(&headers).is_ok(), expected, "{coding}");
        }
        assert!(is_plain(&HeaderMap::new()).is_ok());
    }
}
