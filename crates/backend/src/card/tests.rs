mod layout;
mod size;

use super::*;
use serde_json::Value;
use wire::{Change, Field, Importance, Input, Task};

const AT: Millis = 1_790_000_000_000;
const EVENT: &str = "0199-event";
const ORDERS: Sender<'static> = Sender {
    name: "Orders",
    manage: Some("https://connector.example.com/a/6d0badcafe"),
    buttons: &[],
    done: &[],
};

fn task() -> Task {
    Task {
        id: "7".into(),
        title: "Order [paper](https://evil) & *ink*".into(),
        description: Some("Two boxes.\n- A4\n- A3".into()),
        assigned_to: Some("Kim <kim@example.com>".into()),
        url: Some("https://tasks.example/7".into()),
        due: Some("2026-12-04T15:00:00+01:00".into()),
        importance: Some(Importance::High),
        fields: vec![
            short("Project", "Facilities [2026]"),
            long("Note", "Ring *twice*."),
        ],
    }
}

fn long(name: &str, value: &str) -> Field {
    Field {
        name: name.into(),
        value: value.into(),
        short: false,
    }
}

fn short(name: &str, value: &str) -> Field {
    Field {
        short: true,
        ..long(name, value)
    }
}

fn change(field: &str, from: Option<&str>, to: Option<&str>) -> Change {
    Change {
        field: field.into(),
        from: from.map(str::to_owned),
        to: to.map(str::to_owned),
    }
}

fn created(task: Task) -> Event {
    Event {
        kind: EventKind::Created,
        actor: None,
        changes: Vec::new(),
        topics: Vec::new(),
        actions: Vec::new(),
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
    let bytes = render(message, ORDERS, language, destination, Form::Full);
    serde_json::from_slice(&bytes).unwrap()
}

const BOTH: [Destination; 2] = [Destination::Connector, Destination::Workflow];

/// A task as people have them, new and changed.
fn everyday() -> [Event; 2] {
    let task = Task {
        id: "T-7".into(),
        title: "Order paper for the printer on the second floor".into(),
        description: Some("Two boxes of A4; the last one is open since Monday.".into()),
        assigned_to: Some("Kim Example".into()),
        url: Some("https://tasks.contoso.com/7".into()),
        due: Some("2026-12-04".into()),
        ..Task::default()
    };
    let new = Event {
        actor: Some("Dev Contoso".into()),
        ..created(task.clone())
    };
    let changes = vec![
        change("Status", Some("Open"), Some("In progress")),
        change("Due", Some("2026-12-01"), Some("2026-12-04")),
    ];
    let changed = Event {
        kind: EventKind::Updated,
        changes,
        topics: Vec::new(),
        actions: Vec::new(),
        task: Task {
            importance: Some(Importance::High),
            due: Some("2026-12-04T15:00:00Z".into()),
            fields: vec![
                short("Project", "Facilities"),
                short("Cost centre", "4711"),
                long("Note", "Ring twice; the porter has the key."),
            ],
            ..task
        },
        ..new.clone()
    };
    [new, changed]
}

/// Every kind of card there is, by name.
fn every_kind<'a>(events: &'a [(&str, Event)]) -> Vec<(String, Message<'a>)> {
    let mut kinds = Vec::new();
    for (name, event) in events {
        kinds.push(((*name).to_owned(), of(event)));
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
        let before = None;
        let setup = Setup {
            choice,
            before,
            by: None,
        };
        let configured = Message::Configured {
            setup,
            event_id,
            at,
        };
        kinds.push((format!("configured {choice:?}"), configured));
        let (choice, code) = (Some(choice), Some("4711"));
        let test = Message::Test { choice, code, at };
        kinds.push((format!("test {choice:?} with code"), test));
    }
    let before = Before {
        choice: NotificationType::Create,
        name: "*Old* name",
        elsewhere: true,
    };
    let setup = Setup {
        choice: NotificationType::All,
        before: Some(before),
        by: Some("*Kim* Lee"),
    };
    let changed = Message::Configured {
        setup,
        event_id: EVENT,
        at: AT,
    };
    kinds.push(("configuration changed".to_owned(), changed));
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
    let bare = Task {
        id: "8".into(),
        title: "Water the plants".into(),
        due: Some("2026-12-04".into()),
        ..Task::default()
    };
    let updated = Event {
        kind: EventKind::Updated,
        actor: Some("Dev <dev@example.com>".into()),
        changes: vec![
            change("Status", Some("Open"), Some("In *progress*")),
            change("Due", None, Some("2026-12-04")),
            change("Notes", None, None),
        ],
        ..created(task())
    };
    let [new, changed] = everyday();
    let events = [
        ("new task", new),
        ("changed task", changed),
        ("bare task", created(bare)),
        ("hostile task", updated),
    ];
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
            ORDERS,
            Language::English,
            destination,
            Form::Short,
        );
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.contains(EVENT)
                && text.contains("Task created")
                && text.contains("7")
                && text.contains("(shortened)"),
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
    task.url = None;
    let event = created(task);
    for destination in BOTH {
        let bytes = render(
            &of(&event),
            ORDERS,
            Language::English,
            destination,
            Form::Full,
        );
        assert!(bytes.len() <= MOST_BYTES, "{}", bytes.len());
        assert!(String::from_utf8(bytes).unwrap().contains("… (shortened)"));
    }
}

