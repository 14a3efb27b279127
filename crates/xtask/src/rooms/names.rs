//! Which rooms a file names: what follows `crate::`, or as many `super::` as lead to
//! the crate's root. Comments, texts and tests are passed over.

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::{collections::BTreeSet, str::FromStr as _};

/// First names behind the crate's root; `depth` is how many folders and files lead to
/// this one. Some may be items of the root instead of rooms.
pub(super) fn of(text: &str, depth: usize) -> Result<BTreeSet<String>> {
    let tokens = TokenStream::from_str(text).map_err(|error| anyhow!("{error}"))?;
    let mut found = BTreeSet::new();
    read(tokens, depth, &mut found);
    Ok(found)
}

fn read(tokens: TokenStream, depth: usize, found: &mut BTreeSet<String>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if is_test(&tokens[at..]) {
            at += item(&tokens[at..]);
            continue;
        }
        if let Some(length) = root(&tokens[at..], depth) {
            at += length;
            first_names(tokens.get(at), found);
            continue;
        }
        if let TokenTree::Group(group) = &tokens[at] {
            read(group.stream(), depth, found);
        }
        at += 1;
    }
}

/// How many tokens lead to the crate's root from here, with their colons.
fn root(tokens: &[TokenTree], depth: usize) -> Option<usize> {
    const STEP: usize = 3; // a word and two colons
    if tokens.len() > STEP && is_word(&tokens[0], "crate") && is_path(&tokens[1..]) {
        return Some(STEP);
    }
    let steps = tokens.chunks(STEP);
    let up = steps.take_while(|step| is_word(&step[0], "super") && is_path(&step[1..]));
    (depth > 0 && up.count() == depth).then_some(STEP * depth)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_path(tokens: &[TokenTree]) -> bool {
    let colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    tokens.len() >= 2 && tokens[..2].iter().all(colon)
}

/// `room` or `{room::Item, other}`.
fn first_names(token: Option<&TokenTree>, found: &mut BTreeSet<String>) {
    match token {
        Some(TokenTree::Ident(name)) => drop(found.insert(name.to_string())),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let tokens: Vec<_> = group.stream().into_iter().collect();
            let comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
            tokens
                .split(comma)
                .for_each(|part| first_names(part.first(), found));
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
