//! A channel tab's form on the shipped markup.

use crate::support::{FakeApi, FakeHost, OpenPage, URL};
use js_sys::Promise;
use page::form::api::ApiError;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use wire::{Code, Day, Refusal};

async fn tab() -> OpenPage {
    let page = OpenPage::tab(FakeHost::default(), FakeApi::default()).await;
    page.choose("Create").await;
    page
}

/// Types the address and waits until the page has judged it.
async fn with_address() -> OpenPage {
    let page = tab().await;
    page.type_in("#webhook-url", URL).await;
    assert_eq!(page.text_of("#address-message"), "Checking the link…");
    judged(&page).await;
    page
}

async fn judged(page: &OpenPage) {
    while page.text_of("#address-message") == "Checking the link…" {
        next_frame().await;
        page.settle().await;
    }
}

async fn next_frame() {
    let frame = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a browser");
        window.set_timeout_with_callback(&resolve).expect("a timer");
    });
    JsFuture::from(frame).await.expect("it comes");
}

#[wasm_bindgen_test]
async fn a_tab_stores_the_typed_address_and_shows_its_status() {
    let page = tab().await;
    let why = "Paste the link you copied from Workflows.";
    assert_eq!(page.text_of("#address-message"), why);
    assert_eq!(
        page.host.heard(),
        "ready",
        "Save stays off without an address"
    );
    drop(page);
    let page = with_address().await;
    assert_eq!(
        page.text_of("#address-message"),
        "This is a Workflow’s webhook link."
    );
    assert_eq!(page.text_of("#family"), "Power Platform workflow");
    page.press("#confirm").await;
    page.press_save().await;
    assert_eq!(page.phase(), "saved");
    let records = page.api.records.borrow();
    let (_, record) = records.iter().next().expect("a record");
    assert_eq!(record.webhook_url, Some(URL.into()));
    assert!(!record.confirm, "declined");
    assert!(page.host.staged_content_url().ends_with("/status"));
}

/// A tab that is saved, opened again with this in the address field.
async fn again(typed: &str) -> OpenPage {
    let first = with_address().await;
    first.press_save().await;
    assert_eq!(first.phase(), "saved");
    let (host, api) = (FakeHost::default(), FakeApi::default());
    host.stored
        .replace(first.host.staged.take().expect("staged"));
    api.records.replace(first.api.records.take());
    drop(first);
    let page = OpenPage::tab(host, api).await;
    let kept = "A webhook link is saved. Leave this empty to keep it.";
    assert_eq!(page.text_of("#address-message"), kept);
    assert!(!page.host.heard().contains("valid"), "nothing is changed");
    page.type_in("#webhook-url", typed).await;
    judged(&page).await;
    page
}

#[wasm_bindgen_test]
async fn a_stored_address_is_replaced_by_a_typed_one() {
    const OTHER: &str = "https://fabrikam.webhook.office.com/webhookb2/another";
    let page = again(OTHER).await;
    page.press_save().await;
    assert_eq!(page.phase(), "saved");
    let records = page.api.records.borrow();
    assert_eq!(records.len(), 1, "the same record");
    for record in records.values() {
        assert_eq!(record.webhook_url, Some(OTHER.into()));
        assert_eq!(record.version, Some(1), "an edit of what was loaded");
    }
}

#[wasm_bindgen_test]
async fn a_stored_address_stays_when_none_is_typed() {
    let page = again("").await;
    page.choose("All").await;
    page.press_save().await;
    assert_eq!(page.phase(), "saved");
    let records = page.api.records.borrow();
    assert!(records.values().all(|record| record.webhook_url.is_none()));
}

