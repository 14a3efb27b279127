//! Names that are valid by construction.

use crate::shown;
use serde::{Deserialize, Serialize};

/// Random bytes in an entity id minted by the page: too many to be guessed.
pub const ID_BYTES: usize = 16;
/// Longest configuration name, in characters.
pub const MAX_CONFIG_NAME: usize = 100;
/// Longest webhook URL, in bytes. One report names 1,000 characters for a
/// Workflow; room is left.
pub const MAX_WEBHOOK_URL: usize = 8 * 1024;

/// The opaque id of one configuration. Knowing it is the right to read and
/// change that one connector where `AUTH_MODE=capability`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntityId(String);

/// Why a text is no entity id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an entity id is 16 to 64 letters, digits, hyphens or underscores")]
pub struct EntityIdError;

impl EntityId {
    /// Writes 128 random bits as 32 hexadecimal digits.
    #[must_use]
    pub fn from_random(bytes: [u8; ID_BYTES]) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
        Self(
            bytes
                .iter()
                .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
                .collect(),
        )
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EntityId {
    type Error = EntityIdError;

    fn try_from(text: String) -> Result<Self, EntityIdError> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if (16..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err(EntityIdError)
        }
    }
}

impl From<EntityId> for String {
    fn from(id: EntityId) -> Self {
        id.0
    }
}

/// A readable name: [`fn@shown`], trimmed, not empty, no control characters. What
/// nobody sees is left out, for nobody could be asked to remove it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ConfigName(String);

/// Why a text is no configuration name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigNameError {
    /// Nothing but white space.
    #[error("a configuration name is needed")]
    Missing,
    /// More than [`MAX_CONFIG_NAME`] characters.
    #[error("a configuration name has at most 100 characters")]
    TooLong,
    /// A control character, such as a line break or NUL.
    #[error("a configuration name has no control characters")]
    Control,
}

impl ConfigName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ConfigName {
    type Error = ConfigNameError;

    fn try_from(text: String) -> Result<Self, ConfigNameError> {
        let text = shown(&text);
        let name = text.trim();
        if name.is_empty() {
            return Err(ConfigNameError::Missing);
        }
        if name.chars().count() > MAX_CONFIG_NAME {
            return Err(ConfigNameError::TooLong);
        }
        if name
            .chars()
            .any(|c| c < ' ' || ('\u{7f}'..='\u{9f}').contains(&c))
        {
            return Err(ConfigNameError::Control);
        }
        Ok(Self(name.to_owned()))
    }
}

impl From<ConfigName> for String {
    fn from(name: ConfigName) -> Self {
        name.0
    }
}
