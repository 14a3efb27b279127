//! Start-up of the operators' page only: finds its place and the backend.

use leptos::mount::mount_to;
use page::{
    admin::{HttpAdmin, Pace, start, view},
    teams::Alone,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;

fn main() {
    let _ = begin();
}

fn begin() -> Option<()> {
    let place = web_sys::window()?.document()?.get_element_by_id("admin")?;
    place.set_inner_html("");
    let mounted = mount_to(place.unchecked_into(), || {
        view(start(
            Rc::new(Alone::default()),
            Rc::new(HttpAdmin),
            Pace::default(),
        ))
    });
    mounted.forget();
    Some(())
}
