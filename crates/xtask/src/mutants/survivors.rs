//! The changes that no test notices, each with the reason why it may stay.

use crate::project::path;
use anyhow::{Context, Result, bail};
use std::{collections::BTreeMap, fs};

/// A change on a line, as `cargo xtask mutants` prints it, and below it, indented, the reason.
pub(super) const FILE: &str = "crates/xtask/src/mutants/survivors.txt";

/// Reason by change.
#[derive(Debug)]
pub(super) struct Survivors(BTreeMap<String, String>);

impl Survivors {
    pub(super) fn read() -> Result<Self> {
        let text = fs::read_to_string(path(FILE));
        Self::parse(&text.with_context(|| format!("{FILE} cannot be read"))?)
    }

    /// # Errors
    /// Tells the change that has no reason, or the reason that has no change.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut reasons: Vec<(String, String)> = Vec::new();
        let said = |line: &&str| !line.is_empty() && !line.starts_with('#');
        for line in text.lines().filter(said) {
            let reason = line.trim_start();
            if reason == line {
                reasons.push((line.to_owned(), String::new()));
            } else if let Some((_, told)) = reasons.last_mut() {
                told.push_str(if told.is_empty() { "" } else { " " });
                told.push_str(reason);
            } else {
                bail!("{FILE}: nothing survives above “{reason}”");
            }
        }
        if let Some((change, _)) = reasons.iter().find(|(_, reason)| reason.is_empty()) {
            bail!("{FILE}: say why it may stay: {change}");
        }
        Ok(Self(reasons.into_iter().collect()))
    }

    pub(super) fn reason(&self, change: &str) -> Option<&str> {
        self.0.get(change).map(String::as_str)
    }

    /// Complaints about reasons for what is noticed by now, in these files.
    pub(super) fn outlived(&self, files: &[&str], missed: &[String]) -> Vec<String> {
        let here = |change: &str| {
            let starts = |file: &&str| change.starts_with(file.trim_end_matches("**"));
            files.iter().any(starts)
        };
        let gone = self
            .0
            .keys()
            .filter(|change| here(change) && !missed.contains(change));
        gone.map(|change| format!("{change}: it is noticed by now; take its reason away"))
            .collect()
    }
}
