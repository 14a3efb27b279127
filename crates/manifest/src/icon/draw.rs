//! Draws the program's icons: a ticked box on a coloured square, and the same
//! box in white lines on nothing. No picture has to be carried along.

use std::io::Write as _;

/// The side of the colour icon.
const COLOR: u32 = 192;
/// The side of the outline icon.
const OUTLINE: u32 = 32;
/// Dots per pixel and direction that are averaged into the colour icon.
const FINE: u32 = 4;

/// The colour icon: the whole square in a colour, the sign within the middle 96 pixels.
#[must_use]
pub(crate) fn color(background: [u8; 3]) -> Vec<u8> {
    let pixel = |x: u32, y: u32| {
        let dots = (0..FINE).flat_map(|dy| (0..FINE).map(move |dx| (dx, dy)));
        let lit = dots.filter(|(dx, dy)| {
            let place = |at: u32, dot: u32| (at * FINE + dot) as f64 / FINE as f64 + 0.125;
            sign((place(x, *dx) - 48.0) / 3.0, (place(y, *dy) - 48.0) / 3.0)
        });
        let light = lit.count() as u32;
        let mix = |part: u8| {
            let dark = u32::from(part) * (FINE * FINE - light);
            u8::try_from((dark + 255 * light) / (FINE * FINE)).unwrap_or(u8::MAX)
        };
        [
            mix(background[0]),
            mix(background[1]),
            mix(background[2]),
            255,
        ]
    };
    png(COLOR, pixel)
}

/// The outline icon: white where the sign is, nothing elsewhere, no shades.
#[must_use]
pub(crate) fn outline() -> Vec<u8> {
    let lit = |x: u32, y: u32| sign(f64::from(x) + 0.5, f64::from(y) + 0.5);
    png(OUTLINE, |x, y| match lit(x, y) {
        true => [255; 4],
        false => [0; 4],
    })
}

/// Whether a point of a field of 32 by 32 belongs to the sign: the frame of a box
/// with round corners, and a tick in it.
fn sign(x: f64, y: f64) -> bool {
    let inside = |margin: f64, round: f64| {
        let reach = 16.0 - margin - round;
        let beyond = |at: f64| ((at - 16.0).abs() - reach).max(0.0);
        reach > 0.0 && beyond(x).hypot(beyond(y)) <= round
    };
    let frame = inside(0.0, 5.0) && !inside(3.0, 2.5);
    let stroke = |from: (f64, f64), to: (f64, f64)| near((x, y), from, to) <= 1.9;
    frame || stroke((9.0, 16.5), (14.0, 21.5)) || stroke((14.0, 21.5), (23.0, 11.5))
}

/// The distance of a point from a line.
fn near(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (px, py) = (point.0 - from.0, point.1 - from.1);
    let along = ((px * dx + py * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (px - along * dx).hypot(py - along * dy)
}

fn png(side: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
    let places = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    let pixels: Vec<u8> = places.flat_map(|(x, y)| pixel(x, y)).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&pixels)?;
        writer.finish()
    });
    written.expect("a picture in memory can be written");
    bytes.flush().expect("memory");
    bytes
}
