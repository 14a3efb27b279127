//! Links on cards. What a link is for, and until when, is written in it and signed, so
//! nothing is stored until it is used. Whoever has one may ask; no token is ever logged.

mod ask;

pub(crate) use ask::{Ask, Asked};

use crate::clock::{DAY, Millis, SECOND};
use crate::secret::{Ring, hex, unhex};
use std::sync::Arc;
use uuid::Uuid;

/// After so long Microsoft passes no press of a button on.
const LIFE: Millis = 30 * DAY;
/// Where the pages behind the links are; a token follows.
pub(crate) const PATH: &str = "/a/";
/// Where buttons post to that act within a card; a token follows.
pub(crate) const POST_PATH: &str = "/api/v1/actions/";
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
    /// The page of a button on a card.
    Act(Numbered),
    /// A button that posts from within the card, for whoever brings a token of theirs.
    Post(Numbered),
}

/// A button: which one of which delivery's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Numbered {
    pub(crate) delivery: String,
    pub(crate) number: u8,
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
    /// Whether anybody is told of a press.
    buttons: bool,
    /// Whether cards may post.
    posts: bool,
}

impl Links {
    pub(crate) fn at(public_url: &str, ring: Arc<Ring>) -> Self {
        let base = public_url.trim_end_matches('/').to_owned();
        Self {
            base,
            ring,
            buttons: false,
            posts: false,
        }
    }

    /// With buttons: there is a system that is told of a press.
    pub(crate) fn with_buttons(self) -> Self {
        Self {
            buttons: true,
            ..self
        }
    }

    /// With cards that post: whoever presses within a card is known.
    pub(crate) fn with_posts(self) -> Self {
        Self {
            posts: true,
            ..self
        }
    }

    /// The address of the page about a connector, for what is told at this time. The same
    /// card has the same link, however often it is made.
    pub(crate) fn manage(&self, connector: &str, at: Millis) -> Option<String> {
        let row: [u8; ROW] = unhex(connector)?.try_into().ok()?;
        Some(self.address(PATH, &[b"m", &until(at)?[..], &row].concat()))
    }

    /// The address of the page behind a button of a delivery's card; `None` where nobody
    /// would be told of a press.
    pub(crate) fn act(&self, delivery: &str, number: usize, at: Millis) -> Option<String> {
        let said = self.buttons.then(|| said(b"a", delivery, number, at))?;
        Some(self.address(PATH, &said?))
    }

    /// The address that a button of a delivery's card posts to; `None` where cards may not.
    pub(crate) fn post(&self, delivery: &str, number: usize, at: Millis) -> Option<String> {
        let may = self.buttons && self.posts;
        let said = may.then(|| said(b"p", delivery, number, at))?;
        Some(self.address(POST_PATH, &said?))
    }

    fn address(&self, path: &str, said: &[u8]) -> String {
        let signature = self.ring.sign(LABEL, &[said]);
        let token = hex(&[said, &signature[..SIGNATURE]].concat());
        format!("{}{path}{token}", self.base)
    }
}

/// Which button of which delivery's card, and for what.
fn said(kind: &[u8], delivery: &str, number: usize, at: Millis) -> Option<Vec<u8>> {
    let (event, row) = delivery.split_once('.')?;
    let event = Uuid::parse_str(event).ok()?;
    let row: [u8; ROW] = unhex(row)?.try_into().ok()?;
    let number = [u8::try_from(number).ok()?];
    Some([kind, &until(at)?[..], event.as_bytes(), &row, &number].concat())
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
        b'a' => Target::Act(numbered(rest).ok_or(Dead::Wrong)?),
        b'p' => Target::Post(numbered(rest).ok_or(Dead::Wrong)?),
        _ => return Err(Dead::Wrong),
    };
    let over = seconds(now).is_none_or(|now| now >= u32::from_be_bytes(*until));
    if over { Err(Dead::Expired) } else { Ok(target) }
}

fn numbered(said: &[u8]) -> Option<Numbered> {
    let (event, rest) = said.split_first_chunk()?;
    let (row, [number]) = rest.split_first_chunk::<ROW>()? else {
        return None;
    };
    Some(Numbered {
        delivery: format!("{}.{}", Uuid::from_bytes(*event), hex(row)),
        number: *number,
    })
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
