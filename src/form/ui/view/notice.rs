//! What the page has to tell, and the one thing it offers to do about it.

use crate::{
    form::{
        model::{ConfigPage, Health, Msg, Notice, Text},
        ui::{
            dom,
            take_over::{Said, markup},
        },
    },
    lang::Texts,
};
use leptos::prelude::*;

pub(in crate::form::ui) fn view(page: &ConfigPage, texts: Texts) -> impl IntoView + use<> {
    let notice = page.says();
    let class = notice.as_ref().map_or("notice", Notice::class);
    let text = notice.map(|notice| match notice {
        Notice::Info(text) => info(texts, page, text),
        Notice::Failure(text) => failed(texts, page, text),
        Notice::Undone(undone) => texts.say_both(undone.what, undone.why),
    });
    let offer = page.offers();
    markup! {
        <div id="bar">
            <p id="notice" class=class role="status">{Said(text)}</p>
            <button id="again" class="button" type="button" hidden=offer.is_none()>
                {Said(offer.map(|offer| texts.say(offer)))}
            </button>
        </div>
    }
}

pub(super) fn pressed(button: &str) -> Option<Msg> {
    (button == "again").then_some(Msg::Pressed)
}

/// Good to know; of a removal what it stops, by its name and its choice.
fn info(texts: Texts, page: &ConfigPage, text: Text) -> String {
    let says = texts.say(text);
    if !page.names_what_stops() {
        return says;
    }
    [
        &page.draft.name,
        " (",
        dom::chosen_label().trim(),
        ")\n",
        &says,
    ]
    .concat()
}

/// What is wrong; of an address that was turned off, since when and why.
fn failed(texts: Texts, page: &ConfigPage, text: Text) -> String {
    match &page.health {
        Health::Off(off) if text == Text::Off => texts.say_since(text, Some(off.since)) + &off.why,
        _ => texts.say(text),
    }
}
