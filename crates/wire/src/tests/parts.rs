//! A part is read from the whole answer: under the same names, of the same types.

use super::*;
use serde_json::{from_value, json};

#[test]
fn a_part_of_an_answer_is_what_the_answer_says() {
    let since = Day::new(2026, 5, 22);
    let whole = Connector {
        topics: Vec::new(),
        notification_type: NotificationType::All,
        config_name: "Orders".to_owned(),
        destination: Destination::Workflow,
        webhook_host: "….logic.azure.com".to_owned(),
        ended_since: Some(since),
        health: Health {
            state: HealthState::Disabled,
            reason: Some("It is gone.".to_owned()),
            outcome: Some(Outcome::Gone),
            since: Some(since),
            failing_since: None,
            stopped_by: None,
            last_delivered_at: None,
            quiet_days: None,
        },
        version: 4,
        locale: None,
        created_at: "2026-11-01T09:00:00Z".to_owned(),
        updated_at: "2026-11-01T09:00:00Z".to_owned(),
        configured_by: None,
        seen_at: None,
        seen_by: None,
        read_only: false,
    };
    let part: Edit = from_value(json!(whole)).unwrap();
    let off = Off {
        since: whole.health.since,
        reason: whole.health.reason,
    };
    let expected = Edit {
        notification_type: whole.notification_type,
        config_name: whole.config_name,
        destination: whole.destination,
        ended_since: whole.ended_since,
        health: off,
        version: whole.version,
    };
    assert_eq!(part, expected);
}

#[test]
fn a_part_of_a_check_is_what_the_check_says() {
    let since = Day::new(2025, 11, 30);
    let whole = CheckedWebhook {
        family: "Logic Apps workflow".to_owned(),
        destination: Destination::Workflow,
        host: "….logic.azure.com".to_owned(),
        life: Life::Mixed { since },
        stored: Some(false),
        repaired: vec![Repair::Around],
        webhook_url: Some("https://a.example/".into()),
    };
    let part: Checked = from_value(json!(whole)).unwrap();
    let expected = Checked {
        family: whole.family,
        destination: whole.destination,
        since: whole.life.since(),
        stored: whole.stored,
        webhook_url: whole.webhook_url,
    };
    assert_eq!(part, expected);
}

#[test]
fn a_part_of_a_result_is_what_the_result_says() {
    let whole = TestResult {
        success: false,
        outcome: Outcome::BadCard,
        detail: "It is no card.".to_owned(),
        reached: true,
        accepted: false,
        posted: Posted::No,
    };
    let part: Tested = from_value(json!(whole)).unwrap();
    let expected = Tested {
        reached: whole.reached,
        accepted: whole.accepted,
        posted: whole.posted,
        detail: whole.detail,
    };
    assert_eq!(part, expected);
}
