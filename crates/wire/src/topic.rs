//! What an event is about, in the operator's own order: a project, a list, a place.

use crate::shown;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most topics of one event.
pub const MOST_OF_EVENT: usize = 8;
/// Most topics that one connector hears.
pub const MOST_OF_CONNECTOR: usize = 50;
/// Most topics that an operator declares.
pub const MOST_DECLARED: usize = 10_000;
/// Most topics in one answer; who wants another types more of it.
pub const MOST_SHOWN: usize = 50;
/// Longest title, in characters.
pub const MOST_TITLE: usize = 100;
/// Over so many days matching events are counted.
pub const COUNTED_DAYS: u16 = 7;
/// Most parts of a path.
const PARTS: usize = 4;
/// Longest part, in characters.
const PART: usize = 64;

/// A path of one to four parts such as `project/alpha`. A connector that hears a path
/// hears everything below it too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Topic(String);

/// The paths that hear of a topic: `project` and `project/alpha` of the second.
pub fn heard_by(topic: &str) -> impl Iterator<Item = &str> {
    let ends = topic.match_indices('/').map(|(at, _)| at);
    ends.chain([topic.len()]).filter_map(|end| topic.get(..end))
}

/// Why a text is no topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a topic is one to four parts of 1 to 64 characters with slashes between them, such as \
     project/alpha"
)]
pub struct TopicError;

impl Topic {
    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether who hears this path hears of a topic.
    #[must_use]
    pub fn hears(&self, topic: &str) -> bool {
        heard_by(topic).any(|path| path == self.0)
    }
}

impl TryFrom<String> for Topic {
    type Error = TopicError;

    fn try_from(text: String) -> Result<Self, TopicError> {
        let good = |part: &str| {
            let plain = part == shown(part).trim() && !part.chars().any(char::is_control);
            plain && (1..=PART).contains(&part.chars().count())
        };
        let parts = text.split('/').count();
        if parts <= PARTS && text.split('/').all(good) {
            Ok(Self(text))
        } else {
            Err(TopicError)
        }
    }
}

impl From<Topic> for String {
    fn from(topic: Topic) -> Self {
        topic.0
    }
}

/// Body of `PUT /api/v1/topics`: all that there are from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeclareTopics {
    /// At most [`MOST_DECLARED`], each once.
    pub topics: Vec<Declared>,
}

/// A topic that an operator offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Declared {
    /// Its path.
    pub topic: Topic,
    /// What people read, by language such as `en` or `pt-BR`, each of at most
    /// [`MOST_TITLE`] characters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub titles: BTreeMap<String, String>,
}

/// Answer to `GET /api/v1/topics`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Topics {
    /// At most [`MOST_SHOWN`].
    pub topics: Vec<TopicTitle>,
    /// How many there are.
    pub all: u64,
}

/// A topic in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TopicTitle {
    /// Its path.
    pub topic: String,
    /// What people read; the path where nobody gave it a title.
    pub title: String,
}

/// Answer to `GET /api/v1/topics/matches`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Matches {
    /// How many events would have matched.
    pub events: u64,
    /// In how many days.
    pub days: u16,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(text: &str) -> Topic {
        Topic::try_from(text.to_owned()).expect(text)
    }

    #[test]
    fn one_to_four_parts_are_a_topic() {
        let long = "ä".repeat(PART);
        for good in ["project", "a/b/c/d", "Order paper/2 nd floor", &long] {
            assert_eq!(topic(good).as_str(), good);
        }
        let longer = "ä".repeat(PART + 1);
        for bad in [
            "",
            "/",
            "a/",
            "/a",
            "a//b",
            " a",
            "a/ b",
            "a\nb",
            "a/b/c/d/e",
            &longer,
        ] {
            assert_eq!(Topic::try_from(bad.to_owned()), Err(TopicError), "{bad:?}");
        }
    }

    #[test]
    fn a_path_hears_what_is_below_it_and_nothing_beside_it() {
        let (all, one) = (topic("project"), topic("project/alpha"));
        let heard: Vec<_> = heard_by(one.as_str()).collect();
        assert_eq!(heard, ["project", "project/alpha"]);
        assert!(all.hears("project/alpha") && one.hears("project/alpha"));
        assert!(!one.hears("project") && !one.hears("project/alphabet"));
        assert!(!topic("pro").hears("project"));
    }
}
