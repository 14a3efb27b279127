//! Start-up only: finds the markup, the host and an id, and starts the page.

use leptos::mount::mount_to_body;
use page::{
    api::HttpApi,
    model::ConfigPage,
    teams::{find_host, say},
    ui,
};
use std::rc::Rc;
use wire::{EntityId, ID_BYTES, paths};

fn main() {
    mount_to_body(|| {
        // The page runs for as long as its window is there.
        std::mem::forget(begin());
    });
}

fn begin() -> Option<ui::Running> {
    let window = web_sys::window()?;
    let shell = ui::Shell::find(&window.document()?)?;
    let mut random = [0; ID_BYTES];
    window
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(&mut random)
        .ok()?;
    let mut content_url = window.location().origin().ok()?;
    content_url.push_str(paths::CONFIGURE);
    let id = EntityId::from_random(random);
    let page = ConfigPage::new(id, content_url, &shell.default_name());
    ui::start(
        &window,
        &shell,
        ui::Texts(say),
        page,
        find_host(),
        Rc::new(HttpApi::default()),
    )
}
