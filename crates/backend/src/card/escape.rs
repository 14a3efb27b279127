//! Makes a user's text literal for three parsers that agree on little: the
//! CommonMark of web clients, which also reads entities, autolinks and its own
//! dates, and the small Markdown of Android and of iOS, which take a backslash
//! before `*` and `_` and show it nearly everywhere else. So these two get a
//! backslash; everything else that could come to life is broken by a sign
//! without width, which all of them show as nothing.

use std::fmt::Write as _;

/// No width, no meaning, and no white space: it parts what acts together.
const BREAK: char = '\u{200b}';
/// Looks like a backtick. Two of those make code out of what is between them, and nothing
/// but a backslash could keep them from it.
const TICK: char = '\u{2cb}';

/// For an Adaptive Card.
pub(super) fn adaptive(text: &str) -> String {
    // One line break in Markdown is a space, two are a break.
    let lines = text.split('\n').map(|line| literal(line.trim_start()));
    lines.collect::<Vec<_>>().join("\n\n")
}

/// For a `MessageCard`, which is read as HTML too.
pub(super) fn message_card(text: &str) -> String {
    html(&adaptive(text))
}

/// One line as a link to an https address, for a `MessageCard`. No parser agrees with
/// another on brackets in a link's text: with any of them it is no link.
pub(super) fn message_card_link(text: &str, url: &str) -> String {
    if text.contains(['[', ']', '(', ')']) {
        return message_card(text);
    }
    let mut text = literal(text);
    // A phone would look for a list here, and would not find the link's end.
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        text.insert(0, BREAK);
    }
    // It would keep the bracket from ending the link.
    if text.ends_with('\\') {
        text.push(BREAK);
    }
    html(&format!("[{text}]({})", target(url)))
}

/// For a preview: it shows a backslash, and may make links all the same.
pub(super) fn plain(text: &str) -> String {
    let text = literal(text);
    text.replace("\\*", "*").replace("\\_", "_")
}

/// Text as HTML.
pub(super) fn html(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// Without what would end the address, or be code together with the link's text.
fn target(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            '(' | ')' | '[' | ']' | '\\' | '`' | '{' | '}' | '<' | '>' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            // An entity would be read as what it stands for.
            ';' if ends_an_entity(&url[..at]) => out.push_str("%3B"),
            _ => out.push(c),
        }
    }
    out
}

fn ends_an_entity(before: &str) -> bool {
    let name = before.rsplit('&').next().unwrap_or_default();
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#');
    name.len() < before.len() && !name.is_empty() && is_name
}

fn literal(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    if begins_a_block(line) {
        out.push(BREAK);
    }
    let makes_code = line.matches('`').count() > 1;
    for (at, c) in line.char_indices() {
        if matches!(c, '*' | '_') {
            out.push('\\');
        }
        out.push(if c == '`' && makes_code { TICK } else { c });
        if acts_on(c, &line[at + c.len_utf8()..]) {
            out.push(BREAK);
        }
    }
    out
}

/// A heading, a quotation or a list: only the start of a line can be one.
fn begins_a_block(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < line.len() && number.starts_with(['.', ')']);
    is_numbered || line.starts_with(['#', '>', '-', '+'])
}

/// Whether a character does something with what follows it.
fn acts_on(c: char, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else {
        return false;
    };
    match c {
        '\\' => next.is_ascii_punctuation(),
        ']' => matches!(next, '(' | ':'), // a link, or what one leads to
        '<' => !next.is_whitespace(),     // a tag, or an address
        '~' | '{' => next == c,           // struck out; `{{DATE(…)}}`
        '&' => is_entity(rest),
        _ => false,
    }
}

/// The rest of `&nbsp;`, `&#35;` or `&#x23;`.
fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let after = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    after.len() < name.len() && after.starts_with(';')
}

#[cfg(test)]
mod tests;
