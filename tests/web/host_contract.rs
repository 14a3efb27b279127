//! One list of promises, kept by 1.x, 2.x and the fake: a fake cannot lie.

use crate::support::{FakeHost, Generation, Planted, URL, later, root, tick};
use page::teams::{FrameContext, HostEvent, InstanceSettings, TeamsHost, Ticket, find_host};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;

type Seen = Rc<RefCell<Vec<HostEvent>>>;

/// What the promises need of a world: a host, and a way to make it speak.
trait World {
    fn host(&self) -> Rc<dyn TeamsHost>;
    fn fire(&self, event: &str);
    fn heard(&self) -> String;
    fn refuse_settings(&self);
}

impl World for Planted {
    fn host(&self) -> Rc<dyn TeamsHost> {
        Self::host(self)
    }
    fn fire(&self, event: &str) {
        Self::fire(self, event);
    }
    fn heard(&self) -> String {
        self.log()
    }
    fn refuse_settings(&self) {
        Self::refuse_settings(self, "no");
    }
}

impl World for Rc<FakeHost> {
    fn host(&self) -> Rc<dyn TeamsHost> {
        self.clone()
    }
    fn fire(&self, event: &str) {
        match event {
            "save" => self.save(),
            _ => self.remove(),
        }
    }
    fn heard(&self) -> String {
        FakeHost::heard(self)
    }
    fn refuse_settings(&self) {
        self.refuses.set(true);
    }
}

fn fake() -> Rc<FakeHost> {
    let mut host = FakeHost::default();
    host.entity_id = stored().entity_id;
    *host.stored.borrow_mut() = stored();
    Rc::new(host)
}

fn stored() -> InstanceSettings {
    InstanceSettings {
        entity_id: Some("0123456789abcdef".into()),
        config_name: Some("Orders".into()),
        webhook_url: Some(URL.into()),
        ..InstanceSettings::default()
    }
}

async fn connected(world: &dyn World) -> (Rc<dyn TeamsHost>, Seen) {
    let (host, seen) = (world.host(), Seen::default());
    let listener = seen.clone();
    let on_event = Box::new(move |event| listener.borrow_mut().push(event));
    let context = host.connect(on_event).await.expect("a host");
    assert_eq!(context.locale, "de-de");
    assert_eq!(context.frame, FrameContext::Settings);
    assert_eq!(context.entity_id, stored().entity_id);
    (host, seen)
}

fn ticket(seen: &Seen) -> Ticket {
    match seen.borrow_mut().pop() {
        Some(HostEvent::Save {
            ticket,
            webhook_url,
        }) => {
            assert_eq!(webhook_url, Some(URL.into()));
            ticket
        }
        Some(HostEvent::Remove(ticket)) => ticket,
        _ => panic!("no request came"),
    }
}

async fn keeps_the_promises(world: &dyn World) {
    let (host, seen) = connected(world).await;
    a_save_waits_until_the_page_is_ready(world, &host, &seen).await;
    for kind in ["save", "remove"] {
        world.fire(kind);
        ticket(&seen).answer(Ok(())).expect("heard");
        world.fire(kind);
        ticket(&seen).answer(Err("because")).expect("heard");
        world.fire(kind);
        drop(ticket(&seen));
        let heard = world.heard();
        assert_eq!(
            heard.matches(&format!("{kind} success")).count(),
            1,
            "{heard}"
        );
        assert_eq!(
            heard.matches(&format!("{kind} failure because")).count(),
            1,
            "{heard}"
        );
        assert_eq!(
            heard.matches(&format!("{kind} failure")).count(),
            3,
            "too early, because, dropped: {heard}"
        );
    }
    for valid in [false, true, true, false] {
        host.set_validity(valid).expect("taken");
    }
    let heard = world.heard();
    assert!(heard.ends_with("valid true\nvalid false"), "{heard}");
    assert_eq!(heard.matches("valid").count(), 2, "{heard}");
    assert!(host.settings().await.expect("an answer") == stored());
    host.set_settings(stored()).await.expect("taken");
    world.refuse_settings();
    let refused = host.set_settings(stored()).await.expect_err("refused");
    assert_eq!(refused.reason, "no");
}

/// A removal does not: Teams asks it early.
async fn a_save_waits_until_the_page_is_ready(
    world: &dyn World,
    host: &Rc<dyn TeamsHost>,
    seen: &Seen,
) {
    world.fire("save");
    world.fire("remove");
    later().await;
    assert_eq!(seen.borrow().len(), 1, "nothing is there to be saved");
    ticket(seen).answer(Err("too early")).expect("heard");
    host.ready().expect("taken");
    later().await;
    ticket(seen).answer(Err("too early")).expect("heard");
    let heard = world.heard();
    assert!(heard.contains("ready"), "{heard}");
    assert!(heard.contains("save failure too early"), "{heard}");
    assert!(heard.contains("remove failure too early"), "{heard}");
}

#[wasm_bindgen_test]
async fn sdk_v1_keeps_the_promises() {
    keeps_the_promises(&Planted::new(Generation::V1)).await;
}

