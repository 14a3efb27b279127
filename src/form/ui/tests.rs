//! Every text is used, and every use has a text; see also `src/status/text/tests.rs`.

use crate::{
    form::{
        model::Text,
        ui::{self, view::tests::begun},
    },
    lang::tests::Words,
};

fn words() -> Words {
    Words {
        english: include_str!("../../lang/form/en.json"),
        document: concat!(
            include_str!("../../../index.html"),
            // What the build adds where people sign in.
            include_str!("../../../crates/xtask/npm/finish/document.mjs"),
            // What the server adds where the operator named whoever helps.
            include_str!("../../../crates/backend/src/page/help.rs"),
        ),
        views: ui::markup(&begun(None)).map(|(_, html)| html).concat(),
        variants: include_str!("../model/explain.rs"),
        said_in: &["src/form/model", "src/form/ui", "src/form/ui/view"],
    }
}

#[test]
fn every_sentence_has_the_number_of_its_variant() {
    words().sentences_have_the_numbers_of_their_variants();
    assert_eq!(Text::Closing as usize, 0, "the start-up lines count on it");
    assert_eq!(Text::NotNow as usize, 1, "the start-up lines count on it");
}

#[test]
fn the_markup_says_what_english_says() {
    words().markup_says_what_english_says();
}

#[test]
fn no_text_is_left_over() {
    words().nothing_is_left_over();
}
