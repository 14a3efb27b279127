//! Findings in the forms that people and programs read.

mod github;
mod sarif;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use github::github;
pub use sarif::sarif;
pub use table::table;
pub use text::text;

use crate::finding::{Finding, Target};
use serde_json::{Value, json};

/// A JSON list, an object for each finding.
#[must_use]
pub fn json(findings: &[Finding], target: Target) -> Value {
    findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule.id,
                "severity": finding.rule.severity(target).name(),
                "file": finding.file,
                "place": finding.place,
                "line": finding.line,
                "told": finding.told,
                "why": finding.rule.why,
                "source": finding.rule.source,
                "fixable": !finding.fixes.is_empty(),
            })
        })
        .collect()
}
