//! Reads JSON as people write it: a byte order mark is passed over, a key that
//! stands twice is told, and every place knows its line.

mod lines;
mod read;
#[cfg(test)]
mod tests;

use crate::files::MAX_TEXT;
pub(crate) use lines::lines;
use read::{Reader, Seen};
use serde::de::DeserializeSeed as _;
use serde_json::Value;

/// What a text holds.
#[derive(Debug, PartialEq)]
pub(crate) struct Document {
    pub(crate) value: Value,
    /// The text began with a byte order mark.
    pub(crate) marked: bool,
    /// The places of keys that stand twice in their object; the last one counts.
    pub(crate) twice: Vec<String>,
}

/// Why a text is not JSON.
#[derive(Debug, PartialEq)]
pub(crate) struct Broken {
    pub(crate) line: usize,
    pub(crate) told: String,
}

/// Reads a text. Nesting deeper than 128 is refused, and what is larger than any
/// manifest: it would cost minutes and memory.
pub(crate) fn parse(text: &[u8]) -> Result<Document, Broken> {
    let (marked, text) = match text.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if text.len() > MAX_TEXT {
        return Err(Broken {
            line: 1,
            told: "it is larger than 1 MB".to_owned(),
        });
    }
    let mut seen = Seen::default();
    let mut source = serde_json::Deserializer::from_slice(text);
    let read = Reader::new(String::new(), &mut seen).deserialize(&mut source);
    let value = read.and_then(|value| source.end().map(|()| value));
    match value {
        Ok(value) => Ok(Document {
            value,
            marked,
            twice: seen.twice,
        }),
        Err(error) => Err(Broken {
            line: error.line(),
            told: error.to_string(),
        }),
    }
}
