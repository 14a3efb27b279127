//! Reads a JSON body into a type of `wire`, naming the field at fault. What
//! the parser says is never passed on: it quotes the input.

mod encoding;

use crate::problem::Failure;
use axum::body::Body;
use axum::http::{HeaderMap, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::time::Duration;

/// Reads a whole body within a size and a time.
pub(super) async fn read(body: Body, limit: usize, time: Duration) -> Result<Vec<u8>, Failure> {
    let limited = Limited::new(body, limit).collect();
    let read = tokio::time::timeout(time, limited)
        .await
        .map_err(|_| Failure::too_slow())?;
    match read {
        Ok(whole) => Ok(whole.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => Err(Failure::body_too_large(limit)),
        Err(_) => Err(Failure::not_json("The body broke off; send it again.")),
    }
}

/// Whether the caller says that it sends JSON, as it is.
pub(super) fn is_json(headers: &HeaderMap) -> Result<(), Failure> {
    encoding::is_plain(headers)?;
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Failure::unsupported_media_type())
    }
}

/// Parses; the failure names the field.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    parse_text(encoding::text(bytes)?)
}

/// The text of a body whose sender may have cut a character in two.
pub(super) fn lenient_text(bytes: &[u8]) -> Result<Cow<'_, str>, Failure> {
    encoding::text(bytes).map(encoding::with_whole_characters)
}

/// Parses a text; the failure names the field.
pub(super) fn parse_text<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        failure(&path, error.inner())
    })?;
    reader
        .end()
        .map_err(|_| Failure::not_json("Remove what follows the JSON object."))?;
    Ok(value)
}

fn failure(path: &str, error: &serde_json::Error) -> Failure {
    use serde_json::error::Category;
    let says = error.to_string();
    let field = name(path, &says);
    match (error.classify(), field) {
        (Category::Eof | Category::Io, _) => {
            Failure::not_json("The JSON breaks off; send all of it.")
        }
        (_, None) => Failure::not_json("Send one JSON object as described in /openapi.json."),
        (_, Some(field)) => {
            let choice = choice(&says);
            let detail = if let Some(choice) = &choice {
                choice
            } else if says.starts_with("missing field") {
                "This field is needed; add it."
            } else if says.starts_with("unknown field") {
                "This field is not known; remove it or check its spelling."
            } else if says.starts_with("duplicate field") {
                "This field is there twice; send it once."
            } else if field == "configName" || field == "notificationType" {
                "This value is not allowed; see /openapi.json."
            } else {
                "This value has the wrong type or cannot be read; see /openapi.json."
            };
            Failure::invalid(&field, detail)
        }
    }
}

/// What one may choose from, where the parser names that. Its list is at the end, after
/// what was sent.
fn choice(says: &str) -> Option<String> {
    let (sent, list) = says.rsplit_once(", expected ")?;
    let (list, _place) = list.split_once(" at line ")?;
    sent.starts_with("unknown variant")
        .then(|| format!("Use {list}."))
}

/// The field's path. For missing, unknown and double fields the parser gives
/// the object's path and names the field in its sentence.
fn name(path: &str, says: &str) -> Option<String> {
    let quoted = ["missing field `", "unknown field `", "duplicate field `"]
        .iter()
        .find_map(|start| says.strip_prefix(start))
        .and_then(|rest| rest.split('`').next());
    let path = (path != "." && path != "?").then_some(path);
    let name = match (path, quoted) {
        (Some(path), Some(last)) if path == last || path.ends_with(&format!(".{last}")) => {
            path.to_owned()
        }
        (Some(path), Some(last)) => format!("{path}.{last}"),
        (Some(path), None) => path.to_owned(),
        (None, Some(last)) => last.to_owned(),
        (None, None) => return None,
    };
    // A name that a caller made up is only repeated when it is harmless.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '[' | ']');
    Some(match name.len() <= 40 && name.chars().all(plain) {
        true => name,
        false => "unknown".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::{Event, SaveConnector};

    fn fault<T: DeserializeOwned>(text: &str) -> Option<String> {
        let failure = parse::<T>(text.as_bytes()).err().expect(text);
        failure.at_fault().map(str::to_owned)
    }

    const SAVE: &str = r#"{"notificationType":"All","configName":"Orders","contentUrl":"https://a.example/","webhookUrl":"https://b.example/"}"#;

    #[test]
    fn the_field_at_fault_is_named() {
        let with = |from: &str, to: &str| {
            let field = fault::<SaveConnector>(&SAVE.replace(from, to));
            field.expect("a field")
        };
        assert_eq!(with("\"All\"", "\"Nope\""), "notificationType");
        assert_eq!(with("\"Orders\"", "7"), "configName");
        assert_eq!(with("\"Orders\"", "\"\""), "configName");
        assert_eq!(with("\"Orders\"", "\"\\ud800\""), "configName");
        assert_eq!(with("configName", "surprise"), "surprise");
        assert_eq!(with("configName", "https://secret"), "unknown");
        assert_eq!(with("\"configName\":\"Orders\",", ""), "configName");
        let twice = "\"configName\":\"Orders\",\"configName\":\"Two\"";
        assert_eq!(with("\"configName\":\"Orders\"", twice), "configName");
        let task = r#"{"type":"created","task":{"id":"1","title":7}}"#;
        assert_eq!(fault::<Event>(task).as_deref(), Some("task.title"));
        let task = r#"{"type":"created","task":{"id":"1"}}"#;
        assert_eq!(fault::<Event>(task).as_deref(), Some("task.title"));
    }

    #[test]
    fn what_is_not_an_object_names_no_field() {
        for text in ["", "{", "7", "not json", "[]"] {
            assert_eq!(fault::<SaveConnector>(text), None, "{text}");
        }
        assert_eq!(fault::<SaveConnector>(&format!("{SAVE} x")), None);
        let deep = "[".repeat(200_000);
        let deep = SAVE.replace("\"Orders\"", &deep);
        assert_eq!(fault::<SaveConnector>(&deep).as_deref(), Some("configName"));
    }
}
