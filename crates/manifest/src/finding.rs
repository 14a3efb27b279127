//! What the linter tells: a rule that is broken, where, and what to do.

use serde_json::Value;

/// Who the app is for; what is wrong for one may do for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Uploaded by a developer, for oneself.
    Development,
    /// The organisation's own catalogue.
    Organisation,
    /// Microsoft's public store.
    Store,
}

impl Target {
    /// Every target, the strictest last.
    pub const EACH: [Self; 3] = [Self::Development, Self::Organisation, Self::Store];

    /// As written on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Organisation => "organisation",
            Self::Store => "store",
        }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is wrong for this target.
    Off,
    /// Worth knowing.
    Note,
    /// Works, but not as somebody would expect.
    Warning,
    /// Will be refused, or will not work.
    Error,
}

impl Severity {
    /// One word for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "–",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that the linter looks for. The id never changes its meaning.
#[derive(Debug)]
pub struct Rule {
    /// Its name in reports.
    pub id: &'static str,
    /// For development, the organisation, the store.
    pub severities: [Severity; 3],
    /// Why it matters.
    pub why: &'static str,
    /// Where that is known from.
    pub source: &'static str,
}

impl Rule {
    /// How bad it is for an app that is meant for `target`.
    #[must_use]
    pub fn severity(&self, target: Target) -> Severity {
        self.severities[target as usize]
    }
}

/// A change that certainly mends a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum Fix {
    /// Takes the key or the entry out.
    Remove(String),
    /// Puts the value at the place, over what is there.
    Set(String, Value),
}

/// A rule that is broken somewhere.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which one.
    pub rule: &'static Rule,
    /// The file of the package it is in; empty for the package as a whole.
    pub file: String,
    /// A JSON pointer into that file; empty for the file as a whole.
    pub place: String,
    /// The line in that file, when it has lines.
    pub line: Option<usize>,
    /// What is wrong and what to do, in a sentence.
    pub told: String,
    /// Changes that mend it; none where a person has to decide.
    pub fixes: Vec<Fix>,
}

/// Findings of one file, as they are found.
pub(crate) struct Found {
    file: String,
    pub(crate) findings: Vec<Finding>,
}

impl Found {
    pub(crate) fn in_file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            findings: Vec::new(),
        }
    }

    /// Tells a finding that a person has to mend.
    pub(crate) fn tell(&mut self, rule: &'static Rule, place: &str, told: impl Into<String>) {
        self.tell_with(rule, place, told, Vec::new());
    }

    /// Tells one that can be mended by itself.
    pub(crate) fn tell_with(
        &mut self,
        rule: &'static Rule,
        place: &str,
        told: impl Into<String>,
        fixes: Vec<Fix>,
    ) {
        self.findings.push(Finding {
            rule,
            file: self.file.clone(),
            place: place.to_owned(),
            line: None,
            told: told.into(),
            fixes,
        });
    }
}

/// What somebody wrote, as it may be repeated in a sentence: an address without
/// its query, which may hold a key, and nothing long.
pub(crate) fn quoted(text: &str) -> String {
    let plain = text.split(['?', '#']).next().unwrap_or_default();
    let text = if text.contains("://") { plain } else { text };
    let clean = text.chars().map(|c| if c.is_control() { '?' } else { c });
    let short: String = clean.take(60).collect();
    match text.chars().count() > 60 {
        true => format!("“{short}…”"),
        false => format!("“{short}”"),
    }
}
