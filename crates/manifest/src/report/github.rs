//! For GitHub's workflows: a command for each finding, which it shows at its line.

use crate::finding::{Finding, Severity, Target};

/// The commands, one a line; `folder` is put before each file.
#[must_use]
pub fn github(findings: &[Finding], target: Target, folder: &str) -> String {
    let line = |finding: &Finding| {
        let command = match finding.rule.severity(target) {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note | Severity::Off => "notice",
        };
        let file = property(&format!("{folder}{}", finding.file));
        let line = finding.line.unwrap_or(1);
        let title = property(finding.rule.id);
        let told = message(&finding.told);
        format!("::{command} file={file},line={line},title={title}::{told}")
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
