//! The only room that speaks JavaScript to Teams. Decides nothing; no
//! `JsValue` leaves it.

mod alone;
mod host;
mod js;
mod v1;
mod v2;

pub use alone::Alone;
pub use host::{
    Answer, FrameContext, HostContext, HostError, HostEvent, InstanceSettings, OnEvent, TeamsHost,
    Ticket,
};
pub use v1::SdkV1;
pub use v2::SdkV2;

use std::rc::Rc;

/// Writes the detail of a failure where a developer looks for it: the console.
pub fn log(error: &HostError) {
    js::log(error);
}

/// A sentence by its number in the language that is there so far, with a day
/// (20260522) in the words of that language where it has a place for one; 0 is no day.
/// Empty when the start-up lines are missing.
#[must_use]
pub fn say(number: usize, day: u32) -> String {
    js::say(number, day).unwrap_or_default()
}

/// The host behind whichever SDK generation this page's global shows: the one
/// build serves every release.
///
/// `None` when there is no SDK. An SDK in a page that is in no frame shows when
/// it is connected.
#[must_use]
pub fn find_host() -> Option<Rc<dyn TeamsHost>> {
    if js::global_has(&["app"]) && js::global_has(&["pages", "config"]) {
        return Some(Rc::new(SdkV2::default()));
    }
    if js::global_has(&["settings"]) {
        return Some(Rc::new(SdkV1::default()));
    }
    None
}
