//! For people: a line for each finding, its reason below.

use crate::finding::{Finding, Severity, Target};

/// The findings, and how many there are of each severity.
#[must_use]
pub fn text(findings: &[Finding], target: Target) -> String {
    let lines = findings.iter().map(|finding| one(finding, target));
    let mut told: String = lines.collect();
    let count = |severity| {
        let counted = findings
            .iter()
            .filter(|it| it.rule.severity(target) == severity);
        counted.count()
    };
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    told += &match findings.is_empty() {
        true => format!("Nothing found, for {}.", target.name()),
        false => format!(
            "{errors} errors, {warnings} warnings, {notes} notes, for {}.",
            target.name()
        ),
    };
    if findings.iter().any(|finding| !finding.fixes.is_empty()) {
        told += " Some can be mended with --fix.";
    }
    told
}

fn one(finding: &Finding, target: Target) -> String {
    let severity = finding.rule.severity(target).name();
    let mut place = finding.file.clone();
    if let Some(line) = finding.line {
        place += &format!(":{line}");
    }
    if !finding.place.is_empty() {
        place += &format!(" {}", finding.place);
    }
    let place = match place.is_empty() {
        true => "the package".to_owned(),
        false => place,
    };
    format!(
        "{severity}[{}] {place}: {}\n    {}\n",
        finding.rule.id, finding.told, finding.rule.why
    )
}
