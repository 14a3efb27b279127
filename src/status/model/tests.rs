//! The promises of the status page's decisions.

use super::*;
use wire::{Connector, Destination, Health, HealthState, NotificationType};

fn id() -> EntityId {
    EntityId::from_random([7; 16])
}

fn seen(at: &str) -> Seen {
    let health = Health {
        state: HealthState::Ok,
        reason: None,
        outcome: None,
        since: None,
        failing_since: None,
        stopped_by: None,
        last_delivered_at: None,
        quiet_days: None,
    };
    let record = Connector {
        topics: Vec::new(),
        notification_type: NotificationType::All,
        config_name: "Paper orders".into(),
        destination: Destination::Workflow,
        webhook_host: "x.example".into(),
        ended_since: None,
        health,
        version: 1,
        locale: None,
        created_at: "09:00".into(),
        updated_at: "09:30".into(),
        configured_by: None,
        seen_at: None,
        seen_by: None,
        read_only: false,
    };
    let (deliveries, days) = Default::default();
    let found = Found {
        record,
        deliveries,
        days,
    };
    Seen {
        found,
        at: at.into(),
    }
}

/// Connected and read once.
fn shown() -> StatusPage {
    let mut page = StatusPage::default();
    assert_eq!(
        page.update(Msg::Connected(Some(id()))),
        Some(Ask::Read(id(), 1))
    );
    assert_eq!(
        page.update(Msg::Read(1, Ok(Some(Box::new(seen("10:00")))))),
        None
    );
    page
}

#[test]
fn the_first_reading_follows_the_handshake() {
    let page = shown();
    assert_eq!((page.phase, page.notice), (Phase::Shown, None));
    assert_eq!(page.seen, Some(seen("10:00")));
    assert!(page.is_ready() && page.can_refresh());
}

#[test]
fn a_tab_without_an_id_of_ours_has_nothing_to_read() {
    let mut page = StatusPage::default();
    assert_eq!(page.update(Msg::Connected(None)), None);
    assert_eq!(page.phase, Phase::Gone);
    assert!(page.is_ready() && !page.can_refresh());
    assert_eq!(page.update(Msg::Asked(Asker::Person)), None);
}

#[test]
fn old_data_stays_when_the_backend_is_away() {
    for (failure, text) in [
        (Msg::Read(2, Err(Trouble::Offline)), Text::Offline),
        (Msg::Read(2, Err(Trouble::NotAllowed)), Text::NotAllowed),
        (Msg::Read(2, Err(Trouble::Unavailable)), Text::Unavailable),
        (Msg::TimedOut(2), Text::TooSlow),
    ] {
        let mut page = shown();
        page.update(Msg::Asked(Asker::Clock));
        page.update(failure);
        assert_eq!(page.notice, Some(Notice::Failure(text)));
        assert_eq!((page.phase, page.seen), (Phase::Shown, Some(seen("10:00"))));
    }
}

#[test]
fn a_first_failure_can_be_repeated() {
    let mut page = StatusPage::default();
    page.update(Msg::Connected(Some(id())));
    page.update(Msg::TimedOut(1));
    assert_eq!(page.phase, Phase::Unread);
    assert!(page.is_ready() && page.can_refresh());
    assert_eq!(
        page.update(Msg::Asked(Asker::Person)),
        Some(Ask::Read(id(), 2))
    );
    page.update(Msg::Read(2, Ok(Some(Box::new(seen("10:01"))))));
    assert_eq!(page.phase, Phase::Shown);
}

#[test]
fn a_removed_record_takes_everything_with_it() {
    let mut page = shown();
    page.update(Msg::Asked(Asker::Clock));
    page.update(Msg::Read(2, Ok(None)));
    assert_eq!((page.phase, page.seen.as_ref()), (Phase::Gone, None));
    page.update(Msg::Asked(Asker::Clock));
    page.update(Msg::Read(3, Ok(Some(Box::new(seen("10:02"))))));
    assert_eq!(page.phase, Phase::Shown, "somebody saved it again");
}

#[test]
fn only_the_person_is_told_that_it_was_refreshed() {
    let mut page = shown();
    page.update(Msg::Asked(Asker::Clock));
    assert_eq!(page.notice, None);
    assert_eq!(
        page.update(Msg::Asked(Asker::Person)),
        None,
        "one is under way"
    );
    assert_eq!(page.notice, Some(Notice::Info(Text::Refreshing)));
    page.update(Msg::Read(2, Ok(Some(Box::new(seen("10:01"))))));
    assert_eq!(page.notice, Some(Notice::Info(Text::Refreshed)));
    page.update(Msg::Asked(Asker::Clock));
    page.update(Msg::Read(3, Ok(Some(Box::new(seen("10:02"))))));
    assert_eq!(page.notice, None);
}

