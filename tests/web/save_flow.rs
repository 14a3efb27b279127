//! The page on its shipped markup with a fake host and a fake backend.

use crate::support::{FakeApi, FakeHost, OpenPage, URL};
use page::{
    form::api::{ApiError, ConnectorApi, HttpApi},
    teams::{FrameContext, InstanceSettings},
};
use wasm_bindgen_test::wasm_bindgen_test;
use wire::{Code, EntityId, NotificationType};

async fn fresh() -> OpenPage {
    OpenPage::new(FakeHost::default(), FakeApi::default()).await
}

/// A page opened again after a first save.
async fn again(frame: FrameContext) -> OpenPage {
    let first = fresh().await;
    first.choose("Update").await;
    first.type_name("Orders").await;
    first.press_save().await;
    assert_eq!(first.phase(), "saved");
    let staged = first.host.staged.borrow().clone().expect("staged");
    let api = FakeApi::default();
    api.records.replace(first.api.records.take());
    drop(first);
    let host = FakeHost::in_frame(frame);
    host.stored.replace(InstanceSettings {
        webhook_url: Some(URL.into()),
        ..staged
    });
    OpenPage::new(host, api).await
}

#[wasm_bindgen_test]
async fn a_first_save_is_stored_before_it_is_confirmed() {
    let page = fresh().await;
    assert_eq!(page.phase(), "editing");
    assert_eq!(
        page.host.heard(),
        "ready",
        "Save stays off while nothing is chosen"
    );
    page.choose("Create").await;
    page.press_save().await;
    assert_eq!(
        page.host.heard(),
        "ready\nvalid true\nsave success\nvalid false"
    );
    assert_eq!(page.phase(), "saved");
    let records = page.api.records.borrow();
    let record = records.values().next().expect("a record");
    assert!(
        record.notification_type == NotificationType::Create
            && record.webhook_url == Some(URL.into())
    );
    let staged = page.host.staged.borrow().clone().expect("staged");
    assert_eq!(
        staged.content_url.as_deref(),
        Some("https://app.example/configure")
    );
    assert_eq!(
        staged.remove_url.as_deref(),
        Some("https://app.example/remove")
    );
    assert_eq!(
        staged.entity_id.as_deref(),
        records.keys().next().map(String::as_str)
    );
}

/// An Outlook group or a mailbox has connectors too.
#[wasm_bindgen_test]
async fn the_product_around_the_page_is_stored() {
    for app_type in ["mail", "groups", "teams"] {
        let host = FakeHost::default();
        host.stored.replace(InstanceSettings {
            app_type: Some(app_type.into()),
            user_object_id: Some("3333".into()),
            ..InstanceSettings::default()
        });
        let page = OpenPage::new(host, FakeApi::default()).await;
        page.choose("All").await;
        page.press_save().await;
        let records = page.api.records.borrow();
        let record = records.values().next().expect("a record");
        assert_eq!(record.app_type.as_deref(), Some(app_type));
        assert_eq!(record.user_object_id, Some("3333".into()));
    }
}

#[wasm_bindgen_test]
async fn a_failed_store_keeps_the_draft_and_can_be_repeated() {
    let page = fresh().await;
    page.choose("All").await;
    page.type_name("Orders").await;
    page.api
        .fails
        .set(Some(ApiError::Rejected(Some(Code::Unavailable))));
    page.press_save().await;
    assert_eq!(page.phase(), "editing");
    assert!(
        page.host.heard().contains("save failure Not saved"),
        "{}",
        page.host.heard()
    );
    assert!(!page.host.heard().contains("save success"));
    assert!(page.notice().starts_with("Not saved"), "{}", page.notice());
    assert_eq!(
        (page.chosen().as_deref(), page.name().as_str()),
        (Some("All"), "Orders")
    );
    page.api.fails.set(None);
    page.press_save().await;
    assert_eq!((page.phase().as_str(), page.api.saves.get()), ("saved", 1));
}

#[wasm_bindgen_test]
async fn a_name_the_backend_refuses_is_said_at_its_field() {
    let page = fresh().await;
    page.choose("All").await;
    page.api.fails.set(Some(ApiError::NameRefused));
    page.press_save().await;
    assert!(page.notice().starts_with("Not saved"), "{}", page.notice());
    let says = page.text_of("#name-message");
    assert!(says.starts_with("Change the name"), "{says}");
    assert!(
        page.host.heard().ends_with("valid false"),
        "{}",
        page.host.heard()
    );
    page.type_name("Orders").await;
    assert_eq!(page.text_of("#name-message"), "");
    assert!(
        page.host.heard().ends_with("valid true"),
        "{}",
        page.host.heard()
    );
}

/// The field that a problem names, as the backend writes it.
#[wasm_bindgen_test]
async fn the_field_at_fault_is_read_from_the_answer() {
    let answer = r#"{"code":"invalid_input","status":422,"field":"FIELD","detail":""}"#;
    for (field, expected) in [
        ("configName", ApiError::NameRefused),
        ("contentUrl", ApiError::Rejected(Some(Code::InvalidInput))),
    ] {
        let answer = answer.replace("FIELD", field);
        let planted = format!(
            "window.realFetch = window.fetch;
             window.fetch = async () => new Response('{answer}', {{ status: 422 }});"
        );
        js_sys::eval(&planted).expect("planted");
        let removed = HttpApi::default()
            .remove(EntityId::from_random([9; 16]))
            .await;
        js_sys::eval("window.fetch = window.realFetch").expect("taken away");
        assert_eq!(removed, Err(expected), "{field}");
    }
}

