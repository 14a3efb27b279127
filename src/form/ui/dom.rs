//! The document around the form: what is looked up in it, listened to and focused.

use js_sys::Function;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement};

/// The document, where it is the form's.
#[derive(Clone)]
pub struct Shell {
    document: Document,
    pub(super) root: Element,
    pub(super) form: HtmlElement,
}

impl Shell {
    /// Finds the form; `None` when this is another page's document.
    #[must_use]
    pub fn find(document: &Document) -> Option<Self> {
        Some(Self {
            document: document.clone(),
            root: document.document_element()?,
            form: document.get_element_by_id("form")?.dyn_into().ok()?,
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
        let name = self.element("config-name");
        let name = name.and_then(|name| name.dyn_into::<HtmlInputElement>().ok());
        name.map(|name| name.default_value()).unwrap_or_default()
    }

    /// Where a part of the markup begins.
    pub(super) fn element(&self, id: &str) -> Option<Element> {
        self.document.get_element_by_id(id)
    }

    /// All that a person fills in.
    pub(super) fn controls(&self) -> impl Iterator<Item = Control> + use<> {
        let found = self.form.query_selector_all("input").ok();
        let at = move |place| found.as_ref()?.get(place)?.dyn_into().ok();
        (0..).map_while(at).map(Control::new)
    }

    /// What has the focus now.
    pub(super) fn focused(&self) -> Option<Element> {
        self.document.active_element()
    }

    /// Focus that went with what is hidden now goes where the person can go on: from the
    /// code to the button above it, from elsewhere to the choice.
    pub(super) fn refocus(&self, before: Option<&Element>) {
        let Some(part) = before.and_then(|it| it.closest("[hidden]").ok()?) else {
            return;
        };
        let find = |selector| self.form.query_selector(selector).ok()?;
        let next = match &*part.id() {
            "code-field" => find("#test"),
            _ => find("#types :checked").or_else(|| find("#types input")),
        };
        if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
            let _ = next.focus(); // a page that is going away refuses
        }
    }
}

/// Something that a person fills in.
pub(super) struct Control {
    /// By what it is told from others: its id, or the name that a choice's buttons share.
    pub(super) name: String,
    /// What is in it.
    pub(super) value: String,
    pub(super) input: HtmlInputElement,
}

impl Control {
    fn new(input: HtmlInputElement) -> Self {
        Self {
            name: input.id() + &input.name(),
            value: input.value(),
            input,
        }
    }
}

/// What the choice that is made is called, in the language of the markup.
pub(super) fn chosen_label() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let chosen = document.and_then(|it| it.query_selector("#types :checked").ok()?);
    let label = chosen.and_then(|input| input.parent_element()?.text_content());
    label.unwrap_or_default()
}

/// Hears events until it is dropped.
pub(super) struct Listener {
    target: EventTarget,
    event: &'static str,
    on_event: Closure<dyn FnMut(Event)>,
}

/// Calls back on every such event for as long as the listener lives.
pub(super) fn listen(
    target: &EventTarget,
    event: &'static str,
    on_event: impl FnMut(Event) + 'static,
) -> Listener {
    let listener = Listener {
        target: target.clone(),
        event,
        on_event: Closure::new(on_event),
    };
    // Only a wrong listener type is refused, and this is a function.
    let _ = target.add_event_listener_with_callback(event, listener.callback());
    listener
}

impl Listener {
    fn callback(&self) -> &Function {
        self.on_event.as_ref().unchecked_ref()
    }
}

impl Drop for Listener {
    /// A function that is gone throws when it is called, and a page that throws says that
    /// it cannot start.
    fn drop(&mut self) {
        let callback = self.callback();
        let removed = self
            .target
            .remove_event_listener_with_callback(self.event, callback);
        let _ = removed; // as when it was added
    }
}

/// The id of what an event is about.
pub(super) fn target_id(event: &Event) -> String {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.map(|target| target.id()).unwrap_or_default()
}

/// Sets an attribute.
pub(super) fn set(element: &Element, attribute: &str, value: &str) {
    // Only a malformed name is refused.
    let _ = element.set_attribute(attribute, value);
}
