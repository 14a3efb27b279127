//! Whatever happens, a page and its messages can be looked at: no `Debug` of theirs shows a
//! webhook URL or a person's id.

use super::*;
use super::{
    messages::{self, OTHER},
    scenes,
    tab::WORKFLOW,
};
use std::fmt::Debug;

/// How much of it was met.
fn looked_at(thing: &impl Debug) -> usize {
    let shown = format!("{thing:?}");
    for secret in [URL, WORKFLOW, OTHER, "3333"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    shown.matches("Secret").count()
}

#[test]
fn no_debug_of_a_page_shows_a_secret() {
    let mut met = [0; 3];
    for (_, _, (_, before)) in scenes::list() {
        for (_, _, make) in messages::list() {
            let mut page = before.clone();
            let msg = make(&page);
            met[0] += looked_at(&msg);
            met[1] += looked_at(&page.update(msg));
            met[2] += looked_at(&page);
        }
    }
    assert!(met.iter().all(|met| *met > 0), "each holds one: {met:?}");
}
