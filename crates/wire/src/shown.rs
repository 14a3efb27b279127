//! Text as people see it: what shows nothing and can make a text read as
//! another is left out, on both sides of the network by the same rule.

/// The longest run of tags in a flag: five letters and the end.
const FLAG_TAGS: u8 = 6;

/// The text without direction marks, zero-width signs and stray tags; line
/// separators become blanks. Joiners and the plain marks of Arabic and Hebrew
/// typing (U+200C to U+200F) are ordinary writing and stay, as do the tags that
/// make a region's flag of a black one.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut tags = 0;
    let seen = text.chars().filter_map(|c| {
        let tag = matches!(c, '\u{e0000}'..='\u{e007f}');
        let keeps = if tag { tags > 0 } else { !is_hidden(c) };
        tags = match c {
            '\u{1f3f4}' => FLAG_TAGS,
            _ if tag => tags.saturating_sub(1),
            _ => 0,
        };
        let c = if is_separator(c) { ' ' } else { c };
        keeps.then_some(c)
    });
    seen.collect()
}

/// What ends a line or a paragraph without being a control character.
#[must_use]
pub fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{202a}'..='\u{202e}' // embeddings and overrides
        | '\u{2066}'..='\u{206f}' // isolates and deprecated marks
        | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{180e}' // zero-width
        | '\u{fff9}'..='\u{fffb}') // annotations
}
