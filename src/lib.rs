//! The Teams configuration page: choose notifications, save, edit, remove.
//!
//! The rooms, in reading order:
#![recursion_limit = "512"] // `markup!` in `form::ui` goes word by word

/// The third document: what operators see and do.
#[warn(missing_docs)]
pub mod admin;
/// What the backend answers, in the types of `wire`.
mod answers;
/// The reader's clock.
mod clock;
/// The form, the first document.
pub mod form;
/// Futures of the one thread.
#[warn(missing_docs)]
pub mod future;
/// Turns wire types into text and back by the browser's own JSON.
mod json;
/// How both say their sentences, one file per language.
#[warn(missing_docs)]
pub mod lang;
/// The second document: what a channel tab shows.
pub mod status;
/// The only room that speaks JavaScript to Teams.
#[warn(missing_docs)]
pub mod teams;

/// Smaller than the standard one; sound because the page has one thread.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: talc::cell::TalcSyncCell<talc::wasm::WasmGrowAndExtend, talc::wasm::WasmBinning> =
    talc::cell::TalcSyncCell::new_wasm(talc::wasm::WasmGrowAndExtend::new());
