//! The operators' page in a place of its own, and a server of theirs without HTTP.

use super::{open_page::settled, root};
use leptos::mount::mount_to;
use page::{
    admin::{AdminApi, Answer, Change, Done, Found, Pace, Read, Trouble, start, view},
    future::LocalFuture,
    teams::Alone,
};
use std::{any::Any, cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use wire::admin::{
    DeadLetters, Hour, Hours, Inventory, Listed, MadeSender, Overview, Queue, Senders, StateCounts,
};
use wire::{Destination, HealthState, NotificationType, Secret};

/// A server with one connector, and what it was asked to change.
#[derive(Default)]
pub(crate) struct FakeAdmin {
    pub(crate) refuses: RefCell<Option<Trouble>>,
    pub(crate) changes: RefCell<Vec<Change>>,
}

impl AdminApi for FakeAdmin {
    fn read(&self, read: Read, _query: String) -> LocalFuture<'_, Answer<Found>> {
        let refused = self.refuses.borrow().clone();
        let off = matches!(self.changes.borrow().last(), Some(Change::Disable(_)));
        Box::pin(async move { refused.map_or_else(|| Ok(found(read, off)), Err) })
    }

    fn change(&self, change: Change) -> LocalFuture<'_, Answer<Done>> {
        let done = match &change {
            Change::AddSender(new) => Done::Made(MadeSender {
                name: new.name.clone(),
                token: Secret::from("tcs_told-once"),
            }),
            _ => Done::Plainly,
        };
        self.changes.borrow_mut().push(change);
        Box::pin(async move { Ok(done) })
    }
}

/// Of the second hour nothing is told but zeros.
pub(crate) const HOURS: [[u64; 4]; 3] = [[20, 10, 2, 1], [0; 4], [400, 0, 0, 1]];

fn found(read: Read, off: bool) -> Found {
    match read {
        Read::Overview => Found::Overview(Overview {
            connectors: StateCounts::default(),
            queue: Queue::default(),
            paused_since: None,
        }),
        Read::Hours => Found::Hours(Hours {
            hours: HOURS.map(hour).into(),
        }),
        Read::Connectors => Found::Connectors(Inventory {
            connectors: vec![listed(off)],
            total: 1,
            next: None,
        }),
        Read::Letters => Found::Letters(DeadLetters {
            dead_letters: Vec::new(),
            next: None,
        }),
        Read::Senders => Found::Senders(Senders {
            senders: Vec::new(),
            next: None,
        }),
    }
}

fn hour([delivered, accepted, delayed, refused]: [u64; 4]) -> Hour {
    Hour {
        begins: "2026-11-28T09:00:00Z".into(),
        delivered,
        accepted,
        delayed,
        refused,
    }
}

fn listed(off: bool) -> Listed {
    Listed {
        row: "row".into(),
        id: "01234567".into(),
        name: "Paper orders".into(),
        notification_type: NotificationType::All,
        destination: Destination::Workflow,
        host: "x.example".into(),
        state: match off {
            true => HealthState::Disabled,
            false => HealthState::Ok,
        },
        reason: None,
        stopped_by: None,
        tenant: None,
        creator: None,
        changed_by: None,
        changer_name: None,
        made: "2026-11-28T09:00:00Z".into(),
        saved: "2026-11-28T09:00:00Z".into(),
        last_card: None,
        waiting: 0,
    }
}

/// An open page; closed when dropped.
pub(crate) struct OpenAdmin {
    pub(crate) api: Rc<FakeAdmin>,
    place: HtmlElement,
    _mounted: Box<dyn Any>,
}

impl OpenAdmin {
    pub(crate) async fn new(refuses: Option<Trouble>) -> Self {
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.expect("a page");
        let place = document.create_element("div").expect("a place");
        let body = document.body().expect("a body");
        body.append_child(&place).expect("added");
        let place: HtmlElement = place.unchecked_into();
        let api = Rc::new(FakeAdmin {
            refuses: RefCell::new(refuses),
            ..FakeAdmin::default()
        });
        let asked: Rc<FakeAdmin> = Rc::clone(&api);
        let mounted = mount_to(place.clone(), move || {
            view(start(Rc::new(Alone::default()), asked, Pace::default()))
        });
        let page = Self {
            api,
            place,
            _mounted: Box::new(mounted),
        };
        page.settle().await;
        page
    }

    /// Lets everything that can happen without time passing happen.
    pub(crate) async fn settle(&self) {
        settled().await;
    }

    pub(crate) fn phase(&self) -> String {
        root().get_attribute("data-phase").unwrap_or_default()
    }

    pub(crate) fn element<T: JsCast>(&self, css: &str) -> Option<T> {
        let found = self.place.query_selector(css).expect("a selector")?;
        found.dyn_into().ok()
    }

    /// What each of these says.
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        let found = self.place.query_selector_all(css).expect("a selector");
        let texts = (0..found.length()).filter_map(|at| found.get(at)?.text_content());
        texts.collect()
    }

    pub(crate) fn press(&self, css: &str) {
        let button: HtmlElement = self.element(css).expect("it is there");
        button.focus().expect("it takes the focus");
        button.click();
    }

    pub(crate) fn type_in(&self, css: &str, text: &str) {
        let field: HtmlInputElement = self.element(css).expect("it is there");
        field.set_value(text);
    }
}

impl Drop for OpenAdmin {
    fn drop(&mut self) {
        self.place.remove();
    }
}
