//! Reads an event from a body by expressions. The language is CEL: it has no loops of its
//! own, reaches nothing outside, and ends. What could still grow is bounded here.

use crate::{Call, Source};
use cel::extractors::This;
use cel::{Context, ExecutionError, Program, Value as Cel};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use wire::topic::MOST_OF_EVENT;
use wire::{Event, EventKind, Importance};

/// Longest expression, in bytes.
const LONGEST: usize = 2000;
/// Each of these goes through a list once; one in another takes its length squared.
const WALKS: [&str; 6] = [
    ".map(",
    ".filter(",
    ".all(",
    ".exists(",
    ".exists_one(",
    ".reduce(",
];

/// The parts of an event that are read: whether it has to be there, and where it goes.
const PARTS: [(&str, Need, &str); 12] = [
    ("type", Need::Always, "/type"),
    ("actor", Need::Perhaps, "/actor"),
    ("changes", Need::Perhaps, "/changes"),
    ("topics", Need::Perhaps, "/topics"),
    ("id", Need::Always, "/task/id"),
    ("title", Need::Always, "/task/title"),
    ("description", Need::Perhaps, "/task/description"),
    ("assigned-to", Need::Perhaps, "/task/assignedTo"),
    ("url", Need::Perhaps, "/task/url"),
    ("due", Need::Perhaps, "/task/due"),
    ("importance", Need::Perhaps, "/task/importance"),
    ("fields", Need::Perhaps, "/task/fields"),
];

/// Longest texts of an event that are cut instead of refused, in characters.
const CUT: [(&str, usize); 2] = [("title", 1024), ("description", 100_000)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Always,
    /// What the body does not have is left out.
    Perhaps,
}

/// A compiled expression.
pub(crate) struct Expression(Program);

/// How a source's body becomes an event.
pub(crate) struct Reading {
    when: Option<Expression>,
    parts: Vec<(&'static str, Need, &'static str, Expression)>,
}

/// Where a call could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct Unreadable {
    /// Such as `event.title`.
    pub place: String,
    /// One sentence, with nothing that the body says.
    pub why: String,
}

impl Expression {
    /// # Errors
    ///
    /// Says why it is none, or none that ends soon.
    pub(crate) fn compile(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("shorten the expression to at most {LONGEST} bytes"));
        }
        let walks: usize = WALKS.iter().map(|walk| text.matches(walk).count()).sum();
        if walks > 1 {
            return Err("go through one list at most: one in another takes too long".into());
        }
        let program = Program::compile(text);
        program.map(Self).map_err(|error| {
            let first = error.to_string();
            let first = first.lines().next().unwrap_or_default().to_owned();
            format!("this is no expression of CEL: {first}")
        })
    }

    fn value(&self, context: &Context<'_, '_>) -> Result<Value, Failed> {
        let value = self
            .0
            .execute(context)
            .map_err(|error| Failed::of(&error))?;
        let value = match value {
            Cel::Null => return Ok(Value::Null),
            value => value,
        };
        value
            .json()
            .map_err(|_| Failed::Other("its value is none of JSON's".into()))
    }
}

/// Why an expression has no value.
enum Failed {
    /// The body has no such part.
    NoKey(String),
    /// It has something else there, such as nothing.
    Misfit,
    Other(String),
}

impl Failed {
    /// Without the values, which are the sender's.
    fn of(error: &ExecutionError) -> Self {
        match error {
            ExecutionError::NoSuchKey(name) => Self::NoKey(name.to_string()),
            ExecutionError::UndeclaredReference(name) => {
                Self::Other(format!("there is no `{name}`: use body and headers"))
            }
            ExecutionError::IndexOutOfBounds(_) => Self::NoKey("such an item".into()),
            ExecutionError::FunctionError { function, .. } => {
                Self::Other(format!("`{function}` does not take this"))
            }
            _ => Self::Misfit,
        }
    }
}

impl Reading {
    pub(crate) fn compile(
        when: Option<Expression>,
        mut written: BTreeMap<String, String>,
    ) -> Result<Self, (String, String)> {
        let mut parts = Vec::new();
        for (name, need, place) in PARTS {
            match written.remove(name) {
                Some(text) => {
                    let expression = Expression::compile(&text);
                    let expression = expression.map_err(|why| (name.to_owned(), why))?;
                    parts.push((name, need, place, expression));
                }
                None if need == Need::Always => {
                    return Err((name.to_owned(), "every event needs one".into()));
                }
                None => {}
            }
        }
        match written.into_keys().next() {
            None => Ok(Self { when, parts }),
            Some(name) => {
                let names = PARTS.map(|(name, ..)| name).join(", ");
                Err((name, format!("an event has no such part; it has {names}")))
            }
        }
    }
}

/// A call whose body was parsed, as its source sees it.
pub struct Opened<'a> {
    source: &'a Source,
    context: Context<'a, 'a>,
}

impl Source {
    /// Parses the body of a call, once for all that is read from it.
    ///
    /// # Errors
    ///
    /// When it is no JSON.
    pub fn open(&self, call: &Call<'_>) -> Result<Opened<'_>, Unreadable> {
        Ok(Opened {
            source: self,
            context: context(call, &parsed(call)?),
        })
    }
}

impl Opened<'_> {
    /// The sender's own id of this call, by which a repeat is known.
    ///
    /// # Errors
    ///
    /// When the expression finds none.
    pub fn delivery_id(&self) -> Result<Option<String>, Unreadable> {
        let Some(expression) = &self.source.delivery_id else {
            return Ok(None);
        };
        match expression.value(&self.context).map(text) {
            Ok(Some(Value::String(id))) if !id.is_empty() => Ok(Some(id)),
            _ => Err(unreadable("delivery-id", "the call has none".into())),
        }
    }

