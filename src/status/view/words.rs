//! The words in the language in use; what shows one follows a change of it, and what shows
//! how long ago something was follows the time.

use super::super::{app, model::StatusPage, text::Text};
use crate::{
    clock::{self, Told},
    lang::Texts,
};
use leptos::prelude::*;
use wire::Day;

/// How the page says things.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) texts: Texts,
    pub(super) changed: RwSignal<()>,
    /// When the page was read last.
    pub(super) now: Memo<String>,
    /// Whether times are told exactly.
    pub(super) exact: RwSignal<bool>,
}

/// What somebody is called, apart from the words around it: its direction is its own.
pub(super) fn isolated(name: &str) -> String {
    ["\u{2068}", name, "\u{2069}"].concat()
}

impl Words {
    pub(super) fn say(self, text: Text) -> String {
        self.since(text, None)
    }

    /// What says a text, for a view: of one type, so that the program has one for all.
    pub(super) fn text(self, text: Text) -> impl Fn() -> String + Copy {
        move || self.say(text)
    }

    /// The same for what a page's state says.
    pub(super) fn of(
        self,
        page: RwSignal<StatusPage>,
        says: fn(Self, &StatusPage) -> String,
    ) -> impl Fn() -> String + Copy {
        move || page.with(|page| says(self, page))
    }

    pub(super) fn since(self, text: Text, day: Option<Day>) -> String {
        self.changed.track();
        self.texts.say_since(text, day)
    }

    /// A sentence with a time in it, exact to the minute.
    pub(super) fn with_time(self, text: Text, time: &str) -> String {
        self.say(text)
            .replace("{time}", &self.exactly(time, Told::Minute))
    }

    /// The same with somebody's name.
    pub(super) fn by(self, text: Text, time: &str, name: &str) -> String {
        self.with_time(text, time)
            .replace("{name}", &isolated(name))
    }

    pub(super) fn exactly(self, rfc3339: &str, told: Told) -> String {
        clock::local(rfc3339, &self.language(), told)
    }

    fn ago(self, rfc3339: &str) -> String {
        self.now
            .with(|now| clock::ago(rfc3339, now, &self.language()))
    }

    fn language(self) -> String {
        self.changed.track();
        app::language()
    }

    /// How long ago something was, and exactly when: on demand for all, and for a pointer.
    pub(super) fn moment(self, rfc3339: String, told: Told) -> impl IntoView {
        let exactly = {
            let at = rfc3339.clone();
            move || self.exactly(&at, told)
        };
        let title = exactly.clone();
        let at = rfc3339.clone();
        let says = move || match self.exact.get() {
            true => exactly(),
            false => self.ago(&at),
        };
        view! { <time datetime=rfc3339 title=title>{says}</time> }
    }
}
