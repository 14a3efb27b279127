//! What may stand in a text somebody sent. Decides only; the caller names the
//! field.

/// How long a text may be, in characters, and whether it may have lines.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    /// One line of at most so many characters.
    Line(usize),
    /// Lines of at most so many characters together.
    Lines(usize),
}

/// Checks a text; the error is one sentence for whoever sent it.
pub(crate) fn check(text: &str, limit: Limit) -> Result<(), String> {
    let (most, lines) = match limit {
        Limit::Line(most) => (most, false),
        Limit::Lines(most) => (most, true),
    };
    if text.chars().count() > most {
        return Err(format!("Shorten it to at most {most} characters."));
    }
    let line_break = |c: char| lines && matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(|c| c.is_control() && !line_break(c)) {
        return Err("Remove the control characters.".to_owned());
    }
    if text.chars().any(turns_direction) {
        return Err("Remove the characters that turn the writing direction.".to_owned());
    }
    Ok(())
}

/// Like [`check`], and something must be there.
pub(crate) fn check_present(text: &str, limit: Limit) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("Write something here.".to_owned());
    }
    check(text, limit)
}

/// Embeddings, overrides and isolates: they can make a text read as another.
/// Plain marks (U+200E, U+200F) are ordinary Arabic and Hebrew typing.
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, limit: Limit) -> bool {
        check_present(text, limit).is_err()
    }

    #[test]
    fn ordinary_text_of_any_language_passes() {
        for text in [
            "Order paper",
            "注文 📦",
            "طلب \u{200f}ورق",
            "naïve – “quoted”",
        ] {
            assert!(!refused(text, Limit::Line(40)), "{text:?}");
        }
        assert!(!refused("one\ntwo", Limit::Lines(40)));
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
        ] {
            assert!(refused(text, Limit::Line(40)), "{text:?}");
        }
        assert!(refused("a\0b", Limit::Lines(40)));
        assert!(refused(&"é".repeat(41), Limit::Line(40)));
        assert!(!refused(&"é".repeat(40), Limit::Line(40)));
    }
}
