//! What the phones do with escaped texts, by their rules as they were seen on
//! devices; what the web does, `parsers.test.mjs` asks its own parsers.

use super::*;
use proptest::prelude::*;

/// Titles as people write them, and some as nobody should.
const TEXTS: &[&str] = &[
    "Order paper",
    "Fix bug #42",
    "#42 is fixed",
    "# Heading",
    "Learn C#",
    "Backend | Frontend",
    "~3 days",
    "~~gone~~",
    "Read `main.rs`",
    "It`s one",
    "```",
    r"C:\temp",
    r"\\server\share\*.txt",
    r"ends \",
    "- milk",
    "-5 degrees",
    "+ milk",
    "---",
    "* milk",
    "*** stars",
    "1. step",
    "12) step",
    "3.5 - 2",
    "3 boxes",
    "[URGENT] call",
    "[pay here](https://evil.example/)",
    "[a][b] [c]: https://evil.example/",
    "[c]: https://evil.example/",
    "![a](https://evil.example/a.png)",
    "snake_case_name and __init__",
    "**bold** *it* _it_",
    "> 5 errors",
    "a > b < c",
    "<https://evil.example/a>",
    "<me@evil.example>",
    "<-3@evil.example>",
    "<b>bold</b><!-- --><?x?>",
    "<3 you",
    "&lt;b&gt; &nbsp; &#35; &#x23; &copy",
    "AT&T; R&D",
    "{{DATE(2017-02-14T06:08:39Z, SHORT)}}",
    "{{TIME(2017-02-14T06:08:39Z)}} {{{{x}}}}",
    "<at>all</at>",
    "10 % off!",
    "two\nlines\n- a\n1. b\n    indented\n===",
    "a\n---",
    "注文 📦 – „Zitat“",
];

/// An address with everything that could end it, or be read as something else.
const ADDRESS: &str =
    "https://tasks.example/a_b_(c)?x=*1*&copy;&y=`2`{{DATE(2017-02-14T06:08:39Z)}}\\[z]";

/// What a phone shows: its parser takes a backslash away before these, and
/// before nothing else.
fn on_a_phone(escaped: &str, unescapes: &[char]) -> String {
    let mut out = String::new();
    let mut chars = escaped.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if c == '\\' && next.is_some_and(|next| unescapes.contains(&next)) {
            out.extend(chars.next());
        } else {
            out.push(c);
        }
    }
    out
}

const ANDROID: &[char] = &['*', '_', '[', ']'];
const IOS: &[char] = &['*', '_'];

/// A phone makes lists, links and emphasis, and nothing else.
fn is_live_on_a_phone(escaped: &str) -> bool {
    let lists = |line: &str| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with(['-', '+', '*']) || digits.len() < line.len() && digits.starts_with('.')
    };
    let emphasis = |(at, _): (usize, &str)| !escaped[..at].ends_with('\\');
    escaped.split("\n\n").any(lists)
        || escaped.contains("](")
        || escaped.match_indices(['*', '_']).any(emphasis)
}

/// As it is seen: the sign without width is not, and a tick looks like one.
fn seen(text: &str) -> String {
    text.replace(BREAK, "")
        .replace(TICK, "`")
        .replace("\n\n", "\n")
}

fn expected(text: &str) -> String {
    let lines = text.split('\n').map(str::trim_start);
    lines.collect::<Vec<_>>().join("\n")
}

fn literal_on_every_phone(text: &str) {
    let escaped = adaptive(text);
    for phone in [ANDROID, IOS] {
        assert_eq!(
            seen(&on_a_phone(&escaped, phone)),
            expected(text),
            "{escaped:?}"
        );
    }
    assert!(!is_live_on_a_phone(&escaped), "{escaped:?}");
}

#[test]
fn phones_show_what_was_written() {
    TEXTS.iter().for_each(|text| literal_on_every_phone(text));
}

/// Also what `parsers.test.mjs` reads.
#[test]
fn each_text_is_escaped_for_every_parser() {
    let rows: Vec<_> = TEXTS
        .iter()
        .map(|text| {
            let line = text.replace('\n', " ");
            let link = message_card_link(&line, ADDRESS);
            [
                expected(text),
                adaptive(text),
                message_card(text),
                line,
                link,
            ]
        })
        .collect();
    insta::assert_json_snapshot!("escapes", rows);
}

/// A phone's parser ends a link at the first bracket that it meets, and knows no list
/// in it.
#[test]
fn a_link_holds_no_bracket_but_its_own() {
    let mut links = 0;
    for text in TEXTS {
        let line = text.replace('\n', " ");
        let link = message_card_link(&line, ADDRESS);
        if line.contains(['[', ']', '(', ')']) {
            assert_eq!(link, message_card(&line));
            continue;
        }
        links += 1;
        let (text, address) = link[1..].split_once("](").expect("it is one");
        let begins = |c: char| c == '-' || c == '+' || c.is_ascii_digit();
        assert!(
            !text.contains(['[', ']', '(', ')']) && !text.starts_with(begins),
            "{link:?}"
        );
        let address = address.strip_suffix(')').expect("it ends");
        assert!(
            !address.contains(['(', ')', '[', ' ', '<', '>', '`', '\\']),
            "{link:?}"
        );
    }
    assert!(links > TEXTS.len() / 2, "{links}");
}

#[test]
fn a_preview_shows_no_backslash_and_makes_no_link() {
    assert_eq!(plain("snake_case *now*"), "snake_case *now*");
    let trick = plain("[pay](https://evil.example/) <b> {{DATE(x)}}");
    assert!(!trick.contains("](") && !trick.contains("<b") && !trick.contains("{{"));
}

#[test]
fn ordinary_text_is_not_touched() {
    for text in [
        "Order paper",
        "Fix bug #42",
        "[URGENT] call",
        "~3 days",
        "a | b",
        r"C:\temp",
    ] {
        assert_eq!(adaptive(text), text);
    }
}

proptest! {
    #[test]
    fn any_text_is_literal_on_every_phone(text in "[-a#*_\\[\\]()`~<>&;{}:!.1+ \\\\\n]{0,12}") {
        literal_on_every_phone(&text);
        prop_assert!(!message_card(&text).contains(['<', '>']));
    }
}
