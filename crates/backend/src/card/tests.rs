use super::*;
use proptest::prelude::*;
use serde_json::Value;
use wire::Task;

const AT: Millis = 1_790_000_000_000;
const EVENT: &str = "0199-event";

fn task() -> Task {
    Task {
        id: "7".into(),
        title: "Order [paper](https://evil) & *ink*".into(),
        description: Some("Two boxes.\n- A4\n- A3".into()),
        assigned_to: Some("Kim <kim@example.com>".into()),
        url: Some("https://tasks.example/7".into()),
        ..Task::default()
    }
}

fn created(task: Task) -> Event {
    Event {
        kind: EventKind::Created,
        actor: None,
        changes: Vec::new(),
        task,
    }
}

fn of(event: &Event) -> Message<'_> {
    Message::Task {
        event,
        event_id: EVENT,
        at: AT,
    }
}

fn json(message: &Message<'_>, language: Language, destination: Destination) -> Value {
    let bytes = render(message, "Orders", language, destination, Form::Full);
    serde_json::from_slice(&bytes).unwrap()
}

const BOTH: [Destination; 2] = [Destination::Connector, Destination::Workflow];

/// Every kind of card there is, by name.
fn every_kind(events: &[Event]) -> Vec<(String, Message<'_>)> {
    let mut kinds = Vec::new();
    for event in events {
        kinds.push((format!("task {:?}", event.kind), of(event)));
    }
    let first = vec![(EventKind::Created, "One"), (EventKind::Updated, "*Two*")];
    let summary = Message::Summary {
        count: 42,
        first,
        event_id: EVENT,
        at: AT,
    };
    kinds.push(("summary".to_owned(), summary));
    for choice in NotificationType::EACH {
        let (event_id, at) = (EVENT, AT);
        let configured = Message::Configured {
            choice,
            event_id,
            at,
        };
        kinds.push((format!("configured {choice:?}"), configured));
        let (choice, code) = (Some(choice), Some("4711"));
        let test = Message::Test { choice, code, at };
        kinds.push((format!("test {choice:?} with code"), test));
    }
    let test = Message::Test {
        choice: None,
        code: None,
        at: AT,
    };
    kinds.push(("test".to_owned(), test));
    kinds
}

/// Also what `schema.test.mjs` reads.
#[test]
fn every_card_in_every_language() {
    let events = EventKind::EACH.map(|kind| Event {
        kind,
        ..created(task())
    });
    for language in Language::EACH {
        for destination in BOTH {
            let kinds = every_kind(&events).into_iter();
            let cards: serde_json::Map<String, Value> = kinds
                .map(|(name, message)| (name, json(&message, language, destination)))
                .collect();
            insta::assert_json_snapshot!(format!("{destination:?}_{}", language.tag()), cards);
        }
    }
}

#[test]
fn the_short_form_has_no_free_text() {
    let event = created(task());
    for destination in BOTH {
        let bytes = render(
            &of(&event),
            "Orders",
            Language::English,
            destination,
            Form::Short,
        );
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.contains(EVENT) && text.contains("Task created") && text.contains("(shortened)"),
            "{text}"
        );
        for free in ["paper", "boxes", "Kim", "Orders", "tasks.example"] {
            assert!(!text.contains(free), "{text}");
        }
    }
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    let mut task = task();
    task.description = Some("\u{1f4e6}".repeat(30_000));
    let event = created(task);
    for destination in BOTH {
        let bytes = render(
            &of(&event),
            "Orders",
            Language::English,
            destination,
            Form::Full,
        );
        assert!(bytes.len() <= MOST_BYTES, "{}", bytes.len());
        assert!(String::from_utf8(bytes).unwrap().contains("… (shortened)"));
    }
}

