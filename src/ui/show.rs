//! The page's state becomes what the person sees. Only pushes outwards.

use super::{
    dom::{Shell, set, toggle, write},
    text::Texts,
};
use crate::model::{ConfigPage, Draft, Notice, Phase, Text};

/// Writes the whole state. What is there already is not touched.
pub(super) fn show(shell: &Shell, texts: Texts, page: &ConfigPage) {
    set(&shell.root, "data-phase", page.phase.name());
    toggle(&shell.fields, "disabled", !page.is_editable());
    show_draft(shell, &page.draft);
    show_problems(shell, texts, page);
    show_notice(shell, texts, page.says());
}

fn show_draft(shell: &Shell, draft: &Draft) {
    for input in &shell.types {
        let chosen = draft
            .notification_type
            .is_some_and(|choice| choice.code() == input.value());
        input.set_checked(chosen);
    }
    // Writing the value moves the caret; what was typed is there already.
    if shell.name.value() != draft.name {
        shell.name.set_value(&draft.name);
    }
}

fn show_problems(shell: &Shell, texts: Texts, page: &ConfigPage) {
    let unchosen = page.phase == Phase::Editing && page.draft.notification_type.is_none();
    let reason = unchosen.then(|| texts.say(Text::ChooseFirst));
    write(&shell.type_message, &reason.unwrap_or_default());
    let problem = page.draft.name_problem();
    let reason = problem.map(|problem| texts.say(problem.text()));
    write(&shell.name_message, &reason.unwrap_or_default());
    set(
        &shell.name,
        "aria-invalid",
        if problem.is_some() { "true" } else { "false" },
    );
    set(
        &shell.name_field,
        "class",
        if problem.is_some() {
            "field field--invalid"
        } else {
            "field"
        },
    );
}

fn show_notice(shell: &Shell, texts: Texts, notice: Option<Notice>) {
    let (text, class) = match notice {
        None => (String::new(), "notice"),
        Some(Notice::Info(text)) => (texts.say(text), "notice"),
        Some(Notice::Failure(text)) => (texts.say(text), "notice notice--failure"),
    };
    set(&shell.notice, "class", class);
    write(&shell.notice, &text);
    let again = matches!(
        notice,
        Some(Notice::Failure(Text::NotLoaded | Text::SettingsUnread))
    );
    toggle(&shell.again, "hidden", !again);
}
