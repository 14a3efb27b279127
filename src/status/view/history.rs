//! What became of the last tasks: a table whose rows stay while what they say does not
//! change, so that nobody who is in one loses their place.

use super::super::{
    app::App,
    model::{Deed, Msg},
    reading::Found,
    text::{self, Text},
};
use super::{health::reason_of, words::Words};
use crate::clock::Told;
use leptos::{leptos_dom::helpers::document, prelude::*};
use wasm_bindgen::JsCast;
use wire::{Delivery, DeliveryState, HealthState};

/// A delivery as its row shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    delivery: Delivery,
    told: Told,
    /// Whether it can be sent again from here.
    again: bool,
}

impl Row {
    /// Equal for rows that say the same.
    fn key(&self) -> String {
        let each = &self.delivery;
        let next = each.next_attempt_at.as_deref().unwrap_or_default();
        let attempts = each.attempts.to_string();
        let told = if self.told == Told::Second { "s" } else { "" };
        let again = if self.again { "a" } else { "" };
        [
            &each.event_id,
            each.state.code(),
            &attempts,
            next,
            told,
            again,
        ]
        .join(" ")
    }
}

pub(super) fn view(app: &App, words: Words, found: Memo<Option<Found>>) -> impl IntoView + use<> {
    let rows = Memo::new(move |_| found.with(|found| found.as_ref().map(rows)));
    let nothing = move || rows.with(|rows| rows.as_ref().is_some_and(Vec::is_empty));
    let unread = Memo::new(move |_| rows.with(Option::is_none));
    let empty = Memo::new(move |_| unread.get() || nothing());
    let columns = COLUMNS.map(|column| {
        view! { <th role="columnheader" scope="col">{words.text(column)}</th> }
    });
    let app = StoredValue::new_local(app.clone());
    let press = move |_| words.exact.update(|exact| *exact = !*exact);
    view! {
        <div class="head" hidden=move || unread.get()>
            <h2 id="history" tabindex="-1">{words.text(Text::Deliveries)}</h2>
            <button id="exact" class="button" type="button" aria-pressed=move || words.exact.get().to_string() hidden=move || empty.get() on:click=press>
                {words.text(Text::Exact)}
            </button>
        </div>
        {move || nothing().then(|| view! { <p id="nothing">{words.say(Text::NothingYet)}</p> })}
        // Narrow, the cells stand below each other; the roles stay what they are.
        <table class="cards" role="table" aria-labelledby="history" hidden=move || empty.get()>
            <thead role="rowgroup"><tr role="row">{columns.into_iter().collect_view()}</tr></thead>
            <tbody role="rowgroup">
                <For each=move || rows.get().unwrap_or_default() key=Row::key children=move |each| row(app, words, each) />
            </tbody>
        </table>
    }
}

const COLUMNS: [Text; 6] = [
    Text::Time,
    Text::Task,
    Text::Event,
    Text::State,
    Text::Attempts,
    Text::Details,
];

/// Times that would look the same are told to the second.
fn rows(found: &Found) -> Vec<Row> {
    let record = &found.record;
    let on = !record.read_only && record.health.state != HealthState::Disabled;
    let minute = |each: &Delivery| each.accepted_at.get(..16).unwrap_or_default().to_owned();
    let alone = |each: &Delivery| {
        let same = |other: &&Delivery| minute(other) == minute(each);
        found.deliveries.iter().filter(same).count() == 1
    };
    let row = |each: &Delivery| Row {
        told: match alone(each) {
            true => Told::Minute,
            false => Told::Second,
        },
        again: on && matches!(each.state, DeliveryState::Failed | DeliveryState::Skipped),
        delivery: each.clone(),
    };
    found.deliveries.iter().map(row).collect()
}

fn row(app: StoredValue<App, LocalStorage>, words: Words, row: Row) -> impl IntoView + use<> {
    let Row {
        delivery,
        told,
        again,
    } = row;
    let class = match delivery.state {
        DeliveryState::Delivered | DeliveryState::Accepted => "row row--ok",
        DeliveryState::Failed => "row row--bad",
        _ => "row",
    };
    let (kind, state, attempts) = (delivery.kind, delivery.state, delivery.attempts);
    let time = words.moment(delivery.accepted_at.clone(), told).into_any();
    let again = again.then(|| resend(app, words, delivery.event_id.clone()));
    let cells = [
        (Text::Time, time),
        (Text::Task, task(&delivery)),
        (
            Text::Event,
            (move || words.say(text::kind(kind))).into_any(),
        ),
        (
            Text::State,
            view! { <span class="state">{words.text(text::state(state))}</span> }.into_any(),
        ),
        (Text::Attempts, attempts.into_any()),
        (
            Text::Details,
            view! { <div>{move || details(words, &delivery)} " " {again}</div> }.into_any(),
        ),
    ];
    let cells = cells.map(|(column, content)| {
        view! { <td role="cell" data-column=words.text(column)>{content}</td> }
    });
    view! { <tr role="row" class=class>{cells.into_iter().collect_view()}</tr> }
}

/// By its title, which leads to it where it may; by its id where nobody said more.
fn task(delivery: &Delivery) -> AnyView {
    let title = delivery
        .task_title
        .as_ref()
        .filter(|title| !title.is_empty());
    let title = title.or(delivery.task_id.as_ref()).cloned();
    let title = title.unwrap_or_default();
    match delivery.task_url.clone() {
        Some(url) => {
            view! { <bdi><a href=url target="_blank" rel="noopener noreferrer">{title}</a></bdi> }
                .into_any()
        }
        None => view! { <bdi>{title}</bdi> }.into_any(),
    }
}

/// The row is about to change, and its button goes with it: who pressed it goes on at the
/// table's heading.
fn resend(
    app: StoredValue<App, LocalStorage>,
    words: Words,
    event_id: String,
) -> impl IntoView + use<> {
    let press = move |_| {
        app.with_value(|app| app.send(Msg::Wanted(Deed::Resend(event_id.clone()))));
        let heading = document().get_element_by_id("history");
        let heading = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(heading) = heading {
            let _ = heading.focus();
        }
    };
    view! {
        <button class="button button--row" type="button" on:click=press>{words.text(Text::Resend)}</button>
    }
}

fn details(words: Words, delivery: &Delivery) -> AnyView {
    let reason = match delivery.state {
        // The state says it all.
        DeliveryState::Delivered | DeliveryState::Sending => None,
        DeliveryState::NotWanted => Some(words.say(Text::WhyNotWanted).into_any()),
        // Waits for its first attempt.
        DeliveryState::Queued if delivery.attempts == 0 => None,
        _ => Some(reason_of(words, delivery.outcome, &delivery.reason)),
    };
    let next = delivery.next_attempt_at.as_deref();
    let next = next.map(|at| words.with_time(Text::NextAttempt, at));
    view! { {reason} " " {next} }.into_any()
}
