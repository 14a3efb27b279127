//! The Teams configuration page: choose notifications, save, edit, remove.
//!
//! The rooms, in reading order:
#![recursion_limit = "512"] // `markup!` in `form::ui` goes word by word

/// The form, the first document.
pub mod form;
/// Turns wire types into text and back by the browser's own JSON.
mod json;
/// Every sentence, one file per language; only the tests read them in Rust.
#[cfg(test)]
mod lang {
    pub(crate) mod tests;
}
/// The second document: what a channel tab shows.
pub mod status;
/// The only room that speaks JavaScript to Teams.
pub mod teams;

/// Smaller than the standard one; sound because the page has one thread.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: talc::cell::TalcSyncCell<talc::wasm::WasmGrowAndExtend, talc::wasm::WasmBinning> =
    talc::cell::TalcSyncCell::new_wasm(talc::wasm::WasmGrowAndExtend::new());
