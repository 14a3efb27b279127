//! Small packages with one fault each: every one yields exactly its rule's id.
//! The packages are data, `corpus/cases.json`: a base, changes, the id.

#![expect(clippy::unwrap_used, reason = "a test may")]

mod corpus {
    pub(crate) mod base;
    pub(crate) mod pictures;
    pub(crate) mod second;
}

use corpus::base::{Case, cases};
use corpus::second;
use manifest::{Input, Options, Target, lint};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_fault_yields_exactly_its_rule() {
    let cases = cases();
    let mut bases = BTreeMap::new();
    let wrong: Vec<_> = cases
        .iter()
        .filter_map(|case| wrong(case, &mut bases))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(cases.len() >= 120, "{}", cases.len());
}

/// What is told of each base.
type Bases = BTreeMap<String, BTreeSet<(&'static str, String)>>;

fn wrong(case: &Case, bases: &mut Bases) -> Option<String> {
    let options = case.options();
    let before = bases.entry(case.base_name()).or_insert_with(|| {
        let found = lint(&case.base(), &options);
        found.iter().map(told).collect()
    });
    let after = lint(&case.input(), &options);
    let new: Vec<_> = after
        .iter()
        .filter(|it| !before.contains(&told(it)))
        .collect();
    let ids: BTreeSet<_> = new
        .iter()
        .map(|finding| finding.rule.id.to_owned())
        .collect();
    let expected: BTreeSet<_> = case.expected().collect();
    let once = new.iter().filter(|it| it.rule.id == case.expect).count() == 1;
    let told = new
        .iter()
        .map(|it| (it.rule.id, it.place.as_str(), it.told.as_str()));
    (ids != expected || !once).then(|| format!("{}: {:?}", case.name, told.collect::<Vec<_>>()))
}

fn told(finding: &manifest::Finding) -> (&'static str, String) {
    (finding.rule.id, finding.place.clone())
}

/// A rule that no package breaks could be deleted unnoticed.
#[test]
fn every_rule_is_broken_by_a_package() {
    let broken: BTreeSet<_> = cases()
        .iter()
        .flat_map(|case| case.expected().collect::<Vec<_>>())
        .collect();
    let elsewhere = |id: &str| id.starts_with("zip-") || ELSEWHERE.contains(&id);
    let idle: Vec<_> = manifest::rules()
        .map(|rule| rule.id)
        .filter(|id| !broken.contains(*id) && !elsewhere(id))
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}

/// Broken by tests of their own, beside the code.
const ELSEWHERE: &[&str] = &[
    "more-findings",
    "server-connector-refused",
    "server-enrolment-other",
    "server-frames-refused",
    "json-byte-order-mark",
    "schema-too-short",
    "schema-too-few",
    "schema-out-of-range",
    "schema-entry-twice",
    "schema-no-shape",
];

#[test]
fn bases_have_no_faults() {
    let mut seen = BTreeSet::new();
    for case in cases()
        .iter()
        .filter(|case| case.expect != "preview-version")
    {
        if !seen.insert(case.base_name()) {
            continue;
        }
        let findings = lint(&case.base(), &case.options());
        let ended = |id: &str| id == "connectors-ended" && case.has_connector();
        let odd: Vec<_> = findings.iter().filter(|it| !ended(it.rule.id)).collect();
        assert!(odd.is_empty(), "{}: {odd:?}", case.name);
    }
}

#[test]
fn names_are_judged_by_words() {
    for name in [
        "one-productivity",
        "reproduction",
        "prodigy",
        "Contest",
        "Attestation",
    ] {
        let case = Case::named(name);
        let found = lint(&case.input(), &Options::for_target(Target::Store));
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

/// Our checker of schemas and ajv agree about everything here, good and bad.
#[test]
fn another_checker_says_the_same() {
    let mut asked = second::made();
    assert!(asked.iter().all(second::Asked::ours));
    // The program counts UTF-16 where Teams does, and ajv counts characters.
    let same = cases()
        .into_iter()
        .filter(|case| !case.name.contains("UTF-16"));
    asked.extend(same.flat_map(|case| second::of_case(&case)));
    let opinions = second::opinions(&asked);
    assert_eq!(opinions.len(), asked.len());
    assert!(opinions.iter().filter(|valid| !**valid).count() > 50);
    let differ = asked
        .iter()
        .zip(opinions)
        .filter(|(asked, valid)| asked.ours() != *valid);
    let differ: Vec<_> = differ
        .map(|(asked, valid)| format!("{}: ajv says {valid}", asked.told()))
        .collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

/// One change mends them all: with a copy for each, a manifest of 190 KB took 1.8 GB.
#[test]
fn many_uncovered_pages_share_one_change() {
    let tab = |n: usize| serde_json::json!({"contentUrl": format!("https://p{n}.example.org/")});
    let text = serde_json::json!({
        "manifestVersion": "1.30",
        "validDomains": (0..2000).map(|n| format!("d{n}.example.com")).collect::<Vec<_>>(),
        "staticTabs": (0..2000).map(tab).collect::<Vec<_>>(),
    });
    let input = Input::Manifest(text.to_string().into_bytes());
    let found = lint(&input, &Options::for_target(Target::Store));
    let uncovered = found.iter().filter(|one| one.rule.id == "domain-uncovered");
    let changes: Vec<_> = uncovered.map(|one| one.fixes.len()).collect();
    assert_eq!((changes.len(), changes.iter().sum()), (1000, 1));
    let last = found.iter().find(|one| one.rule.id == "more-findings");
    assert!(
        last.is_some_and(|one| one.told.contains("more are not told")),
        "{last:?}"
    );
}

/// What is told has an end, whatever a manifest has.
#[test]
fn no_report_is_longer_than_a_person_reads() {
    let text = serde_json::json!({
        "manifestVersion": "1.30",
        "k".repeat(900): 1,
        "validDomains": (0..5000).map(|n| format!("https://{n}.example/")).collect::<Vec<_>>(),
    });
    let text = text.to_string().into_bytes();
    let target = Target::Development;
    let found = lint(&Input::Manifest(text), &Options::for_target(target));
    assert_eq!(found.len(), 1001, "{:?}", found.first());
    assert!(manifest::report::text(&found, target).len() < 1024 * 1024);
}
