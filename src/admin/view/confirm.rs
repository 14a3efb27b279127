//! Asks before a connector is removed: a dialog, which keeps the focus inside and gives
//! it back.

use crate::admin::{
    app::App,
    dom::close,
    model::{Change, Msg},
};
use leptos::prelude::*;

pub(super) fn view(app: App) -> impl IntoView {
    let page = app.page;
    let leaving = Memo::new(move |_| page.with(|page| page.leaving.clone()));
    let asks = move || {
        leaving.with(|leaving| {
            leaving.as_ref().map(|listed| {
                format!(
                    "Remove {} ({}) with its queue and history? Its settings page in Teams will \
                     have to be filled in again.",
                    listed.name, listed.id
                )
            })
        })
    };
    let remove = move |_| {
        close("confirm");
        if let Some(listed) = leaving.get_untracked() {
            app.send(Msg::Asked(Change::Remove(listed)));
        }
    };
    let keep = move |_| {
        close("confirm");
        app.send(Msg::Stays);
    };
    view! {
        <dialog id="confirm" aria-labelledby="confirm-asks" on:cancel=move |_: leptos::ev::Event| app.send(Msg::Stays)>
            <p id="confirm-asks">{asks}</p>
            <p class="pager">
                <button id="confirm-keep" class="button" type="button" on:click=keep>"Keep it"</button>
                <button id="confirm-remove" class="button" type="button" on:click=remove>"Remove it"</button>
            </p>
        </dialog>
    }
}
