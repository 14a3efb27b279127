//! Turns wire types into text and back by the browser's own JSON, which is
//! already there; `serde_json` would weigh more than the page's own code.

use js_sys::JSON;
use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::Serializer;

/// The text of a value; `None` only for what JSON cannot say.
pub(crate) fn to_text(value: &impl Serialize) -> Option<String> {
    let object = value.serialize(&Serializer::json_compatible()).ok()?;
    JSON::stringify(&object).ok().map(String::from)
}

/// The value of a text, if it has the shape.
pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}
