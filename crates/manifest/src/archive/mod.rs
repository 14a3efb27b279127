//! Zip archives in memory: reading one that may be an attack, and writing one
//! whose bytes depend on nothing but its files. A library keeps one entry for
//! each name, so two manifests could not be told; the format is small enough.

mod entry;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use read::read;
pub use write::write;

/// The beginnings of the format's three kinds of records.
const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