/// A task's title as a connector's card shows it.
fn shown_title(title: String) -> String {
    let task = Task {
        title,
        url: None,
        ..task()
    };
    let card = json(
        &of(&created(task)),
        Language::English,
        Destination::Connector,
    );
    let shown = card["sections"][0]["activityTitle"].as_str();
    shown.unwrap().to_owned()
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
            let shown = shown_title(title);
            let kept = shown.strip_suffix("… (shortened)").unwrap();
            let rest = kept.trim_start_matches('x').trim_end_matches('y');
            assert!(rest.is_empty() || rest == cluster, "{before}: {kept:?}");
        }
    }
    let shown = shown_title(format!("e{}", "\u{301}".repeat(900)));
    assert_eq!(shown.chars().filter(|c| *c == '\u{301}').count(), 255);
}

/// Also of what an earlier version stored uncleaned.
#[test]
fn what_parts_words_still_does() {
    let task = Task {
        title: "one\ttwo\u{2028}three\u{200b}!".into(),
        assigned_to: Some("Kim\u{2029}Lee\u{e0041}".into()),
        description: Some("left\tright\u{2028}below".into()),
        url: None,
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

/// The list that the pages' tests go by too.
#[test]
fn locales_choose_the_language() {
    #[derive(serde::Deserialize)]
    struct Row {
        tag: String,
        locales: Vec<String>,
    }
    let list = include_str!("../../../../src/lang/languages.json");
    let list: Vec<Row> = serde_json::from_str(list).expect("the list is JSON");
    let tags: Vec<_> = list.iter().map(|row| &*row.tag).collect();
    assert_eq!(tags, Language::EACH.map(Language::tag));
    for row in &list {
        for locale in &row.locales {
            let other = locale.replace('-', "_").to_uppercase();
            for locale in [locale, &other] {
                assert_eq!(Language::of(Some(locale)).tag(), row.tag, "{locale}");
            }
        }
    }
    assert_eq!(Language::of(None), Language::English);
}

/// The one that leads to the task comes last, and the short form has none of the others.
#[test]
fn buttons_come_before_the_way_to_the_task() {
    let event = created(task());
    let buttons: Vec<_> = ["Done", "Not now"]
        .map(|title| Button {
            title,
            url: "https://connector.example.com/a/61".into(),
            post: None,
            input: None,
        })
        .into();
    let sender = Sender {
        buttons: &buttons,
        ..ORDERS
    };
    for (form, expected) in [
        (Form::Full, vec!["Done", "Not now", "View in tasks.example"]),
        (Form::Short, vec![]),
    ] {
        let english = Language::English;
        let card = |destination| -> Value {
            let bytes = render(&of(&event), sender, english, destination, form);
            serde_json::from_slice(&bytes).unwrap()
        };
        let adaptive = card(Destination::Workflow);
        let actions = adaptive["attachments"][0]["content"]["actions"].clone();
        let message_card = card(Destination::Connector)["potentialAction"].clone();
        for (actions, name) in [(actions, "title"), (message_card, "name")] {
            let actions = actions.as_array().cloned().unwrap_or_default();
            let names: Vec<_> = actions.iter().map(|one| one[name].clone()).collect();
            assert_eq!(names, expected, "{form:?}");
        }
    }
}

/// A MessageCard's own buttons post, and ask for what is to be written; what was done is
/// said before everything else.
#[test]
fn a_message_card_acts_in_itself_and_says_what_was_done() {
    let event = created(task());
    let input = Input {
        title: "Why?".into(),
        required: true,
    };
    let button = |input| Button {
        title: "Not now",
        url: "https://connector.example.com/a/61".into(),
        post: Some("https://connector.example.com/api/v1/actions/70".into()),
        input,
    };
    let sender = Sender {
        buttons: &[button(None), button(Some(&input))],
        done: &[Done {
            title: "Mark as done",
            said: "Closed.",
        }],
        ..ORDERS
    };
    let (english, connector) = (Language::English, Destination::Connector);
    let bytes = render(&of(&event), sender, english, connector, Form::Full);
    let card: Value = serde_json::from_slice(&bytes).unwrap();
    let actions = &card["potentialAction"];
    assert_eq!(actions[0]["@type"], "HttpPOST");
    assert_eq!(actions[0]["body"], "{}");
    let [asks, posts] = [&actions[1]["inputs"][0], &actions[1]["actions"][0]];
    assert_eq!(asks["title"], "Why?");
    assert_eq!(asks["isRequired"], true);
    assert_eq!(posts["body"], r#"{"input":"{{input.value}}"}"#);
    assert_eq!(actions[2]["@type"], "OpenUri");
    let facts = card["sections"][0]["facts"].as_array().unwrap();
    let done = facts.iter().position(|fact| fact["name"] == "Mark as done");
    let change = facts.iter().position(|fact| fact["name"] == "Note");
    assert_eq!(facts[done.expect("it is said")]["value"], "Closed.");
    assert!(done < change);
}
