//! Asks ajv, the checker that the Agents Toolkit uses, about the same documents.

use super::base::{Case, recipe};
use manifest::schema::{Kind, faults, schema};
use manifest::{Files, Path, Recipe, Surface, Version};
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// A document and the schema that it is checked with.
pub(crate) struct Asked {
    name: String,
    version: Version,
    kind: Kind,
    document: Value,
}

impl Asked {
    fn schema(&self) -> String {
        let kind = match self.kind {
            Kind::Manifest => "manifest",
            Kind::Localization => "localization",
        };
        format!("{} {kind}", self.version)
    }

    /// Whether the program takes it.
    pub(crate) fn ours(&self) -> bool {
        faults(&schema(self.version, self.kind).unwrap(), &self.document).is_empty()
    }

    pub(crate) fn told(&self) -> String {
        format!("{} ({})", self.name, self.schema())
    }
}

/// Every package that can be made: three surfaces, every version, one language.
pub(crate) fn made() -> Vec<Asked> {
    let surfaces = |version| Surface::EACH.map(|surface| (version, surface));
    let all = Version::all().flat_map(surfaces);
    all.flat_map(|(version, surface)| {
        let mut recipe = Recipe {
            version,
            surface,
            ..recipe()
        };
        (recipe.color_icon, recipe.outline_icon) = (Some(Vec::new()), Some(Vec::new()));
        documents(&format!("{surface:?}"), version, &recipe.files())
    })
    .collect()
}

/// What is in a package of the corpus, when its version is known.
pub(crate) fn of_case(case: &Case) -> Vec<Asked> {
    let files = case.files();
    let text = files.manifest().unwrap_or_default();
    let manifest: Value = serde_json::from_slice(text).unwrap_or_default();
    let version = manifest["manifestVersion"]
        .as_str()
        .and_then(|it| Version::parse(it).ok());
    version.map_or_else(Vec::new, |version| documents(&case.name, version, &files))
}

fn documents(name: &str, version: Version, files: &Files) -> Vec<Asked> {
    let kinds = [
        ("manifest.json", Kind::Manifest),
        ("de.json", Kind::Localization),
    ];
    let document = |(file, kind)| {
        let text = files.get(&Path::inside(file).unwrap())?;
        let document = serde_json::from_slice(text).ok()?;
        let name = name.to_owned();
        schema(version, kind)?;
        Some(Asked {
            name,
            version,
            kind,
            document,
        })
    };
    kinds.into_iter().filter_map(document).collect()
}

/// Whether ajv takes each of them.
pub(crate) fn opinions(asked: &[Asked]) -> Vec<bool> {
    let question: Value = asked
        .iter()
        .map(|it| json!({"schema": it.schema(), "document": it.document}))
        .collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/ajv.mjs");
    let node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut node = node.expect("Node.js is there, as the project needs it");
    node.stdin
        .take()
        .unwrap()
        .write_all(question.to_string().as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "run `npm ci` for ajv");
    serde_json::from_slice(&output.stdout).unwrap()
}
