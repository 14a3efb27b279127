//! What the person does becomes messages.

use super::{
    App,
    dom::{Listener, Shell, listen},
};
use crate::model::{Draft, Msg};
use wire::NotificationType;

/// Sends what is in the form and not yet in the draft: after each input, and
/// once for what the browser kept before the page was there.
pub(super) fn send_input(shell: &Shell, app: &App) {
    let chosen = shell.types.iter().find(|input| input.checked());
    let chosen = chosen.and_then(|input| NotificationType::from_code(&input.value()));
    if let Some(choice) = chosen
        && app.draft(|draft| draft.notification_type != chosen)
    {
        app.send(Msg::TypeChosen(choice));
    }
    let name = shell.name.value();
    if app.draft(|draft: &Draft| draft.name != name) {
        app.send(Msg::NameTyped(name));
    }
    let address = shell.address.value();
    let known = |draft: &Draft| {
        draft
            .address
            .as_ref()
            .is_none_or(|a| a.typed == address.trim())
    };
    if !app.draft(known) {
        app.send(Msg::AddressTyped(address));
    }
    app.send(Msg::ConfirmChosen(shell.confirm.checked()));
    app.send(Msg::CodeTyped(shell.code.value()));
}

/// Listens to the form. Nothing here looks at the page's state.
pub(super) fn listen_to(shell: &Shell, app: &App) -> [Listener; 4] {
    let (typed, form, again, test) = (app.clone(), shell.clone(), app.clone(), app.clone());
    let code_typed = shell.code.clone();
    [
        listen(&shell.form, "input", move |_| send_input(&form, &typed)),
        // Enter in the name field must not navigate: the host's button saves.
        listen(&shell.form, "submit", |event| event.prevent_default()),
        listen(&shell.again, "click", move |_| again.send(Msg::Pressed)),
        listen(&shell.test, "click", move |_| {
            code_typed.set_value("");
            test.send(Msg::TestRequested);
        }),
    ]
}
