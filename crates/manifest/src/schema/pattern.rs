//! The regular expressions in the schemas. They are few, and the same in most
//! versions, so each is compiled once.

use regex_automata::dfa::regex::Regex;
use regex_automata::util::syntax;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

type Fits = fn(&str) -> bool;

/// Those that look ahead or name letters of every alphabet, as code.
const BY_HAND: &[(&str, Fits)] = &[
    (r"^(?![nN][uU][lL]{2}$)\s*\S.*", says_something),
    (r"^[\p{L}][\p{L}0-9._]*$", is_word),
    (r"^(?!.*[\r\n\f\b\v\u0007\t])[\S]*\.xll$", is_library),
];

/// Whether the text has what the expression asks for.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let by_hand = BY_HAND.iter().find(|(known, _)| *known == pattern);
    match by_hand {
        Some((_, matches)) => matches(text),
        None => compiled(pattern).is_match(text),
    }
}

fn compiled(pattern: &str) -> Arc<Regex> {
    static COMPILED: OnceLock<Mutex<HashMap<String, Arc<Regex>>>> = OnceLock::new();
    let all = COMPILED.get_or_init(Mutex::default);
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    let compile = || {
        let regex = Regex::builder()
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .build(pattern);
        Arc::new(regex.expect("a test compiles every expression of the schemas"))
    };
    Arc::clone(all.entry(pattern.to_owned()).or_insert_with(compile))
}

/// Not blank, nor the word `null`.
fn says_something(text: &str) -> bool {
    !text.eq_ignore_ascii_case("null") && !text.trim_start().is_empty()
}

fn is_word(text: &str) -> bool {
    let inner = |c: char| c.is_alphabetic() || c.is_ascii_digit() || ".".contains(c) || c == '_';
    text.starts_with(char::is_alphabetic) && text.chars().all(inner)
}

fn is_library(text: &str) -> bool {
    text.ends_with(".xll") && !text.chars().any(|c| c.is_whitespace() || c == '\u{7}')
}
