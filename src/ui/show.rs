//! The page's state becomes what the person sees. Only pushes outwards.

use super::{
    dom::{Shell, set, toggle, write},
    text::say,
};
use crate::model::{ConfigPage, DraftProblem, Notice, Phase, Text};
use leptos::prelude::{Effect, Get, Memo, RwSignal, With};

/// Keeps the markup in step with the state.
pub(super) fn keep_in_step(shell: &Shell, page: RwSignal<ConfigPage>) {
    show_phase(shell.clone(), page);
    show_draft(shell.clone(), page);
    show_problems(shell.clone(), page);
    show_notice(shell.clone(), page);
}

fn show_phase(shell: Shell, page: RwSignal<ConfigPage>) {
    let phase = Memo::new(move |_| page.with(|page| page.phase.name()));
    Effect::new(move || {
        let name = phase.get();
        set(&shell.root, "data-phase", name);
        toggle(
            &shell.fields,
            "disabled",
            !matches!(name, "editing" | "saved"),
        );
    });
}

fn show_draft(shell: Shell, page: RwSignal<ConfigPage>) {
    let draft = Memo::new(move |_| page.with(|page| page.draft.clone()));
    Effect::new(move || {
        let draft = draft.get();
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
    });
}

fn show_problems(shell: Shell, page: RwSignal<ConfigPage>) {
    let problems = Memo::new(move |_| {
        page.with(|page| {
            let unchosen = page.phase == Phase::Editing && page.draft.notification_type.is_none();
            (unchosen, page.draft.name_problem())
        })
    });
    Effect::new(move || {
        let (unchosen, name) = problems.get();
        write(
            &shell.type_message,
            if unchosen { say(Text::ChooseFirst) } else { "" },
        );
        write(
            &shell.name_message,
            name.map_or("", |problem| say(DraftProblem::Name(problem).text())),
        );
        set(
            &shell.name,
            "aria-invalid",
            if name.is_some() { "true" } else { "false" },
        );
        set(
            &shell.name_field,
            "class",
            if name.is_some() {
                "field field--invalid"
            } else {
                "field"
            },
        );
    });
}

fn show_notice(shell: Shell, page: RwSignal<ConfigPage>) {
    let notice = Memo::new(move |_| page.with(ConfigPage::says));
    Effect::new(move || {
        let notice = notice.get();
        let (text, class) = match notice {
            None => ("", "notice"),
            Some(Notice::Info(text)) => (say(text), "notice"),
            Some(Notice::Failure(text)) => (say(text), "notice notice--failure"),
        };
        set(&shell.notice, "class", class);
        write(&shell.notice, text);
        let again = matches!(
            notice,
            Some(Notice::Failure(Text::NotLoaded | Text::SettingsUnread))
        );
        toggle(&shell.again, "hidden", !again);
    });
}
