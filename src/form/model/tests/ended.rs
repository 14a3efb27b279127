//! Addresses that were harmed on their way to the field, and addresses of a kind
//! that Microsoft ended.

use super::answers::{GOOD, repaired};
use super::tab::tab;
use super::*;
use wire::{Day, Destination, Edit, Refusal, SaveConnector};

const MEANT: &str = "https://x.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/0a?sp=1&sig=1CiCisum_b6CHtqBZO-6MnyuBfzcN4NGyY5LLFbno1k";

fn since() -> Day {
    Day::new(2026, 5, 22)
}

fn address(page: &ConfigPage) -> &Address {
    page.draft.address.as_ref().expect("there is a field")
}

fn says(page: &ConfigPage) -> Text {
    address(page).says()
}

fn stored(mut record: Edit, mut page: ConfigPage) -> ConfigPage {
    record.ended_since = Some(since());
    page.update(Msg::Connected(facts(Frame::Settings)));
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    send(&mut page, |s| Msg::Loaded(s, Ok(Some(record))));
    page
}

/// Pastes a good address; answers what is stored when Save is pressed then.
fn pasted(page: &mut ConfigPage) -> Box<SaveConnector> {
    page.update(Msg::AddressTyped(MEANT.into()));
    page.update(Msg::AddressStands(MEANT.into()));
    page.update(Msg::AddressJudged(MEANT.into(), GOOD));
    assert!(page.can_save());
    page.update(Msg::SaveRequested {
        webhook_url: Some(URL.into()),
    });
    send(page, |s| Msg::Staged(s, Ok(())));
    match send(page, |s| Msg::ReadBack(s, Ok(known()))) {
        Some(Effect::Store(_, save)) => save,
        _ => panic!("nothing is stored"),
    }
}

#[test]
fn a_repaired_address_stands_in_the_field_and_is_told() {
    let mut page = tab();
    let harmed = Secret::from(format!("<{MEANT}>."));
    let told = |typed: Secret| Msg::AddressJudged(typed, repaired("", MEANT));
    page.update(Msg::AddressTyped(harmed.clone()));
    page.update(Msg::AddressStands(harmed.clone()));
    page.update(told(harmed.clone()));
    assert_eq!(address(&page).typed, MEANT.into());
    assert!(address(&page).is_repaired(), "it is told");
    assert_eq!(says(&page), Text::AddressWorkflow);
    assert!(page.can_save());
    page.update(Msg::AddressJudged(harmed, Verdict::Unknown));
    assert!(page.can_save(), "its time is over, but it was judged");
    page.update(Msg::AddressTyped("https://a.example/".into()));
    page.update(told("<".into()));
    assert_eq!(address(&page).typed, "https://a.example/".into());
    assert!(!address(&page).is_repaired(), "that was another");
}

#[test]
fn a_host_that_may_not_be_called_is_named() {
    for refusal in [Refusal::UnknownHost, Refusal::UnknownPath] {
        let mut page = tab();
        let text = "https://evil.example/a?sig=b";
        page.update(Msg::AddressTyped(text.into()));
        page.update(Msg::AddressJudged(
            text.into(),
            Verdict::Bad(Some(refusal), None),
        ));
        assert_eq!(address(&page).family(), "evil.example");
    }
}

/// In a connector's form, too: the field is there, and the record stays the same.
#[test]
fn what_ended_is_replaced_by_a_workflow_in_the_same_record() {
    for page in [fresh(), super::tab::empty()] {
        let mut page = stored(record(), page);
        page.update(Msg::TypeChosen(NotificationType::All));
        assert_eq!(says(&page), Text::AddressEnded);
        assert_eq!(address(&page).since(), Some(since()));
        assert!(!page.can_save(), "nothing would be sent");
        let refused = page.update(Msg::SaveRequested { webhook_url: None });
        assert!(refused == Some(Effect::Refuse(Text::AddressMissing)));
        let save = pasted(&mut page);
        assert_eq!(save.webhook_url, Some(MEANT.into()));
        assert_eq!(save.version, Some(4));
        send(&mut page, |s| Msg::Stored(s, Ok(Saved { version: 5 })));
        assert_eq!(says(&page), Text::AddressKept);
    }
}

#[test]
fn a_connector_that_ended_asks_for_a_workflow() {
    let mut page = chosen();
    page.update(Msg::SaveRequested {
        webhook_url: Some(URL.into()),
    });
    send(&mut page, |s| Msg::Staged(s, Ok(())));
    send(&mut page, |s| Msg::ReadBack(s, Ok(HostSettings::default())));
    let ended = Failure::Refused(Some(Refusal::Ended), Some(since()));
    let effect = send(&mut page, |s| Msg::Stored(s, Err(ended)));
    let undone = Undone {
        what: Text::NotSaved,
        why: Text::AddressMissing,
    };
    assert!(effect == Some(Effect::Fail(undone)));
    assert_eq!(says(&page), Text::AddressEnded);
    assert!(!page.can_save());
    let save = pasted(&mut page);
    assert_eq!(save.webhook_url, Some(MEANT.into()));
}

/// Otherwise the host's ended address would be stored over it.
#[test]
fn a_workflow_stays_a_connectors_address() {
    let mut page = fresh();
    page.update(Msg::Connected(facts(Frame::Settings)));
    send(&mut page, |s| Msg::SettingsRead(s, Ok(known())));
    let mut workflow = record();
    workflow.destination = Destination::Workflow;
    send(&mut page, |s| Msg::Loaded(s, Ok(Some(workflow))));
    assert_eq!(says(&page), Text::AddressKept);
    assert!(
        reopened().draft.address.is_none(),
        "a connector's is the host's"
    );
}

#[test]
fn a_typed_address_that_is_refused_at_the_save_is_marked() {
    let mut page = tab();
    let save = pasted(&mut page);
    assert_eq!(save.webhook_url, Some(MEANT.into()));
    let refused = Failure::Refused(Some(Refusal::Unsigned), None);
    send(&mut page, |s| Msg::Stored(s, Err(refused)));
    assert_eq!(says(&page), Text::AddressUnsigned);
    assert!(!page.can_save());
}
