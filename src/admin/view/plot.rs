//! What the last hours' attempts came to: bars for who sees them, and the same as a
//! table for everybody. Kinds differ by pattern as well as by colour.

use super::table::{head, row, time};
use crate::admin::app::App;
use leptos::prelude::*;
use wire::admin::Hour;

/// How an hour's count of one kind is drawn and called.
type Kind = (&'static str, &'static str, fn(&Hour) -> u64);

const KINDS: [Kind; 4] = [
    ("delivered", "Delivered", |hour| hour.delivered),
    ("accepted", "Accepted by a Workflow", |hour| hour.accepted),
    ("delayed", "Delayed", |hour| hour.delayed),
    ("refused", "Refused", |hour| hour.refused),
];

/// In the units of the picture.
const HEIGHT: u64 = 120;
const STEP: usize = 10;
const WIDTH: usize = 8;

pub(super) fn view(app: App) -> impl IntoView + use<> {
    let page = app.page;
    let hours = Memo::new(move |_| page.with(|page| page.hours.clone()));
    view! {
        <section aria-labelledby="hours">
            <h2 id="hours">"Deliveries per hour"</h2>
            {move || hours.with(|hours| plot(hours))}
            {legend()}
            <details>
                <summary>"The same as a table"</summary>
                {move || hours.with(|hours| table(hours))}
            </details>
        </section>
    }
}

fn sum(hour: &Hour) -> u64 {
    KINDS.iter().map(|(_, _, count)| count(hour)).sum()
}

fn plot(hours: &[Hour]) -> impl IntoView + use<> {
    let most = hours.iter().map(sum).max().unwrap_or(0);
    let bars: Vec<_> = hours
        .iter()
        .enumerate()
        .map(|(at, hour)| bar(at, hour, most.max(1)))
        .collect();
    let frame = format!("0 0 {} {HEIGHT}", hours.len().max(1) * STEP);
    let says = match most {
        0 => "In none of the last hours anything was sent.".to_owned(),
        most => format!("The busiest hour has {most}. The table below has each hour."),
    };
    let ends = hours.first().zip(hours.last());
    view! {
        <figure class="plot">
            <figcaption id="plot-says">{says}</figcaption>
            <svg role="img" aria-labelledby="hours plot-says" viewBox=frame preserveAspectRatio="none">
                {patterns()}
                {bars}
            </svg>
            {ends.map(|(first, last)| view! {
                <p class="plot__ends"><span>{time(&first.begins)}</span> <span>{time(&last.begins)}</span></p>
            })}
        </figure>
    }
}

/// One hour: its kinds on each other. What is there is seen, however little it is.
fn bar(at: usize, hour: &Hour, most: u64) -> impl IntoView + use<> {
    let mut top = HEIGHT;
    let parts = KINDS.map(|(kind, _, count)| {
        let count = count(hour);
        let height = (count * HEIGHT / most).max(u64::from(count > 0)).min(top);
        top -= height;
        (count > 0).then(|| {
            let class = format!("plot__bar plot__bar--{kind}");
            view! { <rect class=class x=at * STEP + 1 y=top width=WIDTH height=height /> }
        })
    });
    parts.into_iter().collect_view()
}

/// Where colours are few, these still tell.
fn patterns() -> impl IntoView {
    let pattern = |kind: &'static str, drawn: &'static str| {
        let class = format!("plot__ink plot__ink--{kind}");
        view! {
            <pattern id=format!("plot-{kind}") width="4" height="4" patternUnits="userSpaceOnUse">
                <path class=class d=drawn />
            </pattern>
        }
    };
    view! {
        <defs>
            {pattern("accepted", "M0 1h4M0 3h4")}
            {pattern("delayed", "M1 1h1v1h-1zM3 3h1v1h-1z")}
            {pattern("refused", "M0 0l4 4M4 0l-4 4")}
        </defs>
    }
}

fn legend() -> impl IntoView {
    let each = KINDS.map(|(kind, name, _)| {
        let class = format!("plot__bar plot__bar--{kind}");
        view! {
            <li>
                <svg class="plot__key" aria-hidden="true" viewBox="0 0 12 12"><rect class=class width="12" height="12" /></svg>
                " " {name}
            </li>
        }
    });
    view! { <ul class="plot__legend">{each.into_iter().collect_view()}</ul> }
}

const COLUMNS: [&str; 5] = [
    "Hour",
    "Delivered",
    "Accepted by a Workflow",
    "Delayed",
    "Refused",
];

fn table(hours: &[Hour]) -> impl IntoView + use<> {
    let rows = hours.iter().rev().map(|hour| {
        let counts = KINDS.map(|(_, _, count)| count(hour).into_any());
        let [delivered, accepted, delayed, refused] = counts;
        row(
            &COLUMNS,
            "row",
            [time(&hour.begins), delivered, accepted, delayed, refused],
        )
    });
    view! {
        <table class="cards" role="table" aria-labelledby="hours">
            {head(&COLUMNS)}
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}
