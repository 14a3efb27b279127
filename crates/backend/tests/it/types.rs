//! openapi.json and the types of `wire` say the same, in both directions: fields,
//! which of them are always there, and the values of every enumeration.

use serde::{Serialize, de::DeserializeOwned};
use serde_aux::serde_introspection::serde_introspect;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const CONTRACT: &str = include_str!("../../openapi.json");

type Names = BTreeSet<String>;

fn schemas() -> Value {
    let contract: Value = serde_json::from_str(CONTRACT).expect("it is JSON");
    contract["components"]["schemas"].clone()
}

/// What a type's own reader knows.
fn names<T: DeserializeOwned>() -> Names {
    let names = serde_introspect::<T>().iter();
    names.map(|name| (*name).to_owned()).collect()
}

fn texts(list: &Value) -> Names {
    let list = list.as_array().into_iter().flatten();
    list.map(|text| text.as_str().expect("a text").to_owned())
        .collect()
}

fn keys(object: &Value) -> Names {
    object
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect()
}

/// The schemas of objects, with the fields of their types.
fn objects() -> BTreeMap<&'static str, Names> {
    BTreeMap::from([
        ("SaveConnector", names::<wire::SaveConnector>()),
        ("Saved", names::<wire::Saved>()),
        ("Health", names::<wire::Health>()),
        ("Connector", names::<wire::Connector>()),
        ("Task", names::<wire::Task>()),
        ("Field", names::<wire::Field>()),
        ("Action", names::<wire::Action>()),
        ("Input", names::<wire::Input>()),
        ("Change", names::<wire::Change>()),
        ("Event", names::<wire::Event>()),
        ("Accepted", names::<wire::Accepted>()),
        ("Delivery", names::<wire::Delivery>()),
        ("Deliveries", names::<wire::Deliveries>()),
        ("DeliveryDay", names::<wire::DeliveryDay>()),
        ("DeliveryDays", names::<wire::DeliveryDays>()),
        ("TestCard", names::<wire::TestCard>()),
        ("TestResult", names::<wire::TestResult>()),
        ("CheckWebhook", names::<wire::CheckWebhook>()),
        ("CheckedWebhook", keys(&json!(whole_answer()))),
        ("FetchSignIn", names::<wire::FetchSignIn>()),
        ("SignedIn", names::<wire::SignedIn>()),
        ("DeclareTopics", names::<wire::DeclareTopics>()),
        ("Declared", names::<wire::Declared>()),
        ("Topics", names::<wire::Topics>()),
        ("TopicTitle", names::<wire::TopicTitle>()),
        ("Matches", names::<wire::Matches>()),
        ("Problem", names::<wire::Problem>()),
        ("Overview", names::<wire::admin::Overview>()),
        ("StateCounts", names::<wire::admin::StateCounts>()),
        ("Queue", names::<wire::admin::Queue>()),
        ("Inventory", names::<wire::admin::Inventory>()),
        ("Listed", names::<wire::admin::Listed>()),
        ("Hours", names::<wire::admin::Hours>()),
        ("Hour", names::<wire::admin::Hour>()),
        ("DeadLetters", names::<wire::admin::DeadLetters>()),
        ("DeadLetter", names::<wire::admin::DeadLetter>()),
        ("ReplayThese", names::<wire::admin::ReplayThese>()),
        ("Replayed", names::<wire::admin::Replayed>()),
        ("Senders", names::<wire::admin::Senders>()),
        ("Sender", names::<wire::admin::Sender>()),
        ("NewSender", names::<wire::admin::NewSender>()),
        ("MadeSender", names::<wire::admin::MadeSender>()),
    ])
}

/// With every field: its own reader does not say what lies in `life`.
fn whole_answer() -> wire::CheckedWebhook {
    wire::CheckedWebhook {
        family: "connector".to_owned(),
        destination: wire::Destination::Connector,
        host: "a.webhook.office.com".to_owned(),
        life: wire::Life::Ended { since: SINCE },
        stored: Some(true),
        repaired: vec![wire::Repair::Around],
        webhook_url: Some("https://a.webhook.office.com/webhookb2/a".into()),
    }
}