    /// The event that a call tells; `None` when it is nothing this source wants.
    ///
    /// # Errors
    ///
    /// Tells the place that could not be read.
    pub fn event(&self) -> Result<Option<Event>, Unreadable> {
        let Reading { when, parts } = &self.source.reading;
        if let Some(when) = when {
            match when.value(&self.context) {
                Ok(Value::Bool(true)) => {}
                // What does not even have the part that is asked for is something else.
                Ok(Value::Bool(false)) | Err(Failed::NoKey(_)) => return Ok(None),
                Ok(_) => return Err(unreadable("when", "it is neither true nor false".into())),
                Err(Failed::Misfit) => return Err(unreadable("when", MISFIT.to_owned())),
                Err(Failed::Other(why)) => return Err(unreadable("when", why)),
            }
        }
        let mut event = json!({ "task": {} });
        for (name, need, place, expression) in parts {
            let at = format!("event.{name}");
            let found = match expression.value(&self.context) {
                Ok(Value::Null) | Err(Failed::NoKey(_) | Failed::Misfit)
                    if *need == Need::Perhaps =>
                {
                    continue;
                }
                Ok(value) => fitted(name, value),
                Err(Failed::NoKey(key)) => Err(format!("the body has no {key}")),
                Err(Failed::Misfit) => Err(MISFIT.to_owned()),
                Err(Failed::Other(why)) => Err(why),
            };
            put(
                &mut event,
                place,
                found.map_err(|why| unreadable(&at, why))?,
            );
        }
        serde_json::from_value(event)
            .map(Some)
            .map_err(|_| unreadable("event", SHAPES.to_owned()))
    }
}

const MISFIT: &str = "the expression does not fit what the body has there";
const SHAPES: &str =
    "topics are texts, changes have field, from and to, fields have name, value and short";

fn unreadable(place: &str, why: String) -> Unreadable {
    Unreadable {
        place: place.to_owned(),
        why,
    }
}

fn parsed(call: &Call<'_>) -> Result<Value, Unreadable> {
    serde_json::from_slice(call.body).map_err(|_| {
        unreadable(
            "body",
            "it is not JSON: choose that format at its sender".into(),
        )
    })
}

fn context<'a>(call: &Call<'_>, body: &Value) -> Context<'a, 'a> {
    let mut context = Context::default();
    // Neither fails: both are JSON.
    let _ = context.add_variable("body", body);
    let _ = context.add_variable("headers", call.headers);
    // CEL has no function for it, and many systems tell no address that people open.
    let _ = context.add_function("before", before);
    context
}

/// What stands before a mark; all of it where that is missing.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the interpreter passes it so"
)]
fn before(This(text): This<Arc<String>>, mark: Arc<String>) -> String {
    let cut = text.split_once(mark.as_str());
    cut.map_or(text.as_str(), |(before, _)| before).to_owned()
}

/// Lists stay; a word has to be one of ours; of everything else a text is made.
fn fitted(name: &str, value: Value) -> Result<Value, String> {
    if let ("changes" | "topics" | "fields", Value::Array(list)) = (name, &value) {
        let most = if name == "topics" { MOST_OF_EVENT } else { 10 };
        return Ok(list.iter().take(most).cloned().map(texts).collect());
    }
    let text = text(value).and_then(|value| value.as_str().map(str::to_owned));
    let text = text.ok_or("this is neither a text nor a number")?;
    match name {
        "type" => one_of(text, &EventKind::EACH.map(EventKind::code)),
        "importance" => one_of(text, &Importance::EACH.map(Importance::code)),
        _ => {
            let most = CUT.iter().find(|(cut, _)| *cut == name);
            let most = most.map_or(usize::MAX, |(_, most)| *most);
            Ok(text.chars().take(most).collect::<String>().into())
        }
    }
}

fn one_of(text: String, words: &[&str]) -> Result<Value, String> {
    match words.contains(&text.as_str()) {
        true => Ok(text.into()),
        false => Err(format!("it is none of {}", words.join(", "))),
    }
}

/// The numbers in an entry as texts; nothing where there is nothing.
fn texts(entry: Value) -> Value {
    match entry {
        Value::Object(fields) => {
            let fields = fields.into_iter();
            let fields = fields.filter(|(_, value)| !value.is_null());
            let fields = fields.map(|(name, value)| match name.as_str() {
                "short" => (name, value),
                _ => (name, text(value.clone()).unwrap_or(value)),
            });
            Value::Object(fields.collect())
        }
        entry => entry,
    }
}

fn text(value: Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value),
        Value::Number(number) => Some(number.to_string().into()),
        Value::Bool(truth) => Some(truth.to_string().into()),
        _ => None,
    }
}

fn put(event: &mut Value, place: &str, found: Value) {
    let (parent, name) = place.rsplit_once('/').unwrap_or_default();
    let parent = event.pointer_mut(parent).and_then(Value::as_object_mut);
    if let Some(parent) = parent {
        let parent: &mut Map<_, _> = parent;
        parent.insert(name.to_owned(), found);
    }
}

#[cfg(test)]
mod tests;
