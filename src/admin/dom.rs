//! What only an element of the browser can do: take the focus, be a dialog, say what was
//! typed into it.

use leptos::leptos_dom::helpers::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement};

/// The element of this id, as what it is.
fn element<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

pub(super) fn set_phase(phase: &str) {
    if let Some(root) = document().document_element() {
        // Only a malformed name is refused.
        let _ = root.set_attribute("data-phase", phase);
    }
}

pub(super) fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        // What is gone again wants none.
        let _ = element.focus();
    }
}

/// Opens a dialog above everything else; it gives the focus back when it is closed.
pub(super) fn ask(id: &str) {
    if let Some(dialog) = element::<HtmlDialogElement>(id) {
        // One that is open stays open.
        let _ = dialog.show_modal();
    }
}

pub(super) fn close(id: &str) {
    if let Some(dialog) = element::<HtmlDialogElement>(id) {
        dialog.close();
    }
}

/// What is typed into a field.
pub(super) fn typed(id: &str) -> String {
    element::<HtmlInputElement>(id).map_or_else(String::new, |field| field.value())
}

pub(super) fn empty(id: &str) {
    if let Some(field) = element::<HtmlInputElement>(id) {
        field.set_value("");
    }
}