#[wasm_bindgen_test]
async fn sdk_v2_keeps_the_promises() {
    keeps_the_promises(&Planted::new(Generation::V2)).await;
}

#[wasm_bindgen_test]
async fn the_fake_keeps_the_promises() {
    keeps_the_promises(&fake()).await;
}

#[wasm_bindgen_test]
async fn what_is_only_read_is_never_set() {
    for generation in [Generation::V1, Generation::V2] {
        let sdk = Planted::new(generation);
        let (host, _seen) = connected(&sdk).await;
        host.set_settings(stored()).await.expect("taken");
        assert_eq!(
            sdk.staged(),
            r#"{"entityId":"0123456789abcdef","configName":"Orders"}"#
        );
    }
}

/// An Outlook group or a mailbox has connectors too.
#[wasm_bindgen_test]
async fn the_product_around_the_page_is_read() {
    for generation in [Generation::V1, Generation::V2] {
        let sdk = Planted::new(generation);
        let (host, _seen) = connected(&sdk).await;
        for app_type in ["mail", "groups", "teams"] {
            sdk.is_in(app_type);
            let said = host.settings().await.expect("an answer");
            assert_eq!(said.app_type.as_deref(), Some(app_type), "{generation:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn settings_that_are_null_say_nothing() {
    for generation in [Generation::V1, Generation::V2] {
        let sdk = Planted::new(generation);
        let (host, _seen) = connected(&sdk).await;
        sdk.answer_null();
        let unsaid = host.settings().await.expect_err("no answer");
        assert_eq!(unsaid.reason, "the answer is no object");
    }
}

#[wasm_bindgen_test]
async fn the_theme_is_the_hosts_from_the_first_to_the_last() {
    let theme = || root().get_attribute("data-theme").unwrap_or_default();
    for generation in [Generation::V1, Generation::V2] {
        let sdk = Planted::new(generation);
        let (host, _seen) = connected(&sdk).await;
        assert_eq!(theme(), "dark");
        sdk.fire("theme");
        host.ready().expect("taken");
        later().await;
        assert_eq!(theme(), "contrast", "nothing paints over the newest");
    }
}

#[wasm_bindgen_test]
async fn v1_registers_everything_before_the_host_answers() {
    let sdk = Planted::new(Generation::V1);
    let _connected = connected(&sdk).await;
    let log = sdk.log();
    let expected = "initialize 0\nregister save\nregister remove\nregister theme";
    assert_eq!(
        log, expected,
        "1.4 takes a window as the first argument: none is given"
    );
}

#[wasm_bindgen_test]
async fn what_the_host_says_before_the_page_is_there_is_held() {
    let sdk = Planted::new(Generation::V1);
    sdk.fire("save");
    assert!(!sdk.log().contains("save "), "nobody has answered");
    let (host, seen) = connected(&sdk).await;
    host.ready().expect("taken");
    later().await;
    ticket(&seen).answer(Ok(())).expect("heard");
    assert!(sdk.log().contains("save success"), "{}", sdk.log());
}

#[wasm_bindgen_test]
async fn what_is_held_when_the_page_never_came_is_answered() {
    let sdk = Planted::new(Generation::V1);
    sdk.fire("save");
    sdk.tear_down();
    assert!(
        sdk.log().contains("save failure The page was closed"),
        "{}",
        sdk.log()
    );
    sdk.fire("remove");
    sdk.tear_down();
    assert!(sdk.log().contains("remove failure"), "{}", sdk.log());
}

#[wasm_bindgen_test]
async fn what_is_held_too_long_is_answered_once() {
    let sdk = Planted::new(Generation::V2);
    let (host, seen) = connected(&sdk).await;
    sdk.fire("save");
    while !sdk.log().contains("save ") {
        later().await;
    }
    assert!(
        sdk.log().ends_with("save failure Not now."),
        "{}",
        sdk.log()
    );
    host.ready().expect("taken");
    later().await;
    assert!(seen.borrow().is_empty(), "it has its answer");
}

#[wasm_bindgen_test]
async fn without_an_sdk_there_is_no_host_and_no_panic() {
    assert!(find_host().is_none());
    for generation in [Generation::V1, Generation::V2] {
        let sdk = Planted::new(generation);
        let host = sdk.host();
        drop(sdk);
        assert!(host.connect(Box::new(|_| ())).await.is_err());
        assert!(host.set_validity(true).is_err());
        assert!(host.settings().await.is_err());
    }
    tick().await;
}

/// Each generation throws at the other's names, so the wrong binding gets nowhere.
#[wasm_bindgen_test]
async fn each_generation_is_found_by_looking() {
    for generation in [Generation::V1, Generation::V2] {
        let sdk = Planted::new(generation);
        let host = find_host().expect("a host");
        host.connect(Box::new(|_| ())).await.expect("connected");
        host.ready().expect("taken");
        host.set_validity(true).expect("taken");
        assert!(host.settings().await.expect("an answer") == stored());
        host.set_settings(stored()).await.expect("taken");
        assert!(sdk.staged().contains("Orders"), "{generation:?}");
        let log = sdk.log();
        assert!(!log.contains("1.x"), "{generation:?} was asked: {log}");
    }
}
