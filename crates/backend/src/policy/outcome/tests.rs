use super::Outcome as O;
use super::*;
use proptest::prelude::*;

fn http(status: u16, body: &str) -> Reply {
    Reply::Http {
        status,
        body: body.to_owned(),
        retry_after: None,
    }
}

/// Status, body, meaning for a connector, meaning for a Workflow. The bodies
/// are answers that were recorded in public issues.
const TABLE: &[(u16, &str, O, O)] = &[
    (200, "1", O::Delivered, O::Accepted),
    (200, " 1\n", O::Delivered, O::Accepted),
    (200, "", O::Unconfirmed, O::Accepted),
    (200, "{}", O::Unconfirmed, O::Accepted),
    (202, "", O::Unconfirmed, O::Accepted),
    (202, "{\"id\":1}", O::Unconfirmed, O::Accepted),
    (204, "", O::Unconfirmed, O::Unconfirmed),
    (
        200,
        "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId tcid=0",
        O::Throttled,
        O::Throttled,
    ),
    (
        200,
        "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId tcid=0",
        O::TooLarge,
        O::TooLarge,
    ),
    (
        200,
        "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 400 with ContextId tcid=0",
        O::BadCard,
        O::BadCard,
    ),
    (202, "returned HTTP error 404", O::Gone, O::NoWorkflow),
    (200, "returned HTTP error 503", O::Transient, O::Transient),
    (
        200,
        "returned HTTP error 200",
        O::Unconfirmed,
        O::Unconfirmed,
    ),
    (200, "HTTP error unknown", O::Transient, O::Transient),
    (301, "", O::Redirected, O::Redirected),
    (302, "1", O::Redirected, O::Redirected),
    (400, "Summary or Text is required.", O::BadCard, O::BadCard),
    (401, "", O::Denied, O::Denied),
    (403, "", O::Denied, O::Denied),
    (404, "", O::Gone, O::NoWorkflow),
    (408, "", O::Transient, O::Transient),
    (410, "", O::Gone, O::Gone),
    (413, "", O::TooLarge, O::TooLarge),
    (429, "1", O::Throttled, O::Throttled),
    (500, "1", O::Transient, O::Transient),
    (502, "", O::Transient, O::Transient),
    (503, "", O::Transient, O::Transient),
];

#[test]
fn every_answer_means_what_the_table_says() {
    for (status, body, connector, workflow) in TABLE {
        let reply = http(*status, body);
        assert_eq!(
            classify(Destination::Connector, &reply),
            *connector,
            "{status} {body:?}"
        );
        assert_eq!(
            classify(Destination::Workflow, &reply),
            *workflow,
            "{status} {body:?}"
        );
    }
}

/// What Power Automate says, as the fake receivers say it too.
#[test]
fn power_automates_answers_have_their_meanings() {
    #[derive(serde::Deserialize)]
    struct Answer {
        status: u16,
        body: String,
    }
    const ANSWERS: &str = include_str!("../../../../simulator/src/power_automate.json");
    let answers: std::collections::BTreeMap<String, Answer> =
        serde_json::from_str(ANSWERS).expect("it is a table");
    let meanings = [
        ("accepted", O::Accepted),
        ("switched-off", O::SwitchedOff),
        ("deleted", O::SwitchedOff),
        ("not-found", O::NoWorkflow),
        ("unsigned", O::Unsigned),
        ("two-authorizations", O::TwoAuthorizations),
        ("schema-mismatch", O::BadCard),
        ("too-large", O::TooLarge),
        ("throttled", O::Throttled),
    ];
    assert_eq!(answers.len(), meanings.len());
    for (name, meaning) in meanings {
        let answer = &answers[name];
        let reply = http(answer.status, &answer.body);
        assert_eq!(classify(Destination::Workflow, &reply), meaning, "{name}");
        let said = sentence(meaning, &reply);
        assert!(said.ends_with('.'), "{said}");
    }
    // A connector that says the same words is judged by its status alone.
    let reply = http(400, &answers["switched-off"].body);
    assert_eq!(classify(Destination::Connector, &reply), O::BadCard);
}

#[test]
fn faults_pass_by_themselves_except_our_own_refusals() {
    for (fault, expected) in [
        (Fault::Timeout, O::Transient),
        (Fault::Connect, O::Transient),
        (Fault::Tls, O::Transient),
        (Fault::Broken, O::Transient),
        (Fault::PrivateAddress, O::Blocked),
        (Fault::NotAllowed, O::Blocked),
    ] {
        let reply = Reply::Fault(fault);
        assert_eq!(classify(Destination::Connector, &reply), expected);
        assert_eq!(classify(Destination::Workflow, &reply), expected);
        assert!(!sentence(expected, &reply).is_empty());
    }
}

#[test]
fn only_a_card_that_was_taken_is_a_success() {
    let good: Vec<_> = O::EACH.into_iter().filter(|one| one.is_success()).collect();
    assert_eq!(good, [O::Delivered, O::Accepted]);
    assert_eq!(READ_AT_MOST, 16_384);
}

#[test]
fn each_fault_has_its_own_sentence() {
    let day = wire::Day::new(2026, 5, 22);
    let says = [
        (Fault::Timeout, "in time"),
        (Fault::Connect, "reached"),
        (Fault::Tls, "certificate"),
        (Fault::Broken, "broke"),
        (Fault::PrivateAddress, "private address"),
        (Fault::NotAllowed, "list of allowed hosts"),
        (Fault::Ended(day), "2026"),
    ];
    for (fault, part) in says {
        let reply = Reply::Fault(fault);
        let said = sentence(classify(Destination::Workflow, &reply), &reply);
        assert!(said.contains(part), "{said}");
    }
    let fault = http(503, "");
    let said = sentence(O::Transient, &fault);
    assert_eq!(said, "The channel had a problem (HTTP 503).");
}

proptest! {
    #[test]
    fn a_connector_is_delivered_only_by_a_2xx_that_says_1(status in 100_u16..600, body in ".{0,60}") {
        let outcome = classify(Destination::Connector, &http(status, &body));
        let proven = (200..300).contains(&status) && body.trim() == "1";
        prop_assert_eq!(outcome == O::Delivered, proven);
        prop_assert!(outcome != O::Accepted);
    }

    #[test]
    fn a_workflow_never_counts_an_error_as_taken(status in 100_u16..600, code in 100_u16..600) {
        let body = format!("Teams endpoint returned HTTP error {code} with ContextId");
        let outcome = classify(Destination::Workflow, &http(status, &body));
        prop_assert!(!outcome.is_success());
    }

    #[test]
    fn any_body_is_read_without_a_panic(body in any::<String>()) {
        let _ = classify(Destination::Workflow, &http(200, &format!("HTTP error {body}")));
    }
}