#[wasm_bindgen_test]
async fn settings_the_host_refuses_are_not_stored() {
    let page = fresh().await;
    page.choose("All").await;
    page.host.refuses.set(true);
    page.press_save().await;
    assert!(page.host.heard().contains("save failure"));
    assert_eq!(page.api.saves.get(), 0);
}

#[wasm_bindgen_test]
async fn save_pressed_twice_is_stored_once_and_both_are_answered() {
    let page = fresh().await;
    page.choose("All").await;
    page.host.save();
    page.press_save().await;
    assert_eq!(page.api.saves.get(), 1);
    assert_eq!(page.host.heard().matches("save success").count(), 2);
}

#[wasm_bindgen_test]
async fn an_edit_is_prefilled() {
    let page = again(FrameContext::Settings).await;
    assert_eq!(
        (page.chosen().as_deref(), page.name().as_str()),
        (Some("Update"), "Orders")
    );
    assert!(
        !page.host.heard().contains("valid true"),
        "nothing was changed yet"
    );
    page.choose("All").await;
    page.press_save().await;
    let records = page.api.records.borrow();
    assert_eq!(records.len(), 1, "the same record");
    assert!(
        records
            .values()
            .all(|record| record.notification_type == NotificationType::All)
    );
}

#[wasm_bindgen_test]
async fn a_removal_forgets_the_record() {
    let page = again(FrameContext::Remove).await;
    assert_eq!(page.phase(), "confirming-removal");
    page.press_remove().await;
    assert_eq!(page.phase(), "removed");
    assert!(page.host.heard().contains("remove success"));
    assert!(page.api.records.borrow().is_empty());
}

/// A host that asks early is answered, also where it left the first question open.
#[wasm_bindgen_test]
async fn a_removal_while_the_page_loads_forgets_the_record() {
    let first = again(FrameContext::Remove).await;
    let (host, api) = (FakeHost::in_frame(FrameContext::Remove), FakeApi::default());
    host.stored.replace(first.host.stored.take());
    host.forgets.set(true);
    api.records.replace(first.api.records.take());
    drop(first);
    let page = OpenPage::new(host, api).await;
    assert_eq!(page.phase(), "prefilling");
    page.press_remove().await;
    assert_eq!(page.phase(), "removed");
    assert_eq!(page.host.heard(), "ready\nremove success");
    assert!(page.api.records.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn a_failed_removal_is_told() {
    let page = again(FrameContext::Settings).await;
    page.api.fails.set(Some(ApiError::Offline));
    page.press_remove().await;
    assert_eq!(page.phase(), "editing");
    assert!(
        page.host
            .heard()
            .contains("remove failure We couldn’t confirm the removal: the notification service")
    );
    assert!(
        page.notice()
            .starts_with("We couldn’t confirm the removal: "),
        "{}",
        page.notice()
    );
}

#[wasm_bindgen_test]
async fn a_page_torn_down_half_way_still_answers() {
    let page = fresh().await;
    page.choose("All").await;
    page.host.save();
    page.tear_down().await;
    let heard = page.host.heard();
    assert_eq!(heard.matches("save ").count(), 1, "{heard}");
    assert!(
        heard.contains("save failure Not saved: The page closed"),
        "{heard}"
    );
}

#[wasm_bindgen_test]
async fn what_nobody_will_know_of_is_taken_back() {
    let page = fresh().await;
    page.choose("All").await;
    page.api.loses_answers.set(true);
    page.press_save().await;
    let notice = page.notice();
    assert!(
        notice.starts_with("We couldn’t confirm the save (saving again is safe): "),
        "{notice}"
    );
    assert_eq!(page.api.records.borrow().len(), 1, "it is stored");
    page.tear_down().await;
    assert!(page.api.records.borrow().is_empty(), "nobody knows its id");
    assert_eq!(page.host.heard().matches("save failure").count(), 1);
}

#[wasm_bindgen_test]
async fn a_removal_says_what_it_stops() {
    let page = again(FrameContext::Remove).await;
    let says = "Orders (Updated)\nRemoving this configuration stops";
    assert!(page.notice().starts_with(says), "{}", page.notice());
}

#[wasm_bindgen_test]
async fn focus_is_handed_over_when_its_button_goes() {
    let broken = FakeApi::default();
    broken.fails.set(Some(ApiError::Offline));
    let host = FakeHost::default();
    host.stored.replace(InstanceSettings {
        entity_id: Some("0123456789abcdef".into()),
        ..InstanceSettings::default()
    });
    let page = OpenPage::new(host, broken).await;
    page.focus("#again");
    page.api.fails.set(None);
    page.press("#again").await;
    assert!(page.is_hidden("#again"));
    assert!(page.has_focus("input[value=Create]"));
}

#[wasm_bindgen_test]
async fn what_keeps_save_off_is_said_at_the_field() {
    let page = fresh().await;
    page.choose("All").await;
    page.type_name("  ").await;
    assert_eq!(page.host.heard(), "ready\nvalid true\nvalid false");
    page.type_name("Orders").await;
    assert_eq!(
        page.host.heard(),
        "ready\nvalid true\nvalid false\nvalid true"
    );
}
