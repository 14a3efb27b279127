//! The value that is only in a page that asks: whoever presses its button has seen the
//! page. Machines that open every link, and those that post to it, have not.

use super::{SIGNATURE, seconds, signed};
use crate::clock::{Millis, SECOND};
use crate::secret::{Ring, hex, random, unhex};
use identity::{ObjectId, TenantId};

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
    /// To whom it was shown, where people sign in.
    pub(crate) who: Option<(TenantId, ObjectId)>,
}

/// What a press says about the page that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Here(Ask),
    /// It waited too long, or was never shown.
    Nowhere,
}

impl Ask {
    pub(crate) fn about(state: i64, who: Option<(TenantId, ObjectId)>) -> Self {
        let id = random();
        Self { id, state, who }
    }

    /// The page's value, which counts for this link alone.
    pub(crate) fn value(&self, token: &str, ring: &Ring, now: Millis) -> String {
        let until = seconds(now + LIFE).unwrap_or(0).to_be_bytes();
        let who = self
            .who
            .map_or_else(String::new, |(tenant, object)| format!("{tenant}{object}"));
        let said = [
            &until[..],
            &self.id,
            &self.state.to_be_bytes(),
            who.as_bytes(),
        ]
        .concat();
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
    let (state, who) = rest.split_first_chunk()?;
    let state = i64::from_be_bytes(*state);
    let fresh = seconds(now)? < u32::from_be_bytes(*until);
    let who = match who {
        [] => None,
        who => Some(person(std::str::from_utf8(who).ok()?)?),
    };
    fresh.then_some(Ask {
        id: *id,
        state,
        who,
    })
}

/// Two ids, each as long as the other.
fn person(who: &str) -> Option<(TenantId, ObjectId)> {
    let (tenant, object) = who.split_at_checked(who.len() / 2)?;
    Some((tenant.parse().ok()?, object.parse().ok()?))
}
