//! At a glance: connectors by state, the queue, and sending paused or resumed.

use super::table::time;
use crate::admin::{
    app::App,
    model::{Change, Msg},
};
use leptos::prelude::*;
use wire::admin::Overview;

pub(super) fn view(app: App) -> impl IntoView {
    let page = app.page;
    let overview = Memo::new(move |_| page.with(|page| page.overview.clone()));
    let paused = Memo::new(move |_| {
        overview.with(|seen| {
            seen.as_ref()
                .is_some_and(|seen| seen.paused_since.is_some())
        })
    });
    let refresh = { move |_| app.send(Msg::Begun) };
    let switch = move |_| {
        app.send(Msg::Asked(match paused.get_untracked() {
            true => Change::Resume,
            false => Change::Pause,
        }));
    };
    view! {
        <section aria-labelledby="overview">
            <h2 id="overview">"Overview"</h2>
            {move || overview.with(|seen| seen.as_ref().map(figures))}
            <p class="pager">
                <button id="switch-sending" class="button" type="button" on:click=switch>
                    {move || if paused.get() { "Resume sending" } else { "Pause sending" }}
                </button>
                <button id="refresh" class="button" type="button" on:click=refresh>"Refresh"</button>
                {move || overview.with(|seen| seen.as_ref().and_then(since))}
            </p>
        </section>
    }
}

fn since(overview: &Overview) -> Option<impl IntoView + use<>> {
    let since = time(overview.paused_since.as_ref()?);
    Some(view! { <strong id="paused" class="paused">"Paused since " {since}</strong> })
}

fn figures(overview: &Overview) -> impl IntoView + use<> {
    let (states, queue) = (&overview.connectors, &overview.queue);
    let states = [
        ("Cards arrive", states.ok),
        ("Nothing sent yet", states.unproven),
        ("Failing", states.failing),
        ("Off", states.disabled),
    ];
    let queue = [
        ("Due", queue.due),
        ("Being sent", queue.leased),
        ("Waiting to be tried again", queue.retrying),
        ("Dead letters", queue.dead),
        (
            "Seconds that the oldest has been due",
            queue.oldest_due_seconds,
        ),
    ];
    view! {
        <div class="figures">
            <div><h3>"Connectors"</h3>{list("states", &states)}</div>
            <div><h3>"Queue"</h3>{list("queue", &queue)}</div>
        </div>
    }
}

fn list(id: &'static str, figures: &[(&'static str, u64)]) -> impl IntoView + use<> {
    let each = figures
        .iter()
        .map(|(name, count)| view! { <dt>{*name}</dt><dd>{*count}</dd> });
    view! { <dl id=id class="facts">{each.collect_view()}</dl> }
}
