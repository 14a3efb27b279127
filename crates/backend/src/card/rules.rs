//! The documented rules of both dialects, for every language, kind of
//! message and hostile text. The official schema, which `schema.test.mjs` asks,
//! leaves every object open and would not see a misspelt property.

use super::*;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;
use wire::{Change, Field, Importance, Input, Task};

const EVENT: &str = "0199-event";

/// Kind of element, what it must have, what it may have: Adaptive Cards 1.4. The style
/// of a text is from 1.5; older clients pass it over.
const ELEMENTS: &[(&str, &[&str], &[&str])] = &[
    (
        "TextBlock",
        &["text"],
        &[
            "id",
            "weight",
            "size",
            "wrap",
            "isSubtle",
            "color",
            "spacing",
            "separator",
            "style",
        ],
    ),
    ("FactSet", &["facts"], &[]),
    ("ColumnSet", &["columns"], &[]),
    ("Column", &["items"], &["width"]),
    ("Container", &["items"], &["selectAction", "spacing"]),
    ("Action.OpenUrl", &["url"], &["title"]),
];

fn is_element(element: &Value) {
    let kind = element["type"].as_str().expect("every element has a type");
    let known = ELEMENTS.iter().find(|(name, ..)| *name == kind);
    let (_, needs, may) = known.expect(kind);
    let keys = || {
        element
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key)
    };
    for need in *needs {
        assert!(keys().any(|key| key == need), "{kind} without {need}");
    }
    for key in keys().filter(|key| *key != "type") {
        let known = needs.contains(&key.as_str()) || may.contains(&key.as_str());
        assert!(known, "{kind} has no {key}");
    }
    if let Some(action) = element.get("selectAction") {
        is_element(action);
    }
    for within in ["columns", "items"] {
        element[within]
            .as_array()
            .into_iter()
            .flatten()
            .for_each(is_element);
    }
}

fn is_adaptive(message: &Value) {
    assert_eq!(message["type"], "message");
    assert_eq!(message["attachments"].as_array().map(Vec::len), Some(1));
    let card = &message["attachments"][0]["content"];
    assert_eq!(card["type"], "AdaptiveCard");
    assert_eq!(card["version"], "1.4");
    assert!(
        card["fallbackText"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
    let body = card["body"].as_array().expect("a body");
    let actions = card["actions"].as_array().into_iter().flatten();
    body.iter().chain(actions).for_each(is_element);
    for element in body {
        for fact in element["facts"].as_array().into_iter().flatten() {
            assert!(fact["title"].is_string() && fact["value"].is_string());
            assert_eq!(fact.as_object().map(serde_json::Map::len), Some(2));
        }
    }
}

/// What Microsoft documents: summary or text is required, at most 4 actions,
/// at most 10 sections.
fn is_message_card(card: &Value) {
    assert_eq!(card["@type"], "MessageCard");
    assert_eq!(card["@context"], "http://schema.org/extensions");
    assert!(
        card["summary"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
    let sections = card["sections"].as_array().map_or(0, Vec::len);
    let actions = card["potentialAction"].as_array().map_or(0, Vec::len);
    assert!(sections <= 10 && actions <= 4);
    let mut actions = card["potentialAction"].as_array().into_iter().flatten();
    let opens = actions.position(is_message_action);
    assert!(
        opens.is_none() || actions.next().is_none(),
        "what opens is last"
    );
}

/// Whether it opens an address; what acts posts, perhaps after it asked for a text.
fn is_message_action(action: &Value) -> bool {
    let posts = |action: &Value| {
        let keys: Vec<_> = action.as_object().expect("an action").keys().collect();
        assert_eq!(keys, ["@type", "name", "target", "body", "bodyContentType"]);
        assert_eq!(action["@type"], "HttpPOST");
        assert!(
            action["target"]
                .as_str()
                .is_some_and(|target| target.starts_with(POSTS))
        );
    };
    match action["@type"].as_str() {
        Some("OpenUri") => {
            let uri = action["targets"][0]["uri"].as_str().unwrap_or_default();
            assert!(uri.starts_with("https://"), "{uri}");
            return true;
        }
        Some("ActionCard") => {
            let [inner, input] = [&action["actions"], &action["inputs"]];
            assert_eq!(
                [inner, input].map(|all| all.as_array().map(Vec::len)),
                [Some(1); 2]
            );
            assert_eq!(input[0]["@type"], "TextInput");
            posts(&inner[0]);
        }
        _ => posts(action),
    }
    false
}

const POSTS: &str = "https://connector.example.com/api/v1/actions/70";

/// As many as an event may have.
fn buttons(title: &str) -> Vec<Button<'_>> {
    static INPUT: LazyLock<Input> = LazyLock::new(|| Input {
        title: "[a](b) {{input.value}}".into(),
        required: true,
    });
    let button = |number| Button {
        title,
        url: format!("https://connector.example.com/a/61{number}"),
        post: Some(format!("{POSTS}{number}")),
        input: (number == 0).then_some(&*INPUT),
    };
    (0..3).map(button).collect()
}

fn holds(message: &Message<'_>, name: &str) {
    for language in Language::EACH {
        for form in [Form::Full, Form::Short] {
            for destination in [Destination::Connector, Destination::Workflow] {
                let sender = Sender {
                    name,
                    manage: Some("https://connector.example.com/a/6d0badcafe"),
                    buttons: &buttons(name),
                    done: &[Done {
                        title: name,
                        said: name,
                    }],
                };
                let bytes = render(message, sender, language, destination, form);
                assert!(bytes.len() <= MOST_BYTES);
                let card = serde_json::from_slice(&bytes).expect("a card is JSON");
                match destination {
                    Destination::Connector => is_message_card(&card),
                    Destination::Workflow => is_adaptive(&card),
                }
            }
        }
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let evil = "[a](javascript:x)|<script>|\\*\\*|`|\\{\\{at\\}\\}|<at>all</at>|\u{202e}|\u{0}|\n- |\"|\\\\";
    prop::collection::vec(prop_oneof![evil, any::<String>()], 0..8).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn every_card_keeps_its_dialects_rules(
        title in hostile(), text in hostile(), who in hostile(), url in hostile(), name in hostile(),
    ) {
        let task = Task {
            id: title.clone(),
            title: title.clone(),
            description: Some(text),
            assigned_to: Some(who.clone()),
            url: Some(format!("https://tasks.example/{url}")),
            due: Some(url),
            importance: Some(Importance::Urgent),
            fields: vec![
                Field { name: who.clone(), value: title.clone(), short: true },
                Field { name: title.clone(), value: who.clone(), short: false },
            ],
        };
        let kind = EventKind::Updated;
        let change = Change {
            field: title.clone(), from: Some(who.clone()), to: Some(title.clone()),
        };
        let event = Event { kind, actor: Some(who), changes: vec![change], topics: Vec::new(), actions: Vec::new(), task };
        holds(&Message::Task { event: &event, event_id: EVENT, at: 0 }, &name);
        let first = vec![(kind, title.as_str()); 20];
        holds(&Message::Summary { count: 42, first, event_id: EVENT, at: 0 }, &name);
        for choice in NotificationType::EACH {
            for before in [None, Some(Before { choice: NotificationType::All, name: &title, elsewhere: true })] {
                let setup = Setup { choice, before, by: Some(&title) };
                holds(&Message::Configured { setup, event_id: EVENT, at: 0 }, &name);
            }
            holds(&Message::Test { choice: Some(choice), code: Some("4711"), at: 0 }, &name);
        }
        holds(&Message::Test { choice: None, code: None, at: 0 }, &name);
    }
}
