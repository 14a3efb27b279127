//! Compresses once, as hard as possible, and tells what a caller can read.

use axum::body::Bytes;
use std::io::{Read as _, Write as _};

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

/// The compressed forms that are smaller than the plain one.
pub(crate) struct Packed {
    pub(super) brotli: Option<Bytes>,
    pub(super) gzip: Option<Bytes>,
}

impl Encoding {
    /// Its name in `Content-Encoding`.
    pub(crate) fn header(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// Whether an `Accept-Encoding` allows it.
    pub(super) fn is_in(self, accepts: &str) -> bool {
        accepts.split(',').any(|each| {
            let (name, weight) = each.split_once(';').unwrap_or((each, ""));
            let weight = weight.trim().trim_start_matches("q=").trim();
            let refused = weight.parse::<f32>().is_ok_and(|weight| weight == 0.0);
            self.header() == Some(name.trim()) && !refused
        })
    }
}

/// What the build has compressed already, when both are what the plain one says: a
/// folder may have been changed by hand since.
pub(super) fn unless_stale(plain: &[u8], brotli: Vec<u8>, gzip: Vec<u8>) -> Option<Packed> {
    let same = unpacks_to(plain, brotli::Decompressor::new(brotli.as_slice(), 4096))
        && unpacks_to(plain, flate2::read::GzDecoder::new(gzip.as_slice()));
    same.then(|| smaller(plain, Some(brotli), Some(gzip)))
}

/// Reads no more than one byte too many.
fn unpacks_to(plain: &[u8], packed: impl std::io::Read) -> bool {
    let most = u64::try_from(plain.len()).map_or(u64::MAX, |length| length.saturating_add(1));
    let mut bytes = Vec::with_capacity(plain.len());
    packed.take(most).read_to_end(&mut bytes).is_ok() && bytes == plain
}

pub(super) fn pack(plain: &[u8]) -> Packed {
    smaller(plain, brotli(plain).ok(), gzip(plain).ok())
}

fn smaller(plain: &[u8], brotli: Option<Vec<u8>>, gzip: Option<Vec<u8>>) -> Packed {
    let keep = |bytes: Vec<u8>| (bytes.len() < plain.len()).then(|| Bytes::from(bytes));
    Packed {
        brotli: brotli.and_then(keep),
        gzip: gzip.and_then(keep),
    }
}

fn brotli(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(plain)?;
    Ok(writer.into_inner())
}

fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(plain)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_say_what_they_read() {
        for (accepts, brotli, gzip) in [
            ("gzip, deflate, br, zstd", true, true),
            ("br;q=0, gzip;q=0.5", false, true),
            ("identity", false, false),
            ("", false, false),
        ] {
            assert_eq!(Encoding::Brotli.is_in(accepts), brotli, "{accepts}");
            assert_eq!(Encoding::Gzip.is_in(accepts), gzip, "{accepts}");
        }
    }

    #[test]
    fn packing_only_keeps_what_is_smaller() {
        let packed = pack(&b"teams ".repeat(500));
        assert!(packed.brotli.is_some() && packed.gzip.is_some());
        let packed = pack(b"x");
        assert!(packed.brotli.is_none() && packed.gzip.is_none());
    }

    #[test]
    fn what_the_build_compressed_is_used_unless_the_file_changed_since() {
        let plain = b"teams ".repeat(500);
        let both = || (brotli(&plain).unwrap(), gzip(&plain).unwrap());
        let (br, gz) = both();
        let packed = unless_stale(&plain, br, gz).unwrap();
        assert!(packed.brotli.is_some() && packed.gzip.is_some());
        for other in [&b"other "[..], &plain[1..], &b"teams ".repeat(501)] {
            let (br, gz) = both();
            assert!(unless_stale(other, br, gz).is_none());
        }
        assert!(unless_stale(&plain, both().0, b"damaged".to_vec()).is_none());
        assert!(unless_stale(&plain, b"damaged".to_vec(), both().1).is_none());
    }
}
