//! Shows the status page's state. Decides nothing; every word is `text.rs`'s
//! choice and `src/lang/status`'s wording.

mod health;
mod history;
mod plot;
mod words;

use super::{
    app::App,
    model::{Asker, Msg, Phase, StatusPage},
    text::{self, Text},
};
use crate::{
    clock::Told,
    lang::{Notice, Texts},
};
use leptos::prelude::*;
use wire::Connector;
use words::Words;

/// The page below its heading.
pub fn view(app: App, texts: Texts) -> impl IntoView {
    let page = app.page;
    let words = Words {
        texts,
        changed: app.words,
        now: Memo::new(move |_| page.with(|page| read_at(page).unwrap_or_default())),
        exact: RwSignal::new(false),
    };
    // What did not change is not written again: a reader keeps their place.
    let found = Memo::new(move |_| page.with(|page| page.found().cloned()));
    let record =
        Memo::new(move |_| found.with(|found| found.as_ref().map(|found| found.record.clone())));
    let can_refresh = Memo::new(move |_| page.with(StatusPage::can_refresh));
    let deeds = health::deeds(&app, words, found);
    let history = history::view(&app, words, found);
    let refresh = move |_| app.send(Msg::Asked(Asker::Person));
    // The tab's own head says its name; who listens to the page hears it here.
    let heard = move || match page.with(StatusPage::is_ready) {
        true => "heard",
        false => "",
    };
    view! {
        <h1 class=heard>{move || record.with(|record| heading(words, record.as_ref()))}</h1>
        <p id="notice" role="status" class=move || page.with(notice_class)>
            {words.of(page, notice)}
        </p>
        {move || page.with(|page| what_now(words, page.phase))}
        {move || record.with(|record| record.as_ref().map(|record| health::view(words, record)))}
        {deeds}
        {move || record.with(|record| record.as_ref().map(|record| facts(words, record)))}
        {plot::view(words, found)}
        {history}
        <p class="as-of">
            <button id="refresh" class="button" type="button" hidden=move || !can_refresh.get() on:click=refresh>
                {words.text(Text::Refresh)}
            </button>
            <span id="as-of">{words.of(page, as_of)}</span>
            <span id="refreshed" role="status">{words.of(page, refreshed)}</span>
        </p>
    }
}

fn read_at(page: &StatusPage) -> Option<String> {
    page.seen.as_ref().map(|seen| seen.at.clone())
}

fn heading(words: Words, record: Option<&Connector>) -> String {
    record.map_or_else(
        || words.say(Text::Heading),
        |record| record.config_name.clone(),
    )
}

/// What went on without trouble is told where it was asked for, below: above a failure it
/// would read as if all were well.
fn is_below(page: &StatusPage) -> bool {
    page.is_ready() && matches!(page.notice, Some(Notice::Info(_)))
}

fn notice_class(page: &StatusPage) -> &'static str {
    page.notice.as_ref().map_or("notice", Notice::class)
}

fn notice(words: Words, page: &StatusPage) -> String {
    match (page.notice, &page.seen) {
        _ if is_below(page) => String::new(),
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

fn refreshed(words: Words, page: &StatusPage) -> String {
    match page.notice {
        Some(Notice::Info(text)) if is_below(page) => words.say(text),
        _ => String::new(),
    }
}

fn what_now(words: Words, phase: Phase) -> Option<impl IntoView + use<>> {
    (phase == Phase::Gone).then(|| {
        let sentences = [words.say(Text::Gone), words.say(Text::GoneWhatNow)].join(" ");
        view! { <p id="gone" role="status" class="notice">{sentences}</p> }
    })
}

fn as_of(words: Words, page: &StatusPage) -> String {
    let at = page.seen.as_ref().map(|seen| &seen.at);
    at.map_or_else(String::new, |at| words.with_time(Text::AsOf, at))
}

fn facts(words: Words, record: &Connector) -> impl IntoView + use<> {
    let moment = |at: &str| words.moment(at.to_owned(), Told::Minute);
    let last = record.health.last_delivered_at.as_deref();
    let last = match last {
        Some(at) => moment(at).into_any(),
        None => words.say(Text::NoneYet).into_any(),
    };
    let by = record.configured_by.clone();
    let by = by.map(|name| view! { " " <span>{words.say(Text::By).replace("{name}", &words::isolated(&name))}</span> });
    view! {
        <dl id="facts" class="facts">
            <dt>{words.say(Text::Name)}</dt>
            <dd><bdi>{record.config_name.clone()}</bdi></dd>
            <dt>{words.say(Text::Notifications)}</dt>
            <dd>{words.say(text::notification_type(record))}</dd>
            <dt>{words.say(Text::Destination)}</dt>
            <dd>{words.say(text::destination(record))}</dd>
            <dt>{words.say(Text::SetUp)}</dt>
            <dd>{moment(&record.created_at)}</dd>
            <dt>{words.say(Text::LastChange)}</dt>
            <dd>{moment(&record.updated_at)} {by}</dd>
            <dt>{words.say(Text::LastDelivery)}</dt>
            <dd>{last}</dd>
        </dl>
    }
}
