//! What an answer to a press means. Pure.

use crate::store::{Settled, Verdict};
use crate::text::clean::line;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use wire::Task;

/// How much of an answer is read.
pub(super) const MOST_BYTES: usize = 16 * 1024;
/// How much of its sentence is shown, in characters.
const MOST: usize = 200;

/// What the system may say; what else it says is passed over.
#[derive(Default, Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "perhaps")]
    sentence: Option<String>,
    /// The task as it is now, in the words of an event.
    #[serde(default, deserialize_with = "perhaps")]
    task: Option<Box<Task>>,
}

/// What has another shape is passed over.
fn perhaps<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(value).ok())
}

/// What it came to; nothing where the press is to be told again.
pub(super) fn judge(status: StatusCode, body: &[u8]) -> Option<Settled> {
    let verdict = match status.as_u16() {
        200..=299 => Verdict::Done,
        // It asks for time.
        408 | 425 | 429 => return None,
        400..=499 => Verdict::Refused,
        _ => return None,
    };
    let answer: Answer = serde_json::from_slice(body).unwrap_or_default();
    let Answer { sentence, task } = answer;
    let sentence = sentence.map(|text| line(&text).chars().take(MOST).collect::<String>());
    Some(Settled {
        verdict,
        sentence: sentence.filter(|text| !text.is_empty()),
        task: task.filter(|_| verdict == Verdict::Done),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_settles_a_press_or_asks_for_another() {
        let judged = |status, body: &str| {
            let status = StatusCode::from_u16(status).unwrap();
            judge(status, body.as_bytes()).map(|settled| (settled.verdict, settled.sentence))
        };
        let says = |text: &str| Some(text.to_owned());
        for (status, body, expected) in [
            (
                200,
                r#"{"sentence":"Closed."}"#,
                Some((Verdict::Done, says("Closed."))),
            ),
            (204, "", Some((Verdict::Done, None))),
            (200, "<html>", Some((Verdict::Done, None))),
            (200, r#"{"sentence":""}"#, Some((Verdict::Done, None))),
            (200, r#"{"sentence":7}"#, Some((Verdict::Done, None))),
            (
                409,
                r#"{"sentence":"It is\r\nclosed\u0000."}"#,
                Some((Verdict::Refused, says("It is closed."))),
            ),
            (404, "", Some((Verdict::Refused, None))),
            (302, "", None),
            (408, "", None),
            (425, "", None),
            (429, "", None),
            (500, r#"{"sentence":"Oops."}"#, None),
            (503, "", None),
        ] {
            assert_eq!(judged(status, body), expected, "{status} {body}");
        }
        let long = format!(r#"{{"sentence":"{}"}}"#, "x".repeat(1000));
        let (_, sentence) = judged(200, &long).expect("it is settled");
        assert_eq!(sentence.map(|text| text.len()), Some(MOST));
    }
}
