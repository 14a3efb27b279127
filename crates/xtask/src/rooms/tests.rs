use super::*;

/// What a file names in a room of its own, such as `room/file`.
fn named(text: &str, place: &str) -> Vec<String> {
    let place: Vec<_> = place.split('/').map(str::to_owned).collect();
    names::of(text, &place).unwrap().into_iter().collect()
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
    let rooms = ["four", "four/call", "one", "one/Item", "one/Other"];
    assert_eq!(
        named(text, "room"),
        [&rooms[..], &["three", "three/Item", "two"]].concat()
    );
}

#[test]
fn the_root_is_as_many_steps_up_as_the_file_is_deep() {
    assert_eq!(named("use super::near;", "room"), ["near"]);
    let text = "use super::near; use super::super::{far, also};";
    assert_eq!(named(text, "room/file"), ["also", "far", "room/near"]);
}

#[test]
fn a_room_of_a_wing_is_named_by_both() {
    let text = "use crate::wing::{one::Item, two}; use super::super::three; use super::four;";
    let rooms = ["wing", "wing/one", "wing/three", "wing/two"];
    assert_eq!(named(text, "wing/room/file"), rooms);
}

#[test]
fn what_only_tests_name_is_passed_over() {
    let text =
        "#[cfg(test)] use crate::one; use crate::two; #[cfg(test)] mod tests { use crate::three; }";
    assert_eq!(named(text, "room"), ["two"]);
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
    assert_eq!(house.between("a", "b"), ["a → b"]);
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

/// The floors of the page's wings stand beside each other on what they need.
const PAGE: &[&[&str]] = &[
    &["form/ui", "form/markup", "status/view", "admin/view"],
    &["status/app", "admin/app"],
    &[
        "form/api",
        "form/model",
        "status/api",
        "admin/api",
        "admin/dom",
    ],
    &["status/model", "admin/model"],
    &["status/text"],
    &["status/reading"],
    &["answers"],
    &["clock", "json", "lang", "teams"],
    &["future"],
];

#[test]
fn no_arrow_of_the_page_leads_up_or_into_another_wing() {
    let house = read(&project::root()).unwrap();
    let none: [&str; 0] = [];
    assert_eq!(house.up(PAGE), none);
    let wings = ["form/", "status/", "admin/"];
    for wing in wings {
        for other in wings.into_iter().filter(|other| *other != wing) {
            assert_eq!(house.between(wing, other), none);
        }
    }
}

/// From the roof down. Rules know nothing of who applies them.
const BACKEND: &[&[&str]] = &[
    &["cli"],
    &["serve"],
    &["routes", "http"],
    &["config"],
    &["deliver", "hook", "people"],
    &["metrics"],
    &["store"],
    &[
        "policy",
        "enrolment",
        "grants",
        "link_page",
        "page",
        "problem",
    ],
    &[
        "said",
        "link",
        "stopper",
        "webhook",
        "signature",
        "card",
        "secret",
    ],
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
