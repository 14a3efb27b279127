//! What the person does becomes messages.

use super::{
    App,
    dom::{Listener, Shell, listen, target_id},
    view,
};

/// Sends what is in the form and not yet in the draft: after each input, and
/// once for what was done before the page was there.
pub(super) fn send_input(shell: &Shell, app: &App) {
    for control in shell.controls() {
        if let Some(msg) = app.draft(|draft| view::heard(&control, draft)) {
            app.send(msg);
        }
    }
}

/// Listens to the form. Nothing here looks at the page's state.
pub(super) fn listen_to(shell: &Shell, app: &App) -> [Listener; 3] {
    let (typed, form, pressed) = (app.clone(), shell.clone(), app.clone());
    [
        listen(&shell.form, "input", move |_| send_input(&form, &typed)),
        // Enter in the name field must not navigate: the host's button saves.
        listen(&shell.form, "submit", |event| event.prevent_default()),
        listen(&shell.root, "click", move |event| {
            if let Some(msg) = view::pressed(&target_id(&event)) {
                pressed.send(msg);
            }
        }),
    ]
}
