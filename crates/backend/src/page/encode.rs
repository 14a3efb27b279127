//! Compresses once, as hard as possible, and tells what a caller can read.

use axum::body::Bytes;
use std::io::Write as _;

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

pub(super) fn pack(plain: &[u8]) -> Packed {
    let smaller = |bytes: Vec<u8>| (bytes.len() < plain.len()).then(|| Bytes::from(bytes));
    Packed {
        brotli: brotli(plain).ok().and_then(smaller),
        gzip: gzip(plain).ok().and_then(smaller),
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
}
