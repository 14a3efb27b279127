//! A project of the Agents Toolkit instead of a package: what differs from one
//! environment to the next stands in `env/.env.dev`, the key in the file beside it
//! that is not shared.

use super::{Recipe, add, content, json};
use crate::files::Files;
use serde_json::Value;

const PROJECT: &str = include_str!("m365agents.yml");
const IGNORE: &str = "env/.env.*.user\nenv/.env.local\nappPackage/build\n";

/// The project's files. `env/.env.dev.user` holds the enrolment key, when there is
/// one: write it for its owner only.
#[must_use]
pub fn toolkit(recipe: &Recipe) -> Files {
    let mut files = Files::default();
    for (name, content) in recipe.without_manifest().0 {
        add(&mut files, &format!("appPackage/{name}"), content);
    }
    add(
        &mut files,
        "appPackage/manifest.json",
        json(&with_placeholders(recipe)),
    );
    add(&mut files, "m365agents.yml", PROJECT.into());
    add(&mut files, ".gitignore", IGNORE.into());
    let public = recipe.public_url.origin().ascii_serialization();
    let shared = format!(
        "TEAMSFX_ENV=dev\nAPP_NAME_SUFFIX=\nTEAMS_APP_ID={}\nPUBLIC_URL={public}\nPUBLIC_HOST={}\n",
        recipe.id(),
        host(recipe),
    );
    add(&mut files, "env/.env.dev", shared.into_bytes());
    if let Some(key) = &recipe.enrolment {
        add(
            &mut files,
            "env/.env.dev.user",
            format!("ENROLMENT_KEY={}\n", key.expose()).into_bytes(),
        );
    }
    files
}

fn host(recipe: &Recipe) -> String {
    let public = recipe.public_url.origin().ascii_serialization();
    public
        .split_once("://")
        .map_or_else(String::new, |(_, host)| host.to_owned())
}

fn with_placeholders(recipe: &Recipe) -> Value {
    let mut manifest = content::manifest(recipe);
    let id = recipe.id().to_string();
    let public = recipe.public_url.origin().ascii_serialization();
    let host = host(recipe);
    let mut change = |text: &mut String| {
        *text = text
            .replace(&public, "${{PUBLIC_URL}}")
            .replace(&host, "${{PUBLIC_HOST}}");
        *text = text.replace(&id, "${{TEAMS_APP_ID}}");
        if let Some(key) = &recipe.enrolment {
            *text = text.replace(key.expose(), "${{ENROLMENT_KEY}}");
        }
    };
    strings(&mut manifest, &mut change);
    if let Some(Value::String(name)) = manifest.pointer_mut("/name/short") {
        name.push_str("${{APP_NAME_SUFFIX}}");
    }
    manifest
}

fn strings(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(entries) => entries.iter_mut().for_each(|it| strings(it, change)),
        Value::Object(object) => object.values_mut().for_each(|it| strings(it, change)),
        _ => {}
    }
}
