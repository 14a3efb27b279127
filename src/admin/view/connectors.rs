//! Connectors of every tenant: looked for, and each with what can be done to it.

use super::table::{head, pager, row, time, word};
use crate::admin::{
    app::App,
    dom::{ask, typed},
    model::{Change, Msg, Read},
};
use leptos::{ev::SubmitEvent, prelude::*};
use wire::admin::{Inventory, Listed, StoppedBy};
use wire::{Destination, HealthState, NotificationType};

const COLUMNS: [&str; 7] = [
    "Name",
    "State",
    "Tenant",
    "Set up by",
    "Last card",
    "Waiting",
    "Do",
];

/// A state's code and word; the first is for all.
const STATES: [(&str, &str); 5] = [
    ("", "Every state"),
    ("ok", "Cards arrive"),
    ("unproven", "Nothing sent yet"),
    ("failing", "Failing"),
    ("disabled", "Off"),
];

pub(super) fn view(app: App) -> impl IntoView {
    let page = app.page;
    let found = Memo::new(move |_| page.with(|page| page.connectors.clone()));
    let rows = { move || found.with(|found| found.as_ref().map(|found| table(app, found))) };
    view! {
        <section aria-labelledby="connectors">
            <h2 id="connectors">"Connectors"</h2>
            {search(app)}
            {rows}
            {pager(app, Read::Connectors, |page| page.connectors.as_ref()?.next.clone())}
        </section>
    }
}

fn search(app: App) -> impl IntoView {
    let state = RwSignal::new(String::new());
    let sought = move |event: SubmitEvent| {
        event.prevent_default();
        app.send(Msg::Sought {
            text: typed("search"),
            state: state.get_untracked(),
        });
    };
    let options = STATES.map(|(code, name)| view! { <option value=code>{name}</option> });
    view! {
        <form role="search" class="search" on:submit=sought>
            <label for="search">"Name, host, tenant or id"</label>
            <input id="search" class="text" type="search" maxlength="128" autocomplete="off" />
            <label for="state">"State"</label>
            <select id="state" class="text" on:change=move |event| state.set(event_target_value(&event))>
                {options.into_iter().collect_view()}
            </select>
            <button id="seek" class="button" type="submit">"Search"</button>
        </form>
    }
}

fn table(app: App, found: &Inventory) -> impl IntoView + use<> {
    let total = match found.total {
        0 => "No connector fits.".to_owned(),
        1 => "1 connector fits.".to_owned(),
        total => format!("{total} connectors fit."),
    };
    let nothing = found.connectors.is_empty();
    let rows: Vec<_> = found
        .connectors
        .iter()
        .map(|each| line(app, each))
        .collect();
    view! {
        <p id="total" role="status">{total}</p>
        <table id="list" class="cards" role="table" aria-labelledby="connectors" hidden=nothing>
            {head(&COLUMNS)}
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn line(app: App, listed: &Listed) -> AnyView {
    let class = match listed.state {
        HealthState::Ok => "row row--ok",
        HealthState::Failing | HealthState::Disabled => "row row--bad",
        HealthState::Unproven => "row",
    };
    let last = listed.last_card.as_deref();
    let last = last.map_or_else(|| "Never".into_any(), time);
    let cells = [
        name(listed),
        state(listed),
        word(listed.tenant.clone()),
        maker(listed),
        last,
        listed.waiting.into_any(),
        buttons(app, listed),
    ];
    row(&COLUMNS, class, cells)
}

fn name(listed: &Listed) -> AnyView {
    let kind = match listed.notification_type {
        NotificationType::Create => "new tasks",
        NotificationType::Update => "changed tasks",
        NotificationType::All => "new and changed tasks",
    };
    let place = match listed.destination {
        Destination::Connector => "connector",
        Destination::Workflow => "Workflow",
    };
    let more = format!("{} · {kind} · {place} at {}", listed.id, listed.host);
    view! { <strong><bdi>{listed.name.clone()}</bdi></strong><span class="more">{more}</span> }
        .into_any()
}

fn state(listed: &Listed) -> AnyView {
    let code = listed.state.code();
    let mut words = STATES.iter().filter(|(each, _)| *each == code);
    let word = words.next().map_or(code, |(_, word)| word);
    let by = listed.stopped_by.map(|by| match by {
        StoppedBy::Card => "by a card’s link",
        StoppedBy::Operator => "by an operator",
    });
    let why = by.map(str::to_owned).or_else(|| listed.reason.clone());
    view! { <span class="state">{word}</span><span class="more">{why}</span> }.into_any()
}

/// Who saved it last by name, and whoever made it by id.
fn maker(listed: &Listed) -> AnyView {
    let id = listed.creator.clone().or_else(|| listed.changed_by.clone());
    let made = time(&listed.made);
    view! {
        <bdi>{listed.changer_name.clone()}</bdi>
        <span class="more"><bdi>{id}</bdi> " " {made}</span>
    }
    .into_any()
}

fn buttons(app: App, listed: &Listed) -> AnyView {
    let off = listed.state == HealthState::Disabled;
    let (switched, leaving) = (listed.clone(), listed.clone());
    let switch = move |_| {
        let listed = switched.clone();
        app.send(Msg::Asked(match off {
            true => Change::Enable(listed),
            false => Change::Disable(listed),
        }));
    };
    let remove = move |_| {
        app.send(Msg::Leaves(leaving.clone()));
        ask("confirm");
    };
    let verb = if off { "Enable" } else { "Disable" };
    let of = |verb: &str| format!("{verb} {}", listed.name);
    view! {
        <button id=format!("switch-{}", listed.row) class="button" type="button" aria-label=of(verb) on:click=switch>{verb}</button>
        " "
        <button id=format!("remove-{}", listed.row) class="button" type="button" aria-label=of("Remove") on:click=remove>"Remove"</button>
    }
    .into_any()
}