#[wasm_bindgen_test]
async fn a_test_card_is_seen_when_its_code_is_typed_back() {
    let page = with_address().await;
    page.press("#test").await;
    let code = page.api.cards.borrow()[0].code.clone().expect("a code");
    page.focus("#code");
    let steps = || ["#reached", "#accepted", "#posted", "#seen"].map(|step| page.text_of(step));
    assert_eq!(
        steps(),
        ["yes", "yes", "not confirmed yet", "not confirmed yet"]
    );
    page.type_in("#code", "nope").await;
    assert_eq!(steps()[3], "not confirmed yet");
    page.type_in("#code", &code.to_lowercase()).await;
    assert_eq!(steps(), ["yes"; 4]);
    assert!(page.is_hidden("#code-field"));
    assert!(page.has_focus("#test"), "the field is gone");
}

#[wasm_bindgen_test]
async fn who_sees_no_card_sends_another() {
    let page = with_address().await;
    page.press("#test").await;
    assert!(!page.is_hidden("#code-field"), "the causes are in it");
    page.press("#retest").await;
    let cards = page.api.cards.borrow();
    assert_eq!(cards.len(), 2);
    assert_ne!(cards[0].code, cards[1].code);
}

#[wasm_bindgen_test]
async fn a_connector_is_tried_where_its_host_says() {
    let host = FakeHost::default();
    host.stored.borrow_mut().webhook_url = Some(URL.into());
    let page = OpenPage::new(host, FakeApi::default()).await;
    assert!(!page.is_hidden("#trial"));
    page.press("#test").await;
    let cards = page.api.cards.borrow();
    assert_eq!(cards[0].webhook_url, Some(URL.into()));
    assert_eq!(page.text_of("#accepted"), "yes");
}

#[wasm_bindgen_test]
async fn a_test_card_that_is_refused_or_not_sent_says_why() {
    let page = with_address().await;
    let why = "The Workflow is off or was deleted.";
    page.api.refuses.replace(Some(why.into()));
    page.press("#test").await;
    let says = page.text_of("#trial-message");
    assert_eq!(says, format!("The test card was rejected. {why}"));
    let busy = ApiError::Rejected(Some(Code::TooManyRequests));
    page.api.fails.set(Some(busy));
    page.press("#test").await;
    let says = "The test card wasn’t sent: too many attempts. Wait a minute, then try again.";
    assert_eq!(page.text_of("#trial-message"), says);
}

#[wasm_bindgen_test]
async fn an_address_that_cannot_be_checked_in_time_may_be_saved() {
    let page = tab().await;
    page.api.never_checks.set(true);
    page.type_in("#webhook-url", URL).await;
    judged(&page).await;
    let says = "The link can’t be checked right now. Saving checks it again.";
    assert_eq!(page.text_of("#address-message"), says);
    assert_eq!(page.host.heard(), "ready\nvalid true");
}

/// Whoever gets an address of the host is asked for a Workflow's once it has ended.
#[wasm_bindgen_test]
async fn a_connector_that_ended_is_asked_for_an_address() {
    let page = OpenPage::new(FakeHost::default(), FakeApi::default()).await;
    page.choose("Create").await;
    let ended = ApiError::Refused(Some(Refusal::Ended), Some(Day::new(2026, 5, 22)));
    page.api.fails.set(Some(ended));
    page.press_save().await;
    let says = page.text_of("#address-message");
    assert!(
        says.contains("retired this kind of link on 20260522"),
        "{says}"
    );
    assert!(!page.is_hidden("#trial"));
    page.api.fails.set(None);
    page.type_in("#webhook-url", URL).await;
    while page.text_of("#address-message") != "This is a Workflow’s webhook link." {
        next_frame().await;
        page.settle().await;
    }
    page.press_save().await;
    assert_eq!(page.phase(), "saved");
    let records = page.api.records.borrow();
    let (_, record) = records.iter().next().expect("a record");
    assert_eq!(record.webhook_url, Some(URL.into()));
}

#[wasm_bindgen_test]
async fn a_connector_is_asked_for_no_address() {
    let page = OpenPage::new(FakeHost::default(), FakeApi::default()).await;
    page.choose("Create").await;
    assert!(page.is_hidden("#trial"));
    assert_eq!(page.text_of("#address-message"), "");
    assert_eq!(page.host.heard(), "ready\nvalid true");
}
