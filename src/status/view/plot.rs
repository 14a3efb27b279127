//! The last days as a picture: what was sent stands above the line, what was not hangs below
//! it, so that nothing depends on colours. The same in numbers is one press away.

use super::super::{reading::Found, text::Text};
use super::words::Words;
use crate::clock::Told;
use leptos::prelude::*;
use wire::DeliveryDay;

/// Room of a day, and of the bar in it.
const STEP: u32 = 20;
const WIDE: u32 = 12;
/// The highest bar above the line, and below it. Whole numbers: to write others, the program
/// would carry what weighs a third of it.
const UP: u32 = 48;
const DOWN: u32 = 24;

pub(super) fn view(words: Words, found: Memo<Option<Found>>) -> impl IntoView {
    let days = Memo::new(move |_| {
        let days = found.with(|found| found.as_ref().map(|found| found.days.clone()));
        days.filter(|days| days.iter().any(|day| day.sent + day.unsent > 0))
    });
    move || days.with(|days| days.as_ref().map(|days| plot(words, days)))
}

fn plot(words: Words, days: &[DeliveryDay]) -> impl IntoView + use<> {
    let most = days.iter().map(|day| day.sent.max(day.unsent)).max();
    let most = most.unwrap_or(1);
    let bars: Vec<_> = (0..)
        .zip(days)
        .map(|(at, day)| bars(at, day, most))
        .collect();
    let rows: Vec<_> = days.iter().map(|day| row(words, day)).collect();
    let sum = |count: fn(&DeliveryDay) -> u64| days.iter().map(count).sum::<u64>().to_string();
    let sums = words
        .say(Text::Sums)
        .replace("{sent}", &sum(|day| day.sent))
        .replace("{unsent}", &sum(|day| day.unsent));
    let columns = [Text::Day, Text::Sent, Text::Unsent].map(|column| {
        view! { <th scope="col">{words.say(column)}</th> }
    });
    let wide = (days.len() as u32 * STEP).to_string();
    let end = wide.clone();
    let high = (UP + DOWN).to_string();
    let room = ["0 0 ", &wide, " ", &high].concat();
    view! {
        <figure id="plot" class="plot">
            <figcaption><strong>{words.say(Text::Days)}</strong> " " {sums}</figcaption>
            <svg aria-hidden="true" viewBox=room width=wide height=high>
                {bars}
                <line class="line" x1="0" x2=end y1=UP y2=UP />
            </svg>
            <details>
                <summary>{words.say(Text::AsTable)}</summary>
                <table class="days">
                    <thead><tr>{columns.into_iter().collect_view()}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
}

/// What is there is seen, however little.
fn tall(count: u64, most: u64, room: u32) -> u32 {
    match count {
        0 => 0,
        count => ((count * u64::from(room)).div_ceil(most) as u32).max(2),
    }
}

fn bars(at: u32, day: &DeliveryDay, most: u64) -> impl IntoView + use<> {
    let x = at * STEP + (STEP - WIDE) / 2;
    let (up, down) = (tall(day.sent, most, UP), tall(day.unsent, most, DOWN));
    view! {
        <rect class="sent" x=x y=UP - up width=WIDE height=up />
        <rect class="unsent" x=x y=UP width=WIDE height=down />
    }
}

fn row(words: Words, day: &DeliveryDay) -> impl IntoView + use<> {
    // Noon is in that day wherever the reader is, by their own calendar.
    let noon = day.day.to_string() + "T12:00";
    view! {
        <tr>
            <th scope="row">{words.exactly(&noon, Told::Day)}</th>
            <td>{day.sent}</td>
            <td>{day.unsent}</td>
        </tr>
    }
}
