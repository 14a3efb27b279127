use super::*;
use crate::environment::Environment;
use crate::lint::{Input, Options, lint};

fn found(manifest: &str, environment: &Environment) -> Vec<Finding> {
    let mut options = Options::for_target(Target::Development);
    options.environment = environment.clone();
    lint(&Input::Manifest(manifest.into()), &options)
}

/// The manifest in Microsoft's article about connectors has these six faults.
const ARTICLE: &str = include_str!("../../tests/article.json");

#[test]
fn the_articles_manifest_has_exactly_its_faults() {
    let found = found(ARTICLE, &Environment::default());
    let told: Vec<_> = found
        .iter()
        .map(|it| (it.rule.id, it.line.unwrap_or(0)))
        .collect();
    assert_eq!(
        told,
        [
            ("domains-missing", 1),
            ("schema-address-differs", 2),
            ("app-version-form", 5),
            ("connectors-ended", 22),
            ("connector-without-page", 22),
            ("schema-unknown-key", 34),
        ]
    );
}

#[test]
fn a_fix_leaves_what_a_person_decides() {
    let before = found(ARTICLE, &Environment::default());
    let (text, count) = crate::fixed(ARTICLE.as_bytes(), "manifest.json", &before).unwrap();
    assert_eq!(count, 3);
    let after = found(&String::from_utf8(text).unwrap(), &Environment::default());
    let left: Vec<_> = after.iter().map(|it| it.rule.id).collect();
    assert_eq!(
        left,
        [
            "domains-missing",
            "connectors-ended",
            "connector-without-page"
        ]
    );
}

#[test]
fn every_form_tells_the_same() {
    let found = found(ARTICLE, &Environment::default());
    let target = Target::Development;
    let text = text(&found, target);
    assert!(text.contains("error[schema-unknown-key] manifest.json:34 /needsIdentity: Take"));
    assert!(text.ends_with(
        "3 errors, 2 warnings, 1 notes, for development. Some can be mended with --fix."
    ));
    let github = github(&found, target, "app/");
    assert!(
        github.contains("::error file=app/manifest.json,line=34,title=schema-unknown-key::Take")
    );
    assert_eq!(github.lines().count(), 6);
    let json = json(&found, target);
    assert_eq!(json[1]["severity"], "warning");
    let sarif = sarif(&found, target, "app/");
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 6);
    for result in run["results"].as_array().unwrap() {
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64() > Some(0), "{result}");
    }
}

#[test]
fn placeholders_wait_together_and_secrets_are_never_told() {
    let manifest = r#"{"manifestVersion": "${{V}}", "id": "${{ID}}", "version": "${{SECRET_V}}"}"#;
    let mut environment = Environment::default();
    let told = found(manifest, &environment)
        .iter()
        .map(|it| it.told.clone())
        .collect::<String>();
    assert!(told.contains("V, ID, SECRET_V"), "{told}");
    environment.add_file("# who\nV=1.5\nexport ID='a'\nSECRET_V=hush\n");
    let told = format!("{:?} {environment:?}", found(manifest, &environment));
    assert!(
        told.contains("(secret)") && !told.contains("hush"),
        "{told}"
    );
}

#[test]
fn a_key_in_an_address_is_never_told() {
    let manifest = ARTICLE.replace(
        "\"connectorId\"",
        "\"configurationUrl\": \"http://x.northwind-tasks.com/configure?enrol=hush\", \"connectorId\"",
    );
    let found = found(&manifest, &Environment::default());
    assert!(found.iter().any(|it| it.rule.id == "address-not-https"));
    assert!(!format!("{found:?}").contains("hush"));
}

#[test]
fn byte_order_mark_and_windows_lines_are_read() {
    let manifest = format!("\u{feff}{}", ARTICLE.replace('\n', "\r\n"));
    let marked = found(&manifest, &Environment::default());
    assert_eq!(marked.len(), 7);
    assert!(marked.iter().any(|it| it.rule.id == "json-byte-order-mark"));
}

/// A file of this repository that holds what the program writes.
fn is_kept_in(file: &str, text: &str) {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written == text, "{file}: run this test with UPDATE=1");
}

/// Node compares the file with the official schema.
#[test]
fn the_kept_sarif_report_is_what_the_program_writes() {
    let found = found(ARTICLE, &Environment::default());
    let report = sarif(&found, Target::Development, "a folder/");
    is_kept_in("tests/article.sarif.json", &format!("{report:#}\n"));
}

#[test]
fn the_table_of_rules_is_what_the_program_has() {
    is_kept_in("../../docs/lint-rules.md", &table());
    let mut ids: Vec<_> = crate::rules().map(|rule| rule.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
}

#[test]
fn a_secret_is_not_told_in_part_nor_in_another_case_nor_as_a_key() {
    let long = "verysecret".repeat(9);
    let mut environment = Environment::default();
    environment.add("LONG_KEY", &long);
    environment.add("A_KEY", "hush");
    environment.add("B_KEY", "hushREST");
    environment.add("tab_password", "Hush-Host.example.org");
    environment.add("C_SECRET", "tab\tbed");
    let manifest = r#"{"manifestVersion": "1.16", "${{LONG_KEY}}": 1, "$schema": "${{LONG_KEY}}",
        "icons": {"color": "${{C_SECRET}}", "outline": "http://${{LONG_KEY}}"},
        "validDomains": ["x_${{B_KEY}}", "https://${{LONG_KEY}}"],
        "configurableTabs": [{"configurationUrl": "https://${{tab_password}}/c"}]}"#;
    let found = found(manifest, &environment);
    assert!(found.len() > 5);
    let told = format!("{found:?}");
    for part in ["verysecret", "REST", "hush", "bed"] {
        let shown: Vec<_> = found
            .iter()
            .filter(|it| it.told.contains(part) || it.place.contains(part))
            .collect();
        assert!(shown.is_empty(), "{part}: {shown:?}");
    }
    assert!(told.contains("(secret)"));
}

#[test]
fn placeholders_cost_no_more_than_their_text() {
    let start = std::time::Instant::now();
    let mut files = crate::Files::default();
    let name = |name| crate::Path::inside(name).unwrap();
    files.add(&name("b"), vec![b'y'; 4 << 20]);
    let bomb = format!("{{\"a\": \"{}\"}}", "$[file('b')]".repeat(50_000));
    files.add(&name("manifest.json"), bomb.into_bytes());
    let options = Options::for_target(Target::Development);
    let found = lint(&Input::Folder(files), &options);
    assert!(found.iter().any(|it| it.rule.id == "json-broken"));
    let opens = format!("{{\"a\": \"{}\"}}", "${{".repeat(1_000_000));
    let environment = Environment::default();
    let _ = self::found(&opens, &environment);
    let names: String = (0..60_000).map(|at| format!("${{{{A{at}}}}}")).collect();
    let _ = self::found(&format!("{{\"a\": \"{names}\"}}"), &environment);
    assert!(start.elapsed().as_secs() < 20);
}
