//! Makes user text literal. Each dialect has its own live characters.

/// Drops control characters and what nobody sees; line breaks stay.
pub(super) fn printable(text: &str) -> String {
    crate::text::clean::lines(text).replace('\t', " ")
}

/// For a `MessageCard`: Markdown, and HTML entities are read.
pub(super) fn message_card(text: &str) -> String {
    escape(text, |c, out| match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        _ => markdown(c, out),
    })
}

/// For an Adaptive Card: a small Markdown, no HTML.
pub(super) fn adaptive(text: &str) -> String {
    escape(text, markdown)
}

fn markdown(c: char, out: &mut String) {
    if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '|') {
        out.push('\\');
    }
    out.push(c);
}

/// One line break in Markdown is a space, two are a break.
fn escape(text: &str, each: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push_str("\n\n");
        }
        list_marker(line.trim_start(), &mut out, &each);
    }
    out
}

/// `- x`, `+ x` and `1. x` at the start of a line would become lists.
fn list_marker(line: &str, out: &mut String, each: impl Fn(char, &mut String)) {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let (start, rest) = line.split_at(digits);
    out.push_str(start);
    let mut chars = rest.chars();
    match chars.clone().next() {
        Some(c @ ('-' | '+')) if digits == 0 => {
            out.push('\\');
            out.push(c);
            chars.next();
        }
        Some(c @ ('.' | ')')) if digits > 0 => {
            out.push('\\');
            out.push(c);
            chars.next();
        }
        _ => {}
    }
    chars.for_each(|c| each(c, out));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_becomes_literal() {
        for (text, card, adaptive_card) in [
            ("Order paper", "Order paper", "Order paper"),
            (
                "[pay here](https://evil)",
                "\\[pay here\\](https://evil)",
                "\\[pay here\\](https://evil)",
            ),
            (
                "**bold** _it_",
                "\\*\\*bold\\*\\* \\_it\\_",
                "\\*\\*bold\\*\\* \\_it\\_",
            ),
            ("<b>&", "&lt;b&gt;&amp;", "<b>&"),
            (
                "- a\n1. b\n+ c",
                "\\- a\n\n1\\. b\n\n\\+ c",
                "\\- a\n\n1\\. b\n\n\\+ c",
            ),
            ("3.5 - 2", "3\\.5 - 2", "3\\.5 - 2"),
            ("# big\\", "\\# big\\\\", "\\# big\\\\"),
        ] {
            assert_eq!(message_card(text), card, "{text:?}");
            assert_eq!(adaptive(text), adaptive_card, "{text:?}");
        }
        assert_eq!(printable("a\0b\u{202e}c\r\nd\u{7}"), "abc\nd");
    }

    proptest! {
        #[test]
        fn no_bracket_or_star_stays_live(text in any::<String>()) {
            let text = printable(&text);
            for escaped in [message_card(&text), adaptive(&text)] {
                let mut chars = escaped.chars();
                while let Some(c) = chars.next() {
                    if c == '\\' {
                        prop_assert!(chars.next().is_some());
                    } else {
                        prop_assert!(!matches!(c, '[' | ']' | '*' | '_' | '`'), "{escaped:?}");
                    }
                }
            }
            prop_assert!(!message_card(&text).contains(['<', '>']));
        }
    }
}
