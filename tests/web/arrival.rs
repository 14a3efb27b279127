//! A record whose cards do not arrive, opened again.

use crate::support::{FakeApi, FakeHost, GONE, OpenPage, URL};
use page::{
    form::api::ApiError,
    teams::{FrameContext, InstanceSettings},
};
use wasm_bindgen_test::wasm_bindgen_test;
use wire::{Code, Day};

/// Saved, and opened again after this became of it.
async fn again(became: impl FnOnce(&FakeApi)) -> OpenPage {
    let first = OpenPage::new(FakeHost::default(), FakeApi::default()).await;
    first.choose("Update").await;
    first.press_save().await;
    assert_eq!(first.phase(), "saved");
    let staged = first.host.staged.take().expect("staged");
    let api = FakeApi::default();
    api.records.replace(first.api.records.take());
    drop(first);
    became(&api);
    let host = FakeHost::in_frame(FrameContext::Settings);
    host.stored.replace(InstanceSettings {
        webhook_url: Some(URL.into()),
        ..staged
    });
    OpenPage::new(host, api).await
}

async fn turned_off() -> OpenPage {
    again(|api| api.off_since.set(Some(Day::new(2026, 11, 2)))).await
}

#[wasm_bindgen_test]
async fn what_is_turned_off_says_since_when_and_why() {
    let page = turned_off().await;
    let says = format!("Nothing has been sent to this channel since 20261102. de-de: {GONE}");
    assert_eq!(page.notice(), says);
    assert_eq!(
        page.host.heard(),
        "ready\nvalid true",
        "a save would change it"
    );
    assert_eq!(page.text_of("#type-message"), "");
    assert_eq!(page.text_of("#again"), "Turn on again");
    page.press("#again").await;
    assert!(
        page.notice().starts_with("Turned on again."),
        "{}",
        page.notice()
    );
    assert!(page.is_hidden("#again"));
    assert!(
        page.host.heard().ends_with("valid false"),
        "nothing is left"
    );
}

#[wasm_bindgen_test]
async fn what_cannot_be_turned_on_can_be_tried_again() {
    let page = turned_off().await;
    page.api
        .fails
        .set(Some(ApiError::Rejected(Some(Code::Unavailable))));
    page.press("#again").await;
    let notice = page.notice();
    assert!(
        notice.starts_with("Not turned on: the notification service"),
        "{notice}"
    );
    page.api.fails.set(None);
    page.press("#again").await;
    assert!(page.api.off_since.get().is_none());
}

#[wasm_bindgen_test]
async fn an_address_that_the_host_changed_is_noticed_and_saved() {
    let page = again(|api| api.moved.set(true)).await;
    assert!(
        page.notice()
            .starts_with("This channel has a new webhook link"),
        "{}",
        page.notice()
    );
    assert!(page.is_hidden("#again"));
    assert!(page.host.heard().ends_with("valid true"));
    page.press_save().await;
    assert_eq!(page.phase(), "saved");
    let records = page.api.records.borrow();
    assert!(
        records
            .values()
            .all(|record| record.webhook_url == Some(URL.into()))
    );
}
