//! Which rooms a file names: what follows `crate::`, or the `super::` that lead to the
//! crate's root or to the folder below it. Comments, texts and tests are passed over.

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::{collections::BTreeSet, str::FromStr as _};

/// The tokens of one step of a path: a word and two colons.
const STEP: usize = 3;

/// The paths behind the crate's root, one and two names long, as `model` and
/// `form/model`. `place` has the folders and the file that lead to this one. Some may be
/// items instead of rooms.
pub(super) fn of(text: &str, place: &[String]) -> Result<BTreeSet<String>> {
    let tokens = TokenStream::from_str(text).map_err(|error| anyhow!("{error}"))?;
    let mut found = BTreeSet::new();
    read(tokens, place, &mut found);
    Ok(found)
}

fn read(tokens: TokenStream, place: &[String], found: &mut BTreeSet<String>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if is_test(&tokens[at..]) {
            at += item(&tokens[at..]);
            continue;
        }
        if let Some((length, folder)) = outwards(&tokens[at..], place) {
            at += length;
            first_names(&tokens[at..], folder, found);
            continue;
        }
        if let TokenTree::Group(group) = &tokens[at] {
            read(group.stream(), place, found);
        }
        at += 1;
    }
}

/// How many tokens lead from here to the crate's root or to the folder below it, with
/// their colons, and that folder.
fn outwards<'a>(tokens: &[TokenTree], place: &'a [String]) -> Option<(usize, Option<&'a str>)> {
    let steps = tokens.chunks(STEP);
    let up = |step: &&[TokenTree]| is_word(&step[0], "super") && is_path(&step[1..]);
    match steps.take_while(up).count() {
        0 if is_word(tokens.first()?, "crate") && is_path(&tokens[1..]) => Some((STEP, None)),
        0 => None,
        steps if steps == place.len() => Some((STEP * steps, None)),
        steps if steps + 1 == place.len() => Some((STEP * steps, Some(&place[0]))),
        _ => None,
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_path(tokens: &[TokenTree]) -> bool {
    let colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    tokens.len() >= 2 && tokens[..2].iter().all(colon)
}

/// `room`, `folder::room` or `{room::Item, folder::{room, other}}`.
fn first_names(tokens: &[TokenTree], folder: Option<&str>, found: &mut BTreeSet<String>) {
    match (tokens.first(), folder) {
        (Some(TokenTree::Ident(name)), Some(folder)) => {
            found.insert(format!("{folder}/{name}"));
        }
        (Some(TokenTree::Ident(name)), None) => {
            let name = name.to_string();
            if tokens.len() > STEP && is_path(&tokens[1..]) {
                first_names(&tokens[STEP..], Some(&name), found);
            }
            found.insert(name);
        }
        (Some(TokenTree::Group(group)), _) if group.delimiter() == Delimiter::Brace => {
            let tokens: Vec<_> = group.stream().into_iter().collect();
            let comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
            let parts = tokens.split(comma);
            parts.for_each(|part| first_names(part, folder, found));
        }
        _ => {}
    }
}

/// `#[cfg(test)]`, and what else only tests have.
fn is_test(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(mark), TokenTree::Group(attribute), ..] = tokens else {
        return false;
    };
    mark.as_char() == '#' && says_test(attribute)
}

fn says_test(attribute: &Group) -> bool {
    let tokens: Vec<_> = attribute.stream().into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(name), TokenTree::Group(condition)] if name == "cfg" => {
            condition.stream().to_string() == "test"
        }
        _ => false,
    }
}

/// How many tokens an attribute and its item take: to a body in braces or a semicolon.
fn item(tokens: &[TokenTree]) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let end = tokens.iter().position(ends);
    end.map_or(tokens.len(), |end| end + 1)
}
