//! The status page in a place of its own, with fakes around it.

use super::{FakeHost, FakeStatus, open_page::settled, root, sentence};
use leptos::mount::mount_to;
use page::{
    lang::Texts,
    status::{Pace, start, view},
    teams::TeamsHost,
};
use std::{any::Any, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// An open status page; closed when dropped.
pub(crate) struct OpenStatus {
    pub(crate) api: Rc<FakeStatus>,
    place: HtmlElement,
    _mounted: Box<dyn Any>,
}

impl OpenStatus {
    /// Opens it as the tab of some configuration, and waits until it has settled.
    pub(crate) async fn new(host: FakeHost, pace: Pace) -> Self {
        Self::with_host(Rc::new(host), pace).await
    }

    /// The same with a host that may be a real binding.
    pub(crate) async fn with_host(host: Rc<dyn TeamsHost>, pace: Pace) -> Self {
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.expect("a page");
        let place = document.create_element("div").expect("a place");
        let body = document.body().expect("a body");
        body.append_child(&place).expect("added");
        root().set_attribute("lang", "en").expect("set");
        let (place, api): (HtmlElement, _) = (place.unchecked_into(), Rc::default());
        let reads: Rc<FakeStatus> = Rc::clone(&api);
        let mounted = mount_to(place.clone(), move || {
            view(start(host, reads, pace), Texts(english))
        });
        let page = Self {
            api,
            place,
            _mounted: Box::new(mounted),
        };
        page.settle().await;
        page
    }

    /// Lets everything that can happen without time passing happen.
    pub(crate) async fn settle(&self) {
        settled().await;
    }

    pub(crate) fn phase(&self) -> String {
        root().get_attribute("data-phase").unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }

    /// The part that a selector finds first.
    pub(crate) fn part(&self, selector: &str) -> HtmlElement {
        let part = self
            .place
            .query_selector(selector)
            .expect("a good selector");
        part.unwrap_or_else(|| panic!("no {selector}"))
            .unchecked_into()
    }

    /// Whether there is such a part to be seen.
    pub(crate) fn shows(&self, selector: &str) -> bool {
        let part = self
            .place
            .query_selector(selector)
            .expect("a good selector");
        part.is_some_and(|part| part.closest("[hidden]").expect("a good one").is_none())
    }

    /// Presses a button, and lets happen what follows.
    pub(crate) async fn press(&self, selector: &str) {
        self.part(selector).click();
        self.settle().await;
    }

    /// Types into a field, and lets happen what follows.
    pub(crate) async fn enter(&self, selector: &str, text: &str) {
        let field: web_sys::HtmlInputElement = self.part(selector).unchecked_into();
        field.set_value(text);
        let typed = web_sys::Event::new("input").expect("an event");
        field.dispatch_event(&typed).expect("heard");
        self.settle().await;
    }
}

impl Drop for OpenStatus {
    fn drop(&mut self) {
        self.place.remove();
    }
}

fn english(number: usize, day: u32) -> String {
    let sentence = sentence(include_str!("../../../src/lang/status/en.json"), number);
    sentence.replace("{date}", &day.to_string())
}
