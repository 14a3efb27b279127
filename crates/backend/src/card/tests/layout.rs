//! What stands where on a card: the task first, what matters about it at a glance,
//! and nothing that only a machine reads.

use super::*;

const ENGLISH: Language = Language::English;

fn updated() -> Event {
    Event {
        kind: EventKind::Updated,
        actor: Some("Dev".into()),
        changes: vec![change("Status", Some("Open"), Some("Done"))],
        ..created(task())
    }
}

/// The Adaptive Card of an event.
fn adaptive(event: &Event, language: Language) -> Value {
    let card = json(&of(event), language, Destination::Workflow);
    card["attachments"][0]["content"].clone()
}

fn message_card(event: &Event, language: Language) -> Value {
    json(&of(event), language, Destination::Connector)
}

/// Every text that a person may see, as it is seen.
fn texts(card: &Value) -> Vec<String> {
    match card {
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(all) => {
            let shown = all
                .iter()
                .filter(|(key, _)| *key != "id" && *key != "correlationId");
            shown.flat_map(|(_, value)| texts(value)).collect()
        }
        Value::String(text) => vec![text.replace('\u{200b}', "")],
        _ => Vec::new(),
    }
}

fn of_type<'a>(card: &'a Value, kind: &str) -> Vec<&'a Value> {
    let body = card["body"].as_array().expect("a body").iter();
    body.filter(|element| element["type"] == kind).collect()
}

