//! What must not be read along has the type that shows nothing: a webhook URL, a person's
//! id, a token and a key, wherever page and backend hand one to each other.

use super::files::SourceFile;
use crate::guard;

/// Names under which one is held or handed on.
const NAMES: &[&str] = &[
    "key",
    "token",
    "user_id",
    "user_object_id",
    "webhook_url",
    "webhook_url_in_event",
];

#[test]
fn a_secret_has_its_type() {
    let travels = |file: &SourceFile| file.is_in("src/") || file.is_in("crates/wire/src/");
    guard(crate::tidy::files::code_files(), travels, |file| {
        let breach = |(line, code): (usize, &str)| {
            let name = NAMES.iter().find(|name| is_text(code, name))?;
            let file = &file.name;
            Some(format!(
                "{file}:{line} has `{name}` as a plain text; make it a wire::Secret"
            ))
        };
        file.product_code().filter_map(breach).collect()
    });
}

/// Whether a field or an argument of this name is a text that anybody may print.
fn is_text(code: &str, name: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let begins = !code[..at].chars().next_back().is_some_and(word);
        let kind = code[at + name.len()..].strip_prefix(": ");
        let kind = kind.and_then(|rest| rest.split([',', ')', '=', '{']).next());
        begins && kind.is_some_and(|kind| kind.contains("String") || kind.contains("str"))
    })
}

#[test]
fn a_plain_text_is_found_by_its_name() {
    let check = |code, found| {
        assert_eq!(
            NAMES.iter().any(|name| is_text(code, name)),
            found,
            "{code}"
        );
    };
    check("    pub webhook_url: Option<String>,", true);
    check("fn check(&self, webhook_url: &str) {", true);
    check("fn of(a: u8, token: String, b: u8)", true);
    check("    pub webhook_url: Option<Secret>,", false);
    check("fn check(text: &str, key: &Secret)", false);
    check("        webhook_url: None,", false);
    check("    pub monkey: String,", false);
}
