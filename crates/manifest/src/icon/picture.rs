//! Reads a PNG into pixels, within limits: a hostile picture costs no memory.

use png::{BitDepth, Decoder, Transformations};
use std::io::Cursor;

/// The first bytes of every PNG.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// No icon is larger; what is, is not unpacked.
const MAX_SIDE: u32 = 1024;
/// What the decoder may hold, in bytes.
const MAX_MEMORY: usize = 16 * 1024 * 1024;

/// A picture's pixels, row by row.
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Empty for a picture that is larger than any icon.
    pub(crate) pixels: Vec<[u8; 4]>,
    pub(crate) interlaced: bool,
    pub(crate) animated: bool,
    pub(crate) deep: bool,
}

/// Why there are no pixels.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoPicture {
    /// It is something else than a PNG.
    OtherKind,
    /// It is cut off or broken.
    Damaged,
}

impl Picture {
    /// Decodes the bytes.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, NoPicture> {
        if !bytes.starts_with(SIGNATURE) {
            return Err(NoPicture::OtherKind);
        }
        let limits = png::Limits { bytes: MAX_MEMORY };
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
        decoder
            .set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
        let mut reader = decoder.read_info().map_err(|_| NoPicture::Damaged)?;
        let info = reader.info();
        let mut picture = Self {
            width: info.width,
            height: info.height,
            pixels: Vec::new(),
            interlaced: info.interlaced,
            animated: info.animation_control.is_some(),
            deep: info.bit_depth == BitDepth::Sixteen,
        };
        if picture.width > MAX_SIDE || picture.height > MAX_SIDE {
            return Ok(picture);
        }
        let size = reader.output_buffer_size().ok_or(NoPicture::Damaged)?;
        let mut buffer = vec![0; size];
        let frame = reader
            .next_frame(&mut buffer)
            .map_err(|_| NoPicture::Damaged)?;
        reader.finish().map_err(|_| NoPicture::Damaged)?;
        picture.pixels = rgba(&buffer[..frame.buffer_size()], frame.color_type.samples());
        Ok(picture)
    }

    /// The pixel at a column and a row.
    pub(crate) fn at(&self, x: u32, y: u32) -> [u8; 4] {
        self.pixels[(y * self.width + x) as usize]
    }

    /// The pixels at the picture's four sides.
    pub(crate) fn edge(&self) -> impl Iterator<Item = [u8; 4]> + '_ {
        let inner = |at: u32, size: u32| at > 0 && at + 1 < size;
        let places = (0..self.height).flat_map(move |y| (0..self.width).map(move |x| (x, y)));
        places
            .filter(move |(x, y)| !(inner(*x, self.width) && inner(*y, self.height)))
            .map(|(x, y)| self.at(x, y))
    }
}

fn rgba(buffer: &[u8], samples: usize) -> Vec<[u8; 4]> {
    let pixel = |part: &[u8]| match *part {
        [gray, alpha] => [gray, gray, gray, alpha],
        [red, green, blue, alpha] => [red, green, blue, alpha],
        _ => [0; 4],
    };
    buffer.chunks_exact(samples).map(pixel).collect()
}
