//! Checks a document against a schema: the words of JSON Schema that Microsoft's
//! schemas for Teams use, no others (`cargo xtask schemas` refuses those).
//! Tells every fault with its place; words for people are said elsewhere.

use super::pattern;
use serde_json::{Map, Value};

/// What a document does that its schema forbids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A JSON pointer; for a key that is missing, where it would be.
    pub place: String,
    /// What is wrong there.
    pub reason: Reason,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is of another type than these.
    Type(String),
    /// It is missing.
    Missing,
    /// It may not be there.
    UnknownKey,
    /// It is none of these.
    NotListed(Vec<String>),
    /// It has another form than this regular expression asks for.
    Form(String),
    /// Text of more characters than this.
    TooLong(u64),
    /// Text of fewer characters than this.
    TooShort(u64),
    /// A list with more entries than this, or an object with fewer keys.
    TooMany(u64),
    /// A list with fewer entries than this, or an object with fewer keys.
    TooFew(u64),
    /// A number above or below this.
    OutOfRange(String),
    /// The list names the same twice.
    Repeated,
    /// None, or more than one, of the allowed shapes fits.
    NoShapeFits,
}

/// Every fault of the document.
#[must_use]
pub fn faults(schema: &Value, document: &Value) -> Vec<Fault> {
    let mut check = Check {
        root: schema,
        faults: Vec::new(),
    };
    check.value(schema, document, "");
    check.faults
}