/// What a person counts as one character is kept or left, never halved.
#[test]
fn a_text_is_cut_between_two_characters() {
    let cases = [
        "\u{1f1e9}\u{1f1ea}", // a flag
        "👩\u{200d}👩\u{200d}👧",
        "👍\u{1f3fd}",
        "e\u{301}",
        "한",
    ];
    for cluster in cases {
        for before in 250..=256 {
            let title = format!("{}{cluster}{}", "x".repeat(before), "y".repeat(9));
            let task = Task { title, ..task() };
            let card = json(
                &of(&created(task)),
                Language::English,
                Destination::Connector,
            );
            let shown = card["sections"][0]["facts"][0]["value"].as_str().unwrap();
            let kept = shown.strip_suffix("… (shortened)").unwrap();
            let rest = kept.trim_start_matches('x').trim_end_matches('y');
            assert!(rest.is_empty() || rest == cluster, "{before}: {kept:?}");
        }
    }
    let task = Task {
        title: format!("e{}", "\u{301}".repeat(900)),
        ..task()
    };
    let card = json(
        &of(&created(task)),
        Language::English,
        Destination::Connector,
    );
    let shown = card["sections"][0]["facts"][0]["value"].as_str().unwrap();
    assert_eq!(shown.chars().filter(|c| *c == '\u{301}').count(), 255);
}

/// What a phone shows of a card before it is opened.
#[test]
fn a_preview_names_the_task() {
    let task = Task {
        title: "Fix the\tdoor".into(),
        ..task()
    };
    let card = json(
        &of(&created(task)),
        Language::English,
        Destination::Connector,
    );
    assert_eq!(card["summary"], "Task created: Fix the door");
    assert_eq!(card["title"], "Task created");
}

/// Also of what an earlier version stored uncleaned.
#[test]
fn what_parts_words_still_does() {
    let task = Task {
        title: "one\ttwo\u{2028}three\u{200b}!".into(),
        assigned_to: Some("Kim\u{2029}Lee\u{e0041}".into()),
        description: Some("left\tright\u{2028}below".into()),
        ..task()
    };
    let event = created(task);
    for destination in BOTH {
        let card = json(&of(&event), Language::English, destination).to_string();
        for part in [
            "\"one two three!\"",
            "\"Kim Lee\"",
            "\"left right\\n\\nbelow\"",
        ] {
            assert!(card.contains(part), "{part}: {card}");
        }
    }
}

#[test]
fn only_https_becomes_a_link() {
    for url in [
        "http://a.example",
        "javascript:alert(1)",
        "//a",
        "mailto:a@b",
        "https://",
        "https://tasks.example:x@evil.example/",
        "https://tasks.example@evil.example/",
    ] {
        let mut task = task();
        task.url = Some(url.into());
        let event = created(task);
        let card = json(&of(&event), Language::English, Destination::Connector);
        assert!(card.get("potentialAction").is_none(), "{url}");
        let card = json(&of(&event), Language::English, Destination::Workflow);
        assert!(
            card["attachments"][0]["content"].get("actions").is_none(),
            "{url}"
        );
    }
}

#[test]
fn locales_choose_the_language() {
    for (locale, tag) in [
        (Some("de-at"), "de"),
        (Some("pt-BR"), "pt-BR"),
        (Some("zh"), "zh-CN"),
        (Some("zh-SG"), "zh-CN"),
        (Some("zh-Hans-HK"), "zh-CN"),
        (Some("zh-TW"), "en"),
        (Some("zh_hk"), "en"),
        (Some("zh-MO"), "en"),
        (Some("zh-Hant"), "en"),
        (Some("zh-Hant-CN"), "en"),
        (Some("JA"), "ja"),
        (Some("xx"), "en"),
        (None, "en"),
    ] {
        assert_eq!(Language::of(locale).tag(), tag, "{locale:?}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_a_card_within_the_limit(title: String, text in ".{0,6000}", name: String) {
        let task = Task { title, description: Some(text), ..task() };
        for destination in BOTH {
            let bytes = render(&of(&created(task.clone())), &name, Language::Arabic, destination, Form::Full);
            prop_assert!(bytes.len() <= MOST_BYTES);
            prop_assert!(serde_json::from_slice::<Value>(&bytes).is_ok());
        }
    }
}
