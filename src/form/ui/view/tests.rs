//! The markup as it is made when the page is built.

use crate::form::{
    model::{Address, ConfigPage},
    ui,
};
use wire::{EntityId, ID_BYTES};

/// A page before anything has happened.
pub(crate) fn begun(address: Option<Address>) -> ConfigPage {
    let id = |byte| EntityId::from_random([byte; ID_BYTES]);
    ConfigPage::new(id(1), id(2), String::new(), "Orders", address)
}

/// The browser believes the markup: what it does not say would never be written.
#[test]
fn every_page_begins_with_the_same_markup() {
    let connector = ui::markup(&begun(None));
    assert_eq!(ui::markup(&begun(Some(Address::default()))), connector);
}

#[test]
fn each_part_begins_with_the_element_that_it_is_found_by() {
    for (part, html) in ui::markup(&begun(None)) {
        let (tag, _) = html.split_once('>').expect("an element");
        assert!(tag.contains(&format!(" id=\"{part}\"")), "{tag}");
    }
}

/// An element that names a text is filled by the build and by another language.
#[test]
fn nothing_is_said_and_nothing_stands_between_elements() {
    for (_, html) in ui::markup(&begun(None)) {
        let between = html.split('<').filter_map(|tag| tag.split_once('>'));
        let said: Vec<_> = between.filter(|(_, text)| !text.is_empty()).collect();
        assert!(said.is_empty(), "{said:?}");
    }
}
