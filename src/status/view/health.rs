//! Whether cards arrive, why not, and the one thing that helps, there and then.

use super::super::{
    app::App,
    model::{CODE, Deed, Msg, Said, StatusPage},
    reading::Found,
    text::{self, Remedy, Text},
};
use super::words::Words;
use crate::clock;
use leptos::prelude::*;
use wire::{Connector, Outcome};

/// The state in a word and its sentences.
pub(super) fn view(words: Words, record: &Connector) -> impl IntoView + use<> {
    let health = &record.health;
    let class = match text::standing(record) {
        Text::Unproven | Text::Unconfirmed => "health",
        Text::Ok | Text::Confirmed => "health health--ok",
        _ => "health health--bad",
    };
    view! {
        <p id="health" class=class>
            <strong>{headline(words, record)}</strong> " " {cause(words, record)} " " {remedy(words, record)}
        </p>
        {health.quiet_days.map(|days| view! { <p id="quiet" class="notice">{quiet(words, days)}</p> })}
    }
}

fn headline(words: Words, record: &Connector) -> String {
    let health = &record.health;
    match text::standing(record) {
        Text::Confirmed => {
            let at = record.seen_at.as_deref().unwrap_or_default();
            match &record.seen_by {
                Some(name) => words.by(Text::ConfirmedBy, at, name),
                None => words.with_time(Text::Confirmed, at),
            }
        }
        Text::Failing => match &health.failing_since {
            Some(at) => words.with_time(Text::FailingSince, at),
            None => words.say(Text::Failing),
        },
        Text::Disabled => match health.since {
            Some(_) => words.since(Text::OffSince, health.since),
            None => words.say(Text::Disabled),
        },
        other => words.say(other),
    }
}

/// Why it is so.
fn cause(words: Words, record: &Connector) -> AnyView {
    match (text::cause(record), &record.health.reason) {
        (Some(text), _) => words.say(text).into_any(),
        (None, Some(reason)) => reason_of(words, record.health.outcome, reason),
        (None, None) => ().into_any(),
    }
}

/// By its code in the reader's language, otherwise in the backend's English.
pub(super) fn reason_of(words: Words, outcome: Option<Outcome>, sentence: &str) -> AnyView {
    match outcome.and_then(text::outcome) {
        Some(text) => words.say(text).into_any(),
        None => view! { <span lang="en" dir="ltr">{sentence.to_owned()}</span> }.into_any(),
    }
}

/// What to do about it, where that is more than a button.
fn remedy(words: Words, record: &Connector) -> String {
    let helps = text::remedy(record);
    let sentences: &[Text] = match helps {
        Remedy::None => &[],
        _ if record.read_only => &[Text::ReadOnly],
        Remedy::NewWorkflow => &[Text::NewWorkflow, Text::PasteHow],
        Remedy::Paste => &[Text::PasteHow],
        Remedy::Test | Remedy::TurnOn => &[],
    };
    let said: Vec<_> = sentences.iter().map(|text| words.say(*text)).collect();
    said.join(" ")
}

/// Microsoft turns a Workflow off that takes no card for long.
fn quiet(words: Words, days: u64) -> String {
    words.say(Text::Quiet).replace("{days}", &days.to_string())
}

/// The buttons, what came of them, and where a test card's code is entered. They stay in
/// their place while the page reads: nobody loses what they have begun.
pub(super) fn deeds(app: &App, words: Words, found: Memo<Option<Found>>) -> impl IntoView + use<> {
    let page = app.page;
    let offers = move |helps: fn(&Connector) -> bool| {
        found.with(|found| {
            found
                .as_ref()
                .is_some_and(|found| !found.record.read_only && helps(&found.record))
        })
    };
    let hides_test = Memo::new(move |_| !offers(text::can_test));
    let hides_turn_on =
        Memo::new(move |_| !offers(|record| text::remedy(record) == Remedy::TurnOn));
    let (sends, turns, enters) = (app.clone(), app.clone(), app.clone());
    let test = move |_| sends.send(Msg::Wanted(Deed::Test(clock::code(CODE))));
    let turn_on = move |_| turns.send(Msg::Wanted(Deed::TurnOn));
    let entered = move |event| enters.send(Msg::Entered(event_target_value(&event)));
    let hides_code = Memo::new(move |_| !page.with(StatusPage::awaits_code));
    let wrong = move || match page.with(StatusPage::code_is_wrong) {
        true => "true",
        false => "false",
    };
    view! {
        <p class="deeds">
            <button id="test" class="button" type="button" hidden=move || hides_test.get() on:click=test>
                {words.text(Text::Test)}
            </button>
            <button id="turn-on" class="button" type="button" hidden=move || hides_turn_on.get() on:click=turn_on>
                {words.text(Text::TurnOn)}
            </button>
            <span id="said" role="status">{words.of(page, said)}</span>
        </p>
        <div id="code-field" class="field" hidden=move || hides_code.get()>
            <label for="code">{words.text(Text::Code)}</label>
            <input id="code" class="text" type="text" dir="ltr" maxlength="8" autocapitalize="characters" spellcheck="false" autocomplete="off" aria-describedby="said" aria-invalid=wrong on:input=entered />
        </div>
    }
}

fn said(words: Words, page: &StatusPage) -> String {
    match &page.deeds.said {
        Some(Said::Says(text)) => words.say(*text),
        Some(Said::Rejected(why)) => [&words.say(Text::TestNotTaken), why.as_str()].concat(),
        None => String::new(),
    }
}
