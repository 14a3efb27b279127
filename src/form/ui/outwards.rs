//! What follows the state: what the person sees, the host's Save and the host's spinner.

use super::{App, show::Form};
use crate::{
    form::model::ConfigPage,
    teams::{HostError, log},
};
use leptos::prelude::{RenderEffect, With};

/// What the host was told last.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Told {
    ready: bool,
    valid: Option<bool>,
}

impl App {
    /// What the person sees, the host's Save and the host's spinner follow the
    /// state. One effect: each further one weighs a kilobyte.
    pub(super) fn keep_in_step(&self, mut form: Form) -> RenderEffect<Told> {
        let app = self.clone();
        RenderEffect::new(move |before: Option<Told>| {
            app.page.with(|page| {
                form.show(page);
                app.tell_host(page, before.unwrap_or_default())
            })
        })
    }

    fn tell_host(&self, page: &ConfigPage, mut told: Told) -> Told {
        if page.is_ready() && !told.ready {
            told.ready = true;
            log_unheard(self.host.ready());
        }
        // Before that, the start-up lines say whether a choice can be saved.
        let valid = Some(page.can_save());
        if told.ready && !page.is_busy() && told.valid != valid {
            told.valid = valid;
            log_unheard(self.host.set_validity(page.can_save()));
        }
        told
    }
}

/// What the host does not hear, nobody can mend: a developer finds it in the console.
pub(super) fn log_unheard(result: Result<(), HostError>) {
    if let Err(error) = result {
        log(&error);
    }
}
