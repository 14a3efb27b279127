//! What a card says of the configuration itself: that it is there, and that it works.

use super::pen::Pen;
use super::{Content, Fact};
use wire::NotificationType;

pub(super) fn configured(choice: NotificationType, pen: &Pen) -> Content {
    let words = pen.words();
    let gets = match choice {
        NotificationType::Create => words.gets_created,
        NotificationType::Update => words.gets_updated,
        NotificationType::All => words.gets_both,
    };
    Content {
        title: words.configured.to_owned(),
        text: Some(gets.to_owned()),
        ..Content::default()
    }
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
