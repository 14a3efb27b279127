//! Shows the status page's state. Decides nothing; every word is `text.rs`'s
//! choice and `src/lang/status`'s wording.

use super::{
    app::App,
    model::{Asker, Msg, Phase, StatusPage},
    reading::Found,
    text::{self, Text},
};
use crate::{
    clock,
    lang::{Notice, Texts},
};
use leptos::{leptos_dom::helpers::document, prelude::*};
use wire::{Connector, Day, Delivery, DeliveryState, HealthState, Outcome};

/// The words in the language in use; what shows one follows a change.
#[derive(Clone, Copy)]
struct Words {
    texts: Texts,
    changed: RwSignal<()>,
}

impl Words {
    fn say(self, text: Text) -> String {
        self.since(text, None)
    }

    fn since(self, text: Text, day: Option<Day>) -> String {
        self.changed.track();
        self.texts.say_since(text, day)
    }

    fn with_time(self, text: Text, time: &str) -> String {
        self.say(text).replace("{time}", &self.time(time))
    }

    fn time(self, rfc3339: &str) -> String {
        self.changed.track();
        let root = document().document_element();
        let language = root.and_then(|root| root.get_attribute("lang"));
        clock::local(rfc3339, &language.unwrap_or_default())
    }
}

/// The page below its heading.
pub fn view(app: App, texts: Texts) -> impl IntoView {
    let words = Words {
        texts,
        changed: app.words,
    };
    let page = app.page;
    // What did not change is not written again: a reader keeps their place.
    let found = Memo::new(move |_| page.with(|page| page.found().cloned()));
    let can_refresh = Memo::new(move |_| page.with(StatusPage::can_refresh));
    let refresh = move |_| app.send(Msg::Asked(Asker::Person));
    view! {
        <h1>{move || found.with(|found| heading(words, found.as_ref()))}</h1>
        <p id="notice" role="status" class=move || page.with(notice_class)>
            {move || page.with(|page| notice(words, page))}
        </p>
        {move || page.with(|page| what_now(words, page.phase))}
        {move || found.with(|found| found.as_ref().map(|found| summary(words, found)))}
        <p class="as-of">
            <button id="refresh" class="button" type="button" hidden=move || !can_refresh.get() on:click=refresh>
                {move || words.say(Text::Refresh)}
            </button>
            <span id="as-of">{move || page.with(|page| as_of(words, page))}</span>
        </p>
        {move || found.with(|found| found.as_ref().map(|found| history(words, found)))}
    }
}

fn heading(words: Words, found: Option<&Found>) -> String {
    found.map_or_else(
        || words.say(Text::Heading),
        |found| found.record.config_name.clone(),
    )
}

fn notice_class(page: &StatusPage) -> &'static str {
    page.notice.as_ref().map_or("notice", Notice::class)
}

fn notice(words: Words, page: &StatusPage) -> String {
    match (page.notice, &page.seen) {
        (Some(Notice::Failure(text)), Some(seen)) => {
            let old = words.with_time(Text::OldShown, &seen.at);
            [&words.say(text), " ", &old].concat()
        }
        (Some(Notice::Failure(text) | Notice::Info(text)), _) => words.say(text),
        (None, _) if matches!(page.phase, Phase::Connecting | Phase::Loading) => {
            words.say(Text::Loading)
        }
        (None, _) => String::new(),
    }
}

fn what_now(words: Words, phase: Phase) -> Option<impl IntoView + use<>> {
    (phase == Phase::Gone).then(|| {
        let sentences = [words.say(Text::Gone), words.say(Text::GoneWhatNow)].join(" ");
        view! { <p id="gone" role="status" class="notice">{sentences}</p> }
    })
}

fn as_of(words: Words, page: &StatusPage) -> Option<String> {
    let seen = page.seen.as_ref()?;
    Some(words.with_time(Text::AsOf, &seen.at))
}

