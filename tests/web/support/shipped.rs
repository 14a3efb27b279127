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
        place.set_inner_html(&main_part());
        let body = document.body().expect("a body");
        body.append_child(&place).expect("added");
        // As the document begins; an earlier page may have left other words, or write
        // them yet.
        let begins = root().set_attribute("data-phase", "connecting");
        begins.expect("set");
        let connector = root().remove_attribute("data-destination");
        connector.expect("taken away");
        Self { place }
    }

    /// The same, as the start-up lines mark a channel tab.
    pub(crate) fn of_a_tab() -> Self {
        let markup = Self::new();
        let tab = root().set_attribute("data-destination", "workflow");
        tab.expect("set");
        markup
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

/// The document's main part with what Trunk puts into it: the form's markup, as it is made
/// when the page is built.
fn main_part() -> String {
    let html = include_str!("../../../index.html");
    let start = html.find("<main>").expect("a main part");
    let end = html.find("</main>").expect("its end");
    let parts = [
        ("fields", include_str!("../../../target/npm/fields.html")),
        ("trial", include_str!("../../../target/npm/trial.html")),
        ("bar", include_str!("../../../target/npm/bar.html")),
    ];
    parts
        .iter()
        .fold(html[start..end].into(), |main: String, (part, markup)| {
            let link = format!(
                r#"<link data-trunk rel="inline" type="html" href="target/npm/{part}.html">"#
            );
            assert!(main.contains(&link), "index.html has no place for {part}");
            main.replace(&link, markup)
        })
}
