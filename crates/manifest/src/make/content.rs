//! The manifest itself, with what its version takes and nothing else.

use super::{Recipe, languages};
use crate::version::{Presence, Version};
use serde_json::{Map, Value, json};

/// The manifest of a recipe.
pub(super) fn manifest(recipe: &Recipe) -> Value {
    let version = recipe.version;
    let mut manifest = Map::new();
    let mut put = |key: &str, value: Value| manifest.insert(key.to_owned(), value);
    if version.takes_schema_address() {
        put("$schema", version.schema_address().into());
    }
    put("manifestVersion", version.to_string().into());
    put("version", recipe.app_version.as_str().into());
    put("id", recipe.id().to_string().into());
    if version.package_name() == Presence::Required {
        put("packageName", package_name(recipe).into());
    }
    put("developer", developer(recipe));
    put(
        "icons",
        json!({"color": "color.png", "outline": "outline.png"}),
    );
    let texts = languages::texts(recipe, "en");
    put("name", pair(&texts, "name"));
    put("description", pair(&texts, "description"));
    let [red, green, blue] = recipe.accent;
    put(
        "accentColor",
        format!("#{red:02X}{green:02X}{blue:02X}").into(),
    );
    if version.takes_localization() && !recipe.languages.is_empty() {
        put("localizationInfo", localization(recipe));
    }
    if recipe.surface.has_tab() {
        put("configurableTabs", json!([tab(recipe)]));
    }
    if recipe.surface.has_connector() {
        put("connectors", json!([connector(recipe)]));
    }
    put("validDomains", json!([domain(recipe)]));
    if let Some(client) = recipe.client_id.filter(|_| version.takes_web_application()) {
        let resource = format!("api://{}/{client}", domain(recipe));
        put(
            "webApplicationInfo",
            json!({"id": client.to_string(), "resource": resource}),
        );
    }
    if version.wants_channel_features() {
        put("supportsChannelFeatures", "tier1".into());
    }
    Value::Object(manifest)
}

fn developer(recipe: &Recipe) -> Value {
    let developer = &recipe.developer;
    json!({
        "name": developer.name,
        "websiteUrl": developer.website,
        "privacyUrl": developer.privacy,
        "termsOfUseUrl": developer.terms,
    })
}

fn pair(texts: &Map<String, Value>, name: &str) -> Value {
    json!({"short": texts[&format!("{name}.short")], "full": texts[&format!("{name}.full")]})
}

/// The server's domain backwards, as the old versions want it; at most 64 characters.
fn package_name(recipe: &Recipe) -> String {
    let host = recipe.public_url.host_str().unwrap_or_default();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' {
            c
        } else {
            '_'
        }
    };
    let parts: Vec<String> = host
        .split('.')
        .rev()
        .map(|part| part.chars().map(plain).collect())
        .collect();
    let name = format!("{}.tasks", parts.join("."));
    name.chars().take(64).collect()
}

/// The server's host; its port only where nobody but the developer is.
fn domain(recipe: &Recipe) -> String {
    let host = recipe.public_url.host_str().unwrap_or_default();
    let local = crate::rules::address::is_local(&recipe.public_url);
    match recipe.public_url.port() {
        Some(port) if local => format!("{host}:{port}"),
        _ => host.to_owned(),
    }
}

fn localization(recipe: &Recipe) -> Value {
    let file = |tag: &&str| json!({"languageTag": tag, "file": format!("{tag}.json")});
    let additional: Vec<_> = recipe.languages.iter().map(file).collect();
    json!({"defaultLanguageTag": "en", "additionalLanguages": additional})
}

fn tab(recipe: &Recipe) -> Value {
    // Before 1.3 tabs were for teams only.
    let scopes = match recipe.version {
        Version::Minor(0..=2) => json!(["team"]),
        _ => json!(["team", "groupChat"]),
    };
    let mut tab = json!({
        "configurationUrl": recipe.page(Some("workflow")),
        "canUpdateConfiguration": true,
        "scopes": scopes,
    });
    if recipe.version.tab_has_context() {
        tab["context"] = json!(["channelTab", "privateChatTab"]);
    }
    tab
}

fn connector(recipe: &Recipe) -> Value {
    let id = recipe.id().to_string();
    let mut connector = json!({"connectorId": recipe.connector_id.as_ref().unwrap_or(&id)});
    if recipe.version.connector_has_page() {
        connector["configurationUrl"] = recipe.page(None).into();
    }
    connector["scopes"] = json!(["team"]);
    connector
}
