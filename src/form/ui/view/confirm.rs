//! Whether a card tells the channel of the save.

use crate::form::{
    model::{Draft, Msg},
    ui::{
        dom::Control,
        take_over::{Still, markup},
    },
};
use leptos::prelude::*;

pub(super) const KEY: &str = "confirm";

pub(super) fn view() -> impl IntoView {
    markup! {
        <label class="choice"><input id=Still(KEY) type="checkbox" checked="" /><span data-text="confirm"></span></label>
    }
}

pub(super) fn heard(control: &Control, draft: &Draft) -> Option<Msg> {
    let confirm = control.input.checked();
    (draft.confirm != confirm).then_some(Msg::ConfirmChosen(confirm))
}

pub(super) fn fill(control: &Control, draft: &Draft) {
    control.input.set_checked(draft.confirm);
}
