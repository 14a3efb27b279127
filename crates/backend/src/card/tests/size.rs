//! However much an event says, a channel takes its card.

use super::*;
use proptest::prelude::*;

/// As much as an event may say, in characters that take the most room.
fn largest(c: &str, kind: EventKind) -> Event {
    let text = |most: usize| c.repeat(most);
    let field = Field {
        name: text(64),
        value: text(512),
        short: false,
    };
    let change = Change {
        field: text(64),
        from: Some(text(512)),
        to: Some(text(512)),
    };
    let task = Task {
        id: text(256),
        title: text(1024),
        description: Some(text(100_000)),
        assigned_to: Some(text(512)),
        url: Some(format!("https://tasks.example/?{}", "(".repeat(2000))),
        due: Some("2026-12-04T15:00:00Z".into()),
        importance: Some(Importance::Urgent),
        fields: vec![field; 10],
    };
    Event {
        kind,
        actor: Some(text(512)),
        changes: vec![change; 10],
        topics: Vec::new(),
        actions: Vec::new(),
        task,
    }
}

fn fits(event: &Event, name: &str) {
    for language in Language::EACH {
        for destination in BOTH {
            for form in [Form::Full, Form::Short] {
                let bytes = render(
                    &of(event),
                    Sender { name, ..ORDERS },
                    language,
                    destination,
                    form,
                );
                assert!(bytes.len() <= MOST_BYTES, "{language:?} {}", bytes.len());
                assert!(serde_json::from_slice::<Value>(&bytes).is_ok());
            }
        }
    }
}

#[test]
fn the_largest_event_fits_and_says_that_it_was_cut() {
    for c in [
        "x",
        "&",
        "<",
        "*",
        "\\",
        "\"",
        "\u{1f4e6}",
        "م",
        "\u{301}",
        "`",
        "{",
    ] {
        let event = largest(c, EventKind::Updated);
        fits(&event, &c.repeat(100));
        let card = json(&of(&event), Language::English, Destination::Workflow);
        assert!(card.to_string().contains("(shortened)"), "{c}");
    }
}

/// A card that has to be cut still tells which task, what changed and where to look.
#[test]
fn what_is_cut_last_is_what_matters() {
    let event = largest("\u{1f4e6}", EventKind::Updated);
    for destination in BOTH {
        let card = json(&of(&event), Language::English, destination).to_string();
        for part in [
            "📦",
            "→",
            "View in tasks.example",
            "https://tasks.example/?",
        ] {
            assert!(card.contains(part), "{destination:?} {part}");
        }
    }
}

fn wild() -> impl Strategy<Value = String> {
    let evil = prop::sample::select(vec![
        "*",
        "&lt;",
        "<",
        "\u{1f468}\u{200d}\u{1f469}",
        "م",
        "\n",
        "\\",
    ]);
    prop_oneof![
        any::<String>(),
        (evil, 0_usize..600).prop_map(|(c, times)| c.repeat(times)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_event_gives_a_card_within_the_limit(
        title in wild(), text in ".{0,6000}", who in wild(), name in wild(),
        values in prop::collection::vec((wild(), wild(), any::<bool>()), 0..10),
    ) {
        let each = || values.iter();
        let fields = each().map(|(name, value, short)| Field {
            name: name.clone(), value: value.clone(), short: *short,
        });
        let changes = each().map(|(from, to, both)| Change {
            field: from.clone(), from: both.then(|| from.clone()), to: Some(to.clone()),
        });
        let task = Task {
            title, description: Some(text), assigned_to: Some(who.clone()),
            fields: fields.collect(), ..task()
        };
        let event = Event {
            kind: EventKind::Updated, actor: Some(who), changes: changes.collect(),
            topics: Vec::new(),
        actions: Vec::new(), task,
        };
        fits(&event, &name);
    }
}
