//! A channel tab: the person names the address, and a test card shows how far
//! it leads.

use super::answers::{self, GOOD, TAKEN};
use super::*;
use wire::{Day, Posted, Refusal, SaveConnector, Tested};

pub(super) const WORKFLOW: &str =
    "https://x.environment.api.powerplatform.com/powerautomate/secret";
/// That has not met its host.
pub(super) fn empty() -> ConfigPage {
    let minted = EntityId::from_random([7; 16]);
    let status = "https://app.example/status".into();
    ConfigPage::new(
        minted,
        page_id(),
        status,
        "Task notifications",
        Some(Address::default()),
    )
}

pub(super) fn tab() -> ConfigPage {
    let mut page = empty();
    page.update(Msg::Connected(facts(Frame::Settings)));
    send(&mut page, |s| {
        Msg::SettingsRead(s, Ok(HostSettings::default()))
    });
    page.update(Msg::TypeChosen(NotificationType::Create));
    page
}

fn judged(verdict: Verdict) -> ConfigPage {
    let mut page = tab();
    page.update(Msg::AddressTyped(WORKFLOW.into()));
    page.update(Msg::AddressJudged(WORKFLOW.into(), verdict));
    page
}

/// Opened again.
pub(super) fn again() -> ConfigPage {
    let mut page = tab();
    page = ConfigPage::new(
        page.identity.id(),
        page_id(),
        page.content_url.clone(),
        "x",
        Some(Address::default()),
    );
    open_stored(&mut page, Frame::Settings);
    page
}

fn stored_by(page: &mut ConfigPage) -> Option<Box<SaveConnector>> {
    page.update(Msg::SaveRequested { webhook_url: None });
    send(page, |s| Msg::Staged(s, Ok(())));
    match send(page, |s| Msg::ReadBack(s, Ok(HostSettings::default()))) {
        Some(Effect::Store(_, save)) => Some(save),
        _ => None,
    }
}

#[test]
fn save_is_off_until_the_address_is_known_to_be_good() {
    let check = |page: &ConfigPage, can_save: bool, says: Text| {
        let address = page.draft.address.as_ref().unwrap();
        assert_eq!((page.can_save(), address.says()), (can_save, says));
    };
    let ended = judged(answers::mixed("", Day::new(2026, 5, 22)));
    let mut page = tab();
    check(&page, false, Text::AddressMissing);
    let effect = page.update(Msg::AddressTyped(format!("  {WORKFLOW} ").into()));
    assert!(effect == Some(Effect::Await(WORKFLOW.into())));
    let effect = page.update(Msg::AddressStands(WORKFLOW.into()));
    assert!(effect == Some(Effect::Judge(page.identity.id(), WORKFLOW.into())));
    let other = page.update(Msg::AddressStands("https://other.example/".into()));
    assert!(other.is_none(), "it does not stand there");
    check(&page, false, Text::AddressChecking);
    check(&judged(GOOD), true, Text::AddressWorkflow);
    check(&judged(Verdict::Unknown), true, Text::AddressUnchecked);
    let newer = judged(Verdict::Bad(None, None));
    check(&newer, false, Text::AddressForeign);
    let refused = |refusal| judged(Verdict::Bad(Some(refusal), None));
    check(&refused(Refusal::NotHttps), false, Text::AddressIncomplete);
    check(&refused(Refusal::TooLong), false, Text::AddressTooLong);
    check(&refused(Refusal::Port), false, Text::AddressNotPlain);
    check(&refused(Refusal::UnknownHost), false, Text::AddressForeign);
    check(&refused(Refusal::UnknownPath), false, Text::AddressPath);
    check(&refused(Refusal::Unsigned), false, Text::AddressUnsigned);
    check(&ended, true, Text::AddressMixed);
    check(&again(), false, Text::AddressKept);
}

#[test]
fn a_verdict_on_an_address_that_is_gone_changes_nothing() {
    let mut page = tab();
    page.update(Msg::AddressTyped("https://other.example/".into()));
    page.update(Msg::AddressJudged(WORKFLOW.into(), GOOD));
    assert!(!page.can_save());
}

#[test]
fn a_verdict_is_not_taken_back_because_its_time_is_over() {
    let mut page = judged(GOOD);
    page.update(Msg::AddressJudged(WORKFLOW.into(), Verdict::Unknown));
    assert_eq!(page.draft.address.unwrap().verdict, GOOD);
}

