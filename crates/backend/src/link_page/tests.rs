use super::*;
use std::collections::BTreeSet;
use wire::{HealthState, NotificationType};

const NOTES: [Note; 13] = [
    Note::Wrong,
    Note::Expired,
    Note::Gone,
    Note::Outdated,
    Note::NotYours,
    Note::Stopped,
    Note::Done,
    Note::Passed,
    Note::Refused,
    Note::Unanswered,
    Note::Used,
    Note::Busy,
    Note::Unavailable,
];

fn about<'a>(name: &'a str, press: Option<&'a str>) -> Manage<'a> {
    Manage {
        name,
        action: "/a/6d",
        sends: Some(NotificationType::All),
        made_at: 1_790_000_000_000,
        last_card_at: None,
        state: HealthState::Ok,
        stopper: None,
        press,
    }
}

#[test]
fn each_note_says_something_else_in_each_language() {
    for language in Language::EACH {
        let pages: BTreeSet<_> = NOTES.map(|one| note(one, None, language)).into();
        assert_eq!(pages.len(), NOTES.len(), "{language:?}");
        for page in &pages {
            assert!(page.contains(&format!("lang=\"{}\"", language.tag())));
            assert!(
                !page.contains("<script") && !page.contains("<form"),
                "{page}"
            );
            assert_eq!(page.contains("dir=\"rtl\""), language.is_mirrored());
        }
    }
    let german = note(Note::Expired, None, Language::German);
    assert!(german.contains("mehr als 30 Tage"), "{german}");
}

#[test]
fn a_name_is_text_and_a_button_is_there_only_with_a_value() {
    let page = manage(&about("<b>&\"'</b>", Some("c0ffee")), Language::English);
    assert!(page.contains("&lt;b&gt;&amp;&quot;"), "{page}");
    assert!(!page.contains("<b>"), "{page}");
    assert!(page.contains("value=\"c0ffee\""), "{page}");
    assert_eq!(page.matches("<button").count(), 1);
    let page = manage(&about("Orders", None), Language::English);
    assert!(!page.contains("<form"), "{page}");
}

/// The style is allowed by its hash, the form may only post to us, and no frame shows it.
#[test]
fn the_policy_lets_the_page_do_nothing_else() {
    let policy = POLICY.to_str().unwrap();
    for part in [
        "default-src 'none'",
        "style-src 'sha256-",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("script") && !policy.contains("unsafe"));
    assert!(!STYLE.contains("url(") && !STYLE.contains('<'));
}

/// Text and buttons are read by everybody: 4.5 to 1 at least, in either theme.
#[test]
fn the_colours_have_enough_contrast() {
    let blocks: Vec<_> = STYLE.split(":root{").skip(1).take(2).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let colour = |name: &str| luminance(block.split(&format!("--{name}:#")).nth(1).unwrap());
        for (front, back) in [
            ("text", "sheet"),
            ("quiet", "sheet"),
            ("on-act", "act"),
            ("text", "back"),
        ] {
            let (a, b) = (colour(front), colour(back));
            let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(ratio >= 4.5, "{front} on {back}: {ratio}");
        }
    }
}

/// Relative luminance by WCAG 2.2 of `rgb` or `rrggbb` at the start of a text.
fn luminance(text: &str) -> f64 {
    let digits: String = text.chars().take_while(char::is_ascii_hexdigit).collect();
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        _ => digits,
    };
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

#[test]
fn what_others_say_is_text() {
    let page = note(Note::Done, Some("<i>Closed</i>"), Language::Arabic);
    assert!(page.contains("<p dir=\"auto\">&lt;i&gt;Closed"), "{page}");
    let about = Act {
        input: None,
        action: "/a/61",
        title: "<b>",
        task: "\"&",
        name: "Orders",
        press: "c0ffee",
    };
    let page = act(&about, Language::English);
    assert!(
        !page.contains("<b>") && page.contains("&quot;&amp;"),
        "{page}"
    );
    assert_eq!(page.matches("<button").count(), 1);
}
