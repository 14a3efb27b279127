//! Every text is used, and every use has a text; see also `src/form/ui/tests.rs`.

use super::*;
use crate::lang::tests::Words;
use wire::Health;

const WORDS: Words = Words {
    english: include_str!("../../lang/status/en.json"),
    document: include_str!("../../../status.html"),
    views: String::new(),
    variants: include_str!("../text.rs"),
    said_in: &["src/status", "src/status/model", "src/status/view"],
};

#[test]
fn every_sentence_has_the_number_of_its_variant() {
    WORDS.sentences_have_the_numbers_of_their_variants();
}

#[test]
fn the_markup_says_what_english_says() {
    WORDS.markup_says_what_english_says();
}

#[test]
fn no_text_is_left_over() {
    WORDS.nothing_is_left_over();
}

/// A configuration, by what matters here.
fn record(destination: Destination, state: HealthState, outcome: Option<Outcome>) -> Connector {
    Connector {
        notification_type: NotificationType::All,
        config_name: String::new(),
        destination,
        webhook_host: String::new(),
        ended_since: None,
        health: Health {
            state,
            reason: None,
            outcome,
            since: None,
            failing_since: None,
            stopped_by: None,
            last_delivered_at: None,
            quiet_days: None,
        },
        version: 1,
        topics: Vec::new(),
        locale: None,
        created_at: String::new(),
        updated_at: String::new(),
        configured_by: None,
        seen_at: None,
        seen_by: None,
        read_only: false,
    }
}

/// A Workflow answers before it posts: only a person can say that a card is there.
#[test]
fn what_a_workflow_takes_is_confirmed_by_a_person_alone() {
    let flow = |state| record(Destination::Workflow, state, None);
    let seen = |state| Connector {
        seen_at: Some(String::new()),
        ..flow(state)
    };
    for (record, expected) in [
        (flow(HealthState::Unproven), Text::Unproven),
        (flow(HealthState::Ok), Text::Unconfirmed),
        (seen(HealthState::Unproven), Text::Confirmed),
        (seen(HealthState::Ok), Text::Confirmed),
        (seen(HealthState::Failing), Text::Failing),
        (seen(HealthState::Disabled), Text::Disabled),
        (
            record(Destination::Connector, HealthState::Ok, None),
            Text::Ok,
        ),
    ] {
        assert_eq!(standing(&record), expected, "{:?}", record.health.state);
    }
}

#[test]
fn every_state_has_the_one_thing_that_helps() {
    use HealthState::{Disabled, Failing, Ok, Unproven};
    for (state, outcome, expected) in [
        (Unproven, None, Remedy::Test),
        (Ok, None, Remedy::Test),
        (Failing, Some(Outcome::Transient), Remedy::Test),
        (Failing, Some(Outcome::SwitchedOff), Remedy::Test),
        (Failing, Some(Outcome::Gone), Remedy::NewWorkflow),
        (Failing, Some(Outcome::Unsigned), Remedy::Paste),
        (Failing, Some(Outcome::Blocked), Remedy::None),
        (Disabled, Some(Outcome::Gone), Remedy::NewWorkflow),
        (Disabled, Some(Outcome::NoWorkflow), Remedy::Paste),
        (Disabled, Some(Outcome::Transient), Remedy::TurnOn),
        (Disabled, None, Remedy::TurnOn),
    ] {
        let record = record(Destination::Workflow, state, outcome);
        assert_eq!(remedy(&record), expected, "{state:?} {outcome:?}");
    }
    for (by, expected) in [
        (StoppedBy::Card, Remedy::TurnOn),
        (StoppedBy::Operator, Remedy::None),
    ] {
        let mut record = record(Destination::Workflow, Disabled, Some(Outcome::Gone));
        record.health.stopped_by = Some(by);
        assert_eq!(remedy(&record), expected, "{by:?}");
    }
}
