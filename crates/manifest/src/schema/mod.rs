//! The official schemas, carried in the program, and checking a document with
//! one. A schema is chosen by the manifest's version, never by an address.

mod check;
mod pattern;
#[cfg(test)]
mod tests;

pub(crate) use check::child;
pub use check::{Fault, Reason, faults};

use crate::version::Version;
use serde_json::Value;
use std::io::Read as _;
use std::sync::OnceLock;

/// Made by `cargo xtask schemas` from Microsoft's `@microsoft/app-manifest` (MIT).
static PACKED: &[u8] = include_bytes!("../../schemas/schemas.br");

/// What a schema is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `manifest.json`.
    Manifest,
    /// The file of one language; there are none before 1.5.
    Localization,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Localization => "localization",
        }
    }
}

/// The official schema, without its descriptions.
#[must_use]
pub fn schema(version: Version, kind: Kind) -> Option<Value> {
    let wanted = format!("{version} {} ", kind.name());
    let line = all().lines().find(|line| line.starts_with(&wanted))?;
    let schema = serde_json::from_str(&line[wanted.len()..]);
    Some(schema.expect("what the project's command wrote is JSON"))
}

fn all() -> &'static str {
    static ALL: OnceLock<String> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut text = String::new();
        let mut reader = brotli::Decompressor::new(PACKED, 4096);
        reader
            .read_to_string(&mut text)
            .expect("what the project's command packed can be unpacked");
        text
    })
}
