//! One file of an archive, as its directory describes it.

use super::{CENTRAL, LOCAL};
use crate::files::{MAX_BYTES, Path};
use crate::finding::{Rule, quoted};
use crate::rules::archive as rule;
use flate2::{Crc, read::DeflateDecoder};
use std::io::Read as _;

/// What stands in the way of reading an entry: the rule and a sentence.
pub(super) type Refused = (&'static Rule, String);

/// An entry of the directory.
pub(super) struct Entry {
    pub(super) name: String,
    flags: u16,
    method: u16,
    checksum: u32,
    packed: usize,
    pub(super) unpacked: u64,
    made_by: u16,
    attributes: u32,
    start: usize,
}

/// Numbers of an archive, little end first.
pub(super) fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let part: &[u8; N] = bytes.get(at..)?.first_chunk()?;
    Some(
        part.iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
    )
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    number::<2>(bytes, at).and_then(|number| u16::try_from(number).ok())
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    number::<4>(bytes, at).and_then(|number| u32::try_from(number).ok())
}

impl Entry {
    /// The entry at a place of the directory, and the place of the next.
    pub(super) fn read(bytes: &[u8], at: usize) -> Option<(Self, usize)> {
        if long(bytes, at)? != CENTRAL {
            return None;
        }
        let length = |from| short(bytes, at + from).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let entry = Self {
            name: String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned(),
            made_by: short(bytes, at + 4)?,
            flags: short(bytes, at + 8)?,
            method: short(bytes, at + 10)?,
            checksum: long(bytes, at + 16)?,
            packed: long(bytes, at + 20)? as usize,
            unpacked: u64::from(long(bytes, at + 24)?),
            attributes: long(bytes, at + 38)?,
            start: long(bytes, at + 42)? as usize,
        };
        Some((entry, at + 46 + name + extra + comment))
    }

    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }

    /// Where the file belongs, when it may be in a package at all.
    pub(super) fn allowed(&self) -> Result<Path, Refused> {
        let named = quoted(&self.name);
        let unix = self.made_by >> 8 == 3 || self.made_by >> 8 == 19;
        let mode = self.attributes >> 16 & 0o170_000;
        let path = Path::inside(self.name.trim_end_matches('/'));
        let Some(path) = path else {
            return Err((
                &rule::OUTSIDE,
                format!("Name files by paths inside the package, not {named}."),
            ));
        };
        if self.flags & 0x41 != 0 {
            return Err((
                &rule::ENCRYPTED,
                format!("Pack {named} without a password."),
            ));
        }
        if unix && !matches!(mode, 0 | 0o100_000 | 0o040_000) {
            return Err((
                &rule::LINK,
                format!("Put a file instead of the link {named}."),
            ));
        }
        if !self.is_folder() && !matches!(self.method, 0 | 8) {
            return Err((&rule::METHOD, format!("Pack {named} stored or deflated.")));
        }
        Ok(path)
    }

    /// The file's content, at most as large as its directory says.
    pub(super) fn content(&self, bytes: &[u8]) -> Result<Vec<u8>, Refused> {
        let damaged = || {
            (
                &rule::DAMAGED,
                format!("Pack {} again: it is damaged.", quoted(&self.name)),
            )
        };
        let packed = self.packed_bytes(bytes).ok_or_else(damaged)?;
        let most = self.unpacked.min(MAX_BYTES) + 1;
        let mut content = Vec::new();
        let read = match self.method {
            0 => packed.take(most).read_to_end(&mut content),
            _ => DeflateDecoder::new(packed)
                .take(most)
                .read_to_end(&mut content),
        };
        let mut sum = Crc::new();
        sum.update(&content);
        let whole = content.len() as u64 == self.unpacked && sum.sum() == self.checksum;
        read.ok().filter(|_| whole).ok_or_else(damaged)?;
        Ok(content)
    }

    /// Behind the file's own head, which must name it as the directory does.
    fn packed_bytes<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let head = bytes.get(self.start..)?;
        if long(head, 0)? != LOCAL {
            return None;
        }
        let (name, extra) = (usize::from(short(head, 26)?), usize::from(short(head, 28)?));
        let same = String::from_utf8_lossy(head.get(30..30 + name)?) == self.name;
        let data = head.get(30 + name + extra..)?.get(..self.packed)?;
        same.then_some(data)
    }
}