fn summary(words: Words, found: &Found) -> impl IntoView + use<> {
    let record = &found.record;
    let (health, why) = text::health(record);
    let class = match record.health.state {
        HealthState::Unproven => "health",
        HealthState::Ok => "health health--ok",
        HealthState::Failing | HealthState::Disabled => "health health--bad",
    };
    let last = record.health.last_delivered_at.as_deref();
    let last = last.map_or_else(|| words.say(Text::NoneYet), |at| words.time(at));
    let destination = [
        words.say(text::destination(record)),
        record.webhook_host.clone(),
    ];
    view! {
        <p id="health" class=class>
            <strong>{words.say(health)}</strong> " " {words.since(why, record.health.since)} " " {cause(words, record)}
        </p>
        {record.health.quiet_days.map(|days| view! { <p id="quiet" class="notice">{quiet(words, days)}</p> })}
        <dl id="facts" class="facts">
            <dt>{words.say(Text::Notifications)}</dt>
            <dd>{words.say(text::notification_type(record))}</dd>
            <dt>{words.say(Text::Destination)}</dt>
            <dd>{destination.map(|part| view! { <bdi>{part}</bdi> " " }).into_iter().collect_view()}</dd>
            <dt>{words.say(Text::SetUp)}</dt>
            <dd>{words.time(&record.created_at)}</dd>
            <dt>{words.say(Text::LastChange)}</dt>
            <dd>{words.time(&record.updated_at)}</dd>
            <dt>{words.say(Text::LastDelivery)}</dt>
            <dd>{last}</dd>
        </dl>
    }
}

/// Microsoft turns a Workflow off that takes no card for long.
fn quiet(words: Words, days: u64) -> String {
    words.say(Text::Quiet).replace("{days}", &days.to_string())
}

/// Why the health is what it is, where there is something to say.
fn cause(words: Words, record: &Connector) -> Option<impl IntoView + use<>> {
    let reason = record
        .health
        .reason
        .as_ref()
        .filter(|_| !text::is_ended(record))?;
    Some(reason_of(words, record.health.outcome, reason))
}

/// By its code in the reader's language, otherwise in the backend's English.
fn reason_of(words: Words, outcome: Option<Outcome>, sentence: &str) -> AnyView {
    match outcome.and_then(text::outcome) {
        Some(text) => words.say(text).into_any(),
        None => view! { <span lang="en" dir="ltr">{sentence.to_owned()}</span> }.into_any(),
    }
}

fn history(words: Words, found: &Found) -> impl IntoView + use<> {
    let nothing = found.deliveries.is_empty();
    let rows: Vec<_> = found
        .deliveries
        .iter()
        .map(|each| row(words, each))
        .collect();
    let columns = COLUMNS.map(|column| {
        view! { <th role="columnheader" scope="col">{words.say(column)}</th> }
    });
    view! {
        <h2 id="history">{words.say(Text::Deliveries)}</h2>
        {nothing.then(|| view! { <p id="nothing">{words.say(Text::NothingYet)}</p> })}
        // Narrow, the cells stand below each other; the roles stay what they are.
        <table role="table" aria-labelledby="history" hidden=nothing>
            <thead role="rowgroup"><tr role="row">{columns.into_iter().collect_view()}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
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

fn row(words: Words, delivery: &Delivery) -> impl IntoView + use<> {
    let class = match delivery.state {
        DeliveryState::Delivered | DeliveryState::Accepted => "row row--ok",
        DeliveryState::Failed => "row row--bad",
        _ => "row",
    };
    let at = delivery.accepted_at.clone();
    let when = words.time(&at);
    let cell = |column: Text, content: AnyView| {
        view! { <td role="cell" data-column=words.say(column)>{content}</td> }
    };
    let cells = [
        (
            Text::Time,
            view! { <time datetime=at>{when}</time> }.into_any(),
        ),
        (
            Text::Task,
            view! { <bdi>{delivery.task_id.clone().unwrap_or_default()}</bdi> }.into_any(),
        ),
        (Text::Event, words.say(text::kind(delivery.kind)).into_any()),
        (
            Text::State,
            view! { <span class="state">{words.say(text::state(delivery.state))}</span> }
                .into_any(),
        ),
        (Text::Attempts, delivery.attempts.into_any()),
        (Text::Details, details(words, delivery)),
    ];
    let cells = cells.map(|(column, content)| cell(column, content));
    view! { <tr role="row" class=class>{cells.into_iter().collect_view()}</tr> }
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
