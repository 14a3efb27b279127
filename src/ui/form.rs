//! What the person does becomes messages.

use super::{
    App,
    dom::{Shell, listen},
};
use crate::model::Msg;
use wire::NotificationType;

/// Sends what the person did before the page was there. The browser kept it.
pub(super) fn send_early_input(shell: &Shell, app: &App) {
    let chosen = shell.types.iter().find(|input| input.checked());
    if let Some(choice) = chosen.and_then(|input| NotificationType::from_code(&input.value())) {
        app.send(Msg::TypeChosen(choice));
    }
    if shell.name.value() != shell.name.default_value() {
        app.send(Msg::NameTyped(shell.name.value()));
    }
}

/// Listens to the form. Nothing here looks at the page's state.
pub(super) fn listen_to(shell: &Shell, app: &App) {
    for input in &shell.types {
        let (app, input_now) = (app.clone(), input.clone());
        listen(input, "change", move |_| {
            if let Some(choice) = NotificationType::from_code(&input_now.value()) {
                app.send(Msg::TypeChosen(choice));
            }
        });
    }
    let (typed, name) = (app.clone(), shell.name.clone());
    listen(&shell.name, "input", move |_| {
        typed.send(Msg::NameTyped(name.value()));
    });
    // Enter in the name field must not navigate: the host's button saves.
    listen(&shell.form, "submit", |event| event.prevent_default());
    let again = app.clone();
    listen(&shell.again, "click", move |_| again.send(Msg::LoadAgain));
}
