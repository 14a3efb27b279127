//! Icons: reading a PNG, and drawing the program's own.

pub(crate) mod draw;
pub(crate) mod picture;