struct Check<'a> {
    root: &'a Value,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn tell(&mut self, place: &str, reason: Reason) {
        let place = place.to_owned();
        self.faults.push(Fault { place, reason });
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut inner = Check {
            root: self.root,
            faults: Vec::new(),
        };
        inner.value(schema, value, "");
        inner.faults.is_empty()
    }

    fn value(&mut self, schema: &Value, value: &Value, place: &str) {
        // `true` takes everything; nothing here is `false` but unknown keys.
        let Some(schema) = schema.as_object() else {
            return;
        };
        if let Some(target) = text(schema, "$ref") {
            // What stands beside `$ref` is meant as well, such as a length: the
            // Agents Toolkit's checker takes it so.
            let target = self.root.pointer(target.trim_start_matches('#'));
            self.value(target.unwrap_or(&Value::Null), value, place);
        }
        if let Some(wanted) = schema.get("type")
            && !is_of_type(wanted, value)
        {
            // Whatever else is asked is asked of that type.
            return self.tell(place, Reason::Type(listed(wanted).join(" or ")));
        }
        self.listed(schema, value, place);
        self.shapes(schema, value, place);
        match value {
            Value::String(content) => self.string(schema, content, place),
            Value::Array(entries) => self.array(schema, entries, place),
            Value::Object(object) => self.object(schema, object, place),
            Value::Number(number) => self.number(schema, number.as_f64(), place),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn listed(&mut self, schema: &Map<String, Value>, value: &Value, place: &str) {
        if let Some(only) = schema.get("const")
            && only != value
        {
            self.tell(place, Reason::NotListed(listed(only)));
        }
        if let Some(choice) = schema.get("enum")
            && !choice.as_array().is_some_and(|each| each.contains(value))
        {
            self.tell(place, Reason::NotListed(listed(choice)));
        }
    }

    fn shapes(&mut self, schema: &Map<String, Value>, value: &Value, place: &str) {
        let fitting = |word: &str| {
            let shapes = schema.get(word)?.as_array()?;
            let fits = |shape: &&Value| self.fits(shape, value);
            Some(shapes.iter().filter(fits).count())
        };
        let any = fitting("anyOf").is_none_or(|count| count > 0);
        let one = fitting("oneOf").is_none_or(|count| count == 1);
        let not = schema
            .get("not")
            .is_none_or(|shape| !self.fits(shape, value));
        if !any || !one || !not {
            self.tell(place, Reason::NoShapeFits);
        }
        if let (Some(condition), Some(then)) = (schema.get("if"), schema.get("then"))
            && self.fits(condition, value)
        {
            self.value(then, value, place);
        }
    }

    fn string(&mut self, schema: &Map<String, Value>, content: &str, place: &str) {
        // Some count characters, some UTF-16: the stricter one decides.
        let (most, least) = (content.encode_utf16().count(), content.chars().count());
        if let Some(limit) = limit(schema, "maxLength").filter(|limit| most as u64 > *limit) {
            self.tell(place, Reason::TooLong(limit));
        }
        if let Some(limit) = limit(schema, "minLength").filter(|limit| (least as u64) < *limit) {
            self.tell(place, Reason::TooShort(limit));
        }
        if let Some(form) = text(schema, "pattern").filter(|form| !pattern::matches(form, content))
        {
            self.tell(place, Reason::Form(form.to_owned()));
        }
    }

    fn number(&mut self, schema: &Map<String, Value>, number: Option<f64>, place: &str) {
        let number = number.unwrap_or(f64::INFINITY);
        let bound = |word| schema.get(word).and_then(Value::as_f64);
        let outside = bound("maximum").filter(|most| number > *most);
        if let Some(bound) = outside.or(bound("minimum").filter(|least| number < *least)) {
            self.tell(place, Reason::OutOfRange(bound.to_string()));
        }
    }

    fn array(&mut self, schema: &Map<String, Value>, entries: &[Value], place: &str) {
        let count = entries.len() as u64;
        if let Some(limit) = limit(schema, "maxItems").filter(|limit| count > *limit) {
            self.tell(place, Reason::TooMany(limit));
        }
        if let Some(limit) = limit(schema, "minItems").filter(|limit| count < *limit) {
            self.tell(place, Reason::TooFew(limit));
        }
        let repeated = |(at, entry): (usize, &Value)| entries[..at].contains(entry);
        if schema.get("uniqueItems") == Some(&Value::Bool(true))
            && entries.iter().enumerate().any(repeated)
        {
            self.tell(place, Reason::Repeated);
        }
        if let Some(inner) = schema.get("items") {
            for (at, entry) in entries.iter().enumerate() {
                self.value(inner, entry, &format!("{place}/{at}"));
            }
        }
    }

    fn object(&mut self, schema: &Map<String, Value>, object: &Map<String, Value>, place: &str) {
        let least = limit(schema, "minProperties");
        if let Some(limit) = least.filter(|limit| (object.len() as u64) < *limit) {
            self.tell(place, Reason::TooFew(limit));
        }
        for name in listed(schema.get("required").unwrap_or(&Value::Null)) {
            self.need(object, &name, place);
        }
        for (name, needs) in entries(schema, "dependencies") {
            match needs {
                _ if !object.contains_key(name) => {}
                Value::Array(_) => {
                    for name in listed(needs) {
                        self.need(object, &name, place);
                    }
                }
                shape => self.value(shape, &Value::Object(object.clone()), place),
            }
        }
        for (name, value) in object {
            self.property(schema, name, value, &child(place, name));
        }
    }

    fn need(&mut self, object: &Map<String, Value>, name: &str, place: &str) {
        if !object.contains_key(name) {
            self.tell(&child(place, name), Reason::Missing);
        }
    }

    fn property(&mut self, schema: &Map<String, Value>, name: &str, value: &Value, place: &str) {
        let mut known = false;
        let named = entries(schema, "properties").filter(|(key, _)| *key == name);
        let shaped =
            entries(schema, "patternProperties").filter(|(form, _)| pattern::matches(form, name));
        for (_, inner) in named.chain(shaped) {
            known = true;
            self.value(inner, value, place);
        }
        match schema.get("additionalProperties") {
            Some(Value::Bool(false)) if !known => self.tell(place, Reason::UnknownKey),
            Some(inner) if !known => self.value(inner, value, place),
            _ => {}
        }
    }
}

/// The pointer to a key of the object at `place`.
pub(crate) fn child(place: &str, name: &str) -> String {
    format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn entries<'s>(
    schema: &'s Map<String, Value>,
    word: &str,
) -> impl Iterator<Item = (&'s String, &'s Value)> + use<'s> {
    let object = schema.get(word).and_then(Value::as_object);
    object.into_iter().flatten()
}

fn text<'s>(schema: &'s Map<String, Value>, word: &str) -> Option<&'s str> {
    schema.get(word)?.as_str()
}

fn limit(schema: &Map<String, Value>, word: &str) -> Option<u64> {
    schema.get(word)?.as_u64()
}

/// The strings of a list, or the one string.
fn listed(value: &Value) -> Vec<String> {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().map(plain).collect(),
        one => vec![plain(one)],
    }
}

fn is_of_type(wanted: &Value, value: &Value) -> bool {
    listed(wanted).iter().any(|name| match name.as_str() {
        "string" => value.is_string(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => {
            value.is_u64() || value.is_i64() || value.as_f64().is_some_and(|n| n.fract() == 0.0)
        }
        _ => false,
    })
}
