//! Shows the operators' page's state. Decides nothing.

mod confirm;
mod connectors;
mod letters;
mod overview;
mod plot;
mod senders;
mod table;

use super::{
    app::App,
    model::{AdminPage, Msg, Notice, Trouble},
};
use leptos::prelude::*;

/// The page below its heading.
pub fn view(app: App) -> impl IntoView {
    let page = app.page;
    let open = Memo::new(move |_| page.with(AdminPage::is_open));
    let parts = { move || open.get().then(|| parts(app)) };
    view! {
        <p id="notice" role="status" class=move || page.with(notice_class)>
            {move || page.with(notice)}
        </p>
        {barred(app)}
        {parts}
        {confirm::view(app)}
    }
}

fn parts(app: App) -> impl IntoView + use<> {
    view! {
        {overview::view(app)}
        {plot::view(app)}
        {connectors::view(app)}
        {letters::view(app)}
        {senders::view(app)}
    }
}

fn notice_class(page: &AdminPage) -> &'static str {
    match (&page.barred, &page.notice) {
        (Some(Trouble::SignedOut(word)), _) if word.is_empty() => "notice",
        (Some(_), _) | (None, Some(Notice::Failed(_))) => "notice notice--failure",
        _ => "notice",
    }
}

fn notice(page: &AdminPage) -> String {
    match (&page.barred, &page.notice) {
        (Some(trouble), _) => trouble.sentence(),
        (None, Some(Notice::Done(told) | Notice::Failed(told))) => told.clone(),
        (None, None) if !page.is_open() => "Reading what this server does…".into(),
        (None, None) => String::new(),
    }
}

/// What there is to do where nothing is shown.
fn barred(app: App) -> impl IntoView {
    let page = app.page;
    let offered =
        Memo::new(move |_| page.with(|page| page.barred.as_ref().map(Trouble::wants_sign_in)));
    move || {
        offered.get().map(|signs_in| {
            let (id, label) = match signs_in {
                true => ("sign-in", "Sign in"),
                false => ("again", "Refresh"),
            };
            let press = move |_| match signs_in {
                true => app.sign_in(),
                false => app.send(Msg::Begun),
            };
            view! { <p><button id=id class="button" type="button" on:click=press>{label}</button></p> }
        })
    }
}
