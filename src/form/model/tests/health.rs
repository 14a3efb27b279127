//! Records whose cards do not arrive: what is told, and how they are turned on again.

use super::*;
use wire::{Checked, Day, Destination, Edit};

pub(super) fn off() -> Off {
    Off {
        since: Day::new(2026, 11, 2),
        why: "The webhook link no longer exists.".into(),
    }
}

/// Opened again; the backend has turned it off.
pub(super) fn turned_off(frame: Frame, page: ConfigPage) -> ConfigPage {
    let record = answers::turned_off(off());
    opened(frame, page, record).0
}

/// What follows from the record that was loaded.
fn opened(frame: Frame, mut page: ConfigPage, record: Edit) -> (ConfigPage, Option<Effect>) {
    page.update(Msg::Connected(facts(frame)));
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    let effect = send(&mut page, |s| Msg::Loaded(s, Ok(Some(record))));
    (page, effect)
}

pub(super) fn moved() -> Verdict {
    verdict(true)
}

fn verdict(moved: bool) -> Verdict {
    Verdict::Good(Checked {
        destination: Destination::Connector,
        stored: Some(!moved),
        ..answers::of_family("connector")
    })
}

fn both() -> [ConfigPage; 2] {
    [fresh(), tab::empty()].map(|page| turned_off(Frame::Settings, page))
}

#[test]
fn what_is_off_is_told_and_save_is_possible() {
    for page in both() {
        assert_eq!(page.says(), Some(Notice::Failure(Text::Off)));
        assert_eq!(page.offers(), Some(Text::TurnOn));
        assert!(page.can_save());
        assert_eq!(page.lacks(), None);
        assert!(page.health == Health::Off(off()));
    }
}

#[test]
fn a_save_turns_it_on() {
    for page in both() {
        let mut page = save(page, SaveStep::Storing);
        send(&mut page, |s| Msg::Stored(s, Ok(Saved { version: 5 })));
        assert!(page.health == Health::Good);
    }
}

#[test]
fn the_button_turns_it_on_and_nothing_is_left_to_save() {
    for mut page in both() {
        let effect = page.update(Msg::Pressed);
        assert!(effect == Some(Effect::TurnOn(page.identity.id())));
        page.update(Msg::TurnedOn(Ok(())));
        assert_eq!(page.says(), Some(Notice::Info(Text::On)));
        assert_eq!((page.offers(), page.can_save()), (None, false));
        page.update(Msg::TurnedOn(Err(Failure::TooSlow)));
        assert_eq!(
            page.says(),
            Some(Notice::Info(Text::On)),
            "its time is over"
        );
    }
}

#[test]
fn a_failure_is_told_and_can_be_repeated() {
    for mut page in both() {
        page.update(Msg::Pressed);
        page.update(Msg::TurnedOn(Err(Failure::Offline)));
        page.update(Msg::TurnedOn(Err(Failure::TooSlow)));
        let undone = Undone {
            what: Text::NotOn,
            why: Text::Offline,
        };
        assert_eq!(page.says(), Some(Notice::Undone(undone)));
        assert_eq!((page.offers(), page.can_save()), (Some(Text::TurnOn), true));
        assert!(page.update(Msg::Pressed).is_some());
    }
}

/// The host's own address is compared where the person names none.
#[test]
fn an_address_that_the_host_changed_is_noticed_and_a_save_mends_it() {
    let judged = |moved| {
        let (mut page, effect) = opened(Frame::Settings, fresh(), record());
        assert!(effect == Some(Effect::Judge(page.identity.id(), URL.into())));
        page.update(Msg::AddressJudged(URL.into(), verdict(moved)));
        page
    };
    assert!(judged(false) == reopened());
    let page = judged(true);
    assert_eq!(page.says(), Some(Notice::Failure(Text::Moved)));
    assert_eq!((page.offers(), page.can_save()), (None, true));
    let mut page = save(page, SaveStep::Reading);
    let effect = send(&mut page, |s| Msg::ReadBack(s, Ok(known())));
    let Some(Effect::Store(_, save)) = effect else {
        panic!("nothing is stored");
    };
    assert_eq!(save.webhook_url, Some(URL.into()));
    send(&mut page, |s| Msg::Stored(s, Ok(Saved { version: 5 })));
    assert!(page.health == Health::Good);
}

#[test]
fn a_tabs_own_address_and_a_removal_ask_nothing() {
    for (frame, page) in [(Frame::Settings, tab::empty()), (Frame::Remove, fresh())] {
        let (page, effect) = opened(frame, page, record());
        assert!(effect.is_none());
        assert!(page.health == Health::Good);
    }
}
