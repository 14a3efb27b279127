//! A test card: the button, how far the last one came, and the code that was seen on it.

use crate::{
    form::{
        model::{ConfigPage, Msg, Text, Trial, TrialState},
        ui::{
            dom::Control,
            take_over::{Said, Still, markup},
        },
    },
    lang::Texts,
};
use leptos::prelude::*;

pub(super) const KEY: &str = "code";

/// Why a card may not be there, the likeliest first, and the next try. Of a Workflow and of
/// a connector in turn; the style shows one of them.
const UNSEEN: Still = Still(concat!(
    r#"<summary data-text="unseen"></summary><ol>"#,
    r#"<li data-text="unseen-place"></li>"#,
    r#"<li class="workflow" data-text="unseen-off"></li>"#,
    r#"<li class="workflow" data-text="unseen-private"></li>"#,
    r#"<li class="workflow" data-text="unseen-new"></li>"#,
    r#"<li class="connector" data-text="unseen-again"></li></ol>"#,
    r#"<button id="retest" class="button" type="button" data-text="retest"></button>"#,
));

pub(in crate::form::ui) fn view(page: &ConfigPage, texts: Texts) -> impl IntoView + use<> {
    let trial = page.trial.as_ref();
    let says = trial.map(|trial| trial_says(texts, trial));
    let steps = trial.and_then(Trial::steps);
    let [reached, accepted, posted, seen] =
        [0, 1, 2, 3].map(|place| Said(steps.map(|steps| texts.say(steps[place]))));
    let wrong = trial.is_some_and(|trial| trial.wrong);
    let asks = trial.is_some_and(Trial::awaits_code);
    markup! {
        <div id="trial" class="field" hidden=!page.offers_test()>
            <button id="test" class="button" type="button" data-text="test" disabled=!page.can_test()></button>
            <p id="trial-message" class="field__message" role="status">{Said(says)}</p>
            <ol id="steps" class="steps" hidden=steps.is_none()>
                <li><span data-text="reached"></span><b id="reached">{reached}</b></li>
                <li><span data-text="accepted"></span><b id="accepted">{accepted}</b></li>
                <li><span data-text="posted"></span><b id="posted">{posted}</b></li>
                <li><span data-text="seen"></span><b id="seen">{seen}</b></li>
            </ol>
            <div id="code-field" hidden=!asks>
                <label for="code" data-text="code"></label>
                <input id=Still(KEY) class="text" type="text" dir="ltr" maxlength="8" autocapitalize="characters" spellcheck="false" autocomplete="off" aria-describedby="trial-message" aria-invalid=super::truth(wrong) />
                <details inner_html=UNSEEN></details>
            </div>
        </div>
    }
}

/// How far it came, and why not farther.
fn trial_says(texts: Texts, trial: &Trial) -> String {
    let text = trial.says();
    let why = match &trial.state {
        TrialState::Failed(failure) => texts.say(failure.text()),
        TrialState::Tried(result) if text == Text::TestNotTaken => result.detail.clone(),
        _ => String::new(),
    };
    texts.say(text) + &why
}

pub(super) fn heard(control: &Control) -> Option<Msg> {
    Some(Msg::CodeTyped(control.value.clone()))
}

/// The next card has another code.
pub(super) fn fill(control: &Control, page: &ConfigPage) {
    let next = |trial: &Trial| matches!(trial.state, TrialState::Sending);
    if page.trial.as_ref().is_some_and(next) {
        control.input.set_value("");
    }
}

pub(super) fn pressed(button: &str) -> Option<Msg> {
    matches!(button, "test" | "retest").then_some(Msg::TestRequested)
}