#[test]
fn the_typed_address_is_stored_whatever_the_host_says() {
    let mut page = judged(GOOD);
    page.update(Msg::ConfirmChosen(false));
    let save = stored_by(&mut page).unwrap();
    assert_eq!(save.webhook_url, Some(WORKFLOW.into()));
    assert!(!save.confirm, "the person declined");
    send(&mut page, |s| Msg::Stored(s, Ok(Saved { version: 1 })));
    let address = page.draft.address.as_ref().unwrap();
    assert_eq!((address.typed.expose(), address.kept), ("", true));
}

#[test]
fn an_empty_field_keeps_the_stored_address() {
    let mut page = again();
    page.update(Msg::TypeChosen(NotificationType::All));
    let save = stored_by(&mut page).unwrap();
    assert_eq!(save.webhook_url, None);
    assert_eq!(save.version, Some(4));
}

fn asks_for_an_address(page: &ConfigPage) {
    let address = page.draft.address.as_ref().unwrap();
    assert_eq!(address.says(), Text::AddressMissing);
    assert!(!page.can_save());
}

#[test]
fn an_address_that_went_with_the_record_has_to_be_pasted_again() {
    let mut here = again();
    here.update(Msg::RemoveRequested);
    send(&mut here, |s| Msg::Forgotten(s, Ok(())));
    here.update(Msg::AnswerLost);
    asks_for_an_address(&here);

    let mut page = again();
    page.update(Msg::TypeChosen(NotificationType::All));
    stored_by(&mut page);
    let removed = Failure::Rejected(Some(Code::Removed));
    send(&mut page, |s| Msg::Stored(s, Err(removed)));
    asks_for_an_address(&page);
    page.update(Msg::AddressTyped(WORKFLOW.into()));
    page.update(Msg::AddressJudged(WORKFLOW.into(), GOOD));
    let save = stored_by(&mut page).unwrap();
    assert_eq!((save.version, save.webhook_url.is_some()), (None, true));
}

/// A person who tries the address first need not have chosen or named anything.
#[test]
fn a_test_needs_no_more_than_a_good_address() {
    let mut page = empty();
    page.update(Msg::Connected(facts(Frame::Settings)));
    send(&mut page, |s| {
        Msg::SettingsRead(s, Ok(HostSettings::default()))
    });
    page.update(Msg::NameTyped(" ".into()));
    assert!(!page.can_test(), "there is no address");
    page.update(Msg::AddressTyped(WORKFLOW.into()));
    page.update(Msg::AddressJudged(WORKFLOW.into(), GOOD));
    assert!(page.can_test() && !page.can_save());
    let Some(Effect::Test(_, card)) = page.update(Msg::TestRequested) else {
        panic!("no test was asked for");
    };
    assert_eq!((card.notification_type, card.config_name), (None, None));
    page.update(Msg::AddressTyped("https://other.example/".into()));
    assert!(!page.can_test(), "nobody judged it");
}

#[test]
fn a_test_of_another_address_is_forgotten() {
    let mut page = judged(GOOD);
    page.update(Msg::TestRequested);
    page.update(Msg::AddressTyped("https://other.example/".into()));
    assert!(page.trial.is_none());
    let accepted = Tested {
        posted: Posted::Yes,
        ..TAKEN
    };
    page.update(Msg::Tested("ABAB".into(), Ok(accepted)));
    assert!(page.trial.is_none(), "a late answer too");
}

#[test]
fn a_test_that_is_answered_after_its_deadline_is_answered() {
    let mut page = judged(GOOD);
    page.update(Msg::TestRequested);
    let late = Err(Failure::TooSlow);
    page.update(Msg::Tested("ABAB".into(), late.clone()));
    assert_eq!(
        page.trial.as_ref().unwrap().state,
        TrialState::Failed(Failure::TooSlow)
    );
    page.update(Msg::Tested("ABAB".into(), Ok(TAKEN)));
    page.update(Msg::Tested("ABAB".into(), late));
    assert_eq!(page.trial.unwrap().state, TrialState::Tried(TAKEN));
}

#[test]
fn codes_differ_from_one_card_to_the_next() {
    let id = EntityId::from_random(std::array::from_fn(|at| at as u8));
    let codes: std::collections::HashSet<_> = (0..13).map(|at| Trial::code(&id, at)).collect();
    assert_eq!(codes.len(), 13);
}

#[test]
fn every_code_is_four_characters_of_the_shortest_id_too() {
    let shortest = EntityId::try_from("0123456789abcdef".to_owned()).unwrap();
    for at in 0..40 {
        assert_eq!(Trial::code(&shortest, at).len(), 4, "card {at}");
    }
}

