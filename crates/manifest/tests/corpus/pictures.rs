//! Draws the icons that the corpus describes in words, such as `color 96`.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write as _;

type Pixel = fn(u32, u32) -> [u8; 4];

/// A file's content: a text, or a picture.
pub(crate) fn content(described: &str) -> Vec<u8> {
    if let Some(text) = described.strip_prefix("text:") {
        return text.as_bytes().to_vec();
    }
    match described {
        "jpeg" => b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(),
        "color cut" => color(192)[..300].to_vec(),
        "color wrong" => wrong_sum(),
        "color animated" => animated(),
        "color interlaced" => interlaced(),
        "color deep" => deep(),
        "color heavy" => png(192, noise),
        "color round" => png(192, |x, y| if x + y < 9 { [0; 4] } else { BLUE }),
        "color wide" => png(192, |x, _| if x > 160 { [255; 4] } else { BLUE }),
        "color afloat" => png(192, |x, y| match x.abs_diff(96).max(y.abs_diff(96)) {
            0..60 => BLUE,
            _ => [0; 4],
        }),
        "outline gray" => png(32, |x, _| if x < 9 { [200, 200, 200, 255] } else { [0; 4] }),
        "outline black" => png(32, |x, _| if x < 9 { [0, 0, 0, 255] } else { [0; 4] }),
        "outline empty" => png(32, |_, _| [255, 255, 255, 0]),
        "outline full" => png(32, |_, _| [255; 4]),
        "outline shaded" => png(32, |x, _| if x < 9 { [255, 255, 255, 90] } else { [0; 4] }),
        other => match other.split_once(' ').unwrap() {
            ("color", side) => color(side.parse().unwrap()),
            (_, side) => png(
                side.parse().unwrap(),
                |x, _| if x < 9 { [255; 4] } else { [0; 4] },
            ),
        },
    }
}

const BLUE: [u8; 4] = [79, 82, 178, 255];

fn color(side: u32) -> Vec<u8> {
    png(side, |_, _| BLUE)
}

/// Too irregular to be packed.
fn noise(x: u32, y: u32) -> [u8; 4] {
    let mut mixed = u64::from(x * 193 + y + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let [a, b, c, ..] = (mixed ^ mixed >> 27).to_be_bytes();
    [a, b, c, 255]
}

fn pixels(side: u32, pixel: Pixel) -> Vec<u8> {
    let places = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    places.flat_map(|(x, y)| pixel(x, y)).collect()
}

fn png(side: u32, pixel: Pixel) -> Vec<u8> {
    encode(side, &pixels(side, pixel), png::BitDepth::Eight, 1)
}

fn deep() -> Vec<u8> {
    let pixels = pixels(192, |_, _| BLUE);
    let wide: Vec<u8> = pixels.iter().flat_map(|part| [*part, *part]).collect();
    encode(192, &wide, png::BitDepth::Sixteen, 1)
}

fn animated() -> Vec<u8> {
    encode(192, &pixels(192, |_, _| BLUE), png::BitDepth::Eight, 2)
}

fn encode(side: u32, pixels: &[u8], depth: png::BitDepth, frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(depth);
    if frames > 1 {
        encoder.set_animated(frames, 0).unwrap();
    }
    let mut writer = encoder.write_header().unwrap();
    for _ in 0..frames {
        writer.write_image_data(pixels).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// One byte of the picture's data is another one.
fn wrong_sum() -> Vec<u8> {
    let mut bytes = color(192);
    let at = bytes.len() - 30;
    bytes[at] ^= 1;
    bytes
}

/// The encoder writes no interlaced pictures: the seven passes of one colour.
fn interlaced() -> Vec<u8> {
    let mut rows = Vec::new();
    for (x0, y0, dx, dy) in [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ] {
        for _ in (y0..192).step_by(dy) {
            // Each row begins with its filter: none.
            let row = (x0..192).step_by(dx).flat_map(|_| BLUE);
            rows.extend(std::iter::once(0).chain(row));
        }
    }
    let mut data = ZlibEncoder::new(Vec::new(), Compression::best());
    data.write_all(&rows).unwrap();
    let mut head = [192_u32.to_be_bytes(), 192_u32.to_be_bytes()].concat();
    head.extend([8, 6, 0, 0, 1]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [
        ("IHDR", head),
        ("IDAT", data.finish().unwrap()),
        ("IEND", vec![]),
    ] {
        let mut sum = flate2::Crc::new();
        sum.update(kind.as_bytes());
        sum.update(&content);
        bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        bytes.extend(kind.as_bytes());
        bytes.extend(content);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes
}
