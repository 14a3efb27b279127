//! The page's state becomes what the person sees. Only pushes outwards.

use super::{
    dom::{Shell, set},
    take_over::{Shown, markup_of, take_over},
    view,
};
use crate::{form::model::ConfigPage, lang::Texts};

/// The form's markup in its three parts, each by the id of its first element, of a page
/// that has just begun. Only for the build: a browser has it in its document.
#[must_use]
pub fn markup(begun: &ConfigPage) -> [(&'static str, String); 3] {
    [
        (FIELDS, markup_of(begun, view::fields)),
        (TRIAL, markup_of(begun, view::trial::view)),
        (NOTICE, markup_of(begun, view::notice::view)),
    ]
}

/// The scripts between the parts are the document's.
const FIELDS: &str = "fields";
const TRIAL: &str = "trial";
const NOTICE: &str = "bar";

/// The form as it is shown.
pub(super) struct Form {
    shell: Shell,
    parts: [Shown; 3],
}

impl Form {
    /// Takes over the markup of a page that has just begun; `None` when it is not there.
    pub(super) fn take_over(shell: &Shell, begun: &ConfigPage, texts: Texts) -> Option<Self> {
        let fields = take_over(&shell.element(FIELDS)?, begun, texts, view::fields);
        let trial = take_over(&shell.element(TRIAL)?, begun, texts, view::trial::view);
        let notice = take_over(&shell.element(NOTICE)?, begun, texts, view::notice::view);
        Some(Self {
            shell: shell.clone(),
            parts: [fields, trial, notice],
        })
    }

    /// Shows the whole state. What is there already is not touched.
    pub(super) fn show(&mut self, page: &ConfigPage) {
        let Self { shell, parts } = self;
        set(&shell.root, "data-phase", page.phase.name());
        if page.draft.address.is_some() {
            // A connector's form asks for an address once its own has ended.
            set(&shell.root, "data-destination", "workflow");
        }
        shell
            .controls()
            .for_each(|control| view::fill(&control, page));
        let focused = shell.focused();
        parts.iter_mut().for_each(|show| show(page));
        shell.refocus(focused.as_ref());
    }
}
