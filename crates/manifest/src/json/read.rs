//! A reader of JSON values that sees what is lost in a map: keys that come twice.

use crate::schema::child;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// How many values a text may have, many times what manifests have. Rules
/// compare entries with each other.
const MAX_VALUES: usize = 10_000;
/// How long a place may be, in bytes: each value inside repeats it.
const MAX_PLACE: usize = 4096;

/// What was seen so far.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) twice: Vec<String>,
    values: usize,
}

/// Reads the value at a place.
pub(super) struct Reader<'t> {
    place: String,
    seen: &'t mut Seen,
}

impl<'t> Reader<'t> {
    pub(super) fn new(place: String, seen: &'t mut Seen) -> Self {
        Self { place, seen }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        self.seen.values += 1;
        if self.seen.values > MAX_VALUES {
            let told = format!("more than {MAX_VALUES} values");
            return Err(D::Error::custom(told));
        }
        if self.place.len() > MAX_PLACE {
            return Err(D::Error::custom("keys that are too long"));
        }
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let place = format!("{}/{}", self.place, list.len());
            match entries.next_element_seed(Reader::new(place, self.seen))? {
                Some(entry) => list.push(entry),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let place = child(&self.place, &key);
            if object.contains_key(&key) {
                self.seen.twice.push(place.clone());
            }
            let value = entries.next_value_seed(Reader::new(place, self.seen))?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}
