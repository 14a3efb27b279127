//! What Power Automate answers besides 202, as data; the backend's tests read the
//! same table.

use serde::Deserialize;
use std::collections::BTreeMap;

const TABLE: &str = include_str!("power_automate.json");

/// One answer.
#[derive(Clone, Deserialize)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// The answer of this name; `None` for a name that is not in the table.
pub(crate) fn answer(name: &str) -> Option<Answer> {
    table().remove(name)
}

/// Every name, in a sentence.
pub(crate) fn names() -> String {
    table().into_keys().collect::<Vec<_>>().join(", ")
}

fn table() -> BTreeMap<String, Answer> {
    serde_json::from_str(TABLE).expect("it is written beside this file, and tested")
}
