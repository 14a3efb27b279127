//! What the lists share: a table that is a list of cards where it is narrow, times, and
//! the buttons that turn its pages.

use crate::{
    admin::{
        app::App,
        model::{AdminPage, Msg, Paging, Read},
    },
    clock::{self, Told},
};
use leptos::prelude::*;

/// A time on the reader's clock.
pub(super) fn time(at: &str) -> AnyView {
    let shown = clock::local(at, "en", Told::Minute);
    view! { <time datetime=at.to_owned()>{shown}</time> }.into_any()
}

/// The head of a table; narrow, it is only heard.
pub(super) fn head(columns: &'static [&'static str]) -> impl IntoView {
    let cells = columns
        .iter()
        .map(|column| view! { <th role="columnheader" scope="col">{*column}</th> });
    view! { <thead role="rowgroup"><tr role="row">{cells.collect_view()}</tr></thead> }
}

/// One row; each cell says its column where the head is not seen.
pub(super) fn row<const N: usize>(
    columns: &'static [&'static str; N],
    class: &'static str,
    cells: [AnyView; N],
) -> AnyView {
    let cells = columns.iter().zip(cells);
    let cells = cells.map(|(column, cell)| {
        view! { <td role="cell" data-column=*column><div class="cell">{cell}</div></td> }
    });
    view! { <tr role="row" class=class>{cells.collect_view()}</tr> }.into_any()
}

/// Somebody's word, which runs its own way.
pub(super) fn word(text: Option<String>) -> AnyView {
    view! { <bdi>{text.unwrap_or_default()}</bdi> }.into_any()
}

/// The buttons below a list of several pages.
pub(super) fn pager(
    app: App,
    read: Read,
    next: fn(&AdminPage) -> Option<String>,
) -> impl IntoView + use<> {
    let page = app.page;
    let number = Memo::new(move |_| page.with(|page| page.lists.page(read)));
    let next = Memo::new(move |_| page.with(next));
    let id = move |end: &str| format!("{end}-{}", name(read));
    let on = move |_| {
        if let Some(next) = next.get_untracked() {
            app.send(Msg::Turned(read, Paging::On(next)));
        }
    };
    let back = move |_| app.send(Msg::Turned(read, Paging::Back));
    view! {
        <p class="pager" hidden=move || number.get() == 1 && next.get().is_none()>
            <button id=id("back") class="button" type="button" disabled=move || number.get() == 1 on:click=back>"Previous page"</button>
            <span>"Page " {move || number.get()}</span>
            <button id=id("next") class="button" type="button" disabled=move || next.get().is_none() on:click=on>"Next page"</button>
        </p>
    }
}

fn name(read: Read) -> &'static str {
    match read {
        Read::Connectors => "connectors",
        Read::Letters => "letters",
        Read::Senders => "senders",
        Read::Overview | Read::Hours => "none",
    }
}
