//! The page behind a card's button: what would be done, and the button that does it.

use super::page;
use super::words::Words;
use crate::card::Language;
use maud::html;
use wire::{Input, MOST_INPUT};

/// What is asked.
pub(crate) struct Act<'a> {
    /// What the button is called.
    pub(crate) title: &'a str,
    /// The task's title.
    pub(crate) task: &'a str,
    /// The configuration's name.
    pub(crate) name: &'a str,
    /// What may be written along.
    pub(crate) input: Option<&'a Input>,
    /// Where the form goes: the link itself.
    pub(crate) action: &'a str,
    /// The value that only this page has.
    pub(crate) press: &'a str,
}

/// The whole document.
pub(crate) fn act(about: &Act<'_>, language: Language) -> String {
    let words = Words::of(language);
    let body = html! {
        dl {
            dt { (words.task) } dd dir="auto" { (about.task) }
            dt { (words.name) } dd dir="auto" { (about.name) }
        }
        p { (words.if_pressed) }
        form method="post" action=(about.action) {
            input type="hidden" name="press" value=(about.press);
            @if let Some(input) = about.input {
                label for="input" dir="auto" { (input.title) }
                textarea id="input" name="input" dir="auto" rows="3" maxlength=(MOST_INPUT)
                    required[input.required] {}
            }
            button type="submit" dir="auto" { (about.title) }
        }
    };
    page(language, about.title, &body)
}
