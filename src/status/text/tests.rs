//! Every text is used, and every use has a text; see also `src/form/ui/tests.rs`.

use crate::lang::tests::Words;

const WORDS: Words = Words {
    english: include_str!("../../lang/status/en.json"),
    document: include_str!("../../../status.html"),
    views: String::new(),
    variants: include_str!("../text.rs"),
    said_in: &["src/status"],
};

#[test]
fn every_sentence_has_the_number_of_its_variant() {
    WORDS.sentences_have_the_numbers_of_their_variants();
}

#[test]
fn the_markup_says_what_english_says() {
    WORDS.markup_says_what_english_says();
}

#[test]
fn no_text_is_left_over() {
    WORDS.nothing_is_left_over();
}
