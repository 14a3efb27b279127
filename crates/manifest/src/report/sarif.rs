//! For tools that collect findings: SARIF 2.1.0.

use crate::finding::{Finding, Severity, Target};
use serde_json::{Value, json};

/// One run, with the rules that found something; `folder` is put before each file.
#[must_use]
pub fn sarif(findings: &[Finding], target: Target, folder: &str) -> Value {
    let mut rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    let described: Vec<_> = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": {"text": rule.why},
                "help": {"text": format!("Source: {}", rule.source)},
                "defaultConfiguration": {"level": level(rule.severity(target))},
            })
        })
        .collect();
    let results: Vec<_> = findings
        .iter()
        .map(|it| result(it, target, folder))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "teams-connector lint",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described,
            }},
            "results": results,
        }],
    })
}

fn result(finding: &Finding, target: Target, folder: &str) -> Value {
    let file = match finding.file.is_empty() {
        true => folder.trim_end_matches('/').to_owned(),
        false => format!("{folder}{}", finding.file),
    };
    json!({
        "ruleId": finding.rule.id,
        "level": level(finding.rule.severity(target)),
        "message": {"text": finding.told},
        "locations": [{
            "physicalLocation": {
                "artifactLocation": {"uri": file.replace(' ', "%20")},
                "region": {"startLine": finding.line.unwrap_or(1)},
            },
            "logicalLocations": [{"fullyQualifiedName": finding.place}],
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "none",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
