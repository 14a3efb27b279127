//! Writes an archive: the manifest first, the others by name, deflated, dated
//! 1 January 1980. The same files give the same bytes.

use super::{CENTRAL, END, LOCAL};
use crate::files::{Files, MANIFEST};
use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write as _;

/// 1 January 1980, the first day that the format knows.
const DAY: u16 = 1 << 5 | 1;
/// Version 2.0 of the format, which has deflate.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATED: u16 = 8;

/// The archive's bytes.
#[must_use]
pub fn write(files: &Files) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let first = files.0.get_key_value(MANIFEST);
    let others = files.0.iter().filter(|(name, _)| *name != MANIFEST);
    for (name, content) in first.into_iter().chain(others) {
        let start = size(bytes.len());
        let common = common(name, content, &deflated(content));
        put(
            &mut bytes,
            &[
                &LOCAL.to_le_bytes(),
                &common,
                name.as_bytes(),
                &deflated(content),
            ],
        );
        let made_by = VERSION.to_le_bytes();
        // Comment, disk, attributes inside and outside: nothing.
        let rest = [0; 10];
        put(
            &mut directory,
            &[
                &CENTRAL.to_le_bytes(),
                &made_by,
                &common,
                &rest,
                &start,
                name.as_bytes(),
            ],
        );
    }
    let count = u16::try_from(files.0.len())
        .unwrap_or(u16::MAX)
        .to_le_bytes();
    let (start, length) = (size(bytes.len()), size(directory.len()));
    let disks = [0; 4];
    let comment = [0; 2];
    put(
        &mut bytes,
        &[
            &directory,
            &END.to_le_bytes(),
            &disks,
            &count,
            &count,
            &length,
            &start,
            &comment,
        ],
    );
    bytes
}

fn put(bytes: &mut Vec<u8>, parts: &[&[u8]]) {
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
}

/// What stands in both heads: version, flags, method, time, day, sum, sizes, lengths.
fn common(name: &str, content: &[u8], packed: &[u8]) -> Vec<u8> {
    let mut sum = Crc::new();
    sum.update(content);
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
    let mut head = Vec::new();
    for part in [VERSION, FLAGS, DEFLATED, 0, DAY] {
        head.extend(part.to_le_bytes());
    }
    head.extend(sum.sum().to_le_bytes());
    head.extend(size(packed.len()));
    head.extend(size(content.len()));
    head.extend(length.to_le_bytes());
    head.extend([0; 2]); // nothing extra
    head
}

fn size(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(content).and_then(|()| encoder.finish());
    written.expect("memory can be written to")
}
