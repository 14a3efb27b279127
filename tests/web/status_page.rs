//! The status page over time: it reads by itself while somebody looks, and takes
//! a host that answers late.

use crate::support::{FakeHost, Generation, OpenStatus, Planted, later, root};
use js_sys::{Promise, eval};
use page::status::{Deed, Pace};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

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

/// Nothing is read by itself.
fn slow() -> Pace {
    Pace {
        again: Duration::from_secs(3600),
        deed: Duration::from_secs(3600),
        ..pace()
    }
}

/// What has the focus, by its text.
fn focused() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.active_element()?.text_content()
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
    let says = "Off since 20260522 Microsoft retired this kind of link. Create a new Workflow";
    assert!(page.text().contains(says), "{}", page.text());
    assert!(!page.shows("#turn-on"), "no press helps");
    assert!(!page.text().contains("It ended."), "{}", page.text());
}

#[wasm_bindgen_test]
async fn it_says_since_when_and_who_changed_it() {
    let page = OpenStatus::new(host(), pace()).await;
    let facts = page.part("#facts").text_content().unwrap_or_default();
    for part in [
        "Paper orders",
        "Set up",
        "days ago",
        "Last changed",
        "by \u{2068}Kim Lee",
    ] {
        assert!(facts.contains(part), "{part} is not in {facts}");
    }
    let exact = page.part("#facts time").title();
    assert!(exact.contains("Mar 14, 2025"), "{exact}");
    assert!(
        page.text().contains("a card for 61 days"),
        "{}",
        page.text()
    );
    assert!(!page.text().contains("logic.azure.com"), "{}", page.text());
}

/// From the test card to the proof, all in the place where it is asked for.
#[wasm_bindgen_test]
async fn a_channel_is_confirmed_by_a_code_there_and_then() {
    let page = OpenStatus::new(host(), slow()).await;
    assert!(page.text().contains("Not tested yet"), "{}", page.text());
    assert!(!page.shows("#code"));
    page.press("#test").await;
    let Some(Deed::Test(code)) = page.api.deeds.borrow().last().cloned() else {
        panic!("no test card was asked for");
    };
    assert!(
        page.text().contains("not confirmed in the channel"),
        "{}",
        page.text()
    );
    page.enter("#code", "no").await;
    assert_eq!(
        page.part("#code").get_attribute("aria-invalid").as_deref(),
        Some("false")
    );
    page.enter("#code", "WRONG").await;
    assert_eq!(
        page.part("#code").get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    page.enter("#code", &format!(" {} ", code.to_lowercase()))
        .await;
    assert_eq!(page.api.deeds.borrow().last(), Some(&Deed::Confirm));
    let says = "Confirmed by \u{2068}Kim Lee\u{2069} on Nov 27, 2026";
    assert!(page.text().contains(says), "{}", page.text());
    assert!(!page.shows("#code"), "there is nothing left to enter");
}

#[wasm_bindgen_test]
async fn what_was_turned_off_is_turned_on_there_and_then() {
    let page = OpenStatus::new(FakeHost::of_tab("off-0123456789abc"), slow()).await;
    let says = "Off since 20261126 Someone stopped the cards with the link on a card.";
    assert!(page.text().contains(says), "{}", page.text());
    assert!(!page.shows("#test"));
    page.press("#turn-on").await;
    assert_eq!(*page.api.deeds.borrow(), [Deed::TurnOn]);
    assert!(!page.shows("#turn-on"), "it is on");
    assert!(page.text().contains("Turned on again"), "{}", page.text());
}

/// A link that is gone needs another one; the card that met it can be sent again.
#[wasm_bindgen_test]
async fn a_failing_channel_says_since_when_why_and_what_helps() {
    let page = OpenStatus::new(FakeHost::of_tab("given-0123456789"), slow()).await;
    let health = page.part("#health").text_content().unwrap_or_default();
    for part in [
        "Failing since Nov 27, 2026",
        "no longer exists",
        "Create a new Workflow",
        "Settings",
    ] {
        assert!(health.contains(part), "{part} is not in {health}");
    }
    let link = page.part("tbody a");
    assert_eq!(link.text_content().as_deref(), Some("Order paper 2"));
    assert_eq!(
        link.get_attribute("rel").as_deref(),
        Some("noopener noreferrer")
    );
    link.focus().expect("it takes the focus");
    page.press("#refresh").await;
    assert_eq!(focused().as_deref(), Some("Order paper 2"), "the row stays");
    page.press("tbody button").await;
    assert_eq!(*page.api.deeds.borrow(), [Deed::Resend("2".into())]);
    assert!(!page.shows("tbody button"), "once");
    assert_eq!(focused().as_deref(), Some("Latest notifications"));
    assert!(
        page.text().contains("waiting to be sent again"),
        "{}",
        page.text()
    );
}

/// Two cards of one minute are told apart by their seconds.
#[wasm_bindgen_test]
async fn exact_times_are_told_on_demand() {
    let page = OpenStatus::new(FakeHost::of_tab("given-0123456789"), slow()).await;
    let time = || page.part("tbody time").text_content().unwrap_or_default();
    assert!(time().contains("ago"), "{}", time());
    page.press("#exact").await;
    assert!(time().contains(":40"), "{}", time());
    assert_eq!(
        page.part("#exact").get_attribute("aria-pressed").as_deref(),
        Some("true")
    );
}

#[wasm_bindgen_test]
async fn the_last_days_are_a_picture_and_a_table() {
    let page = OpenStatus::new(FakeHost::of_tab("given-0123456789"), slow()).await;
    let plot = page.part("#plot").text_content().unwrap_or_default();
    for part in [
        "Cards sent: 28. Not sent: 1.",
        "Nov 14, 2026",
        "Nov 27, 2026",
    ] {
        assert!(plot.contains(part), "{part} is not in {plot}");
    }
    let bars = |class: &str| {
        let rows = page
            .part("#plot")
            .query_selector_all(class)
            .expect("a good one");
        let high = |at| {
            rows.get(at)?
                .unchecked_into::<Element>()
                .get_attribute("height")
        };
        (0..rows.length())
            .filter_map(high)
            .filter(|high| high != "0")
            .count()
    };
    assert_eq!(
        (bars(".sent"), bars(".unsent")),
        (14, 1),
        "above the line and below"
    );
}

#[wasm_bindgen_test]
async fn an_empty_page_says_what_to_do_without_headings() {
    let page = OpenStatus::new(host(), slow()).await;
    assert!(page.shows("#nothing"));
    assert!(!page.shows(".cards") && !page.shows("#exact") && !page.shows("#plot svg"));
}
