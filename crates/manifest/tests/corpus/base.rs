//! Builds the packages that the corpus describes.

use super::pictures;
use manifest::{Files, Input, Options, Path, Recipe, Server, Surface, Target, Version};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;

const CASES: &str = include_str!("cases.json");
pub(crate) const PUBLIC: &str = "https://connector.northwind-tasks.com";

/// One package of the corpus.
#[derive(Clone, serde::Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// The rule that the package breaks.
    pub(crate) expect: String,
    /// Rules that cannot but be broken as well.
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    base: Value,
    #[serde(default)]
    target: Option<String>,
    #[serde(default)]
    server: Option<String>,
    #[serde(default)]
    patch: Vec<Vec<Value>>,
    #[serde(default)]
    files: BTreeMap<String, Option<String>>,
}

pub(crate) fn cases() -> Vec<Case> {
    serde_json::from_str(CASES).unwrap()
}

/// A recipe that nothing is wrong with, for every target.
pub(crate) fn recipe() -> Recipe {
    let mut recipe = Recipe::new(PUBLIC.parse().unwrap());
    recipe.app_version = "1.0.0".to_owned();
    recipe.developer.name = "Northwind Tasks".to_owned();
    recipe.developer.website = "https://www.northwind-tasks.com/".to_owned();
    recipe.enrolment = Some("0123456789".into());
    recipe
}

pub(crate) fn surface(name: &str) -> Surface {
    match name {
        "connector" => Surface::Connector,
        "both" => Surface::Both,
        _ => Surface::Tab,
    }
}

impl Case {
    /// The base with another name.
    pub(crate) fn named(name: &str) -> Self {
        let patch = json!(["set", "/name/short", name]);
        let case = json!({"name": name, "expect": "", "patch": [patch]});
        serde_json::from_value(case).unwrap()
    }

    pub(crate) fn expected(&self) -> impl Iterator<Item = String> {
        std::iter::once(&self.expect).chain(&self.also).cloned()
    }

    pub(crate) fn has_connector(&self) -> bool {
        self.base["surface"].is_string()
    }

    pub(crate) fn options(&self) -> Options {
        let named = |target: &Target| Some(target.name()) == self.target.as_deref();
        let target = Target::EACH.into_iter().find(named);
        let mut options = Options::for_target(target.unwrap_or(Target::Development));
        options.server = self.server.as_deref().map(|it| Server::parse(it).unwrap());
        options
    }

    fn recipe(&self) -> Recipe {
        let mut recipe = recipe();
        recipe.surface = surface(self.base["surface"].as_str().unwrap_or_default());
        if let Some(version) = self.base["version"].as_str() {
            recipe.version = Version::parse(version).unwrap();
        }
        recipe
    }

    /// Cases of one name are judged from the same findings.
    pub(crate) fn base_name(&self) -> String {
        format!("{} {:?} {:?}", self.base, self.target, self.server)
    }

    pub(crate) fn base(&self) -> Input {
        Input::Archive(manifest::write_archive(&self.made()))
    }

    /// Drawing icons takes a while without optimisation, so each base is made once.
    fn made(&self) -> Files {
        static MADE: Mutex<BTreeMap<String, Files>> = Mutex::new(BTreeMap::new());
        let mut made = MADE.lock().unwrap();
        let files = made.entry(self.base.to_string());
        files.or_insert_with(|| self.recipe().files()).clone()
    }

    pub(crate) fn input(&self) -> Input {
        Input::Archive(manifest::write_archive(&self.files()))
    }

    pub(crate) fn files(&self) -> Files {
        let made = self.made();
        let text = made.manifest().unwrap();
        let mut manifest: Value = serde_json::from_slice(text).unwrap();
        self.patch
            .iter()
            .for_each(|change| apply(&mut manifest, change));
        let mut files = manifest::Files::default();
        let gone = |name: &str| self.files.contains_key(name);
        for name in made.names().filter(|name| !gone(name)) {
            let path = Path::inside(name).unwrap();
            let content = match name {
                "manifest.json" => manifest.to_string().into_bytes(),
                _ => made.get(&path).unwrap().to_vec(),
            };
            files.add(&path, content);
        }
        for (name, content) in &self.files {
            if let Some(content) = content {
                files.add(&Path::inside(name).unwrap(), pictures::content(content));
            }
        }
        files
    }
}

fn apply(manifest: &mut Value, change: &[Value]) {
    let place = change[1].as_str().unwrap();
    let (parent, key) = place.rsplit_once('/').unwrap();
    let parent = manifest.pointer_mut(parent).unwrap();
    match (parent, change.get(2)) {
        (Value::Object(object), Some(value)) => {
            object.insert(key.to_owned(), value.clone());
        }
        (Value::Object(object), None) => {
            assert!(object.shift_remove(key).is_some(), "{place}");
        }
        (Value::Array(list), Some(value)) => {
            let at: usize = key.parse().unwrap();
            match at < list.len() {
                true => list[at] = value.clone(),
                false => list.push(value.clone()),
            }
        }
        _ => panic!("{place} is nowhere"),
    }
}
