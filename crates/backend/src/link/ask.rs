//! The value that is only in a page that asks: whoever presses its button has seen the
//! page. Machines that open every link, and those that post to it, have not.

use super::{SIGNATURE, seconds, signed};
use crate::clock::{Millis, SECOND};
use crate::secret::{Ring, hex, random, unhex};

/// How long a page may wait for its press.
const LIFE: Millis = 3600 * SECOND;
const LABEL: &[u8] = b"ask";

/// A question to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ask {
    /// Which page this is: another one is another press.
    pub(crate) id: [u8; 8],
    /// What the page was about, in a number that changes when it is no longer true.
    pub(crate) state: i64,
}

/// What a press says about the page that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Here(Ask),
    /// It waited too long, or was never shown.
    Nowhere,
}

impl Ask {
    pub(crate) fn about(state: i64) -> Self {
        let id = random();
        Self { id, state }
    }

    /// The page's value, which counts for this link alone.
    pub(crate) fn value(&self, token: &str, ring: &Ring, now: Millis) -> String {
        let until = seconds(now + LIFE).unwrap_or(0).to_be_bytes();
        let said = [&until[..], &self.id, &self.state.to_be_bytes()].concat();
        let signature = ring.sign(LABEL, &[token.as_bytes(), &said]);
        hex(&[&said, &signature[..SIGNATURE]].concat())
    }
}

impl Asked {
    pub(crate) fn read(value: &str, token: &str, ring: &Ring, now: Millis) -> Self {
        match ask(value, token, ring, now) {
            Some(ask) => Self::Here(ask),
            None => Self::Nowhere,
        }
    }
}

fn ask(value: &str, token: &str, ring: &Ring, now: Millis) -> Option<Ask> {
    let bytes = unhex(value)?;
    let said = signed(&bytes, ring, LABEL, token.as_bytes())?;
    let (until, rest) = said.split_first_chunk()?;
    let (id, rest) = rest.split_first_chunk()?;
    let state = i64::from_be_bytes(rest.try_into().ok()?);
    let fresh = seconds(now)? < u32::from_be_bytes(*until);
    fresh.then_some(Ask { id: *id, state })
}