const SINCE: wire::Day = wire::Day::new(2026, 5, 22);

fn lives() -> Names {
    use wire::Life::{Ended, Live, Mixed};
    let all = [Live, Ended { since: SINCE }, Mixed { since: SINCE }];
    all.map(|life| json!(life)["life"].as_str().expect("a word").to_owned())
        .into()
}

/// What a post can come to: no delivery's reason for having none.
fn outcomes_of_posts() -> Names {
    let only_of_deliveries = [wire::Outcome::Disabled, wire::Outcome::Unreadable];
    let each = wire::Outcome::EACH.into_iter();
    each.filter(|outcome| !only_of_deliveries.contains(outcome))
        .map(|outcome| outcome.code().to_owned())
        .collect()
}

/// Every enumeration by its place, with the values of its type.
fn enumerations() -> BTreeMap<&'static str, Names> {
    BTreeMap::from([
        ("NotificationType", names::<wire::NotificationType>()),
        ("Destination", names::<wire::Destination>()),
        ("Outcome", names::<wire::Outcome>()),
        ("PostOutcome", outcomes_of_posts()),
        ("EventKind", names::<wire::EventKind>()),
        ("Importance", names::<wire::Importance>()),
        ("DeliveryKind", names::<wire::DeliveryKind>()),
        ("Refusal", names::<wire::Refusal>()),
        ("Repair", names::<wire::Repair>()),
        ("CheckedWebhook/life", lives()),
        ("Health/state", names::<wire::HealthState>()),
        ("Health/stoppedBy", names::<wire::StoppedBy>()),
        ("Delivery/state", names::<wire::DeliveryState>()),
        ("TestResult/posted", names::<wire::Posted>()),
        ("Problem/code", names::<wire::Code>()),
        ("StoppedBy", names::<wire::admin::StoppedBy>()),
        ("Listed/state", names::<wire::HealthState>()),
    ])
}

#[test]
fn every_field_of_a_type_is_in_its_schema_and_no_other() {
    let schemas = schemas();
    for (name, fields) in objects() {
        let schema = &schemas[name];
        assert_eq!(keys(&schema["properties"]), fields, "{name}");
        assert_eq!(schema["additionalProperties"], false, "{name}");
    }
}

#[test]
fn every_enumeration_has_the_values_of_its_type() {
    let schemas = schemas();
    let mut met = BTreeMap::new();
    for (name, schema) in schemas.as_object().expect("an object") {
        let whole = (name.clone(), schema);
        let fields = schema["properties"].as_object().into_iter().flatten();
        let fields = fields.map(|(field, schema)| (format!("{name}/{field}"), schema));
        for (place, schema) in std::iter::once(whole).chain(fields) {
            if schema.get("enum").is_some() {
                met.insert(place, texts(&schema["enum"]));
            }
        }
    }
    let types = enumerations().into_iter();
    let types: BTreeMap<_, _> = types
        .map(|(name, values)| (name.to_owned(), values))
        .collect();
    assert_eq!(met, types);
}

#[test]
fn every_schema_is_compared() {
    let compared = objects().into_keys().chain(enumerations().into_keys());
    // A foreign standard's shape, which is read without a type.
    // A text, with its own test in `wire`.
    let compared = compared.chain(["Envelope", "Topic"]);
    let compared: Names = compared.map(str::to_owned).collect();
    for name in keys(&schemas()) {
        assert!(compared.contains(&name), "{name}");
    }
}

