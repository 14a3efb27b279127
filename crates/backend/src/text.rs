//! What may stand in a line somebody sent. Decides only; the caller names the
//! field. What a program reports in bulk is cleaned, not refused: [`clean`].

pub(crate) mod clean;

use url::Url;

/// Checks a line of at most so many characters; the error is one sentence for
/// whoever sent it.
pub(crate) fn check(text: &str, most: usize) -> Result<(), String> {
    if text.chars().count() > most {
        return Err(format!("Shorten it to at most {most} characters."));
    }
    if text.chars().any(char::is_control) {
        return Err("Remove the control characters.".to_owned());
    }
    if wire::shown(text) != text {
        return Err("Remove the characters that nobody sees.".to_owned());
    }
    Ok(())
}

/// Like [`check`], and something must be there.
pub(crate) fn check_present(text: &str, most: usize) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("Write something here.".to_owned());
    }
    check(text, most)
}

/// Where a text leads that may be a link: a whole `https` address of at most 2,048
/// characters, without a user name, which could pass for the host.
pub(crate) fn target(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let usable = url.scheme() == "https" && url.as_str().len() <= 2048;
    let nameless = url.username().is_empty() && url.password().is_none();
    (usable && nameless && url.host_str().is_some()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> bool {
        check_present(text, 40).is_err()
    }

    #[test]
    fn ordinary_text_of_any_language_passes() {
        for text in [
            "Order paper",
            "注文 📦",
            "طلب \u{200f}ورق",
            "naïve – “quoted”",
        ] {
            assert!(!refused(text), "{text:?}");
        }
    }

    #[test]
    fn tricks_are_refused() {
        for text in [
            "",
            "  ",
            "a\0b",
            "a\nb",
            "a\u{202e}b",
            "a\u{2066}b",
            "a\u{9b}b",
            "a\u{200b}b",
        ] {
            assert!(refused(text), "{text:?}");
        }
        assert!(refused(&"é".repeat(41)));
        assert!(!refused(&"é".repeat(40)));
    }
}
