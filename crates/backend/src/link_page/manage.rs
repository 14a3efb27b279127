//! The page about one connector: what it sends, and the button that stops it.

use super::page;
use super::words::Words;
use crate::card::Language;
use crate::clock::{Millis, SECOND};
use crate::stopper::Stopper;
use maud::{Markup, html};
use time::OffsetDateTime;
use wire::{HealthState, NotificationType};

/// What is configured. No address, no id.
pub(crate) struct Manage<'a> {
    pub(crate) name: &'a str,
    pub(crate) sends: Option<NotificationType>,
    pub(crate) made_at: Millis,
    pub(crate) last_card_at: Option<Millis>,
    pub(crate) state: HealthState,
    pub(crate) stopper: Option<Stopper>,
    /// Where the form goes: the link itself.
    pub(crate) action: &'a str,
    /// The value that only this page has; without it there is nothing to press.
    pub(crate) press: Option<&'a str>,
}

/// The whole document.
pub(crate) fn manage(about: &Manage<'_>, language: Language) -> String {
    let words = Words::of(language);
    let body = html! {
        (facts(about, words, language))
        @if let Some(stopper) = about.stopper {
            p { (stopper.sentence_in(language)) }
        }
        p { (words.to_change) }
        @if let Some(press) = about.press {
            p { (words.if_stopped) }
            form method="post" action=(about.action) {
                input type="hidden" name="press" value=(press);
                button type="submit" { (words.stop) }
            }
        }
    };
    page(language, words.manage, &body)
}

fn facts(about: &Manage<'_>, words: &Words, language: Language) -> Markup {
    let last = match about.last_card_at {
        Some(at) => day(at, language),
        None => words.no_card.to_owned(),
    };
    html! {
        dl {
            dt { (words.name) } dd dir="auto" { (about.name) }
            @if let Some(sends) = about.sends {
                dt { (words.sends) } dd { (words.choice(sends)) }
            }
            dt { (words.state) } dd { (words.health(about.state)) }
            dt { (words.last_card) } dd { (last) }
            dt { (words.made) } dd { (day(about.made_at, language)) }
        }
    }
}

/// The day in UTC.
fn day(at: Millis, language: Language) -> String {
    let at = OffsetDateTime::from_unix_timestamp(at / SECOND);
    at.map_or_else(|_| String::new(), |at| language.day(at.date()))
}
