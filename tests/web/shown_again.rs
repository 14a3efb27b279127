//! A form that is shown again is the same form: nothing in it is made anew under the
//! person's hands.

use crate::support::{FakeApi, FakeHost, OpenPage};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_state_shown_again_keeps_elements_caret_and_focus() {
    let page = OpenPage::new(FakeHost::default(), FakeApi::default()).await;
    page.type_name("Paper orders").await;
    page.focus("#config-name");
    page.place_caret("#config-name", 5);
    let (before, lacked) = (page.elements(), page.text_of("#type-message"));
    page.choose("Update").await;
    assert_ne!(page.text_of("#type-message"), lacked, "it was shown again");
    page.choose("All").await;
    assert_eq!(page.caret("#config-name"), Some(5));
    assert!(page.has_focus("#config-name"));
    let after = page.elements();
    assert_eq!(before.len(), after.len(), "a view has one shape");
    for (before, after) in before.iter().zip(&after) {
        let name = after.tag_name() + " " + &after.id();
        assert!(before == after, "{name} was made anew");
    }
}

/// A page that is there alone says of any error that it cannot start.
#[wasm_bindgen_test]
async fn a_page_that_is_gone_hears_nothing() {
    let page = OpenPage::new(FakeHost::default(), FakeApi::default()).await;
    drop(page);
    let errors = "let errors = 0; addEventListener('error', () => { errors += 1; });
        document.documentElement.click(); errors";
    let errors = js_sys::eval(errors).expect("it runs");
    assert_eq!(errors.as_f64(), Some(0.0));
}
