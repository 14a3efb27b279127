//! What the configuration is called.

use super::{class, truth};
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

pub(super) const KEY: &str = "config-name";

pub(super) fn view(page: &ConfigPage, texts: Texts) -> impl IntoView + use<> {
    let problem = page.draft.name_problem();
    let wrong = problem.is_some();
    let says = problem.map(|problem| texts.say(problem.text()));
    markup! {
        <div id="name" class=class(wrong)>
            <label for="config-name" data-text="name"></label>
            <input
                id=Still(KEY)
                class="text"
                type="text"
                data-text="task-notifications"
                aria-describedby="name-message"
                aria-invalid=truth(wrong)
                required=""
            />
            <p id="name-message" class="field__message" role="status">{Said(says)}</p>
        </div>
    }
}

pub(super) fn heard(control: &Control, draft: &Draft) -> Option<Msg> {
    let typed = &control.value;
    (draft.name != *typed).then(|| Msg::NameTyped(typed.clone()))
}

/// Writing the value moves the caret; what was typed is there already.
pub(super) fn fill(control: &Control, draft: &Draft) {
    if draft.name != control.value {
        control.input.set_value(&draft.name);
    }
}
