//! The members of a JSON object, each once. A name that comes twice means
//! different things to different readers.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;

/// A header or the claims of a token.
#[derive(Default)]
pub(crate) struct Members {
    each: HashMap<String, Value>,
    repeated: bool,
}

/// A member that is there and has another type.
pub(crate) struct OtherType;

impl Members {
    /// None when the bytes are no JSON object.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Whether a name came twice.
    pub(crate) fn repeat(&self) -> bool {
        self.repeated
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.each.contains_key(name)
    }

    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.each.get(name)
    }

    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, OtherType> {
        let value = self.value(name);
        value
            .map(|value| value.as_str().ok_or(OtherType))
            .transpose()
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &str) -> Result<Option<i64>, OtherType> {
        let value = self.value(name);
        value
            .map(|value| value.as_i64().ok_or(OtherType))
            .transpose()
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Each)
    }
}

struct Each;

impl<'de> Visitor<'de> for Each {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Members::default();
        while let Some(name) = map.next_key::<String>()? {
            if members.has(&name) {
                members.repeated = true;
                map.next_value::<IgnoredAny>()?;
            } else {
                members.each.insert(name, map.next_value()?);
            }
        }
        Ok(members)
    }
}
