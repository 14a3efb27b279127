//! The operators' page in a browser: what it draws, where the focus is, and what is in
//! sight.

use crate::support::{HOURS, OpenAdmin, later};
use page::admin::{Change, Trouble};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlInputElement};

fn focused() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.and_then(|document| document.active_element());
    active.map(|element| element.id()).unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_plot_and_its_table_say_the_same() {
    let page = OpenAdmin::new(None).await;
    assert_eq!(page.phase(), "open");
    let drawn = page.texts("figure svg > rect").len();
    let counts = HOURS.as_flattened().iter();
    assert_eq!(drawn, counts.filter(|count| **count > 0).count());
    let told: Vec<u64> = page
        .texts("details td:not(:first-child)")
        .iter()
        .map(|cell| cell.parse().expect("a number"))
        .collect();
    let mut newest_first = HOURS;
    newest_first.reverse();
    assert_eq!(told, newest_first.as_flattened());
}

/// However many others there are, one that was refused is seen.
#[wasm_bindgen_test]
async fn a_single_refusal_has_a_height() {
    let page = OpenAdmin::new(None).await;
    let bars = "figure svg > rect.plot__bar--refused:last-of-type";
    let bar: Element = page.element(bars).expect("it is drawn");
    assert_eq!(bar.get_attribute("height").as_deref(), Some("1"));
}

#[wasm_bindgen_test]
async fn nothing_is_in_sight_for_who_may_not() {
    for (trouble, button) in [
        (Trouble::SignedOut(String::new()), "#sign-in"),
        (Trouble::NotOperator, "#sign-in"),
        (Trouble::Closed, "#again"),
    ] {
        let page = OpenAdmin::new(Some(trouble)).await;
        assert_eq!(page.phase(), "barred");
        assert!(page.texts("table").is_empty() && page.texts("section").is_empty());
        assert_eq!(page.texts("button:not(dialog button)").len(), 1);
        assert!(page.element::<Element>(button).is_some(), "{button}");
    }
}

#[wasm_bindgen_test]
async fn a_button_keeps_the_focus_when_its_row_is_shown_anew() {
    let page = OpenAdmin::new(None).await;
    assert_eq!(page.texts("#switch-row"), ["Disable"]);
    page.press("#switch-row");
    while page.texts("#switch-row") != ["Enable"] {
        later().await;
    }
    while focused() != "switch-row" {
        later().await;
    }
    assert!(matches!(
        page.api.changes.borrow()[..],
        [Change::Disable(_)]
    ));
}

#[wasm_bindgen_test]
async fn a_token_is_in_sight_until_it_is_put_away() {
    let page = OpenAdmin::new(None).await;
    page.type_in("#sender-name", " ticketing ");
    page.press("#add-sender");
    page.settle().await;
    let field: HtmlInputElement = page.element("#token").expect("it is shown");
    assert_eq!(field.value(), "tcs_told-once");
    let Some(Change::AddSender(new)) = page.api.changes.borrow().first().cloned() else {
        panic!("no sender was added");
    };
    assert_eq!((new.name.as_str(), new.tenant), ("ticketing", None));
    page.press("#put-away");
    page.settle().await;
    assert!(page.element::<Element>("#token").is_none());
    while focused() != "sender-name" {
        later().await;
    }
}

/// Nothing is removed that was not confirmed.
#[wasm_bindgen_test]
async fn a_removal_is_asked_about_first() {
    let page = OpenAdmin::new(None).await;
    page.press("#remove-row");
    page.settle().await;
    let asks = page.texts("#confirm-asks").concat();
    assert!(asks.starts_with("Remove Paper orders (01234567)"), "{asks}");
    page.press("#confirm-keep");
    page.settle().await;
    assert!(page.api.changes.borrow().is_empty());
    page.press("#remove-row");
    page.press("#confirm-remove");
    page.settle().await;
    assert!(matches!(page.api.changes.borrow()[..], [Change::Remove(_)]));
}
