use super::*;

fn named(text: &str, depth: usize) -> Vec<String> {
    names::of(text, depth).unwrap().into_iter().collect()
}

#[test]
fn imports_and_paths_are_followed_and_texts_are_not() {
    let text = r#"
        //! As `crate::comment::Item` says.
        use crate::one::{Item, Other};
        use crate::{two, three::Item as Third};
        fn f() { crate::four::call("crate::text::Item") }
        use std::five;
    "#;
    assert_eq!(named(text, 1), ["four", "one", "three", "two"]);
}

#[test]
fn the_root_is_as_many_steps_up_as_the_file_is_deep() {
    assert_eq!(named("use super::near;", 1), ["near"]);
    let text = "use super::near; use super::super::{far, also};";
    assert_eq!(named(text, 2), ["also", "far"]);
}

#[test]
fn what_only_tests_name_is_passed_over() {
    let text =
        "#[cfg(test)] use crate::one; use crate::two; #[cfg(test)] mod tests { use crate::three; }";
    assert_eq!(named(text, 1), ["two"]);
}

#[test]
fn rooms_that_reach_each_other_are_a_circle() {
    let mut house = House::default();
    ["a", "b", "c", "d"]
        .iter()
        .for_each(|room| house.room(room));
    let to = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    house.arrows("a", to(&["b", "Item"]));
    house.arrows("b", to(&["c", "d"]));
    house.arrows("c", to(&["a"]));
    assert_eq!(house.circles(), [["a", "b", "c"]]);
    let floors: [&[&str]; 3] = [&["a", "d"], &["b"], &["c"]];
    assert_eq!(house.up(&floors), ["b → d", "c → a"]);
}

/// What both rooms of a circle need belongs into a room below them.
#[test]
fn no_crate_has_a_circle() {
    for folder in crates().unwrap() {
        let house = read(&folder).unwrap();
        let none: [[&str; 0]; 0] = [];
        assert_eq!(house.circles(), none, "{}", name_of(&folder));
    }
}

/// From the roof down. Rules know nothing of who applies them.
const BACKEND: &[&[&str]] = &[
    &["cli"],
    &["serve"],
    &["routes", "http"],
    &["config"],
    &["deliver", "people"],
    &["metrics"],
    &["store"],
    &["policy", "enrolment", "grants", "page", "problem"],
    &["said", "webhook", "signature", "card", "secret"],
    &[
        "clock", "due", "frames", "quotas", "reach", "rename", "right", "shares", "text",
    ],
];

#[test]
fn no_arrow_of_the_backend_leads_up() {
    let house = read(&project::path("crates/backend")).unwrap();
    let none: [&str; 0] = [];
    assert_eq!(house.up(BACKEND), none);
}
