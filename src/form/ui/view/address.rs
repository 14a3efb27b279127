//! The address of a Workflow, where the person names it.

use super::{class, truth};
use crate::{
    form::{
        model::{Address, AddressProblem, ConfigPage, Draft, Msg, Phase, Text},
        ui::{
            dom::Control,
            take_over::{Said, Still, markup},
        },
    },
    lang::Texts,
};
use leptos::prelude::*;

/// The way to a Workflow's link. Its drawings come when a person opens it, and have no words:
/// one of each serves every language.
const STEPS: Still = Still(concat!(
    r#"<summary data-text="how"></summary><ol class="drawn">"#,
    r#"<li><span data-text="how-menu"></span>"#,
    r#"<img src="/workflow-menu.svg" alt="" width="200" height="96" loading="lazy"></li>"#,
    r#"<li><span data-text="how-template"></span>"#,
    r#"<img src="/workflow-template.svg" alt="" width="200" height="96" loading="lazy"></li>"#,
    r#"<li><span data-text="how-copy"></span>"#,
    r#"<img src="/workflow-copy.svg" alt="" width="200" height="96" loading="lazy"></li></ol>"#,
    r#"<a href="https://make.powerautomate.com/galleries/public/templates/d271a6f01c2545a28348d8f2cddf4c8f/""#,
    r#" target="_blank" rel="noopener" data-text="how-open"></a>"#,
));

pub(super) const KEY: &str = "webhook-url";

pub(super) fn view(page: &ConfigPage, texts: Texts) -> impl IntoView + use<> {
    let address = page.draft.address.as_ref();
    let known = address.filter(|_| page.phase != Phase::Connecting);
    let says = known.map(|address| address_says(texts, address));
    let family = address.map(|address| address.family().to_owned());
    let problem = address.and_then(Address::problem);
    let kept = address.is_some_and(|address| address.kept);
    let refused = matches!(problem, Some(AddressProblem::Refused(_)));
    markup! {
        <div id="address" class=class(refused)>
            <label for="webhook-url" data-text="address"></label>
            <input
                id=Still(KEY)
                class="text"
                type="text"
                dir="ltr"
                inputmode="url"
                spellcheck="false"
                autocomplete="off"
                aria-describedby="address-message owner"
                aria-invalid=truth(refused)
                required=!kept
            />
            <p class="field__message" role="status">
                <span id="address-message">{Said(says)}</span><bdi id="family">{Said(family)}</bdi>
            </p>
            <details id="how" inner_html=STEPS></details>
            <p id="owner" class="field__message" data-text="owner"></p>
        </div>
    }
}

pub(super) fn heard(control: &Control, draft: &Draft) -> Option<Msg> {
    other(control, draft).map(|_| Msg::AddressTyped(control.value.clone().into()))
}

pub(super) fn fill(control: &Control, draft: &Draft) {
    if let Some(address) = other(control, draft) {
        control.input.set_value(address.typed.expose());
    }
}

/// The draft's address, where another one is typed; blanks around it are none of it.
fn other<'a>(control: &Control, draft: &'a Draft) -> Option<&'a Address> {
    let address = draft.address.as_ref();
    address.filter(|address| address.typed.expose() != control.value.trim())
}

/// What was repaired, and what the address is.
fn address_says(texts: Texts, address: &Address) -> String {
    let says = texts.say_since(address.says(), address.since());
    if !address.is_repaired() {
        return says;
    }
    [&texts.say(Text::AddressRepaired), " ", &says].concat()
}
