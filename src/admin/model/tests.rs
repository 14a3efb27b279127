//! The promises of the operators' page's decisions.

use super::*;
use wire::admin::{NewSender, Queue, StateCounts};
use wire::{Destination, HealthState, NotificationType, Secret};

fn overview() -> Overview {
    Overview {
        connectors: StateCounts::default(),
        queue: Queue::default(),
        paused_since: None,
    }
}

fn listed() -> Listed {
    Listed {
        row: "r/1".into(),
        id: "01234567".into(),
        name: "Orders".into(),
        notification_type: NotificationType::All,
        destination: Destination::Workflow,
        host: "x.example".into(),
        state: HealthState::Ok,
        reason: None,
        stopped_by: None,
        tenant: None,
        creator: None,
        changed_by: None,
        changer_name: None,
        made: "09:00".into(),
        saved: "09:00".into(),
        last_card: None,
        waiting: 0,
    }
}

/// Opened, and everything asked for.
fn begun() -> (AdminPage, Vec<Call>) {
    let mut page = AdminPage::default();
    let calls = page.update(Msg::Begun);
    (page, calls)
}

/// Open, with the overview there.
fn open() -> AdminPage {
    let (mut page, _) = begun();
    page.update(Msg::Read(
        Read::Overview,
        1,
        Ok(Found::Overview(overview())),
    ));
    assert!(page.is_open());
    page
}

fn query(calls: &[Call]) -> &str {
    let [Call::Read(_, _, query)] = calls else {
        panic!("{calls:?}");
    };
    query
}

fn sought(page: &mut AdminPage, text: &str, state: &str) -> Vec<Call> {
    page.update(Msg::Sought {
        text: text.into(),
        state: state.into(),
    })
}

#[test]
fn everything_is_read_at_the_beginning() {
    let (page, calls) = begun();
    let asked = calls.iter().map(|call| match call {
        Call::Read(read, _, query) => {
            assert_eq!(query, "");
            *read
        }
        Call::Change(change) => panic!("{change:?}"),
    });
    assert_eq!(asked.collect::<Vec<_>>(), Read::EACH);
    assert!(!page.is_open());
}

#[test]
fn a_search_begins_at_the_first_page_and_keeps_its_words() {
    let mut page = open();
    let on = |page: &mut AdminPage, next: &str| {
        page.update(Msg::Turned(Read::Connectors, Paging::On(next.into())))
    };
    assert_eq!(query(&on(&mut page, "7~a")), "?after=7~a");
    let calls = sought(&mut page, "a & b/ü", "failing");
    assert_eq!(query(&calls), "?search=a%20%26%20b%2F%C3%BC&state=failing");
    assert_eq!(page.lists.page(Read::Connectors), 1);
    let calls = on(&mut page, "8~b");
    assert_eq!(
        query(&calls),
        "?search=a%20%26%20b%2F%C3%BC&state=failing&after=8~b"
    );
    assert_eq!(page.lists.page(Read::Connectors), 2);
    let calls = page.update(Msg::Turned(Read::Connectors, Paging::Back));
    assert_eq!(query(&calls), "?search=a%20%26%20b%2F%C3%BC&state=failing");
    assert_eq!(page.lists.page(Read::Letters), 1);
}

/// Whoever types fast sees what was typed last, however the answers come.
#[test]
fn an_answer_to_an_earlier_search_changes_nothing() {
    let mut page = open();
    sought(&mut page, "a", "");
    let calls = sought(&mut page, "ab", "");
    let [Call::Read(_, last, _)] = calls[..] else {
        panic!("{calls:?}");
    };
    let found = |total| {
        Ok(Found::Connectors(Inventory {
            connectors: Vec::new(),
            total,
            next: None,
        }))
    };
    let total = |page: &AdminPage| page.connectors.as_ref().map(|found| found.total);
    page.update(Msg::Read(Read::Connectors, last, found(2)));
    page.update(Msg::Read(Read::Connectors, last - 1, found(1)));
    assert_eq!(total(&page), Some(2));
}

#[test]
fn who_may_not_sees_nothing_and_is_told_what_to_do() {
    for (trouble, says) in [
        (Trouble::SignedOut(String::new()), "Sign in to see"),
        (
            Trouble::SignedOut("FailedToOpenWindow".into()),
            "was blocked",
        ),
        (Trouble::SignedOut("down".into()), "Try it again"),
        (Trouble::NotOperator, "role Operator"),
        (Trouble::Closed, "nothing for operators"),
    ] {
        let mut page = open();
        page.made = Some(MadeSender {
            name: "a".into(),
            token: Secret::from("tcs_token"),
        });
        page.update(Msg::Read(Read::Overview, 1, Err(trouble.clone())));
        assert!(!page.is_open() && page.made.is_none(), "{trouble:?}");
        assert_eq!(page.barred, Some(trouble.clone()));
        assert!(trouble.sentence().contains(says), "{trouble:?}");
    }
}

