//! What the person does becomes messages.

use super::{
    App,
    dom::{Shell, listen},
};
use crate::model::Msg;
use wire::NotificationType;

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
