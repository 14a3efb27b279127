//! Start-up of the status page only: finds its place, the host and the backend.

use leptos::mount::mount_to;
use page::{
    lang::Texts,
    status::{HttpStatus, Pace, start, view},
    teams::{find_host, say},
};
use std::rc::Rc;
use wasm_bindgen::JsCast;

fn main() {
    let _ = begin();
}

fn begin() -> Option<()> {
    // Without an SDK the start-up lines have said so, and there is nothing to do.
    let host = find_host()?;
    let place = web_sys::window()?.document()?.get_element_by_id("status")?;
    place.set_inner_html("");
    let mounted = mount_to(place.unchecked_into(), || {
        let app = start(host, Rc::new(HttpStatus::default()), Pace::default());
        view(app, Texts(say))
    });
    mounted.forget();
    Some(())
}
