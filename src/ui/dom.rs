//! The markup of `index.html`, found once, and listeners on it. The only file
//! here that knows elements by their names.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Document, Element, Event, EventTarget, HtmlElement, HtmlFieldSetElement, HtmlInputElement,
};

/// The parts of the page that change.
#[derive(Clone)]
pub struct Shell {
    pub(super) root: Element,
    pub(super) form: HtmlElement,
    pub(super) fields: HtmlFieldSetElement,
    pub(super) types: Vec<HtmlInputElement>,
    pub(super) type_message: Element,
    pub(super) name_field: Element,
    pub(super) name: HtmlInputElement,
    pub(super) name_message: Element,
    pub(super) address_field: HtmlElement,
    pub(super) address: HtmlInputElement,
    pub(super) address_message: Element,
    pub(super) family: Element,
    pub(super) confirm: HtmlInputElement,
    pub(super) trial: HtmlElement,
    pub(super) test: HtmlElement,
    pub(super) steps_list: HtmlElement,
    pub(super) steps: Vec<Element>,
    pub(super) code_field: HtmlElement,
    pub(super) code: HtmlInputElement,
    pub(super) trial_message: Element,
    pub(super) notice: Element,
    pub(super) again: HtmlElement,
}

impl Shell {
    /// Finds the parts; `None` when this is another page's markup.
    #[must_use]
    pub fn find(document: &Document) -> Option<Self> {
        Some(Self {
            root: document.document_element()?,
            form: by_id(document, "form")?,
            fields: by_id(document, "fields")?,
            types: choices(document),
            type_message: by_id(document, "type-message")?,
            name_field: by_id(document, "name")?,
            name: by_id(document, "config-name")?,
            name_message: by_id(document, "name-message")?,
            address_field: by_id(document, "address")?,
            address: by_id(document, "webhook-url")?,
            address_message: by_id(document, "address-message")?,
            family: by_id(document, "family")?,
            confirm: by_id(document, "confirm")?,
            trial: by_id(document, "trial")?,
            test: by_id(document, "test")?,
            steps_list: by_id(document, "steps")?,
            steps: ["reached", "accepted", "posted", "seen"]
                .into_iter()
                .filter_map(|id| by_id(document, id))
                .collect(),
            code_field: by_id(document, "code-field")?,
            code: by_id(document, "code")?,
            trial_message: by_id(document, "trial-message")?,
            notice: by_id(document, "notice")?,
            again: by_id(document, "again")?,
        })
    }

    /// Whether the person names the address: the start-up lines read it from
    /// the page's own.
    #[must_use]
    pub fn is_channel_tab(&self) -> bool {
        self.root.get_attribute("data-destination").is_some()
    }

    /// What a new configuration is called, in the language of the markup.
    #[must_use]
    pub fn default_name(&self) -> String {
        self.name.default_value()
    }
}

fn by_id<T: JsCast>(document: &Document, id: &str) -> Option<T> {
    document.get_element_by_id(id)?.dyn_into().ok()
}

fn choices(document: &Document) -> Vec<HtmlInputElement> {
    let found = document.get_elements_by_name("notificationType");
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

/// A listener; whoever holds it keeps it alive.
pub(super) type Listener = Closure<dyn FnMut(Event)>;

/// Calls back on every such event for as long as the listener lives.
pub(super) fn listen(
    target: &EventTarget,
    event: &str,
    on_event: impl FnMut(Event) + 'static,
) -> Listener {
    let listener = Listener::new(on_event);
    // Only a wrong listener type is refused, and this is a function.
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener
}

/// Sets or takes away a boolean attribute.
pub(super) fn toggle(element: &Element, attribute: &str, on: bool) {
    // Only a malformed name is refused.
    let _ = element.toggle_attribute_with_force(attribute, on);
}

/// Hides an element or shows it. Focus that would be lost with it goes where the
/// person can go on.
pub(super) fn hide(element: &Element, hidden: bool, otherwise: Option<&HtmlElement>) {
    let focused = hidden
        && element
            .query_selector(":focus")
            .is_ok_and(|at| at.is_some());
    let focused = focused || (hidden && element.matches(":focus").unwrap_or(false));
    if focused && let Some(otherwise) = otherwise {
        let _ = otherwise.focus(); // a page that is going away refuses
    }
    toggle(element, "hidden", hidden);
}

/// Sets an attribute.
pub(super) fn set(element: &Element, attribute: &str, value: &str) {
    let _ = element.set_attribute(attribute, value);
}

/// Sets the text, unless it is there already: what does not change is not
/// announced again.
pub(super) fn write(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}
