//! Dead letters: what was given up, why, and sent again one by one or as they are shown.

use super::table::{head, pager, row, time, word};
use crate::admin::{
    app::App,
    model::{Change, Msg, Read},
};
use leptos::prelude::*;
use wire::DeliveryKind;
use wire::admin::{DeadLetter, DeadLetters};

const COLUMNS: [&str; 6] = ["Time", "Connector", "Task", "Event", "Reason", "Do"];

pub(super) fn view(app: App) -> impl IntoView {
    let page = app.page;
    let found = Memo::new(move |_| page.with(|page| page.letters.clone()));
    let rows = { move || found.with(|found| found.as_ref().map(|found| table(app, found))) };
    view! {
        <section aria-labelledby="letters">
            <h2 id="letters">"Dead letters"</h2>
            {rows}
            {pager(app, Read::Letters, |page| page.letters.as_ref()?.next.clone())}
        </section>
    }
}

fn table(app: App, found: &DeadLetters) -> impl IntoView + use<> {
    let can = found
        .dead_letters
        .iter()
        .filter(|each| each.can_be_replayed);
    let ids: Vec<String> = can.map(|each| each.id.clone()).collect();
    let (nothing, some) = (found.dead_letters.is_empty(), ids.len() > 1);
    let rows: Vec<_> = found
        .dead_letters
        .iter()
        .map(|each| line(app, each))
        .collect();
    let all = move |_| app.send(Msg::Asked(Change::Replay(ids.clone())));
    view! {
        <p id="no-letters" hidden=!nothing>"Nothing was given up."</p>
        <p class="pager" hidden=!some>
            <button id="replay-all" class="button" type="button" on:click=all>"Send all of these again"</button>
        </p>
        <table id="dead" class="cards" role="table" aria-labelledby="letters" hidden=nothing>
            {head(&COLUMNS)}
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn line(app: App, letter: &DeadLetter) -> AnyView {
    let kind = match letter.kind {
        DeliveryKind::Created => "New task",
        DeliveryKind::Updated => "Changed task",
        DeliveryKind::Configured => "Settings saved",
    };
    let tries = match letter.attempts {
        1 => "1 attempt".to_owned(),
        count => format!("{count} attempts"),
    };
    let reason = view! { {letter.reason.clone()} <span class="more">{tries}</span> };
    let cells = [
        time(&letter.created_at),
        word(Some(letter.connector.clone())),
        word(letter.task_id.clone()),
        kind.into_any(),
        reason.into_any(),
        button(app, letter),
    ];
    row(&COLUMNS, "row row--bad", cells)
}

fn button(app: App, letter: &DeadLetter) -> AnyView {
    if !letter.can_be_replayed {
        return view! { <span class="more">"Its channel is off"</span> }.into_any();
    }
    let id = letter.id.clone();
    let again = move |_| app.send(Msg::Asked(Change::Replay(vec![id.clone()])));
    let label = format!("Send again to {}", letter.connector);
    view! {
        <button id=format!("replay-{}", letter.id) class="button" type="button" aria-label=label on:click=again>"Send again"</button>
    }
    .into_any()
}
