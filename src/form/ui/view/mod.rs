//! What the form shows, as a function of the page's state: one file per field, with its
//! markup, what it hears beside it, and what only a property can hold.

mod address;
mod choice;
mod confirm;
mod name;
pub(super) mod notice;
pub(super) mod trial;

use super::{dom::Control, take_over::markup};
use crate::{
    form::model::{ConfigPage, Draft, Msg},
    lang::Texts,
};
use leptos::prelude::*;

/// The fields, read and painted before the SDK.
pub(super) fn fields(page: &ConfigPage, texts: Texts) -> impl IntoView + use<> {
    markup! {
        <fieldset id="fields" class="fields" disabled=!page.is_editable()>
            {choice::view(page, texts)}
            {name::view(page, texts)}
            {address::view(page, texts)}
            {confirm::view()}
        </fieldset>
    }
}

/// What is in a control and not yet in the draft.
pub(super) fn heard(control: &Control, draft: &Draft) -> Option<Msg> {
    match &*control.name {
        choice::KEY => choice::heard(control, draft),
        name::KEY => name::heard(control, draft),
        address::KEY => address::heard(control, draft),
        confirm::KEY => confirm::heard(control, draft),
        trial::KEY => trial::heard(control),
        _ => None,
    }
}

/// Puts into a control what no attribute can: its value, its choice.
pub(super) fn fill(control: &Control, page: &ConfigPage) {
    match &*control.name {
        choice::KEY => choice::fill(control, &page.draft),
        name::KEY => name::fill(control, &page.draft),
        address::KEY => address::fill(control, &page.draft),
        confirm::KEY => confirm::fill(control, &page.draft),
        trial::KEY => trial::fill(control, page),
        _ => {}
    }
}

/// What a button asks for, by its id.
pub(super) fn pressed(button: &str) -> Option<Msg> {
    notice::pressed(button).or_else(|| trial::pressed(button))
}

/// A field's class, by whether it is marked as wrong.
fn class(wrong: bool) -> &'static str {
    if wrong {
        "field field--invalid"
    } else {
        "field"
    }
}

/// The word for an attribute that is no boolean one.
fn truth(wrong: bool) -> &'static str {
    if wrong { "true" } else { "false" }
}

#[cfg(test)]
pub(super) mod tests;