#[test]
fn the_title_is_the_largest_line_and_the_link() {
    let mut event = updated();
    event.task.title = "Order [paper]".into();
    let card = adaptive(&event, ENGLISH);
    let [kind, around] = [&card["body"][0], &card["body"][1]];
    let title = &around["items"][0];
    assert_eq!(around["selectAction"]["url"], "https://tasks.example/7");
    assert_eq!(title["text"], "Order [paper]");
    let look = |block: &Value| (block["size"].clone(), block["weight"].clone());
    assert_eq!(look(title), ("large".into(), "bolder".into()));
    assert_eq!(kind["text"], "Task updated");
    assert_eq!(look(kind), ("small".into(), "bolder".into()));
    assert_eq!(card.to_string().matches(r#""large""#).count(), 1);
    event.task.url = None;
    assert_eq!(
        adaptive(&event, ENGLISH)["body"][1]["text"],
        "Order [paper]"
    );
}

/// Brackets would keep a phone from finding the link's end: then the button leads there.
#[test]
fn the_title_of_a_message_card_is_a_link_where_it_can_be() {
    let mut event = updated();
    let first = |event: &Event| message_card(event, ENGLISH)["sections"][0].clone();
    event.task.title = "3 boxes".into();
    let link = "[\u{200b}3 boxes](https://tasks.example/7)";
    assert_eq!(first(&event)["activityTitle"], link);
    assert_eq!(first(&event)["activitySubtitle"], "Task updated");
    event.task.title = "Order (paper)".into();
    assert_eq!(first(&event)["activityTitle"], "Order (paper)");
    assert_eq!(message_card(&event, ENGLISH).get("title"), None);
    event.task.title = "Order paper".into();
    event.task.url = None;
    assert_eq!(first(&event)["activityTitle"], "Order paper");
}

#[test]
fn a_link_says_where_it_leads() {
    for (url, label) in [
        ("https://tasks.example/7", "View in tasks.example"),
        ("https://www.contoso.com:8443/a?b", "View in contoso.com"),
    ] {
        let mut event = updated();
        event.task.url = Some(url.into());
        let action = &adaptive(&event, ENGLISH)["actions"][0];
        assert_eq!(
            (&action["title"], &action["url"]),
            (&label.into(), &url.into())
        );
        assert_eq!(
            message_card(&event, ENGLISH)["potentialAction"][0]["name"],
            label
        );
    }
}

#[test]
fn nobody_is_shown_an_event_id() {
    let event = updated();
    let (first, second) = (adaptive(&event, ENGLISH), message_card(&event, ENGLISH));
    assert_eq!(first["body"][0]["id"], EVENT);
    assert_eq!(second["correlationId"], EVENT);
    for text in texts(&first).iter().chain(&texts(&second)) {
        assert!(!text.contains(EVENT), "{text}");
    }
}

#[test]
fn a_preview_names_the_task_and_the_person() {
    let check = |event: &Event, expected: &str| {
        assert_eq!(message_card(event, ENGLISH)["summary"], expected);
        assert_eq!(adaptive(event, ENGLISH)["fallbackText"], expected);
    };
    let mut event = updated();
    event.task.title = "Fix the\tsnake_case door".into();
    check(&event, "Task updated: Fix the snake_case door (Dev)");
    event.actor = None;
    event.task.assigned_to = Some("Kim".into());
    check(&event, "Task updated: Fix the snake_case door (Kim)");
    event.task.assigned_to = None;
    check(&event, "Task updated: Fix the snake_case door");
}

/// How many facts stand in each row, for so many short fields beside the others.
#[test]
fn facts_stand_side_by_side() {
    for (fields, rows) in [
        (0, vec![1]),
        (1, vec![2]),
        (2, vec![3]),
        (3, vec![2, 2]),
        (4, vec![3, 3]),
    ] {
        let one = short("a", "b");
        let event = created(Task {
            assigned_to: Some("Kim".into()),
            fields: vec![one; fields],
            ..Task {
                due: None,
                importance: None,
                ..task()
            }
        });
        let card = adaptive(&event, ENGLISH);
        let found: Vec<_> = of_type(&card, "ColumnSet")
            .iter()
            .map(|row| row["columns"].as_array().map_or(0, Vec::len))
            .collect();
        assert_eq!(found, rows, "{fields}");
    }
}

#[test]
fn what_changed_is_told_from_old_to_new() {
    let mut event = updated();
    event.changes.extend([
        change("Due", None, Some("2026-12-04")),
        change("Owner", Some("Kim"), Some(" ")),
        change("Notes", None, None),
    ]);
    event.task.fields.clear();
    let card = adaptive(&event, ENGLISH);
    let told: Vec<_> = of_type(&card, "FactSet")[0]["facts"]
        .as_array()
        .expect("facts")
        .iter()
        .map(|fact| format!("{}: {}", fact["title"], fact["value"]).replace('"', ""))
        .collect();
    let expected = [
        "Status: Open → Done",
        "Due: — → 2026-12-04",
        "Owner: Kim → —",
        "Notes: changed",
    ];
    assert_eq!(told, expected);
    let card = message_card(&event, ENGLISH).to_string();
    assert!(
        card.contains(r#"{"name":"Status","value":"Open → Done"}"#),
        "{card}"
    );
}

/// A day is the same day everywhere; a moment is told in the reader's time.
#[test]
fn a_due_day_stays_and_a_due_moment_is_local() {
    let mut event = updated();
    let moment = "{{DATE(2026-12-04T14:00:00Z, SHORT)}} {{TIME(2026-12-04T14:00:00Z)}}";
    let says = |card: &Value, expected: &str| {
        let shown = |text: &String| text.trim_matches(['\u{2067}', '\u{2069}']) == expected;
        assert!(texts(card).iter().any(shown), "{expected}: {card}");
    };
    let check = |event: &Event, language, adaptives: &str, cards: &str| {
        says(&adaptive(event, language), adaptives);
        says(&message_card(event, language), cards);
    };
    check(&event, ENGLISH, moment, "Dec 4, 2026, 15:00 UTC+01:00");
    event.task.due = Some("2026-12-04T15:00:00Z".into());
    check(
        &event,
        Language::German,
        &moment.replace("14:", "15:"),
        "4. Dez. 2026, 15:00 UTC",
    );
    event.task.due = Some("2026-12-04".into());
    for (language, day) in [
        (ENGLISH, "Dec 4, 2026"),
        (Language::German, "4. Dez. 2026"),
        (Language::French, "4 déc. 2026"),
        (Language::Spanish, "4 dic 2026"),
        (Language::Portuguese, "4 de dez. de 2026"),
        (Language::Japanese, "2026年12月4日"),
        (Language::Chinese, "2026年12月4日"),
        (Language::Traditional, "2026年12月4日"),
        (Language::Arabic, "4 ديسمبر 2026"),
        (Language::Dutch, "4 dec. 2026"),
        (Language::Italian, "4 dic 2026"),
        (Language::Polish, "4 gru 2026"),
        (Language::Korean, "2026년 12월 4일"),
    ] {
        check(&event, language, day, day);
    }
}

#[test]
fn a_description_is_a_sentence_where_a_link_leads_to_the_rest() {
    let mut event = updated();
    let second = |event: &Event| adaptive(event, ENGLISH)["body"][2]["text"].clone();
    event.task.description = Some("\n Two boxes. \nThe rest.".into());
    assert_eq!(second(&event), "Two boxes. …");
    event.task.description = Some("Two boxes.\n".into());
    assert_eq!(second(&event), "Two boxes.");
    event.task.description = Some("box ".repeat(60));
    assert_eq!(second(&event), format!("{}…", "box ".repeat(50).trim()));
    event.task.url = None;
    assert_eq!(second(&event), "box ".repeat(60).trim());
    event.task.description = Some("\n\n ".into());
    assert_eq!(adaptive(&event, ENGLISH)["body"][2]["type"], "ColumnSet");
}

#[test]
fn the_footer_is_the_configurations_name_a_local_time_and_the_way_to_stop() {
    let card = adaptive(&updated(), ENGLISH);
    let footer = card["body"]
        .as_array()
        .and_then(|body| body.last())
        .expect("one");
    let time = "{{DATE(2026-09-21T14:13:20Z, SHORT)}} {{TIME(2026-09-21T14:13:20Z)}}";
    let manage = "[Manage or stop](https://connector.example.com/a/6d0badcafe)";
    assert_eq!(footer["text"], format!("Orders · {time} · {manage}"));
    assert_eq!(
        (&footer["isSubtle"], &footer["size"]),
        (&true.into(), &"small".into())
    );
    let card = message_card(&updated(), ENGLISH);
    assert_eq!(
        card["sections"][1],
        serde_json::json!({"activitySubtitle": format!("Orders · {manage}")})
    );
}

#[test]
fn an_arabic_card_runs_left_and_keeps_what_is_not_arabic_apart() {
    let card = adaptive(&updated(), Language::Arabic);
    assert_eq!(card["rtl"], true);
    assert_eq!(adaptive(&updated(), ENGLISH).get("rtl"), None);
    let all = [
        texts(&card),
        texts(&message_card(&updated(), Language::Arabic)),
    ]
    .concat()
    .join("\n");
    for part in [
        "\u{2068}Dev\u{2069}",
        "\u{2068}Open\u{2069} ← \u{2068}Done\u{2069}",
        "\u{2068}Status\u{2069}",
        "\u{2068}Orders\u{2069}",
        "عرض في \u{2068}tasks.example\u{2069}",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
}

/// It has no word for the direction: each of its texts brings its own.
#[test]
fn every_text_of_an_arabic_message_card_runs_left() {
    let card = message_card(&updated(), Language::Arabic);
    let section = &card["sections"][0];
    for text in [
        &card["summary"],
        &section["activitySubtitle"],
        &section["facts"][0]["name"],
        &section["facts"][2]["value"],
        &card["potentialAction"][0]["name"],
    ] {
        let text = text.as_str().expect("a text");
        assert!(
            text.starts_with('\u{2067}') && text.ends_with('\u{2069}'),
            "{text:?}"
        );
    }
    let lines = section["text"].as_str().expect("a text").split("\n\n");
    assert!(lines.into_iter().all(|line| line.starts_with('\u{2067}')));
    assert!(
        !message_card(&updated(), ENGLISH)
            .to_string()
            .contains('\u{2067}')
    );
}

/// `old → new` in Arabic words reads backwards in an English card without isolates.
#[test]
fn words_that_run_left_are_kept_apart_in_any_card() {
    let mut event = updated();
    event.changes = vec![change("حالة", Some("مفتوح"), Some("تم"))];
    let all = texts(&adaptive(&event, ENGLISH)).join("\n");
    assert!(
        all.contains("\u{2068}مفتوح\u{2069} → \u{2068}تم\u{2069}"),
        "{all}"
    );
    assert!(!all.contains("\u{2068}Dev"), "{all}");
}

/// What a sender isolates is taken away; what is ours is there once.
#[test]
fn isolates_of_a_sender_do_not_stay() {
    let mut event = updated();
    event.task.title = "\u{2068}Order\u{2069} \u{202e}paper".into();
    let all = texts(&adaptive(&event, Language::Arabic));
    assert!(
        all.contains(&"\u{2068}Order paper\u{2069}".to_owned()),
        "{all:?}"
    );
}

#[test]
fn only_what_is_urgent_stands_out() {
    for (importance, shown) in [
        (Importance::Low, Some(("Low", false))),
        (Importance::Normal, None),
        (Importance::High, Some(("High", true))),
        (Importance::Urgent, Some(("Urgent", true))),
    ] {
        let mut event = updated();
        event.task.importance = Some(importance);
        let card = adaptive(&event, ENGLISH);
        let columns = of_type(&card, "ColumnSet").into_iter().flat_map(|row| {
            let columns = row["columns"].as_array().expect("columns").iter();
            columns.filter(|column| column["items"][0]["text"] == "Importance")
        });
        let found: Vec<_> = columns.map(|column| column["items"][1].clone()).collect();
        let found = found.first().map(|value| {
            let text = value["text"].as_str().unwrap_or_default().to_owned();
            (text, value["color"] == "attention")
        });
        assert_eq!(found, shown.map(|(text, out)| (text.to_owned(), out)));
    }
}