/// What an answer has when there is nothing to tell is what it always has.
#[test]
fn answers_always_have_what_is_required() {
    let health = wire::Health {
        state: wire::HealthState::Ok,
        reason: None,
        outcome: None,
        since: None,
        failing_since: None,
        stopped_by: None,
        last_delivered_at: None,
        quiet_days: None,
    };
    is_required("Health", &health);
    let connector = json!({
        "notificationType": "All", "configName": "Orders", "destination": "workflow",
        "webhookHost": "…", "health": health, "version": 1,
        "createdAt": "…", "updatedAt": "…",
    });
    is_required("Connector", &read::<wire::Connector>(&connector));
    let delivery = json!({
        "eventId": "…", "type": "created", "acceptedAt": "…", "state": "queued",
        "attempts": 0, "reason": "…",
    });
    is_required("Delivery", &read::<wire::Delivery>(&delivery));
    let problem = json!({ "code": "internal" });
    is_required("Problem", &read::<wire::Problem>(&problem));
    is_required("Saved", &wire::Saved { version: 1 });
    let accepted = json!({ "eventId": "…", "deliveries": 0 });
    is_required("Accepted", &read::<wire::Accepted>(&accepted));
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).expect("nothing that is needed is missing")
}

fn is_required(name: &str, least: &impl Serialize) {
    let least = serde_json::to_value(least).expect("it can be written");
    assert_eq!(texts(&schemas()[name]["required"]), keys(&least), "{name}");
}

/// A request without one of its required fields is not read, and is without any other.
#[test]
fn requests_are_read_without_what_is_not_required() {
    let (event, task) = whole_event();
    needs::<wire::Task>("Task", &task);
    needs::<wire::Field>("Field", &task["fields"][0]);
    needs::<wire::Event>("Event", &event);
    needs::<wire::Change>("Change", &event["changes"][0]);
    let check = json!({ "webhookUrl": "a", "entityId": "0123456789abcdef" });
    needs::<wire::CheckWebhook>("CheckWebhook", &check);
    let card = json!({
        "notificationType": "All", "configName": "a", "locale": "b", "webhookUrl": "c",
        "code": "A1B2",
    });
    needs::<wire::TestCard>("TestCard", &card);
    let declared = json!({ "topic": "project", "titles": {"en": "Projects"} });
    needs::<wire::Declared>("Declared", &declared);
    needs::<wire::DeclareTopics>("DeclareTopics", &json!({ "topics": [declared] }));
    needs::<wire::SaveConnector>("SaveConnector", &whole_save());
}

/// An event with every field there is, and its task.
pub(crate) fn whole_event() -> (Value, Value) {
    let task = json!({
        "id": "1", "title": "a", "description": "b", "assignedTo": "c",
        "url": "https://a.example", "due": "2026-12-04", "importance": "high",
        "fields": [{"name": "d", "value": "e", "short": true}],
    });
    let changes = json!([{"field": "f", "from": "g", "to": "h"}]);
    let actions = json!([{"id": "j", "title": "k"}]);
    let event = json!({
        "type": "created", "actor": "i", "changes": changes, "topics": ["project/alpha"],
        "actions": actions, "task": task,
    });
    (event, task)
}

/// A save with every field there is.
pub(crate) fn whole_save() -> Value {
    json!({
        "notificationType": "All", "topics": ["project"], "configName": "Orders",
        "contentUrl": "https://connector.example/configure",
        "webhookUrl": "https://a.webhook.office.com/webhookb2/a",
        "appType": "teams", "userObjectId": "c0ffee00-user-canary", "locale": "de-de",
        "version": 0, "editor": "0123456789abcdef", "confirm": true, "alone": true, "seen": true,
    })
}

fn needs<T: DeserializeOwned>(name: &str, whole: &Value) {
    let schema = &schemas()[name];
    assert_eq!(keys(whole), keys(&schema["properties"]), "{name}");
    let required = texts(&schema["required"]);
    for field in keys(whole) {
        let mut less = whole.clone();
        less.as_object_mut().expect("an object").remove(&field);
        let read = serde_json::from_value::<T>(less).is_ok();
        assert_eq!(read, !required.contains(&field), "{name} without {field}");
    }
}
