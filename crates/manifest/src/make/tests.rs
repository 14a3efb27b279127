use super::*;
use crate::finding::{Severity, Target};
use crate::lint::{Input, Options, lint};
use crate::schema::{Kind, faults, schema};

fn recipe() -> Recipe {
    let mut recipe = Recipe::new("https://connector.northwind-tasks.com".parse().unwrap());
    recipe.app_version = "1.0.0".to_owned();
    // Drawn once; what is drawn has a test of its own.
    recipe.color_icon = Some(b"c".to_vec());
    recipe.outline_icon = Some(b"o".to_vec());
    recipe.client_id = Some(Uuid::from_u128(7));
    recipe.enrolment = Some("TheKey".into());
    recipe
}

fn read(files: &Files, name: &str) -> Value {
    serde_json::from_slice(files.get(&Path::inside(name).unwrap()).unwrap()).unwrap()
}

fn is_language(name: &str) -> bool {
    name.ends_with(".json") && name != MANIFEST
}

/// Three surfaces in 31 versions.
#[test]
fn every_package_fits_its_schema() {
    for version in Version::all() {
        for surface in Surface::EACH {
            let recipe = Recipe {
                surface,
                version,
                ..recipe()
            };
            let files = recipe.files();
            let wrong = faults(
                &schema(version, Kind::Manifest).unwrap(),
                &read(&files, MANIFEST),
            );
            assert!(wrong.is_empty(), "{version} {surface:?}: {wrong:?}");
            for name in files.names().filter(|name| is_language(name)) {
                let texts = schema(version, Kind::Localization).unwrap();
                let wrong = faults(&texts, &read(&files, name));
                assert!(wrong.is_empty(), "{version} {name}: {wrong:?}");
            }
            let languages = files.names().filter(|name| is_language(name)).count();
            assert_eq!(languages > 0, version.takes_localization(), "{version}");
        }
    }
}

#[test]
fn a_package_has_no_faults_for_anybody() {
    for surface in Surface::EACH {
        let mut recipe = Recipe {
            surface,
            ..recipe()
        };
        (recipe.color_icon, recipe.outline_icon) = (None, None);
        let bytes = crate::write_archive(&recipe.files());
        assert_eq!(bytes, crate::write_archive(&recipe.files()));
        assert!(bytes.len() < 50 * 1024, "{}", bytes.len());
        for target in Target::EACH {
            let found = lint(&Input::Archive(bytes.clone()), &Options::for_target(target));
            let bad = |rule: &crate::Rule| rule.severity(target) > Severity::Off;
            let ids: Vec<_> = found
                .iter()
                .map(|it| it.rule)
                .filter(|it| bad(it))
                .map(|it| it.id)
                .collect();
            let expected: &[&str] = if surface.has_connector() {
                &["connectors-ended"]
            } else {
                &[]
            };
            assert_eq!(ids, expected, "{surface:?} {target:?}");
        }
    }
}

#[test]
fn surfaces_differ_by_address_and_carry_the_key() {
    let files = Recipe {
        surface: Surface::Both,
        ..recipe()
    }
    .files();
    let manifest = read(&files, MANIFEST);
    let page = "https://connector.northwind-tasks.com/configure";
    let tab = &manifest["configurableTabs"][0]["configurationUrl"];
    assert_eq!(*tab, format!("{page}?destination=workflow&enrol=TheKey"));
    let connector = &manifest["connectors"][0]["configurationUrl"];
    assert_eq!(*connector, format!("{page}?enrol=TheKey"));
}

#[test]
fn the_id_stays_with_the_address() {
    let of = |url: &str| Recipe::new(url.parse().unwrap()).id();
    let id = of("https://connector.northwind-tasks.com/");
    assert_eq!(id, of("https://CONNECTOR.northwind-tasks.com"));
    assert_ne!(id, of("https://staging.northwind-tasks.com"));
    let given = Recipe {
        app_id: Some(Uuid::from_u128(9)),
        ..recipe()
    };
    assert_eq!(given.id(), Uuid::from_u128(9));
}

/// The catalogue is the page's: the same name in each of its languages.
#[test]
fn the_app_is_called_as_its_page() {
    let page = |tag: &str| {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/lang/form/");
        let mut names = std::fs::read_dir(root)
            .unwrap()
            .map(|it| it.unwrap().file_name());
        let file = names
            .find(|name| *name.to_ascii_lowercase() == *format!("{tag}.json"))
            .unwrap();
        let text = std::fs::read_to_string(format!("{root}{}", file.display())).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["task-notifications"].clone()
    };
    for tag in languages().chain(["en"]) {
        let texts = super::languages::texts(&recipe(), tag);
        assert_eq!(texts["name.short"], page(tag), "{tag}");
        assert_eq!(texts.len(), 4, "{tag}");
    }
}

#[test]
fn a_project_resolves_to_the_package() {
    let recipe = recipe();
    let project = toolkit(&recipe);
    let text = |name: &str| {
        String::from_utf8(project.get(&Path::inside(name).unwrap()).unwrap().to_vec()).unwrap()
    };
    let manifest = text("appPackage/manifest.json");
    assert!(!manifest.contains("TheKey") && !text("env/.env.dev").contains("TheKey"));
    assert!(text(".gitignore").contains("env/.env.*.user"));
    let mut environment = crate::Environment::default();
    environment.add_file(&text("env/.env.dev"));
    environment.add_file(&text("env/.env.dev.user"));
    let resolved = crate::environment::resolve(manifest.as_bytes(), &environment, None);
    assert!(resolved.unresolved.is_empty(), "{manifest}");
    let resolved: Value = serde_json::from_slice(&resolved.text).unwrap();
    assert_eq!(resolved, read(&recipe.files(), MANIFEST));
}
