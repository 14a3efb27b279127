//! The page's state becomes what the person sees. Only pushes outwards.

use super::{
    dom::{Shell, hide, set, toggle, write},
    text::Texts,
};
use crate::model::{
    Address, AddressProblem, ConfigPage, Draft, Health, Notice, Phase, Text, Trial, TrialState,
};
use web_sys::Element;

/// Writes the whole state. What is there already is not touched.
pub(super) fn show(shell: &Shell, texts: Texts, page: &ConfigPage) {
    set(&shell.root, "data-phase", page.phase.name());
    toggle(&shell.fields, "disabled", !page.is_editable());
    show_draft(shell, &page.draft);
    show_address(shell, texts, page);
    show_trial(shell, texts, page);
    show_problems(shell, texts, page);
    show_notice(shell, texts, page);
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

/// The field is there only where the person names the address.
fn show_address(shell: &Shell, texts: Texts, page: &ConfigPage) {
    let Some(address) = &page.draft.address else {
        return;
    };
    if shell.address.value().trim() != address.typed {
        shell.address.set_value(&address.typed);
    }
    // A connector's form asks for an address once its own has ended.
    set(&shell.root, "data-destination", "workflow");
    let known = page.phase != Phase::Connecting;
    let says = known.then(|| address_says(texts, address));
    write(&shell.address_message, &says.unwrap_or_default());
    write(&shell.family, address.family());
    let refused = matches!(address.problem(), Some(AddressProblem::Refused(_)));
    mark(&shell.address, &shell.address_field, refused);
}

/// What was repaired, and what the address is.
fn address_says(texts: Texts, address: &Address) -> String {
    let says = texts.say_since(address.says(), address.since());
    if !address.repaired {
        return says;
    }
    [&texts.say(Text::AddressRepaired), " ", &says].concat()
}

fn show_trial(shell: &Shell, texts: Texts, page: &ConfigPage) {
    let offered = page.draft.address.is_some() && page.phase == Phase::Editing;
    toggle(&shell.trial, "hidden", !offered);
    toggle(&shell.test, "disabled", page.draft.problem().is_some());
    let trial = page.trial.as_ref();
    let steps = trial.and_then(Trial::steps);
    toggle(&shell.steps_list, "hidden", steps.is_none());
    for (place, step) in shell.steps.iter().enumerate() {
        let says = steps.map(|steps| texts.say(steps[place]));
        write(step, &says.unwrap_or_default());
    }
    let asks = trial.is_some_and(Trial::awaits_code);
    hide(&shell.code_field, !asks, Some(&shell.test));
    let says = trial.map(|trial| trial_says(texts, trial));
    write(&shell.trial_message, &says.unwrap_or_default());
}

/// How far it came, and why not farther.
fn trial_says(texts: Texts, trial: &Trial) -> String {
    let text = trial.says();
    let why = match &trial.state {
        TrialState::Failed(failure) => texts.say(failure.text()),
        TrialState::Tried(outcome) if text == Text::TestNotTaken => outcome.detail.clone(),
        _ => String::new(),
    };
    texts.say(text) + &why
}

/// Marks a field as wrong, or as right again.
fn mark(input: &Element, field: &Element, wrong: bool) {
    set(input, "aria-invalid", if wrong { "true" } else { "false" });
    set(
        field,
        "class",
        if wrong {
            "field field--invalid"
        } else {
            "field"
        },
    );
}

fn show_problems(shell: &Shell, texts: Texts, page: &ConfigPage) {
    let reason = page.lacks().map(|lack| texts.say(lack));
    write(&shell.type_message, &reason.unwrap_or_default());
    let problem = page.draft.name_problem();
    let reason = problem.map(|problem| texts.say(problem.text()));
    write(&shell.name_message, &reason.unwrap_or_default());
    mark(&shell.name, &shell.name_field, problem.is_some());
}

/// What a removal stops, by its name and its choice.
fn what_stops(shell: &Shell, draft: &Draft) -> String {
    let chosen = shell.types.iter().find(|input| input.checked());
    let label = chosen.and_then(|input| input.parent_element()?.text_content());
    [&draft.name, " (", label.unwrap_or_default().trim(), ")\n"].concat()
}

/// What is wrong; of an address that was turned off, since when and why.
fn failed(texts: Texts, page: &ConfigPage, text: Text) -> String {
    match &page.health {
        Health::Off(off) if text == Text::Off => texts.say_since(text, Some(off.since)) + &off.why,
        _ => texts.say(text),
    }
}

fn show_notice(shell: &Shell, texts: Texts, page: &ConfigPage) {
    let notice = page.says();
    let (text, class) = match notice {
        None => (String::new(), "notice"),
        Some(Notice::Info(text)) if page.names_what_stops() => {
            (what_stops(shell, &page.draft) + &texts.say(text), "notice")
        }
        Some(Notice::Info(text)) => (texts.say(text), "notice"),
        Some(Notice::Failure(text)) => (failed(texts, page, text), "notice notice--failure"),
        Some(Notice::Undone(undone)) => (texts.say_undone(undone), "notice notice--failure"),
    };
    set(&shell.notice, "class", class);
    write(&shell.notice, &text);
    let offer = page.offers();
    if let Some(offer) = offer {
        write(&shell.again, &texts.say(offer));
    }
    let chosen = shell.types.iter().find(|input| input.checked());
    hide(
        &shell.again,
        offer.is_none(),
        chosen.or(shell.types.first()).map(AsRef::as_ref),
    );
}
