//! Placeholders of the Agents Toolkit: `${{NAME}}` for a variable and
//! `$[file('path')]` for a file's text. Values of secrets are never told.

use crate::files::{Files, MAX_TEXT, Path};
use crate::finding::{Rule, quoted};
use crate::rules::document::{PLACEHOLDER, PLACEHOLDER_FILE};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// Values by name. `Debug` tells the names only.
#[derive(Clone, Default)]
pub struct Environment {
    values: BTreeMap<String, String>,
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.values.keys()).finish()
    }
}

impl Environment {
    /// Adds what is not there yet: who comes first, wins.
    pub fn add(&mut self, name: &str, value: &str) {
        let name = name.to_owned();
        self.values.entry(name).or_insert_with(|| value.to_owned());
    }

    /// Adds the lines `NAME=value` of a file; quotes around a value are not part of it.
    pub fn add_file(&mut self, text: &str) {
        let lines = text.lines().map(str::trim);
        for line in lines.filter(|line| !line.starts_with('#')) {
            if let Some((name, value)) = line.split_once('=') {
                let name = name.trim().trim_start_matches("export ");
                self.add(name.trim(), unquoted(value.trim()));
            }
        }
    }

    /// The value of a variable that may be empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// What stands for a placeholder; only this one name may be empty.
    fn value(&self, name: &str) -> Option<&str> {
        let value = self.get(name);
        value.filter(|value| !value.is_empty() || name == "APP_NAME_SUFFIX")
    }

    /// A sentence without the values of secrets, as they are or as `quoted` has them.
    pub(crate) fn masked(&self, told: &str) -> String {
        let secret = |(name, value): &(&String, &String)| {
            let words = ["SECRET", "KEY", "TOKEN", "PASSWORD"];
            let name = name.to_ascii_uppercase();
            let named = words.iter().any(|word| name.contains(word));
            (named || value.starts_with("crypto_")) && !value.is_empty()
        };
        let secrets = self.values.iter().filter(secret);
        let mut secrets: Vec<_> = secrets
            .flat_map(|(_, value)| [value.clone(), value.replace(char::is_control, "?")])
            .collect();
        // One may be the beginning of another.
        secrets.sort_by_key(|value| Reverse(value.len()));
        let hidden = |told: String, value: &String| without(&told, value);
        secrets.iter().fold(told.to_owned(), hidden)
    }
}

/// The sentence without the secret, in any case as hosts are read, and without
/// what is left of it in front of an ellipsis.
fn without(told: &str, secret: &str) -> String {
    let mut done = String::new();
    let mut rest = told;
    let secret = secret.to_ascii_lowercase();
    while let Some(at) = rest.to_ascii_lowercase().find(&secret) {
        done.push_str(&rest[..at]);
        done.push_str("(secret)");
        rest = &rest[at + secret.len()..];
    }
    done.push_str(rest);
    let uncut = |part: &str| {
        let lower = part.to_ascii_lowercase();
        let left = secret.char_indices().map(|(at, _)| &secret[..at]);
        let left = left
            .rev()
            .find(|left| left.len() >= LEAST_LEFT && lower.ends_with(left));
        left.map(|left| format!("{}(secret)", &part[..part.len() - left.len()]))
    };
    let mut parts: Vec<_> = done.split('…').map(str::to_owned).collect();
    let whole = parts.pop().unwrap_or_default();
    for part in &mut parts {
        if let Some(hidden) = uncut(part) {
            *part = hidden;
        }
    }
    parts.push(whole);
    parts.join("…")
}

/// Fewer bytes of a secret tell nothing, and are part of other words.
const LEAST_LEFT: usize = 4;

fn unquoted(value: &str) -> &str {
    let within = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

/// A text with its placeholders replaced, and those that nothing stands for.
pub(crate) struct Resolved {
    pub(crate) text: Vec<u8>,
    pub(crate) unresolved: Vec<(&'static Rule, String)>,
}

/// Puts values and files in; what is unknown stays, and all of it is told at once.
/// Stops where the text is larger than any that is read.
pub(crate) fn resolve(text: &[u8], environment: &Environment, files: Option<&Files>) -> Resolved {
    let mut unresolved = Vec::new();
    let Ok(text) = std::str::from_utf8(text) else {
        let text = text.to_vec();
        return Resolved { text, unresolved };
    };
    let mut missing: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    let text = replace(text, "${{", "}}", |inner| {
        let name = inner.trim();
        let value = is_name(name).then(|| environment.value(name)).flatten();
        if value.is_none() && is_name(name) && seen.insert(name) {
            missing.push(name);
        }
        value.map(escaped)
    });
    if !missing.is_empty() {
        let told = format!(
            "Give values for {}, in the environment or with `--env`.",
            missing.join(", ")
        );
        unresolved.push((&PLACEHOLDER, told));
    }
    let text = replace(&text, "$[file(", ")]", |inner| {
        let name = inner.trim().trim_matches('\'');
        let path = Path::inside(name);
        let content = path.zip(files).and_then(|(path, files)| files.get(&path));
        let content = content.map(|content| escaped(&String::from_utf8_lossy(content)));
        if content.is_none() {
            let told = format!("Put the file {} beside the manifest.", quoted(name));
            unresolved.push((&PLACEHOLDER_FILE, told));
        }
        content
    });
    let text = text.into_bytes();
    Resolved { text, unresolved }
}

/// Letters, digits and underscores, no digit first.
fn is_name(name: &str) -> bool {
    let word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    word && !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// As it stands inside a JSON text.
fn escaped(value: &str) -> String {
    let text = serde_json::Value::from(value).to_string();
    text[1..text.len() - 1].to_owned()
}

fn replace<'t>(
    text: &'t str,
    open: &str,
    close: &str,
    mut value: impl FnMut(&'t str) -> Option<String>,
) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((inner, behind)) = after.split_once(close) else {
            break;
        };
        if done.len() > MAX_TEXT {
            break;
        }
        done.push_str(before);
        match value(inner) {
            Some(value) => done.push_str(&value),
            None => [open, inner, close]
                .iter()
                .for_each(|part| done.push_str(part)),
        }
        rest = behind;
    }
    done + rest
}
