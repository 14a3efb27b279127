//! A connector's test card: the host supplies the address, so none has to be pasted.

use super::answers::GOOD;
use super::*;
use wire::{Day, Refusal, Secret};

/// Whose host hands out this address; nothing is configured.
fn handed(url: Option<Secret>) -> ConfigPage {
    let mut page = fresh();
    page.update(Msg::Connected(facts(Frame::Settings)));
    let said = HostSettings {
        webhook_url: url,
        ..HostSettings::default()
    };
    send(&mut page, |s| Msg::SettingsRead(s, Ok(said)));
    page
}

/// To where the next card of a test goes, if one can be sent.
fn tested(page: &mut ConfigPage) -> Option<Option<Secret>> {
    match page.update(Msg::TestRequested)? {
        Effect::Test(_, card) => Some(card.webhook_url),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_connector_is_tested_where_the_host_sends_its_cards() {
    assert_eq!(
        tested(&mut handed(Some(URL.into()))),
        Some(Some(URL.into()))
    );
    assert_eq!(tested(&mut reopened()), Some(Some(URL.into())));
}

#[test]
fn nothing_is_tested_before_there_is_an_address() {
    for mut page in [handed(None), handed(Some(" ".into())), fresh()] {
        assert!(!page.offers_test());
        assert_eq!(tested(&mut page), None);
    }
}

/// A host that does not say its address once more need not: the record has it.
#[test]
fn a_stored_address_is_tested_where_the_host_names_none() {
    let mut page = fresh();
    page.update(Msg::Connected(facts(Frame::Settings)));
    let said = HostSettings {
        webhook_url: None,
        ..known()
    };
    send(&mut page, |s| Msg::SettingsRead(s, Ok(said)));
    send(&mut page, |s| Msg::Loaded(s, Ok(Some(record()))));
    assert_eq!(tested(&mut page), Some(None));
}

#[test]
fn the_test_stays_where_it_is_while_the_form_is_saved() {
    assert!(handed(Some(URL.into())).offers_test());
    let mut page = reopened();
    page.update(Msg::TypeChosen(NotificationType::All));
    page.update(Msg::SaveRequested { webhook_url: None });
    assert!(page.offers_test() && !page.can_test());
}

/// A connector whose kind of address ended goes on as a Workflow's, as after a save.
#[test]
fn a_test_that_finds_an_ended_address_asks_for_another() {
    let mut page = handed(Some(URL.into()));
    let Some(Effect::Test(_, card)) = page.update(Msg::TestRequested) else {
        panic!("no test was sent");
    };
    let since = Some(Day::new(2026, 5, 22));
    let ended = Failure::Refused(Some(Refusal::Ended), since);
    page.update(Msg::Tested(card.code.unwrap_or_default(), Err(ended)));
    assert_eq!(page.trial.as_ref().unwrap().says(), Text::TestFailed);
    assert!(page.draft.address.is_some() && page.offers_test());
    assert!(!page.can_test(), "nothing is pasted yet");
    page.update(Msg::AddressTyped(super::tab::WORKFLOW.into()));
    page.update(Msg::AddressJudged(super::tab::WORKFLOW.into(), GOOD));
    assert!(page.can_test());
}