#[test]
fn a_late_answer_changes_nothing() {
    let mut page = shown();
    page.update(Msg::Asked(Asker::Person));
    page.update(Msg::TimedOut(2));
    let before = page.clone();
    page.update(Msg::Read(2, Ok(None)));
    assert_eq!(page, before);
    page.update(Msg::HostSilent);
    page.update(Msg::Connected(None));
    assert_eq!(page, before);
}

#[test]
fn without_a_host_nothing_is_read() {
    let mut page = StatusPage::default();
    page.update(Msg::HostMissing);
    assert_eq!(page.notice, Some(Notice::Info(Text::OutsideNoHost)));
    page.update(Msg::HostSilent);
    assert_eq!(page.update(Msg::Connected(Some(id()))), None);
    assert_eq!(page.phase, Phase::Outside);
    assert!(!page.is_ready() && !page.can_refresh());
}

#[test]
fn a_host_that_answers_late_is_welcome() {
    let mut page = StatusPage::default();
    page.update(Msg::HostSilent);
    assert_eq!(page.phase, Phase::Outside);
    assert_eq!(page.notice, Some(Notice::Failure(Text::OutsideSilent)));
    assert_eq!(
        page.update(Msg::Connected(Some(id()))),
        Some(Ask::Read(id(), 1))
    );
    assert_eq!((page.phase, page.notice), (Phase::Loading, None));
    page.update(Msg::Connected(Some(id())));
    page.update(Msg::Read(1, Ok(Some(Box::new(seen("10:00"))))));
    assert_eq!(page.phase, Phase::Shown);
}

/// A page whose test card was accepted.
fn tested() -> StatusPage {
    let mut page = shown();
    let test = Deed::Test("AB12".into());
    let asked = page.update(Msg::Wanted(test.clone()));
    assert_eq!(asked, Some(Ask::Do(id(), test, 1)));
    assert_eq!(
        page.update(Msg::Wanted(Deed::TurnOn)),
        None,
        "one at a time"
    );
    let read = page.update(Msg::Done(1, Ok(Some(answer(true)))));
    assert_eq!(read, Some(Ask::Read(id(), 2)), "its card shows in the list");
    assert!(page.awaits_code());
    page
}

fn answer(accepted: bool) -> Tested {
    Tested {
        reached: true,
        accepted,
        posted: wire::Posted::Unknown,
        detail: "The link is gone.".into(),
    }
}

fn says(text: Text) -> Option<Said> {
    Some(Said::Says(text))
}

#[test]
fn the_code_of_a_test_card_is_the_proof() {
    for (entered, expected, wrong) in [
        ("A", Text::TestLook, false),
        ("AB13", Text::TestWrong, true),
        (" ab12 ", Text::TestSeen, false),
    ] {
        let mut page = tested();
        let ask = page.update(Msg::Entered(entered.into()));
        assert_eq!(page.deeds.said, says(expected), "{entered}");
        assert_eq!(page.code_is_wrong(), wrong, "{entered}");
        let proves = expected == Text::TestSeen;
        assert_eq!(ask, proves.then(|| Ask::Do(id(), Deed::Confirm, 2)));
    }
}

#[test]
fn what_is_entered_without_a_test_card_proves_nothing() {
    let mut page = shown();
    assert_eq!(page.update(Msg::Entered(String::new())), None);
    assert_eq!(page.deeds.said, None);
}

#[test]
fn what_was_not_done_is_said() {
    let done = |deed: Deed, done| {
        let mut page = shown();
        page.update(Msg::Wanted(deed));
        let read = page.update(Msg::Done(1, done));
        (page.deeds.said, read.is_some())
    };
    let test = || Deed::Test("AB12".into());
    let why = Said::Rejected("The link is gone.".into());
    assert_eq!(done(test(), Ok(Some(answer(false)))), (Some(why), true));
    for (trouble, text) in [
        (Trouble::NotAllowed, Text::ReadOnly),
        (Trouble::Busy, Text::Busy),
        (Trouble::TooSlow, Text::TooSlow),
        (Trouble::Offline, Text::Offline),
        (Trouble::Unavailable, Text::Unavailable),
    ] {
        assert_eq!(done(test(), Err(trouble)), (says(text), false));
    }
    assert_eq!(done(Deed::TurnOn, Ok(None)), (says(Text::On), true));
    assert_eq!(
        done(Deed::Resend("1".into()), Ok(None)),
        (says(Text::Resent), true)
    );
}

#[test]
fn what_comes_late_changes_nothing() {
    let mut page = shown();
    page.update(Msg::Wanted(Deed::TurnOn));
    page.update(Msg::Done(1, Err(Trouble::TooSlow)));
    let before = page.clone();
    assert_eq!(page.update(Msg::Done(1, Ok(None))), None);
    assert_eq!(page, before);
}
