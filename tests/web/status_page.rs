//! The status page over time: it reads by itself while somebody looks, and takes
//! a host that answers late.

use crate::support::{FakeHost, Generation, OpenStatus, Planted, later, root};
use js_sys::{Promise, eval};
use page::status::Pace;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// From one reading to the next here.
const AGAIN: Duration = Duration::from_millis(40);

fn pace() -> Pace {
    Pace {
        again: AGAIN,
        // No page of a test is there any more when this would end.
        reading: Duration::from_secs(3600),
        ..Pace::default()
    }
}

fn host() -> FakeHost {
    FakeHost::of_tab("0123456789abcdef")
}

/// Says in the browser's place whether somebody looks; the word is the
/// browser's again when dropped.
struct Looks;

impl Looks {
    fn begin() -> Self {
        let looks = Self;
        looks.says("false");
        looks
    }

    fn end(&self) {
        self.says("true");
    }

    fn begin_again(&self) {
        self.says("false");
    }

    fn says(&self, hidden: &str) {
        let property = format!("{{ configurable: true, get: () => {hidden} }}");
        run(&format!(
            "Object.defineProperty(document, 'hidden', {property})"
        ));
        run("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
    }
}

impl Drop for Looks {
    fn drop(&mut self) {
        run("delete document.hidden");
    }
}

fn run(script: &str) {
    eval(script).expect("it runs");
}

/// A timer set now for longer rings after every one the page has set so far.
async fn every_timer_of_the_page_rang() {
    let ms = i32::try_from(AGAIN.as_millis() * 2).expect("a short time");
    let rings = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a browser");
        let set = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        set.expect("a timer");
    });
    JsFuture::from(rings).await.expect("it rings");
}

#[wasm_bindgen_test]
async fn it_reads_by_itself_while_somebody_looks() {
    let _looks = Looks::begin();
    let page = OpenStatus::new(host(), pace()).await;
    assert_eq!(page.phase(), "shown");
    assert_eq!(page.api.readings.get(), 1);
    while page.api.readings.get() < 3 {
        later().await;
    }
}

#[wasm_bindgen_test]
async fn while_nobody_looks_nothing_is_read_and_then_once() {
    let looks = Looks::begin();
    let page = OpenStatus::new(host(), pace()).await;
    looks.end();
    every_timer_of_the_page_rang().await;
    assert_eq!(page.api.readings.get(), 1);
    for _ in 0..2 {
        looks.begin_again();
        page.settle().await;
        assert_eq!(page.api.readings.get(), 2, "what was overdue, once");
    }
}

#[wasm_bindgen_test]
async fn a_host_that_answers_after_it_was_given_up_is_welcome() {
    let mut answer = None;
    let answered = Promise::new(&mut |resolve, _| answer = Some(resolve));
    let waits = async { drop(JsFuture::from(answered).await) };
    let host = host();
    host.waits.replace(Some(Box::pin(waits)));
    let handshake = Duration::from_millis(1);
    let page = OpenStatus::new(
        host,
        Pace {
            handshake,
            ..pace()
        },
    )
    .await;
    while page.phase() != "outside" {
        later().await;
    }
    let silent = "Teams isn’t responding";
    assert!(page.text().contains(silent), "{}", page.text());
    let answer = answer.expect("the promise was made");
    answer.call0(&JsValue::UNDEFINED).expect("answered");
    page.settle().await;
    assert_eq!(page.phase(), "shown");
    assert!(!page.text().contains(silent), "{}", page.text());
}

/// The start-up lines paint; what the host said when it was connected is older
/// than what they painted last.
#[wasm_bindgen_test]
async fn a_theme_that_is_painted_stays() {
    let theme = || root().get_attribute("data-theme").unwrap_or_default();
    for generation in [Generation::V1, Generation::V2] {
        // An earlier page may have left another.
        root().remove_attribute("data-theme").expect("taken away");
        let sdk = Planted::new(generation);
        while theme() != "dark" {
            later().await;
        }
        sdk.fire("theme");
        assert_eq!(theme(), "contrast", "{generation:?}");
        let page = OpenStatus::with_host(sdk.host(), pace()).await;
        while page.phase() != "shown" {
            later().await;
        }
        assert_eq!(theme(), "contrast", "{generation:?}");
    }
}

#[wasm_bindgen_test]
async fn an_address_that_ended_is_told_with_its_day() {
    let page = OpenStatus::new(FakeHost::of_tab("ended-0123456789"), pace()).await;
    let says = "Off Microsoft retired this kind of link on 20260522. Paste a";
    assert!(page.text().contains(says), "{}", page.text());
    assert!(!page.text().contains("It ended."), "{}", page.text());
}

#[wasm_bindgen_test]
async fn it_says_since_when_and_when_it_was_changed() {
    let page = OpenStatus::new(host(), pace()).await;
    let text = page.text();
    for part in [
        "Set up",
        "Mar 14, 2025",
        "Last changed",
        "Jul 21, 2026",
        "a card for 61 days",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}
