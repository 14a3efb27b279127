//! What a card says of the configuration itself: that it is there, and that it works.

use super::super::{Before, Setup};
use super::pen::Pen;
use super::{Content, Fact, LINE};
use wire::NotificationType;

pub(super) fn configured(setup: &Setup<'_>, name: &str, pen: &Pen) -> Content {
    let words = pen.words();
    let gets = match setup.choice {
        NotificationType::Create => words.gets_created,
        NotificationType::Update => words.gets_updated,
        NotificationType::All => words.gets_both,
    };
    let rows = setup.before.iter();
    let rows: Vec<_> = rows
        .flat_map(|before| changes(before, setup.choice, name, pen))
        .collect();
    let (title, who) = match (rows.is_empty(), setup.before) {
        (true, None) => (words.configured, words.set_up_by),
        (true, Some(_)) => (words.configured, words.updated_by),
        (false, _) => (words.reconfigured, words.updated_by),
    };
    let by = setup.by.map(|by| pen.line(by, LINE));
    let by = by.filter(|by| !by.is_empty());
    Content {
        title: title.to_owned(),
        summary: by
            .as_ref()
            .map_or_else(String::new, |by| format!("{title} ({by})")),
        text: Some(gets.to_owned()),
        facts: by.into_iter().map(|by| Fact::text(who, by)).collect(),
        rows,
        ..Content::default()
    }
}

/// A row for each difference that the people in the channel can notice.
fn changes(
    before: &Before<'_>,
    choice: NotificationType,
    name: &str,
    pen: &Pen,
) -> impl Iterator<Item = Fact> {
    let words = pen.words();
    let became = |from: &str, to: &str| pen.became(Some(from), Some(to));
    let sends = (before.choice != choice).then(|| {
        let sides = [before.choice, choice].map(|side| chosen(side, pen));
        Fact::text(words.sends, became(sides[0], sides[1]))
    });
    let named = (before.name != name && pen.most > 0).then(|| {
        let sides = [before.name, name].map(|side| pen.line(side, LINE));
        Fact::text(words.name, became(&sides[0], &sides[1]))
    });
    let moved = before
        .elsewhere
        .then(|| Fact::text(words.webhook, words.replaced.to_owned()));
    [sends, named, moved].into_iter().flatten()
}

pub(super) fn test(choice: Option<NotificationType>, code: Option<&str>, pen: &Pen) -> Content {
    let words = pen.words();
    let ask = |code: &str| words.type_code.replace("{code}", &pen.isolated(code));
    let sends = |choice| Fact::text(words.sends, chosen(choice, pen).to_owned());
    Content {
        title: words.test.to_owned(),
        text: Some(words.test_text.to_owned()),
        lines: code.into_iter().map(ask).collect(),
        facts: choice.into_iter().map(sends).collect(),
        ..Content::default()
    }
}

fn chosen(choice: NotificationType, pen: &Pen) -> &'static str {
    let words = pen.words();
    match choice {
        NotificationType::Create => words.created,
        NotificationType::Update => words.updated,
        NotificationType::All => words.both,
    }
}
