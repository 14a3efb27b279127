//! The page on its shipped markup, with fakes around it.

use super::{FakeApi, FakeHost, Markup};
use leptos::mount::mount_to;
use page::form::{
    model::{Address, ConfigPage},
    ui,
};
use page::lang::Texts;
use std::{any::Any, cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};
use wire::EntityId;

/// An open page; closed when dropped.
pub(crate) struct OpenPage {
    pub(crate) host: Rc<FakeHost>,
    pub(crate) api: Rc<FakeApi>,
    body: HtmlElement,
    _markup: Markup,
    _mounted: Box<dyn Any>,
}

impl OpenPage {
    /// Opens the page and waits until it has settled.
    pub(crate) async fn new(host: FakeHost, api: FakeApi) -> Self {
        Self::on(Markup::new(), host, api).await
    }

    async fn on(markup: Markup, host: FakeHost, api: FakeApi) -> Self {
        let (host, api) = (Rc::new(host), Rc::new(api));
        let window = web_sys::window().expect("a browser");
        let document = window.document().expect("a page");
        let body = markup.place.clone();
        let (inner_host, inner_api) = (host.clone(), api.clone());
        let running = Rc::new(Cell::new(None));
        let begun = running.clone();
        let mounted = mount_to(body.clone(), move || {
            let shell = ui::Shell::find(&document).expect("the shipped markup");
            let id = EntityId::from_random([9; 16]);
            let place = if shell.is_channel_tab() {
                "https://app.example/status"
            } else {
                "https://app.example/configure"
            };
            let page = ConfigPage::new(
                id,
                EntityId::from_random([8; 16]),
                place.into(),
                "Task notifications",
                shell.is_channel_tab().then(Address::default),
            );
            let texts = Texts(english);
            let started = ui::start(&window, &shell, texts, page, Some(inner_host), inner_api);
            begun.set(started);
        });
        let page = Self {
            host,
            api,
            body,
            _markup: markup,
            _mounted: Box::new((mounted, running)),
        };
        page.settle().await;
        page
    }

    /// Opens the form of a channel tab.
    pub(crate) async fn tab(host: FakeHost, api: FakeApi) -> Self {
        Self::on(Markup::of_a_tab(), host, api).await
    }

    /// Lets everything that can happen without the outside happen.
    pub(crate) async fn settle(&self) {
        settled().await;
    }

    pub(crate) fn phase(&self) -> String {
        let root = self
            .body
            .owner_document()
            .and_then(|document| document.document_element());
        root.and_then(|root| root.get_attribute("data-phase"))
            .unwrap_or_default()
    }

    pub(crate) fn notice(&self) -> String {
        self.find::<HtmlElement>("#notice")
            .text_content()
            .unwrap_or_default()
    }

    pub(crate) fn chosen(&self) -> Option<String> {
        let chosen = self
            .body
            .query_selector("input[name=notificationType]:checked");
        Some(
            chosen
                .expect("a selector")?
                .unchecked_into::<HtmlInputElement>()
                .value(),
        )
    }

    pub(crate) fn name(&self) -> String {
        self.find::<HtmlInputElement>("#config-name").value()
    }

    pub(crate) async fn choose(&self, code: &str) {
        self.find::<HtmlElement>(&format!("input[value={code}]"))
            .click();
        self.settle().await;
    }

    pub(crate) async fn type_name(&self, name: &str) {
        self.type_in("#config-name", name).await;
    }

    pub(crate) async fn type_in(&self, field: &str, text: &str) {
        let input = self.find::<HtmlInputElement>(field);
        input.set_value(text);
        let document = self.body.owner_document().expect("a document");
        let event = document.create_event("Event").expect("an event");
        event.init_event_with_bubbles("input", true);
        input.dispatch_event(&event).expect("dispatched");
        self.settle().await;
    }

    pub(crate) async fn press(&self, button: &str) {
        self.find::<HtmlElement>(button).click();
        self.settle().await;
    }

    pub(crate) fn text_of(&self, selector: &str) -> String {
        let element = self.find::<HtmlElement>(selector);
        element.text_content().unwrap_or_default()
    }

    pub(crate) fn is_hidden(&self, selector: &str) -> bool {
        self.find::<HtmlElement>(selector).has_attribute("hidden")
    }

    pub(crate) fn focus(&self, selector: &str) {
        let focused = self.find::<HtmlElement>(selector).focus();
        focused.expect("it takes the focus");
    }

    pub(crate) fn has_focus(&self, selector: &str) -> bool {
        let element = self.find::<HtmlElement>(selector);
        element.matches(":focus").expect("a selector")
    }

    /// Puts the caret behind so many characters.
    pub(crate) fn place_caret(&self, field: &str, at: u32) {
        let placed = self
            .find::<HtmlInputElement>(field)
            .set_selection_range(at, at);
        placed.expect("it has a caret");
    }

    pub(crate) fn caret(&self, field: &str) -> Option<u32> {
        let start = self.find::<HtmlInputElement>(field).selection_start();
        start.expect("it has a caret")
    }

    /// Everything in the page, in the order of the document.
    pub(crate) fn elements(&self) -> Vec<Element> {
        let found = self.body.query_selector_all("*").expect("a selector");
        let at = |place| found.get(place)?.dyn_into().ok();
        (0..).map_while(at).collect()
    }

    pub(crate) async fn press_save(&self) {
        self.host.save();
        self.settle().await;
    }

    pub(crate) async fn press_remove(&self) {
        self.host.remove();
        self.settle().await;
    }

    pub(crate) async fn tear_down(&self) {
        let window = web_sys::window().expect("a browser");
        window
            .dispatch_event(&Event::new("pagehide").expect("an event"))
            .expect("dispatched");
        self.settle().await;
    }

    fn find<T: JsCast>(&self, selector: &str) -> T {
        let found = self.body.query_selector(selector).expect("a selector");
        found.expect("an element").dyn_into().expect("of its kind")
    }
}

/// As many turns as anything takes that waits for nothing outside.
pub(super) async fn settled() {
    for _ in 0..20 {
        tick().await;
    }
}

/// One turn of the event loop's micro tasks.
pub(crate) async fn tick() {
    let turn = js_sys::Promise::resolve(&wasm_bindgen::JsValue::UNDEFINED);
    let _ = wasm_bindgen_futures::JsFuture::from(turn).await;
}

/// A turn of the event loop itself, timers included.
pub(crate) async fn later() {
    let window = web_sys::window().expect("a browser");
    let turn = js_sys::Promise::new(&mut |done, _| {
        window.set_timeout_with_callback(&done).expect("a timer");
    });
    let _ = wasm_bindgen_futures::JsFuture::from(turn).await;
}

fn english(number: usize, day: u32) -> String {
    sentence(include_str!("../../../src/lang/form/en.json"), number)
        .replace("{date}", &day.to_string())
}

/// A sentence by its place in the file, as the build orders them.
pub(crate) fn sentence(file: &str, number: usize) -> String {
    let texts = js_sys::JSON::parse(file).expect("JSON");
    let texts: js_sys::Object = texts.unchecked_into();
    let values: js_sys::Array = js_sys::Object::values(&texts);
    let place = u32::try_from(number).expect("a small number");
    values.get(place).as_string().expect("a sentence")
}
