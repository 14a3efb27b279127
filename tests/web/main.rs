//! Browser tests: the bindings against planted SDKs, the page against fakes.
#![cfg(target_arch = "wasm32")]

mod admin_page;
mod arrival;
mod early_choice;
mod enrolment;
mod host_contract;
mod save_flow;
mod shown_again;
mod status_page;
mod support;
mod tab_flow;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
