//! The key in the page's own address becomes a header of the calls that may make
//! a record, and of no other.

use js_sys::{Array, Function, Reflect};
use page::form::api::{ConnectorApi as _, HttpApi};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Window;
use wire::{EntityId, TestCard};

/// Keeps what would be fetched, and lets nothing out.
struct Caught {
    window: Window,
    fetch: JsValue,
    address: String,
}

impl Caught {
    fn at(search: &str) -> Self {
        let window = web_sys::window().expect("a browser");
        let address = window.location().href().expect("an address");
        let fetch = Reflect::get(&window, &"fetch".into()).expect("it is there");
        let keep = "window.caught.push([r.method, r.headers.get('Enrolment-Key') ?? '']);
            return Promise.resolve(new Response('{}', { status: 404 }));";
        let keep = Function::new_with_args("r", keep);
        let set = |name: &str, value: &JsValue| {
            Reflect::set(&window, &name.into(), value).expect("it can be set");
        };
        set("caught", &Array::new());
        set("fetch", &keep);
        let caught = Self {
            window,
            fetch,
            address,
        };
        caught.go(search);
        caught
    }

    fn go(&self, address: &str) {
        let history = Reflect::get(&self.window, &"history".into()).expect("it is there");
        let go = Reflect::get(&history, &"replaceState".into()).expect("it is there");
        let go: Function = go.unchecked_into();
        let arguments = Array::of3(&JsValue::NULL, &"".into(), &address.into());
        go.apply(&history, &arguments).expect("it goes there");
    }

    /// Method and key of each call, in order.
    fn calls(&self) -> Vec<String> {
        let caught = Reflect::get(&self.window, &"caught".into()).expect("it is there");
        let caught: Array = caught.unchecked_into();
        let line = |call: JsValue| call.unchecked_into::<Array>().join(" ");
        caught.iter().map(|call| line(call).into()).collect()
    }
}

impl Drop for Caught {
    fn drop(&mut self) {
        Reflect::set(&self.window, &"fetch".into(), &self.fetch).expect("it is put back");
        self.go(&self.address);
    }
}

async fn every_call() {
    let api = HttpApi::default();
    let id = || EntityId::from_random([7; 16]);
    let _unheard = api.load(id(), None).await;
    let _unheard = api.check(id(), "https://a.example/".into()).await;
    let _unheard = api.test(id(), TestCard::default()).await;
    let _unheard = api.remove(id()).await;
}

#[wasm_bindgen_test]
async fn the_key_of_the_address_goes_into_a_header() {
    let caught = Caught::at("?destination=workflow&enrol=Abc-_9&theme=dark");
    every_call().await;
    let expected = ["GET ", "POST Abc-_9", "POST Abc-_9", "DELETE "];
    assert_eq!(caught.calls(), expected);
}

#[wasm_bindgen_test]
async fn without_a_key_there_is_no_header() {
    let caught = Caught::at("?destination=workflow&unenrol=Abc");
    every_call().await;
    assert_eq!(caught.calls(), ["GET ", "POST ", "POST ", "DELETE "]);
}