#[test]
fn a_test_card_says_what_the_form_says() {
    assert!(tab().update(Msg::TestRequested).is_none());
    let mut page = judged(GOOD);
    let Some(Effect::Test(_, card)) = page.update(Msg::TestRequested) else {
        panic!("no test was sent");
    };
    assert_eq!(card.notification_type, Some(NotificationType::Create));
    assert_eq!(card.webhook_url, Some(WORKFLOW.into()));
    assert_eq!(card.code.as_deref(), Some("ABAB"));
}

#[test]
fn accepted_is_not_seen_until_the_code_is_typed_back() {
    let result = |reached, accepted, posted| Tested {
        reached,
        accepted,
        posted,
        ..TAKEN
    };
    let check = |told: Result<Tested, Failure>, typed: &str, expected: Option<[Text; 4]>, says| {
        let mut page = judged(GOOD);
        page.update(Msg::TestRequested);
        page.update(Msg::Tested(
            "WXYZ".into(),
            Ok(result(true, true, Posted::Yes)),
        ));
        page.update(Msg::Tested("ABAB".into(), told));
        page.update(Msg::CodeTyped(typed.into()));
        let trial = page.trial.unwrap();
        assert_eq!((trial.steps(), trial.says()), (expected, says));
    };
    use Text::{No, Unknown, Yes};
    let accepted = || Ok(result(true, true, Posted::Unknown));
    check(
        accepted(),
        "",
        Some([Yes, Yes, Unknown, Unknown]),
        Text::TestLook,
    );
    check(
        accepted(),
        "ABA",
        Some([Yes, Yes, Unknown, Unknown]),
        Text::TestLook,
    );
    check(
        accepted(),
        " ABAC",
        Some([Yes, Yes, Unknown, Unknown]),
        Text::TestWrong,
    );
    check(accepted(), " abab ", Some([Yes; 4]), Text::TestSeen);
    let refused = Ok(result(true, false, Posted::No));
    check(refused, "", Some([Yes, No, No, No]), Text::TestNotTaken);
    let dead = Ok(result(false, false, Posted::No));
    check(dead, "", Some([No; 4]), Text::TestNotTaken);
    check(Err(Failure::Offline), "", None, Text::TestFailed);
}

/// A channel that knows the configuration is told of a change only when the person
/// asks for it, be it before the record came or after.
#[test]
fn a_channel_is_told_of_a_change_only_on_request() {
    let told = |mut page: ConfigPage, wanted: Option<bool>| {
        if let Some(wanted) = wanted {
            page.update(Msg::ConfirmChosen(wanted));
        }
        page.update(Msg::TypeChosen(NotificationType::All));
        stored_by(&mut page).map(|save| save.confirm)
    };
    for (wanted, first, edit) in [
        (None, true, false),
        (Some(true), true, true),
        (Some(false), false, false),
    ] {
        assert_eq!(told(judged(GOOD), wanted), Some(first), "{wanted:?}");
        assert_eq!(told(again(), wanted), Some(edit), "{wanted:?}");
    }
    let mut unread = again();
    unread.update(Msg::ConfirmChosen(true));
    unread.load_again();
    send(&mut unread, |s| Msg::SettingsRead(s, Ok(known())));
    send(&mut unread, |s| Msg::Loaded(s, Ok(Some(record()))));
    assert_eq!(told(unread, None), Some(true));
}

/// A card that was seen is a proof of where it went: of a stored address at once, of
/// another one with the save.
#[test]
fn a_card_that_was_seen_is_told_once() {
    let seen = |page: &mut ConfigPage| {
        let Some(Effect::Test(_, card)) = page.update(Msg::TestRequested) else {
            panic!("no test was sent");
        };
        let code = card.code.unwrap_or_default();
        let tested = Tested {
            reached: true,
            accepted: true,
            posted: Posted::Unknown,
            detail: String::new(),
        };
        page.update(Msg::Tested(code.clone(), Ok(tested)));
        assert_eq!(page.update(Msg::CodeTyped("WXYZ".into())), None);
        let told = page.update(Msg::CodeTyped(code.clone()));
        assert_eq!(page.update(Msg::CodeTyped(code)), None, "once");
        told
    };
    let mut stored = again();
    let id = stored.identity.id();
    assert_eq!(seen(&mut stored), Some(Effect::Seen(id)));
    let mut fresh = judged(GOOD);
    assert_eq!(seen(&mut fresh), None, "there is no record yet");
    assert!(stored_by(&mut fresh).expect("a save").seen);
    let mut another = again();
    another.update(Msg::AddressTyped(WORKFLOW.into()));
    another.update(Msg::AddressJudged(WORKFLOW.into(), GOOD));
    assert_eq!(seen(&mut another), None, "it is not saved yet");
    assert!(stored_by(&mut another).expect("a save").seen);
    assert!(!stored_by(&mut judged(GOOD)).expect("a save").seen);
}
