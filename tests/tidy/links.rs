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
