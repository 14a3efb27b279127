//! What the app is called and how it describes itself, in the page's languages.

use super::Recipe;
use serde_json::{Map, Value};

/// English, the default.
pub(super) const ENGLISH: &str = include_str!("../lang/en.json");
/// The others, by the tags that manifests use.
pub(super) const ALL: &[(&str, &str)] = &[
    ("ar", include_str!("../lang/ar.json")),
    ("de", include_str!("../lang/de.json")),
    ("es", include_str!("../lang/es.json")),
    ("fr", include_str!("../lang/fr.json")),
    ("it", include_str!("../lang/it.json")),
    ("ja", include_str!("../lang/ja.json")),
    ("ko", include_str!("../lang/ko.json")),
    ("nl", include_str!("../lang/nl.json")),
    ("pl", include_str!("../lang/pl.json")),
    ("pt-br", include_str!("../lang/pt-BR.json")),
    ("zh-cn", include_str!("../lang/zh-CN.json")),
    ("zh-tw", include_str!("../lang/zh-TW.json")),
];

/// The texts of a language, by their keys in a localisation file.
pub(super) fn texts(recipe: &Recipe, tag: &str) -> Map<String, Value> {
    let known = ALL.iter().find(|(known, _)| *known == tag);
    let text = known.map_or(ENGLISH, |(_, text)| text);
    let mut texts: Map<String, Value> =
        serde_json::from_str(text).expect("a test reads every language");
    if let Some(name) = &recipe.name {
        texts.insert("name.short".to_owned(), name.as_str().into());
        texts.insert("name.full".to_owned(), name.as_str().into());
    }
    texts
}

/// The localisation file of a language.
pub(super) fn file(recipe: &Recipe, tag: &str) -> Value {
    let address = recipe.version.localization_address();
    let mut file = Map::new();
    file.insert("$schema".to_owned(), address.into());
    file.extend(texts(recipe, tag));
    Value::Object(file)
}
