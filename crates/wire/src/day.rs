//! A calendar day that crosses the network. Knows no clock and no time zone.

use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// A day, written as `2026-05-22`. One number, so that the page carries it
/// everywhere for nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NonZeroU32);

/// The text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day is written as 2026-05-22")]
pub struct DayError;

impl Day {
    /// The day of a year of at most four digits, a month from 1 and a day from 1.
    ///
    /// # Panics
    /// When all three are nought.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Self {
        let number = year as u32 * 10_000 + month as u32 * 100 + day as u32;
        Self(NonZeroU32::new(number).expect("a day is not nought"))
    }

    /// Its digits as one number, such as 20260522.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0.get()
    }

    /// Reads four digits, two and two, with hyphens between them.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut number = 0;
        for (at, byte) in text.bytes().enumerate() {
            match (at, byte) {
                (4 | 7, b'-') => {}
                (0..=3 | 5..=6 | 8..=9, b'0'..=b'9') => {
                    number = number * 10 + u32::from(byte - b'0');
                }
                _ => return None,
            }
        }
        let whole = text.len() == 10;
        NonZeroU32::new(number).filter(|_| whole).map(Self)
    }
}

impl std::fmt::Debug for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, rest) = (self.number() / 10_000, self.number() % 10_000);
        write!(f, "{year:04}-{:02}-{:02}", rest / 100, rest % 100)
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, DayError> {
        Self::from_text(&text).ok_or(DayError)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}
