//! Before the page is there: a first choice can be saved at once, and nothing
//! else can.

use crate::support::{Generation, Markup, Planted, later};
use page::teams::TeamsHost;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement, HtmlInputElement};

/// A host that answers, and the shipped form without a page behind it.
struct Early {
    sdk: Planted,
    form: Markup,
}

impl Early {
    fn new(generation: Generation) -> Self {
        Self::on(Markup::new(), generation)
    }

    fn on(form: Markup, generation: Generation) -> Self {
        Self {
            sdk: Planted::new(generation),
            form,
        }
    }

    /// Waits until the host has said everything it was asked.
    async fn settled(&self) {
        for _ in 0..5 {
            later().await;
        }
    }

    fn choose(&self, code: &str) {
        let choice = format!("input[value={code}]");
        self.form.find::<HtmlElement>(&choice).click();
    }

    fn rename(&self, name: &str) {
        let input = self.form.find::<HtmlInputElement>("#config-name");
        input.set_value(name);
        let event = web_sys::window()
            .and_then(|window| window.document())
            .expect("a page")
            .create_event("Event")
            .expect("an event");
        Event::init_event_with_bubbles(&event, "input", true);
        input.dispatch_event(&event).expect("dispatched");
    }

    /// What the host was told of Save, in order.
    fn told(&self) -> String {
        let log = self.sdk.log();
        let told: Vec<_> = log.lines().filter(|line| line.contains("valid")).collect();
        told.join(", ")
    }

    async fn page_is_ready(&self) -> Rc<dyn TeamsHost> {
        let host = self.sdk.host();
        host.connect(Box::new(|_| ())).await.expect("a host");
        host.ready().expect("taken");
        host
    }
}

#[wasm_bindgen_test]
async fn a_first_choice_can_be_saved_before_the_page_is_there() {
    for generation in [Generation::V1, Generation::V2] {
        let early = Early::new(generation);
        early.sdk.nothing_is_configured();
        early.settled().await;
        assert_eq!(early.told(), "", "nothing is chosen");
        early.choose("Create");
        early.choose("Update");
        assert_eq!(early.told(), "valid true");
    }
}

#[wasm_bindgen_test]
async fn a_choice_made_before_the_host_answers_counts_too() {
    let early = Early::new(Generation::V2);
    early.sdk.nothing_is_configured();
    early.choose("All");
    assert_eq!(early.told(), "");
    early.settled().await;
    assert_eq!(early.told(), "valid true");
}

#[wasm_bindgen_test]
async fn what_the_page_has_to_judge_waits_for_it() {
    let early = Early::new(Generation::V1);
    early.sdk.nothing_is_configured();
    early.settled().await;
    early.choose("Create");
    early.rename(" ");
    assert_eq!(early.told(), "valid true, valid false", "a name of its own");
    drop(early);
    let configured = Early::new(Generation::V1);
    configured.settled().await;
    configured.choose("Create");
    assert_eq!(configured.told(), "", "what is configured is loaded first");
}

#[wasm_bindgen_test]
async fn a_channel_tab_needs_an_address_first() {
    let early = Early::on(Markup::of_a_tab(), Generation::V2);
    early.sdk.nothing_is_configured();
    early.settled().await;
    early.choose("Create");
    assert_eq!(early.told(), "");
}

#[wasm_bindgen_test]
async fn a_page_that_is_ready_judges_alone() {
    let early = Early::new(Generation::V2);
    early.sdk.nothing_is_configured();
    early.settled().await;
    let host = early.page_is_ready().await;
    early.choose("Create");
    assert_eq!(early.told(), "", "the page says so");
    host.set_validity(true).expect("taken");
    early.rename(" ");
    assert_eq!(early.told(), "valid true");
}