/// What was read before stays in sight where only the network is gone.
#[test]
fn what_passes_by_itself_takes_nothing_away() {
    for trouble in [Trouble::Offline, Trouble::Unavailable] {
        let mut page = open();
        page.update(Msg::Read(Read::Overview, 1, Err(trouble.clone())));
        assert!(page.is_open());
        assert_eq!(page.notice, Some(Notice::Failed(trouble.sentence())));
        let (mut page, _) = begun();
        page.update(Msg::Read(Read::Overview, 1, Err(trouble.clone())));
        assert_eq!(page.barred, Some(trouble));
    }
}

#[test]
fn who_signs_in_again_sees_everything_again() {
    let mut page = open();
    page.update(Msg::SignedOut(String::new()));
    assert!(!page.is_open());
    let calls = page.update(Msg::Begun);
    let Some(Call::Read(Read::Overview, number, _)) = calls.first() else {
        panic!("{calls:?}");
    };
    page.update(Msg::Read(
        Read::Overview,
        *number,
        Ok(Found::Overview(overview())),
    ));
    assert!(page.is_open());
}

#[test]
fn a_second_press_asks_for_nothing() {
    let mut page = open();
    assert_eq!(
        page.update(Msg::Asked(Change::Pause)),
        [Call::Change(Box::new(Change::Pause))]
    );
    assert_eq!(page.update(Msg::Asked(Change::Pause)), []);
    let calls = page.update(Msg::Changed(Change::Pause, Ok(Done::Plainly)));
    assert!(
        matches!(calls[..], [Call::Read(Read::Overview, ..)]),
        "{calls:?}"
    );
    assert!(!page.busy);
    let told = Notice::Done("Sending is paused. Events are taken and wait.".into());
    assert_eq!(page.notice, Some(told));
}

#[test]
fn a_connector_is_removed_after_it_was_confirmed() {
    let mut page = open();
    assert_eq!(page.update(Msg::Leaves(listed())), []);
    assert_eq!(page.leaving, Some(listed()));
    assert_eq!(page.update(Msg::Stays), []);
    assert_eq!(page.leaving, None);
    page.update(Msg::Leaves(listed()));
    let change = Change::Remove(listed());
    assert_eq!(change.call(), ("DELETE", "/connectors/r%2F1".into()));
    assert_eq!(page.update(Msg::Asked(change)).len(), 1);
    assert_eq!(page.leaving, None);
}

#[test]
fn a_refusal_is_told_and_the_rest_stays() {
    let mut page = open();
    let new = NewSender {
        name: "ticketing".into(),
        tenant: None,
        topics: Vec::new(),
    };
    page.update(Msg::Asked(Change::AddSender(new.clone())));
    let refused = Trouble::Refused("A sender has this name.".into());
    let calls = page.update(Msg::Changed(Change::AddSender(new), Err(refused)));
    assert_eq!(calls, []);
    assert!(page.is_open() && !page.busy);
    let told = Notice::Failed("A sender has this name.".into());
    assert_eq!(page.notice, Some(told));
}

#[test]
fn a_token_stays_in_sight_until_it_is_put_away() {
    let mut page = open();
    let new = NewSender {
        name: "ticketing".into(),
        tenant: None,
        topics: Vec::new(),
    };
    let made = MadeSender {
        name: "ticketing".into(),
        token: Secret::from("tcs_token"),
    };
    page.update(Msg::Changed(Change::AddSender(new), Ok(Done::Made(made))));
    page.update(Msg::Ticked);
    assert!(page.made.is_some());
    page.update(Msg::PutAway);
    assert!(page.made.is_none());
}

#[test]
fn a_replay_tells_how_many_go_and_how_many_stay() {
    for (asked, count, says) in [
        (1, 1, "1 card is sent again."),
        (3, 3, "3 cards are sent again."),
        (
            1,
            0,
            "No card is sent again. 1 stays: its channel is off, or it was sent already.",
        ),
        (
            3,
            1,
            "1 card is sent again. 2 stay: their channels are off, or they were sent already.",
        ),
    ] {
        let mut page = open();
        let change = Change::Replay(vec![String::new(); asked]);
        page.update(Msg::Changed(change, Ok(Done::Replayed(count))));
        assert_eq!(page.notice, Some(Notice::Done(says.into())));
    }
}
