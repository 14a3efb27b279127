//! Turns wire types into text and back by the browser's own JSON, which is
//! already there; a second parser in the wasm would weigh more than the page.

use js_sys::{Array, JSON, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// The text of a value; `None` only for what JSON cannot say.
pub(crate) fn to_text(value: &impl Serialize) -> Option<String> {
    let object = value.serialize(&Serializer::json_compatible()).ok()?;
    JSON::stringify(&object).ok().map(String::from)
}

/// The value that a text says, read whole. It weighs more than [`Object`] does: for what
/// nobody waits for in a dialog.
pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}

/// Raises a flag of an object that its Rust type does not know of.
pub(crate) fn raise(object: &impl AsRef<JsValue>, flag: &str) {
    // Only what is no object is refused.
    let _ = Reflect::set(object.as_ref(), &JsValue::from_str(flag), &JsValue::TRUE);
}

/// A JSON object whose members are read by name. Derived readers cost 12 KB
/// of compressed wasm; this costs nothing.
pub(crate) struct Object(JsValue);

impl Object {
    /// The object a text says, if it is JSON at all.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    /// A text member.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.member(name)?.as_string()
    }

    /// A whole number member that is not negative.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        let number = self.member(name)?.as_f64()?;
        (number >= 0.0 && number.fract() == 0.0).then_some(number as u64)
    }

    /// An object member.
    pub(crate) fn object(&self, name: &str) -> Option<Self> {
        let member = self.member(name)?;
        member.is_object().then_some(Self(member))
    }

    /// A list of objects.
    pub(crate) fn objects(&self, name: &str) -> Option<Vec<Self>> {
        let list: Array = self.member(name)?.dyn_into().ok()?;
        Some(list.iter().map(Self).collect())
    }

    /// A yes or no member.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.member(name)?.as_bool()
    }

    fn member(&self, name: &str) -> Option<JsValue> {
        Reflect::get(&self.0, &JsValue::from_str(name)).ok()
    }
}
