//! Links on cards. What a link is for, and until when, is written in it and signed, so
//! nothing is stored until it is used. Whoever has one may ask; no token is ever logged.

mod ask;

pub(crate) use ask::{Ask, Asked};

use crate::clock::{DAY, Millis, SECOND};
use crate::secret::{Ring, hex, unhex};
use std::sync::Arc;

/// After so long Microsoft passes no press of a button on.
const LIFE: Millis = 30 * DAY;
/// Where the pages behind the links are; a token follows.
pub(crate) const PATH: &str = "/a/";
/// What the signature is for, so that it counts nowhere else.
const LABEL: &[u8] = b"link";
const SIGNATURE: usize = 16;
/// A connector's row has an id of so many bytes.
const ROW: usize = 8;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The connector with this row's id: what it sends, and how to stop that.
    Manage(String),
}

/// Why a link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dead {
    /// Not whole, or not signed here.
    Wrong,
    /// Its days are over.
    Expired,
}

/// Makes the links of a server that people reach.
#[derive(Clone)]
pub(crate) struct Links {
    /// The public address, without a slash at its end.
    base: String,
    ring: Arc<Ring>,
}

impl Links {
    pub(crate) fn at(public_url: &str, ring: Arc<Ring>) -> Self {
        let base = public_url.trim_end_matches('/').to_owned();
        Self { base, ring }
    }

    /// The address of the page about a connector, for what is told at this time. The same
    /// card has the same link, however often it is made.
    pub(crate) fn manage(&self, connector: &str, at: Millis) -> Option<String> {
        let row: [u8; ROW] = unhex(connector)?.try_into().ok()?;
        Some(self.address(&[b"m", &until(at)?[..], &row].concat()))
    }

    fn address(&self, said: &[u8]) -> String {
        let signature = self.ring.sign(LABEL, &[said]);
        let token = hex(&[said, &signature[..SIGNATURE]].concat());
        format!("{}{PATH}{token}", self.base)
    }
}

fn until(at: Millis) -> Option<[u8; 4]> {
    seconds(at + LIFE).map(u32::to_be_bytes)
}

fn seconds(at: Millis) -> Option<u32> {
    u32::try_from(at / SECOND).ok()
}

/// Where a token leads now.
pub(crate) fn read(token: &str, ring: &Ring, now: Millis) -> Result<Target, Dead> {
    let bytes = unhex(token).ok_or(Dead::Wrong)?;
    let said = signed(&bytes, ring, LABEL, &[]).ok_or(Dead::Wrong)?;
    let (kind, rest) = said.split_first().ok_or(Dead::Wrong)?;
    let (until, rest) = rest.split_first_chunk().ok_or(Dead::Wrong)?;
    let target = match kind {
        b'm' if rest.len() == ROW => Target::Manage(hex(rest)),
        _ => return Err(Dead::Wrong),
    };
    let over = seconds(now).is_none_or(|now| now >= u32::from_be_bytes(*until));
    if over { Err(Dead::Expired) } else { Ok(target) }
}

/// What was signed, without its signature.
fn signed<'a>(bytes: &'a [u8], ring: &Ring, label: &[u8], about: &[u8]) -> Option<&'a [u8]> {
    let (said, signature) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE)?)?;
    let parts: &[&[u8]] = if about.is_empty() {
        &[said]
    } else {
        &[about, said]
    };
    ring.has_signed(label, parts, signature).then_some(said)
}

#[cfg(test)]
mod tests;
