//! The choice of notifications, and what keeps Save off.

use crate::{
    form::{
        model::{ConfigPage, Draft, Msg},
        ui::{
            dom::Control,
            take_over::{Said, Still, markup},
        },
    },
    lang::Texts,
};
use leptos::prelude::*;
use wire::NotificationType;

/// The name that its buttons share.
pub(super) const KEY: &str = "notificationType";

pub(super) fn view(page: &ConfigPage, texts: Texts) -> impl IntoView + use<> {
    let lacks = page.lacks().map(|lack| texts.say(lack));
    markup! {
        <fieldset id="types" class="field" aria-describedby="type-message">
            <legend><h2 data-text="types"></h2></legend>
            <label class="choice"><input type="radio" required="" name=Still(KEY) value="Create" /><span data-text="created"></span></label>
            <label class="choice"><input type="radio" required="" name=Still(KEY) value="Update" /><span data-text="updated"></span></label>
            <label class="choice"><input type="radio" required="" name=Still(KEY) value="All" /><span data-text="both"></span></label>
            <p id="type-message" class="foot" role="status">{Said(lacks)}</p>
        </fieldset>
    }
}

/// Its button, where it is the one that is chosen and was not before.
pub(super) fn heard(control: &Control, draft: &Draft) -> Option<Msg> {
    let choice = NotificationType::from_code(&control.value)?;
    let news = control.input.checked() && draft.notification_type != Some(choice);
    news.then_some(Msg::TypeChosen(choice))
}

pub(super) fn fill(control: &Control, draft: &Draft) {
    let choice = draft.notification_type.map(NotificationType::code);
    control.input.set_checked(choice == Some(&*control.value));
}
