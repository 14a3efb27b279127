//! The table of rules, as the documents have it.

use crate::finding::Target;
use crate::rules;

/// Markdown with a row for each rule.
#[must_use]
pub fn table() -> String {
    let mut text = String::from(HEAD);
    for rule in rules::all() {
        let [development, organisation, store] = Target::EACH.map(|to| rule.severity(to).name());
        text += &format!(
            "| `{}` | {development} | {organisation} | {store} | {} | {} |\n",
            rule.id, rule.why, rule.source
        );
    }
    text
}

const HEAD: &str = "# What `teams-connector lint` looks for

Written by the test `the_table_of_rules_is_what_the_program_has`; run it with `UPDATE=1` after a change.
An id never changes its meaning. `–` means that nothing is wrong for that target.

| id | development | organisation | store | why | source |
|---|---|---|---|---|---|
";
