//! The shipped markup, in a place of its own: the test runner writes into the
//! body too.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The page's markup in the document; gone when dropped.
pub(crate) struct Markup {
    pub(crate) place: HtmlElement,
}

impl Markup {
    pub(crate) fn new() -> Self {
        let window = web_sys::window().expect("a browser");
        let document = window.document().expect("a page");
        let place = document.create_element("div").expect("a place");
        let place: HtmlElement = place.unchecked_into();
        place.set_inner_html(main_part());
        let body = document.body().expect("a body");
        body.append_child(&place).expect("added");
        // As the document begins; an earlier page may have left another word.
        let begins = root().set_attribute("data-phase", "connecting");
        begins.expect("set");
        Self { place }
    }

    pub(crate) fn find<T: JsCast>(&self, selector: &str) -> T {
        let found = self.place.query_selector(selector).expect("a selector");
        found.expect("an element").dyn_into().expect("of its kind")
    }
}

impl Drop for Markup {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// The document's element.
pub(crate) fn root() -> Element {
    let document = web_sys::window().and_then(|window| window.document());
    document
        .and_then(|document| document.document_element())
        .expect("a page")
}

fn main_part() -> &'static str {
    let html = include_str!("../../../index.html");
    let start = html.find("<main>").expect("a main part");
    let end = html.find("</main>").expect("its end");
    &html[start..end]
}
