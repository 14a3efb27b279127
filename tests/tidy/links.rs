//! Every link between the documents leads to a file, and to a heading of it.

use super::files::{SourceFile, markdown_files, root};
use std::collections::HashMap;

#[test]
fn every_link_between_documents_leads_somewhere() {
    let documents = markdown_files();
    let anchors: HashMap<_, _> = documents
        .iter()
        .map(|document| (document.name.clone(), anchors(&document.text)))
        .collect();
    let lost: Vec<_> = documents
        .iter()
        .flat_map(|document| lost_links(document, &anchors))
        .collect();
    assert!(lost.is_empty(), "\n{}\n", lost.join("\n"));
}

/// Addresses of others, each one opened and read by somebody.
const KNOWN: &[&str] = &[
    "https://cel.dev",
    "https://keepachangelog.com/en/1.1.0/",
    "https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig",
    "https://rustup.rs",
    "https://support.microsoft.com/topic/ed0ce547-038f-4902-b9b3-9e518ae6fbab",
    "https://www.standardwebhooks.com",
];

/// Nobody's, or this machine's: examples.
const EXAMPLES: &[&str] = &["localhost", "127.0.0.1", ".example", ".example.com"];

#[test]
fn every_address_beyond_this_repository_is_known() {
    let documents = markdown_files();
    let used = || {
        documents
            .iter()
            .flat_map(|it| addresses(&it.text).map(move |at| (it, at)))
    };
    let unknown = used().filter(|(_, address)| !KNOWN.contains(address));
    let told = |(it, address): (&SourceFile, &str)| {
        format!(
            "{} names {address}: read it, then list it in KNOWN",
            it.name
        )
    };
    let mut faults: Vec<_> = unknown.map(told).collect();
    let stale = KNOWN
        .iter()
        .filter(|known| used().all(|(_, address)| address != **known));
    faults.extend(stale.map(|known| format!("no document names {known} any more")));
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The addresses of others in a text.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || ")>\"'`|\\".contains(c);
    let begins = text
        .match_indices("https://")
        .chain(text.match_indices("http://"));
    let each = begins.map(move |(at, _)| text[at..].split(ends).next().unwrap_or_default());
    let each = each.map(|address| address.trim_end_matches(['.', ',', ';', ':', '…']));
    each.filter(|address| {
        let host = address.split("://").last().unwrap_or_default();
        let host = host.split(['/', ':', '?', '#']).next().unwrap_or_default();
        let example = |end: &&str| host.ends_with(*end) || host == end.trim_start_matches('.');
        host.contains('.') && !EXAMPLES.iter().any(example)
    })
}

/// The names by which a document's headings can be linked.
fn anchors(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('#')) {
        let slug = slug(line.trim_start_matches('#').trim());
        let again = found.iter().filter(|known| **known == slug).count();
        found.push(if again == 0 {
            slug
        } else {
            format!("{slug}-{again}")
        });
    }
    found
}

/// A heading as part of an address: small letters, digits and hyphens.
fn slug(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let lower = heading.to_lowercase();
    lower
        .chars()
        .filter(kept)
        .collect::<String>()
        .replace(' ', "-")
}

fn lost_links(document: &SourceFile, anchors: &HashMap<String, Vec<String>>) -> Vec<String> {
    let links = document.text.split("](").skip(1);
    let targets = links.filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    let here = |target: &&str| !target.contains("://");
    let lost = |target: &&str| !resolves(&document.name, target, anchors);
    let told = |target| format!("{} links {target}, which is not there", document.name);
    targets.filter(here).filter(lost).map(told).collect()
}

fn resolves(from: &str, target: &str, anchors: &HashMap<String, Vec<String>>) -> bool {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let file = if path.is_empty() {
        from.to_owned()
    } else {
        beside(from, path)
    };
    let has = |known: &Vec<String>| known.iter().any(|known| known == anchor);
    root().join(&file).exists() && (anchor.is_empty() || anchors.get(&file).is_some_and(has))
}

/// A path as a link of this file means it, from the project's folder.
fn beside(from: &str, path: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The most that a picture of a document has, in bytes: readers wait for it.
const LARGEST_PICTURE: u64 = 60 * 1024;

#[test]
fn pictures_of_documents_are_small() {
    let documents = markdown_files();
    let shown = documents.iter().flat_map(|document| {
        let behind = document.text.split("](").skip(1);
        let targets = behind.filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
        let pictures = targets.filter(|target| target.ends_with(".png"));
        pictures.map(|target| beside(&document.name, target))
    });
    let size = |file: &String| root().join(file).metadata().map_or(0, |about| about.len());
    let shown: Vec<_> = shown.collect();
    assert!(shown.len() > 3, "{shown:?}");
    let large: Vec<_> = shown
        .iter()
        .filter(|file| size(file) > LARGEST_PICTURE)
        .collect();
    assert!(
        large.is_empty(),
        "more than {LARGEST_PICTURE} bytes: {large:?}"
    );
}

#[test]
fn only_addresses_of_others_are_looked_at() {
    let text = "See [it](https://a.org/b#c), `http://localhost:1/x`, https://connector.example.com/y, \
                https://d.net. And https:// alone.";
    assert_eq!(
        addresses(text).collect::<Vec<_>>(),
        ["https://a.org/b#c", "https://d.net"]
    );
}

#[test]
fn links_that_lead_nowhere_are_found() {
    let text = "# The house\n## 3. Third (of `all`)\n".to_owned();
    let anchors = HashMap::from([("docs/testing.md".to_owned(), anchors(&text))]);
    let check = |target, wanted| {
        let found = resolves("docs/decisions.md", target, &anchors);
        assert_eq!(found, wanted, "{target}");
    };
    check("testing.md", true);
    check("testing.md#3-third-of-all", true);
    check("../README.md", true);
    check("testing.md#3-fourth", false);
    check("nowhere.md", false);
}
