//! Makes a text that somebody's program sent fit to be shown: a notification is
//! worth more than a stray sign in it. Decides only; what is stored is the result.

use wire::{is_separator, shown};

/// One line: what breaks it becomes a blank.
pub(crate) fn line(text: &str) -> String {
    let blank = |c: char| if breaks(c) || c == '\t' { ' ' } else { c };
    let text: String = text.replace("\r\n", " ").chars().map(blank).collect();
    plain(&text).trim().to_owned()
}

/// Lines, however they were ended; tabs stay.
pub(crate) fn lines(text: &str) -> String {
    let line_feed = |c: char| if breaks(c) { '\n' } else { c };
    let text: String = text.replace("\r\n", "\n").chars().map(line_feed).collect();
    plain(&text)
}

fn breaks(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}') || is_separator(c)
}

/// Without a terminal's colours, control characters and what nobody sees. Codes
/// that stand for no character become the sign for that.
fn plain(text: &str) -> String {
    let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
    let replace = |c: char| if is_no_character(c) { '\u{fffd}' } else { c };
    let text = without_colours(text);
    let text: String = text.chars().filter(|c| !control(c)).map(replace).collect();
    shown(&text)
}

fn without_colours(text: &str) -> String {
    // The one-character form of what `ESC [` begins.
    let text = text.replace('\u{9b}', "\u{1b}[");
    if !text.contains('\u{1b}') {
        return text;
    }
    anstream::adapter::strip_str(&text).to_string()
}

/// Codes for a program's inside; [`NO_CHARACTER`] is one of them.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Stands for what was no character to begin with, until the text is cleaned.
pub(crate) const NO_CHARACTER: char = '\u{fdd0}';

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, as_line: &str, as_lines: &str) {
        assert_eq!(line(text), as_line, "{text:?}");
        assert_eq!(lines(text), as_lines, "{text:?}");
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in [
            "Order paper",
            "注文 📦",
            "طلب \u{200f}ورق",
            "می\u{200c}خواهم",
            "👩\u{200d}👧",
        ] {
            check(text, text, text);
        }
    }

    #[test]
    fn what_only_a_program_reads_is_left_out() {
        check("\u{1b}[1;31mFAILED\u{1b}[0m", "FAILED", "FAILED");
        check("\u{9b}31mred\u{9b}m", "red", "red");
        check(
            "\u{1b}]8;;https://a.example\u{7}link\u{1b}]8;;\u{7}",
            "link",
            "link",
        );
        check("a\0b\u{7}c\u{7f}d\u{90}", "abcd", "abcd");
        check(
            "Call \u{2068}+49 170\u{2069}",
            "Call +49 170",
            "Call +49 170",
        );
        check("\u{feff}x\u{200b}y\u{e0041}", "xy", "xy");
        check("cut \u{fdd0}", "cut \u{fffd}", "cut \u{fffd}");
    }

    #[test]
    fn no_break_joins_two_words() {
        check("Order\tpaper\n", "Order paper", "Order\tpaper\n");
        check("a\r\nb\rc\u{b}d", "a b c d", "a\nb\nc\nd");
        check(
            "a\u{2028}b\u{2029}c\u{85}d\u{c}e",
            "a b c d e",
            "a\nb\nc\nd\ne",
        );
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let (one, many) = (line(&text), lines(&text));
            prop_assert_eq!(line(&one), one.clone());
            prop_assert_eq!(lines(&many), many);
            prop_assert!(!one.contains(|c: char| c.is_control()));
        }
    }
}
