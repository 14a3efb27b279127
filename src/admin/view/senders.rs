//! Systems that report events: listed, added with a token that is shown once, revoked.

use super::table::{head, pager, row, time, word};
use crate::admin::{
    app::App,
    dom::{empty, focus, typed},
    model::{Change, Msg, Read},
};
use leptos::{ev::SubmitEvent, prelude::*};
use wire::admin::{NewSender, Sender, Senders};

const COLUMNS: [&str; 4] = ["Name", "Tenant", "Made", "Do"];

pub(super) fn view(app: App) -> impl IntoView {
    let page = app.page;
    let found = Memo::new(move |_| page.with(|page| page.senders.clone()));
    let rows = { move || found.with(|found| found.as_ref().map(|found| table(app, found))) };
    view! {
        <section aria-labelledby="senders">
            <h2 id="senders">"Senders of events"</h2>
            {rows}
            {pager(app, Read::Senders, |page| page.senders.as_ref()?.next.clone())}
            {made(app)}
            {form(app)}
        </section>
    }
}

fn table(app: App, found: &Senders) -> impl IntoView + use<> {
    let nothing = found.senders.is_empty();
    let rows: Vec<_> = found.senders.iter().map(|each| line(app, each)).collect();
    view! {
        <p id="no-senders" hidden=!nothing>"No sender has a token of its own."</p>
        <table id="systems" class="cards" role="table" aria-labelledby="senders" hidden=nothing>
            {head(&COLUMNS)}
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn line(app: App, sender: &Sender) -> AnyView {
    let topics: Vec<&str> = sender.topics.iter().map(wire::Topic::as_str).collect();
    let topics = (!topics.is_empty()).then(|| format!("about {}", topics.join(", ")));
    let name = view! { <bdi>{sender.name.clone()}</bdi><span class="more">{topics}</span> };
    let tenant = match &sender.tenant {
        Some(tenant) => word(Some(tenant.clone())),
        None => "Every tenant".into_any(),
    };
    let cells = [
        name.into_any(),
        tenant,
        time(&sender.made),
        button(app, sender),
    ];
    row(&COLUMNS, "row", cells)
}

fn button(app: App, sender: &Sender) -> AnyView {
    let name = sender.name.clone();
    let revoke = move |_| app.send(Msg::Asked(Change::Revoke(name.clone())));
    let (id, label) = (
        format!("revoke-{}", sender.name),
        format!("Revoke {}", sender.name),
    );
    view! { <button id=id class="button" type="button" aria-label=label on:click=revoke>"Revoke"</button> }
        .into_any()
}

/// The token, until it has been put away.
fn made(app: App) -> impl IntoView {
    let page = app.page;
    let made = Memo::new(move |_| page.with(|page| page.made.clone()));
    move || {
        made.with(|made| {
            made.as_ref().map(|made| {
                let label = format!("Token of {}", made.name);
                let away = move |_| {
                    app.send(Msg::PutAway);
                    focus("sender-name");
                };
                view! {
                    <div class="field made">
                        <label for="token">{label}</label>
                        <input id="token" class="text" readonly autocomplete="off" spellcheck="false" value=made.token.expose().to_owned() />
                        <button id="put-away" class="button" type="button" on:click=away>"I’ve copied it"</button>
                    </div>
                }
            })
        })
    }
}

fn form(app: App) -> impl IntoView {
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let tenant = typed("sender-tenant").trim().to_owned();
        app.send(Msg::Asked(Change::AddSender(NewSender {
            name: typed("sender-name").trim().to_owned(),
            tenant: Some(tenant).filter(|tenant| !tenant.is_empty()),
            topics: Vec::new(),
        })));
        empty("sender-name");
        empty("sender-tenant");
    };
    view! {
        <form class="search" on:submit=add>
            <label for="sender-name">"New sender’s name"</label>
            <input id="sender-name" class="text" required maxlength="64" autocomplete="off" />
            <label for="sender-tenant">"Its only tenant, if it has one"</label>
            <input id="sender-tenant" class="text" maxlength="64" autocomplete="off" />
            <button id="add-sender" class="button" type="submit">"Add"</button>
        </form>
    }
}
