//! Start-up only: finds the markup, the host and an id, and starts the page.

use leptos::mount::mount_to_body;
use page::{
    form::{
        api::HttpApi,
        model::{Address, ConfigPage},
        ui,
    },
    lang::Texts,
    teams::{find_host, say},
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
    let mut random = [[0; ID_BYTES]; 2];
    window
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(random.as_flattened_mut())
        .ok()?;
    let tab = shell.is_channel_tab();
    let mut content_url = window.location().origin().ok()?;
    content_url.push_str(if tab { paths::STATUS } else { paths::CONFIGURE });
    let [id, page_id] = random.map(EntityId::from_random);
    let address = tab.then(Address::default);
    let page = ConfigPage::new(id, page_id, content_url, &shell.default_name(), address);
    ui::start(
        &window,
        &shell,
        Texts(say),
        page,
        find_host(),
        Rc::new(HttpApi::default()),
    )
}
